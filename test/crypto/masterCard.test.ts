import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase45, toBase45 } from '../../src/crypto/base45.ts';
import { generateMasterPassphrase, openMasterCard, sealMasterCard } from '../../src/crypto/masterCard.ts';
import { MINIMUM_LIMITS } from '../../src/crypto/passwordHash.ts';
import { splitWords, wordList } from '../../src/crypto/words.ts';
import { codeOf, withBitFlipped } from './support/codeOf.ts';
import { deterministicRandom } from './support/deterministicRandom.ts';
import { home, network, seed } from './support/patient.ts';

const random = deterministicRandom('consilium/test/master');
const master = { seed, network, home };
const english = generateMasterPassphrase(random, 'en');
const chinese = generateMasterPassphrase(random, 'zh');

function seal(passphrase: string): string {
  return sealMasterCard(master, passphrase, random, MINIMUM_LIMITS);
}

function open(text: string, passphrase: string): unknown {
  return openMasterCard(text, passphrase, MINIMUM_LIMITS);
}

describe('a master card', () => {
  it.each([
    ['English', english],
    ['Chinese', chinese],
  ])('opens under the six %s words it was sealed with', (_, words) => {
    expect(open(seal(words), words)).toEqual(master);
  });

  it('does not mind case, spacing, punctuation or full-width letters', () => {
    const text = seal(english);
    expect(open(text, `  ${english.toUpperCase().replaceAll(' ', ', ')}\n`)).toEqual(master);
    const wide = english.replace(/[a-z]/gu, (letter) =>
      String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0),
    );
    expect(open(text, wide.replaceAll(' ', '\u3000'))).toEqual(master);
    expect(open(seal(chinese), chinese.replaceAll(' ', ''))).toEqual(master);
  });

  it('refuses every other passphrase as passphrase-wrong', () => {
    const text = seal(english);
    const swapped = english.split(' ').reverse().join(' ');
    for (const wrong of [
      '',
      'six',
      swapped,
      chinese,
      `${english} ${english}`,
      english.replace(/ \S+$/u, ' zzzz'),
    ]) {
      expect(codeOf(() => open(text, wrong))).toBe('passphrase-wrong');
    }
    fc.assert(
      fc.property(fc.string(), (wrong) => {
        expect(codeOf(() => open(text, wrong))).toBe('passphrase-wrong');
      }),
    );
  });

  it('is sealed only under generated words', () => {
    for (const chosen of ['correct horse battery staple', 'password password', '123456']) {
      expect(codeOf(() => seal(chosen))).toBe('passphrase-weak');
    }
  });

  it('is refused after any single bit was turned, cut or lengthened', () => {
    const text = seal(english);
    const bytes = fromBase45(text.slice(4));
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = `CM1:${toBase45(withBitFlipped(bytes, at, at % 8))}`;
      expect(['passphrase-wrong', 'card-malformed'], `byte ${at}`).toContain(
        codeOf(() => open(altered, english)),
      );
    }
    for (const bad of [text.slice(0, -3), `${text}00`, 'CM1:', text.replace('CM1:', 'CC1:')]) {
      expect(codeOf(() => open(bad, english))).toBe('card-malformed');
    }
  });
});

describe('generated words', () => {
  it('stand in the list of their language, and are split as they were joined', () => {
    for (const language of ['en', 'zh'] as const) {
      const words = generateMasterPassphrase(random, language).split(' ');
      expect(words).toHaveLength(6);
      for (const word of words) expect(wordList(language)).toContain(word);
      expect(splitWords(words.join(' '))).toEqual(words);
    }
  });

  it('reach both ends of the list', () => {
    expect(generateMasterPassphrase((length) => new Uint8Array(length), 'en').split(' ')[0]).toBe(
      wordList('en')[0],
    );
    const last = generateMasterPassphrase((length) => new Uint8Array(length).fill(0xff), 'en').split(' ')[0];
    expect(last).toBe(wordList('en')[2047]);
  });
});
