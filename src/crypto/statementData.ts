/**
 * Hash(Data): what a statement says about the record behind it.
 *
 * Hash(Data) = SHA-256("consilium/data/v1" ‖ h_id ‖ h_clin), h_x = SHA-256(label ‖ salt 32 ‖ bytes). The
 * salts lie inside the ciphertexts, so the hash on the ledger lets nobody test a guess. Every reader checks
 * it after opening: XChaCha20-Poly1305 alone does not commit to a key.
 */
import { ConsiliumError } from '../errors.ts';
import { bytesEqual, u8, utf8 } from './bytes.ts';
import { sha256 } from './hash.ts';
import { toDataHash } from './ids.ts';
import type { DataHash } from './ids.ts';
import type { Part } from './part.ts';

export const PART_SALT_LENGTH = 32;

const DATA_LABEL = utf8('consilium/data/v1');
const PART_LABELS: Readonly<Record<Part, Uint8Array>> = {
  identity: utf8('consilium/part/identity/v1'),
  clinical: utf8('consilium/part/clinical/v1'),
};

/** The bytes of one part with the salt that hides them. */
export interface PartContent {
  /** 32 random bytes. */
  readonly salt: Uint8Array;
  readonly bytes: Uint8Array;
}

/** h_id or h_clin. Throws `salt-malformed` unless the salt has 32 bytes. */
export function partHash(part: Part, content: PartContent): Uint8Array {
  // A salt of free length would let bytes move between salt and content under one hash.
  if (content.salt.length !== PART_SALT_LENGTH) {
    throw new ConsiliumError('salt-malformed', { length: content.salt.length });
  }
  return sha256(PART_LABELS[part], content.salt, content.bytes);
}

/** Hash(Data) from the two parts. */
export function dataHash(identity: PartContent, clinical: PartContent): DataHash {
  return dataHashOfParts(partHash('identity', identity), partHash('clinical', clinical));
}

/** Hash(Data) from h_id and h_clin: a reader of the clinical part alone gets h_id from elsewhere. */
export function dataHashOfParts(identityHash: Uint8Array, clinicalHash: Uint8Array): DataHash {
  return toDataHash(sha256(DATA_LABEL, identityHash, clinicalHash));
}

/**
 * Hash(Data) of an import: the RFC 6962 §2.1 Merkle root over the documents' Hash(Data), leaf n being
 * document n. Throws `import-empty` for no document.
 */
export function importDataHash(documents: readonly DataHash[]): DataHash {
  if (documents.length === 0) throw new ConsiliumError('import-empty');
  return toDataHash(merkleRoot(documents));
}

/** Throws `data-mismatch` unless the opened parts are what the statement names. */
export function assertDataHash(expected: DataHash, actual: DataHash): void {
  if (!bytesEqual(expected, actual)) throw new ConsiliumError('data-mismatch');
}

function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first !== undefined && leaves.length === 1) return sha256(u8(0), first);
  const split = largestPowerOfTwoBelow(leaves.length);
  return sha256(u8(1), merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)));
}

function largestPowerOfTwoBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
