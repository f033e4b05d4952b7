/**
 * Proof that whoever makes an HTTP request holds the secret of a token, on this very TLS connection: what is
 * overheard, or copied from a log, is worth nothing on another one.
 */
import { concatBytes, utf8 } from './bytes.ts';
import { blake2b256, domainTag } from './hash.ts';

const REQUEST_TAG = domainTag('consilium/request/v1');

export interface ProvedRequest {
  /** What both ends of the TLS connection share (RFC 9266), 32 bytes. */
  readonly binding: Uint8Array;
  /** In capitals, as in the request line. */
  readonly method: string;
  /** As in the request line. */
  readonly path: string;
}

/** BLAKE2b-256(key = secret, tag("consilium/request/v1") ‖ binding ‖ method ‖ " " ‖ path). */
export function requestProof(secret: Uint8Array, { binding, method, path }: ProvedRequest): Uint8Array {
  return blake2b256(secret, concatBytes(REQUEST_TAG, binding, utf8(`${method} ${path}`)));
}
