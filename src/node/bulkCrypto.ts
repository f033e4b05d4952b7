/** Sealing and hashing of large content in the runtime's native code, where it has the algorithms. */
import { createCipheriv, createDecipheriv, createHash, getCiphers } from 'node:crypto';
import type { BulkCrypto, RunningHash } from '../ports.ts';

const CIPHER = 'chacha20-poly1305';
const TAG_LENGTH = 16;

const native: Pick<BulkCrypto, 'open' | 'seal'> = {
  seal: (parts, { associatedData, key, nonce }) => {
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_LENGTH });
    cipher.setAAD(associatedData, { plaintextLength: parts.reduce((sum, { length }) => sum + length, 0) });
    const pieces = parts.map((part) => cipher.update(part));
    // A stream cipher has nothing left to say but its tag.
    cipher.final();
    return [...pieces, cipher.getAuthTag()];
  },
  open: (sealed, { associatedData, key, nonce }) => {
    const length = sealed.length - TAG_LENGTH;
    if (length < 0) return null;
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_LENGTH });
    decipher.setAAD(associatedData, { plaintextLength: length });
    decipher.setAuthTag(sealed.subarray(length));
    const plaintext = decipher.update(sealed.subarray(0, length));
    try {
      decipher.final();
    } catch {
      plaintext.fill(0);
      return null;
    }
    return new Uint8Array(plaintext.buffer, plaintext.byteOffset, plaintext.length);
  },
};

/** Native where it can be, else `otherwise`: BoringSSL, for one, has the hash and not the cipher by this name. */
export function nativeBulk(otherwise: BulkCrypto): BulkCrypto {
  const { open, seal } = getCiphers().includes(CIPHER) ? native : otherwise;
  return { sha256, seal, open };
}

function sha256(): RunningHash {
  const hash = createHash('sha256');
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => new Uint8Array(hash.digest()),
  };
}
