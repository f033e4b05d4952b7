/**
 * Ed25519 (RFC 8032). Libraries disagree on edge-case signatures, and a disagreement forks a ledger: nothing
 * outside this file verifies a signature.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sodium } from './sodium.ts';

export interface SignKeyPair {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** libsodium's 64-byte form: seed ‖ public key. */
  readonly secretKey: Uint8Array;
}

/** The key pair of a 32-byte seed. */
export function keyPairFromSeed(seed: Uint8Array): SignKeyPair {
  const pair = sodium.crypto_sign_seed_keypair(seed);
  return { publicKey: pair.publicKey, secretKey: pair.privateKey };
}

/** A 64-byte detached signature. */
export function signDetached(message: Uint8Array, secretKey: Uint8Array): Uint8Array {
  return sodium.crypto_sign_detached(message, secretKey);
}

/** Verifies everything but votes: libsodium alone decides. Wrong lengths are a refusal, not an error. */
export function verifyTransactionSignature(
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  return sodium.crypto_sign_verify_detached(signature, message, publicKey);
}

/** Verifies a CometBFT vote: libsodium, and where it refuses, ZIP-215, which is CometBFT's rule. */
export function verifyVoteSignature(
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  if (verifyTransactionSignature(message, signature, publicKey)) return true;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: true });
  } catch {
    return false;
  }
}
