/**
 * What large content is sealed and hashed by. libsodium does it everywhere; a runtime that has the same algorithms in
 * native code gives them as another `BulkCrypto`, which has to make the same bytes (test/crypto/bulk.test.ts).
 */
import type { BulkCrypto } from '../ports.ts';
import { concatBytes } from './bytes.ts';
import { AEAD_OVERHEAD } from './sealing.ts';
import { sodium } from './sodium.ts';

export const sodiumBulk: BulkCrypto = {
  sha256: () => {
    const state = sodium.crypto_hash_sha256_init();
    return {
      update: (bytes) => sodium.crypto_hash_sha256_update(state, bytes),
      digest: () => sodium.crypto_hash_sha256_final(state),
    };
  },
  seal: (parts, { associatedData, key, nonce }) => [
    sodium.crypto_aead_chacha20poly1305_ietf_encrypt(concatBytes(...parts), associatedData, null, nonce, key),
  ],
  open: (sealed, { associatedData, key, nonce }) => {
    if (sealed.length < AEAD_OVERHEAD) return null;
    try {
      return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, sealed, associatedData, nonce, key);
    } catch {
      return null;
    }
  },
};
