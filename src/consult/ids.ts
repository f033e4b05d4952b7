/** Names of the consult protocol. */
import type { Branded } from '../crypto/ids.ts';
import { ConsiliumError } from '../errors.ts';

/** `BLAKE2b-256` of a request's signed bytes: the name of the request, and of the dialogue that came of it. */
export type RequestHash = Branded<'RequestHash'>;

export function toRequestHash(bytes: Uint8Array): RequestHash {
  if (bytes.length !== 32) {
    throw new ConsiliumError('id-malformed', { name: 'RequestHash', expected: 32, actual: bytes.length });
  }
  return bytes as RequestHash;
}
