/** Hashes of the ledger's formats. */
import { concatBytes, utf8 } from './bytes.ts';
import { sodium } from './sodium.ts';

/** SHA-256 (FIPS 180-4) of the parts joined, 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return sodium.crypto_hash_sha256(
    parts.length === 1 && parts[0] !== undefined ? parts[0] : concatBytes(...parts),
  );
}

/** BLAKE2b-256 (RFC 7693) of the parts joined, keyed unless `key` is null; 32 bytes. */
export function blake2b256(key: Uint8Array | null, ...parts: readonly Uint8Array[]): Uint8Array {
  return sodium.crypto_generichash(32, concatBytes(...parts), key);
}

/** The domain tag of a signed or hashed format: UTF-8 of the label, then 0x00. */
export function domainTag(label: string): Uint8Array {
  return concatBytes(utf8(label), new Uint8Array(1));
}
