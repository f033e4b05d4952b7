import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { toStaffRootSecret } from '../../src/crypto/ids.ts';
import {
  assertRecoveryAnswer,
  newStaffRootSecret,
  recoveryChallenge,
  recoveryPhrase,
  rootSecretFromPhrase,
  staffKeys,
} from '../../src/crypto/staffKeys.ts';
import { codeOf } from './support/codeOf.ts';
import { deterministicRandom } from './support/deterministicRandom.ts';

const random = deterministicRandom('consilium/test/staff');
const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toStaffRootSecret);
const languages = fc.constantFrom('en' as const, 'zh' as const);

describe('staff keys', () => {
  it('are other keys for every version, and the same for the same', () => {
    const root = newStaffRootSecret(random);
    const names = [0, 1, 2, 3].flatMap((version) => {
      const keys = staffKeys(root, version);
      expect(staffKeys(root, version)).toEqual(keys);
      return [toHex(keys.sign.publicKey), toHex(keys.seal.publicKey)];
    });
    expect(new Set(names).size).toBe(8);
  });
});

describe('a recovery phrase', () => {
  it('restores the root secret from 24 words of either language', () => {
    fc.assert(
      fc.property(secrets, languages, (root, language) => {
        const words = recoveryPhrase(root, language);
        expect(words).toHaveLength(24);
        expect(rootSecretFromPhrase(words.join(' '))).toEqual(root);
        expect(rootSecretFromPhrase(`1. ${words.join('\n')}`.replace('1. ', '').toUpperCase())).toEqual(root);
      }),
    );
  });

  it('is the published one for the published entropy', () => {
    const root = toStaffRootSecret(new Uint8Array(32).fill(0x7f));
    const published =
      'legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful ' +
      'legal winner thank year wave sausage worth title';
    expect(recoveryPhrase(root, 'en').join(' ')).toBe(published);
    expect(rootSecretFromPhrase(published)).toEqual(root);
  });

  it('is refused with a wrong word, a wrong order, or another count', () => {
    const words = recoveryPhrase(newStaffRootSecret(random), 'en');
    const swapped = [words[1], words[0], ...words.slice(2)].join(' ');
    const unknown = ['consilium', ...words.slice(1)].join(' ');
    for (const wrong of ['', swapped, unknown, words.slice(1).join(' '), [...words, ...words].join(' ')]) {
      expect(codeOf(() => rootSecretFromPhrase(wrong))).toBe('recovery-phrase-wrong');
    }
  });

  it('stands in no message of a refusal', () => {
    const words = recoveryPhrase(newStaffRootSecret(random), 'en');
    const swapped = [words[1], words[0], ...words.slice(2)].join(' ');
    const shown = refusalOf(swapped);
    for (const word of words.filter((each) => each.length > 5)) expect(shown).not.toContain(word);
  });
});

describe('the words asked back', () => {
  it('are three different ones of the 24, in order, and all come up', () => {
    const seen = new Set<number>();
    for (let round = 0; round < 300; round += 1) {
      const asked = recoveryChallenge(random);
      expect(asked).toHaveLength(3);
      expect(new Set(asked).size).toBe(3);
      expect([...asked].sort((left, right) => left - right)).toEqual(asked);
      for (const position of asked) seen.add(position);
    }
    expect([...seen].sort((left, right) => left - right)).toEqual(Array.from({ length: 24 }, (_, at) => at));
  });

  it('are taken when they are right, whatever their case, and refused otherwise', () => {
    const phrase = recoveryPhrase(newStaffRootSecret(random), 'en');
    const asked = recoveryChallenge(random);
    const right = asked.map((at) => phrase[at] ?? '');
    const answer = (words: readonly string[]): string =>
      codeOf(() => {
        assertRecoveryAnswer(phrase, asked, words);
      });
    expect(answer(right)).toBe('taken');
    expect(answer(right.map((word) => ` ${word.toUpperCase()} `))).toBe('taken');
    expect(answer(right.slice(1))).toBe('recovery-phrase-wrong');
    expect(answer([...right, ''])).toBe('recovery-phrase-wrong');
    expect(answer(['', '', ''])).toBe('recovery-phrase-wrong');
    expect(answer(right.with(1, 'consilium'))).toBe('recovery-phrase-wrong');
    expect(
      codeOf(() => {
        assertRecoveryAnswer(phrase, [30], ['']);
      }),
    ).toBe('recovery-phrase-wrong');
  });
});

/** All that a refused phrase says of itself; empty when it happens to be taken. */
function refusalOf(phrase: string): string {
  try {
    rootSecretFromPhrase(phrase);
    return '';
  } catch (error) {
    return error instanceof Error ? `${error.message} ${String(error.cause)}` : '';
  }
}
