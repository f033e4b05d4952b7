/**
 * What goes through a mailbox between two doctors: u8 kind ‖ body. 1: a sealed request. 2: a sealed answer. 3: name of
 * the dialogue, which is the request's hash, 32 ‖ ratchet message. 4: a sealed refusal of an answer. The node that keeps it reads no more than that.
 */
import { concatBytes, u8 } from '../crypto/bytes.ts';
import { toRequestHash, type RequestHash } from './ids.ts';

export type Parcel =
  | { readonly kind: 'request' | 'answer' | 'refusal'; readonly sealed: Uint8Array }
  | { readonly kind: 'message'; readonly dialogue: RequestHash; readonly message: Uint8Array };

export function encodeParcel(parcel: Parcel): Uint8Array {
  switch (parcel.kind) {
    case 'request':
      return concatBytes(u8(1), parcel.sealed);
    case 'answer':
      return concatBytes(u8(2), parcel.sealed);
    case 'message':
      return concatBytes(u8(3), parcel.dialogue, parcel.message);
    case 'refusal':
      return concatBytes(u8(4), parcel.sealed);
  }
}

/** Null for what is none of these. */
export function decodeParcel(bytes: Uint8Array): Parcel | null {
  if (bytes[0] === 1) return { kind: 'request', sealed: bytes.slice(1) };
  if (bytes[0] === 2) return { kind: 'answer', sealed: bytes.slice(1) };
  if (bytes[0] === 4) return { kind: 'refusal', sealed: bytes.slice(1) };
  if (bytes[0] !== 3 || bytes.length < 33) return null;
  return { kind: 'message', dialogue: toRequestHash(bytes.slice(1, 33)), message: bytes.slice(33) };
}
