/** Passphrases that people choose: one form for what was typed, and the least that is taken. */
import { ConsiliumError } from '../errors.ts';

/** Characters of a passphrase, if it is not Chinese, Japanese or Korean. */
const SHORTEST = 10;
/** A CJK character carries more than a letter, and takes more keys to type. */
const SHORTEST_CJK = 6;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** NFKC: what an input method makes of the same keys must not decide whether a key store opens. */
export function normalisePassphrase(typed: string): string {
  return typed.normalize('NFKC');
}

/**
 * Throws `passphrase-weak` {reason} unless the passphrase has 10 characters, or 6 CJK characters, and not
 * all of them are the same. Characters are code points after NFKC, white space at the ends not counted.
 */
export function assertPassphraseStrength(typed: string): void {
  const passphrase = normalisePassphrase(typed).trim();
  const characters = Array.from(passphrase);
  const cjk = passphrase.match(CJK)?.length ?? 0;
  if (characters.length < SHORTEST && cjk < SHORTEST_CJK) {
    throw new ConsiliumError('passphrase-weak', { reason: 'short' });
  }
  if (new Set(characters).size === 1) throw new ConsiliumError('passphrase-weak', { reason: 'all-equal' });
}
