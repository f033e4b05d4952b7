/**
 * What was said in a call, as one hash that both sides sign at its end: each side's words are a chain, so that the last of
 * each names all before. transcript = H(tag("consilium/consult/call-transcript/v1") ‖ call ‖ last of whoever rang first ‖
 * last of the other side), 32 zero bytes for a side that has said nothing; H = BLAKE2b-256.
 */
import { blake2b256, domainTag } from '../../crypto/hash.ts';
import type { CallId } from '../ids.ts';

const TAG = domainTag('consilium/consult/call-transcript/v1');
const NOTHING = new Uint8Array(32);

export interface CallHeads {
  /** H of the last content of whoever rang first. */
  readonly caller: Uint8Array | null;
  readonly callee: Uint8Array | null;
}

export function transcriptOf(call: CallId, { callee, caller }: CallHeads): Uint8Array {
  return blake2b256(null, TAG, call, caller ?? NOTHING, callee ?? NOTHING);
}
