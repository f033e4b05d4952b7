/**
 * The key of a shared case, sealed to one doctor: crypto_box_seal(suite ‖ case 16 ‖ key 32). Which case it opens is
 * said inside, so a node that hands out a key in another's place is found out.
 */
import { ConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { ByteReader } from './byteReader.ts';
import { bytesEqual, concatBytes, u8 } from './bytes.ts';
import { toCaseKey, type CaseId, type CaseKey, type SealingKey } from './ids.ts';
import { openSealed, SEAL_OVERHEAD, sealTo, type SealingKeyPair } from './sealing.ts';
import { SUITE } from './suite.ts';

/** 97 sealed bytes. */
export const WRAPPED_CASE_KEY_LENGTH = SEAL_OVERHEAD + 1 + 16 + 32;

/** Throws `key-malformed` for a recipient of small order. */
export function wrapCaseKey(
  recipient: SealingKey,
  content: { readonly case: CaseId; readonly key: CaseKey },
  random: RandomBytes,
): Uint8Array {
  return sealTo(recipient, concatBytes(u8(SUITE), content.case, content.key), random);
}

/**
 * Throws `case-key-unreadable` if it was not sealed to this key or was altered, `case-key-mismatch` if it is the key of
 * another case or suite.
 */
export function unwrapCaseKey(wrapped: Uint8Array, pair: SealingKeyPair, of: CaseId): CaseKey {
  const plaintext = openSealed(wrapped, pair);
  if (plaintext === null) throw new ConsiliumError('case-key-unreadable');
  const reader = new ByteReader(plaintext, 'case-key-mismatch');
  const isSuite = reader.u8() === SUITE;
  if (!isSuite || !bytesEqual(reader.take(16), of)) throw new ConsiliumError('case-key-mismatch');
  const key = toCaseKey(reader.take(32));
  reader.end();
  return key;
}
