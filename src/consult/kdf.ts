/** Key derivation of the consult protocol: HKDF (RFC 5869) over HMAC-SHA-256, and the chain step of the ratchet. */
import { concatBytes, u8 } from '../crypto/bytes.ts';
import { sodium } from '../crypto/sodium.ts';

const HASH_LENGTH = 32;

/** HMAC-SHA-256 (RFC 2104) under a key of 32 bytes. */
export function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  return sodium.crypto_auth_hmacsha256(message, key);
}

export interface HkdfInput {
  /** 32 bytes; zeros where the protocol has none (RFC 5869 §2.2). */
  readonly salt: Uint8Array;
  readonly secret: Uint8Array;
  /** Binds what comes out to its use. */
  readonly info: Uint8Array;
  /** Bytes wanted, at most 255 × 32. */
  readonly length: number;
}

/** HKDF-SHA-256: extract (RFC 5869 §2.2), then expand (§2.3). */
export function hkdf({ salt, secret, info, length }: HkdfInput): Uint8Array {
  const key = hmac(salt, secret);
  const blocks: Uint8Array[] = [];
  let block = new Uint8Array(0);
  for (let index = 1; blocks.length * HASH_LENGTH < length; index += 1) {
    block = new Uint8Array(hmac(key, concatBytes(block, info, u8(index))));
    blocks.push(block);
  }
  return concatBytes(...blocks).slice(0, length);
}

/**
 * X25519 (RFC 7748) of a secret and a public key, refused when the result is all zeros, as every point of small order
 * makes it (RFC 7748 §6.1): null then.
 */
export function agree(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  try {
    return sodium.crypto_scalarmult(secretKey, publicKey);
  } catch {
    return null;
  }
}
