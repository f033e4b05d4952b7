/**
 * What a doctor signs in a consult, in the form of Algorithm 2: `doctor_ID ‖ Sign(Hash(content) ‖ ID ‖ Time) ‖ Time`.
 * Hash is BLAKE2b-256; the signed bytes are tag(label) ‖ H(content) ‖ ID 16 ‖ u64 Time, so that nothing signed as one
 * kind of message is taken for another. Doctor and time stand inside the content; the envelope is
 * CBOR [content, signature].
 */
import { concatBytes, u64be } from '../crypto/bytes.ts';
import { asBytes, asTuple, decodeCanonical, encodeCanonical } from '../crypto/cbor.ts';
import { blake2b256, domainTag } from '../crypto/hash.ts';
import type { StaffId } from '../crypto/ids.ts';
import { signDetached, verifyTransactionSignature } from '../crypto/signature.ts';
import type { Millis } from '../ports.ts';

/** Who signed, and when they say that they did. */
export interface SignedBy {
  readonly doctor: StaffId;
  readonly time: Millis;
}

export interface SignedContent {
  readonly content: Uint8Array;
  /** Ed25519, 64 bytes. */
  readonly signature: Uint8Array;
}

export function signContent(
  label: string,
  content: Uint8Array,
  by: SignedBy & { readonly secretKey: Uint8Array },
): Uint8Array {
  return encodeCanonical([content, signDetached(messageOf(label, content, by), by.secretKey)]);
}

/** Errors: `cbor-*`, `field-malformed`. */
export function readSigned(bytes: Uint8Array): SignedContent {
  const [content, signature] = asTuple(decodeCanonical(bytes), 2, 'signed');
  return {
    content: asBytes(content, null, 'signed.content'),
    signature: asBytes(signature, 64, 'signed.signature'),
  };
}

export function isSigned(
  label: string,
  signed: SignedContent,
  by: SignedBy,
  signingKey: Uint8Array,
): boolean {
  return verifyTransactionSignature(messageOf(label, signed.content, by), signed.signature, signingKey);
}

/** `BLAKE2b-256` of a content: its name. */
export function hashOf(content: Uint8Array): Uint8Array {
  return blake2b256(null, content);
}

function messageOf(label: string, content: Uint8Array, { doctor, time }: SignedBy): Uint8Array {
  return concatBytes(domainTag(label), hashOf(content), doctor, u64be(time));
}
