/**
 * The keys that a requester makes for one request, and for nothing else: an X25519 pair and an X-Wing pair
 * (X25519 with ML-KEM-768, draft-connolly-cfrg-xwing-kem). They stand where the signed prekey and the one-time prekey
 * of X3DH stand, and travel inside the signed request, so that no server hands them out.
 */
import type { RandomBytes } from '../ports.ts';
import { sodium } from '../crypto/sodium.ts';

export const X25519_LENGTH = 32;
export const XWING_PUBLIC_LENGTH = 1216;
export const XWING_CIPHERTEXT_LENGTH = 1120;
const SEED_LENGTH = 32;

/** What others see of it. */
export interface KeyBundle {
  readonly x25519: Uint8Array;
  readonly xwing: Uint8Array;
}

/** SECRET: the seeds of both pairs; forgotten once an acceptance was read, or the request is over. */
export interface BundleSecret {
  readonly x25519: Uint8Array;
  readonly xwing: Uint8Array;
}

export function newBundleSecret(random: RandomBytes): BundleSecret {
  return { x25519: random(SEED_LENGTH), xwing: random(SEED_LENGTH) };
}

export function bundleOf(secret: BundleSecret): KeyBundle {
  return {
    x25519: sodium.crypto_scalarmult_base(secret.x25519),
    xwing: sodium.crypto_kem_xwing_seed_keypair(secret.xwing).publicKey,
  };
}

/** A shared secret, and what only the holder of the bundle can make the same secret of. */
export function encapsulate(
  bundle: KeyBundle,
  random: RandomBytes,
): { readonly secret: Uint8Array; readonly ciphertext: Uint8Array } {
  const made = sodium.crypto_kem_xwing_enc_deterministic(bundle.xwing, random(64));
  return { secret: made.sharedSecret, ciphertext: made.ciphertext };
}

/** The same secret. Another key's ciphertext gives another secret, never an error (implicit rejection). */
export function decapsulate(secret: BundleSecret, ciphertext: Uint8Array): Uint8Array {
  const { privateKey } = sodium.crypto_kem_xwing_seed_keypair(secret.xwing);
  return sodium.crypto_kem_xwing_dec(ciphertext, privateKey);
}
