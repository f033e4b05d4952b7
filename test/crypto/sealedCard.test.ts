import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase45, toBase45 } from '../../src/crypto/base45.ts';
import { toHex } from '../../src/crypto/bytes.ts';
import { patientTextKind } from '../../src/crypto/cardText.ts';
import { toPepper } from '../../src/crypto/ids.ts';
import { MINIMUM_LIMITS } from '../../src/crypto/passwordHash.ts';
import { generatePin, normalisePin } from '../../src/crypto/pin.ts';
import { assertSlipFits, beginOpen, inspectSealed, sealCard, sealSlip } from '../../src/crypto/sealedCard.ts';
import type { SealedContent } from '../../src/crypto/sealedCard.ts';
import { codeOf, withBitFlipped } from './support/codeOf.ts';
import { deterministicRandom } from './support/deterministicRandom.ts';
import { cardOf, home, otherSeed, slipOf } from './support/patient.ts';

const random = deterministicRandom('consilium/test/sealed');
const pin = '370125';
const seal = { home, pin, limits: MINIMUM_LIMITS };
const slip = slipOf(3);
const slipItem = sealSlip(slip, seal, random);
const cardItem = sealCard(cardOf(3), seal, random);

function open(text: string, typed = pin, pepper = slipItem.pepper): SealedContent {
  return beginOpen(text, typed, MINIMUM_LIMITS).finish(pepper);
}

describe('a visit slip', () => {
  it('opens in two steps, and shows the tag that its issuer deposited in the first', () => {
    const opening = beginOpen(slipItem.text, pin, MINIMUM_LIMITS);
    expect(opening.tag).toEqual(slipItem.tag);
    expect(opening).toMatchObject({ type: 'slip', itemId: slipItem.itemId, home, epoch: 3 });
    expect(opening.finish(slipItem.pepper)).toEqual({ type: 'slip', slip });
  });

  it('says of itself what it is without a PIN', () => {
    expect(inspectSealed(slipItem.text)).toEqual({ type: 'slip', itemId: slipItem.itemId, home, epoch: 3 });
    expect(patientTextKind(slipItem.text)).toBe('slip');
    expect(patientTextKind(cardItem.text)).toBe('sealed-card');
    expect(patientTextKind('CX1:00')).toBeNull();
  });

  it('refuses a wrong PIN and a wrong pepper as pin-wrong', () => {
    expect(codeOf(() => open(slipItem.text, '370126'))).toBe('pin-wrong');
    expect(codeOf(() => open(slipItem.text, pin, toPepper(random(32))))).toBe('pin-wrong');
    expect(codeOf(() => open(slipItem.text, pin, cardItem.pepper))).toBe('pin-wrong');
  });

  it('shows another tag for every wrong PIN', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (number) => {
        const typed = String(number).padStart(6, '0');
        fc.pre(typed !== pin);
        expect(toHex(beginOpen(slipItem.text, typed, MINIMUM_LIMITS).tag)).not.toBe(toHex(slipItem.tag));
      }),
      { numRuns: 200 },
    );
  });

  it('fits the card of its visit and no other', () => {
    expect(
      codeOf(() => {
        assertSlipFits(slip, cardOf(3).certificate);
      }),
    ).toBe('taken');
    expect(
      codeOf(() => {
        assertSlipFits(slip, cardOf(4).certificate);
      }),
    ).toBe('slip-mismatch');
    expect(
      codeOf(() => {
        assertSlipFits(slip, cardOf(3, otherSeed).certificate);
      }),
    ).toBe('slip-mismatch');
  });

  it('is not sealed with a card that does not follow it', () => {
    const wrong = { ...slip, nextCard: cardOf(5) };
    expect(codeOf(() => sealSlip(wrong, seal, random))).toBe('epoch-out-of-range');
  });
});

describe('a sealed card', () => {
  it('opens to the card itself', () => {
    expect(open(cardItem.text, pin, cardItem.pepper)).toEqual({ type: 'card', card: cardOf(3) });
  });

  it.each([
    ['slip', slipItem],
    ['card', cardItem],
  ])('as %s is refused after any single bit was turned', (_, item) => {
    const prefix = item.text.slice(0, 4);
    const bytes = fromBase45(item.text.slice(4));
    for (let at = 0; at < bytes.length; at += 1) {
      const text = prefix + toBase45(withBitFlipped(bytes, at, at % 8));
      expect(['pin-wrong', 'card-malformed'], `byte ${at}`).toContain(
        codeOf(() => open(text, pin, item.pepper)),
      );
    }
  });

  it('is refused when a slip is passed off as a card, cut, or something else', () => {
    const relabelled = slipItem.text.replace('CS1:', 'CE1:');
    for (const bad of [relabelled, slipItem.text.slice(0, 60), 'CS1:', '', 'hello']) {
      expect(codeOf(() => open(bad))).toMatch(/^(card-malformed|pin-wrong)$/u);
      expect(codeOf(() => inspectSealed(bad.slice(0, 20)))).toBe('card-malformed');
    }
  });

  it('is malformed when it is cut or lengthened, before any PIN attempt is spent on it', () => {
    for (const { text } of [slipItem, cardItem]) {
      expect(codeOf(() => beginOpen(text.slice(0, -3), pin, MINIMUM_LIMITS))).toBe('card-malformed');
      expect(codeOf(() => beginOpen(`${text}000`, pin, MINIMUM_LIMITS))).toBe('card-malformed');
    }
  });

  it('uses a fresh item id, pepper and nonce for every item', () => {
    const again = sealCard(cardOf(3), seal, random);
    expect(toHex(again.itemId)).not.toBe(toHex(cardItem.itemId));
    expect(toHex(again.pepper)).not.toBe(toHex(cardItem.pepper));
    expect(again.text).not.toBe(cardItem.text);
  });
});

describe('a PIN', () => {
  it('is six digits when generated, with every digit in use', () => {
    const pins = Array.from({ length: 200 }, () => generatePin(random));
    for (const generated of pins) expect(generated).toMatch(/^[0-9]{6}$/u);
    expect(new Set(pins.join('')).size).toBe(10);
  });

  it('is the same in full-width digits and with spaces', () => {
    expect(normalisePin(' ３７０ 1２5 ')).toBe(pin);
    expect(open(slipItem.text, '３７０１２５')).toEqual({ type: 'slip', slip });
  });

  it.each(['', '123', '12345a', '1234567890123', '٣٧٠١٢٥'])(
    'is refused as malformed when it is %j',
    (typed) => {
      expect(codeOf(() => normalisePin(typed))).toBe('pin-malformed');
    },
  );
});
