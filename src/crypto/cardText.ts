/** The text of cards and slips: a four-character prefix that names the format, then Base45. */
import { ConsiliumError, isConsiliumError } from '../errors.ts';
import { fromBase45, toBase45 } from './base45.ts';

/** The kinds of text a patient can bring, by prefix. */
const KINDS = { 'CC1:': 'card', 'CS1:': 'slip', 'CE1:': 'sealed-card', 'CM1:': 'master-card' } as const;

/** What stands before the colon tells what the text is: `CN1:` a new member of staff, `CJ1:` and `CJ2:` an invitation of one, `CI1:` one into a visit, `CR1:` a recovery share, `CO1:` what officers sign together. */
export type TextPrefix = keyof typeof KINDS | 'CN1:' | 'CJ1:' | 'CJ2:' | 'CI1:' | 'CR1:' | 'CO1:' | 'CA1:';
export type PatientTextKind = (typeof KINDS)[keyof typeof KINDS];

/** Writes `bytes` under `prefix`. */
export function cardText(prefix: TextPrefix, bytes: Uint8Array): string {
  return prefix + toBase45(bytes);
}

/**
 * Reads the bytes behind `prefix`. White space around the text is let pass, since scanners and clipboards add
 * it; no Base45 text ends in a space, because the last character of a group is its highest digit. Throws
 * `refusal` for another prefix or a text that is not Base45.
 */
export function cardBytes(prefix: TextPrefix, text: string, refusal: string): Uint8Array {
  const trimmed = text.trim();
  if (!trimmed.startsWith(prefix)) throw new ConsiliumError(refusal, { expected: prefix });
  try {
    return fromBase45(trimmed.slice(prefix.length));
  } catch (error) {
    if (isConsiliumError(error, 'base45-malformed')) throw new ConsiliumError(refusal, error.detail);
    throw error;
  }
}

/** What a scanned or pasted text claims to be, or null if it is none of ours. */
export function patientTextKind(text: string): PatientTextKind | null {
  const start = text.trimStart().slice(0, 4);
  return isPrefix(start) ? KINDS[start] : null;
}

function isPrefix(text: string): text is keyof typeof KINDS {
  return Object.hasOwn(KINDS, text);
}
