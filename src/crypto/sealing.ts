/**
 * Sealing to an X25519 key (libsodium's crypto_box_seal) and under a 32-byte key (XChaCha20-Poly1305, IETF).
 * Randomness comes in by parameter; what is made here opens with libsodium's own functions.
 */
import { ConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { concatBytes } from './bytes.ts';
import { toSealingKey } from './ids.ts';
import type { SealingKey } from './ids.ts';
import { sodium } from './sodium.ts';

/** Bytes that crypto_box_seal adds: the ephemeral public key and the Poly1305 tag. */
export const SEAL_OVERHEAD = 48;
/** Bytes of an XChaCha20-Poly1305 nonce. */
export const NONCE_LENGTH = 24;
/** Bytes that XChaCha20-Poly1305 adds. */
export const AEAD_OVERHEAD = 16;

export interface SealingKeyPair {
  readonly publicKey: SealingKey;
  /** SECRET, 32 bytes. */
  readonly secretKey: Uint8Array;
}

/** X25519 key pair from a 32-byte seed (crypto_box_seed_keypair). */
export function sealingKeyPair(seed: Uint8Array): SealingKeyPair {
  const pair = sodium.crypto_box_seed_keypair(seed);
  return { publicKey: toSealingKey(pair.publicKey), secretKey: pair.privateKey };
}

/**
 * crypto_box_seal with the ephemeral key made from `random`: ephemeral public key ‖ box under the nonce
 * BLAKE2b-192(ephemeral public key ‖ recipient). Throws `key-malformed` for a recipient of small order.
 */
export function sealTo(recipient: SealingKey, plaintext: Uint8Array, random: RandomBytes): Uint8Array {
  const ephemeral = sodium.crypto_box_seed_keypair(random(32));
  const nonce = sodium.crypto_generichash(NONCE_LENGTH, concatBytes(ephemeral.publicKey, recipient), null);
  try {
    const box = sodium.crypto_box_easy(plaintext, nonce, recipient, ephemeral.privateKey);
    return concatBytes(ephemeral.publicKey, box);
  } catch (error) {
    throw new ConsiliumError('key-malformed', {}, { cause: error });
  }
}

/** Opens {@link sealTo}; null if it was not sealed to this key, or was altered. */
export function openSealed(sealed: Uint8Array, pair: SealingKeyPair): Uint8Array | null {
  if (sealed.length < SEAL_OVERHEAD) return null;
  try {
    return sodium.crypto_box_seal_open(sealed, pair.publicKey, pair.secretKey);
  } catch {
    return null;
  }
}

/** What one AEAD ciphertext is bound to. */
export interface AeadKey {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly associatedData: Uint8Array;
}

/** XChaCha20-Poly1305 ciphertext ‖ tag. */
export function aeadSeal(plaintext: Uint8Array, under: AeadKey): Uint8Array {
  const { key, nonce, associatedData } = under;
  return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, associatedData, null, nonce, key);
}

/** Opens {@link aeadSeal}; null if key, nonce, associated data or ciphertext differ. */
export function aeadOpen(ciphertext: Uint8Array, under: AeadKey): Uint8Array | null {
  if (ciphertext.length < AEAD_OVERHEAD) return null;
  const { key, nonce, associatedData } = under;
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, associatedData, nonce, key);
  } catch {
    return null;
  }
}
