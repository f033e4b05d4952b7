import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fromHex, toHex } from '../../src/crypto/bytes.ts';
import { readCard, verifyCardIssuer } from '../../src/crypto/card.ts';
import { decodeEnvelope, envelopeCommitment, patientRow } from '../../src/crypto/envelope.ts';
import { toPepper, toSigningKey, toViewKey } from '../../src/crypto/ids.ts';
import { openKeyStore } from '../../src/crypto/keyStore.ts';
import { openMasterCard } from '../../src/crypto/masterCard.ts';
import { historyKeys } from '../../src/crypto/patientKeys.ts';
import { openRow } from '../../src/crypto/row.ts';
import { beginOpen } from '../../src/crypto/sealedCard.ts';
import { rootSecretFromPhrase } from '../../src/crypto/staffKeys.ts';
import { cryptoVectors } from '../vectors/cryptoVectors.ts';

const folder = new URL('../vectors/crypto/', import.meta.url);

function stored(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

describe('the golden vectors', () => {
  const made = cryptoVectors();

  it('are all there', () => {
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(Object.keys(made).map((name) => `${name}.json`)),
    );
  });

  it.each(Object.entries(made))('of %s are what the code writes today, byte for byte', (name, value) => {
    expect(stored(name)).toEqual(value);
  });
});

describe('what was written once still opens', () => {
  const cardFile = z.object({
    cardKey: z.string(),
    cards: z.array(z.object({ epoch: z.number(), text: z.string() })),
  });

  it('as cards, with their issuer', () => {
    const { cardKey, cards } = cardFile.parse(stored('card'));
    for (const { epoch, text } of cards) {
      const card = readCard(text);
      expect(card.epoch).toBe(epoch);
      verifyCardIssuer(card, toSigningKey(fromHex(cardKey)));
    }
  });

  it('as slip and sealed card, by PIN and pepper', () => {
    const item = z.object({ tag: z.string(), pepper: z.string(), text: z.string() });
    const { pin, items } = z.object({ pin: z.string(), items: z.array(item) }).parse(stored('sealed'));
    const types = items.map(({ tag, pepper, text }) => {
      const opening = beginOpen(text, pin);
      expect(toHex(opening.tag)).toBe(tag);
      return opening.finish(toPepper(fromHex(pepper))).type;
    });
    expect(types).toEqual(['slip', 'card']);
  });

  it('as master card, in both languages', () => {
    const card = z.object({ passphrase: z.string(), text: z.string() });
    const { seed, cards } = z.object({ seed: z.string(), cards: z.array(card) }).parse(stored('master-card'));
    for (const { passphrase, text } of cards) expect(toHex(openMasterCard(text, passphrase).seed)).toBe(seed);
  });

  it('as envelope, to whoever holds the next card', () => {
    const file = z
      .object({ envelope: z.string(), commitment: z.string(), partKey: z.string() })
      .parse(stored('envelope'));
    const envelope = decodeEnvelope(fromHex(file.envelope));
    expect(toHex(envelopeCommitment(envelope))).toBe(file.commitment);
    const slip = z.object({ nextCard: z.string() }).parse(stored('sealed'));
    const viewKeyOf = fromHex(slip.nextCard).slice(194, 226);
    const held = historyKeys({ epoch: 2, viewKey: toViewKey(viewKeyOf) })[2];
    const row = patientRow(envelope, 0, 'clinical');
    if (held === undefined || row === undefined) throw new Error('the vector has epoch 2 and leaf 0');
    const place = { statement: envelope.statement, leaf: 0, part: 'clinical' as const };
    expect(toHex(openRow(row, held.sealing, place))).toBe(file.partKey);
  });

  it('as key store and recovery phrase', () => {
    const staff = z
      .object({ rootSecret: z.string(), en: z.string(), zh: z.string() })
      .parse(stored('staff-keys'));
    expect(toHex(rootSecretFromPhrase(staff.en))).toBe(staff.rootSecret);
    expect(toHex(rootSecretFromPhrase(staff.zh))).toBe(staff.rootSecret);
    const { file, passphrase } = z
      .object({ file: z.string(), passphrase: z.string() })
      .parse(stored('key-store'));
    expect(toHex(openKeyStore(fromHex(file), passphrase).content.rootSecret)).toBe(staff.rootSecret);
  });
});
