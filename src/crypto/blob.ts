/**
 * A sealed part: what hospital nodes store, named by its hash.
 *
 * Plaintext = u32 length ‖ salt 32 ‖ bytes ‖ zeros up to the next Padmé size; blob = nonce 24 ‖
 * XChaCha20-Poly1305 under the part's key, associated data tag("consilium/blob/v1") ‖ u8 part. Blob id =
 * H(blob).
 */
import { ConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { ByteReader } from './byteReader.ts';
import { bytesEqual, concatBytes, u32be, u8 } from './bytes.ts';
import { domainTag, sha256 } from './hash.ts';
import { toBlobId, toPartKey } from './ids.ts';
import type { BlobId, PartKey } from './ids.ts';
import { partNumber } from './part.ts';
import type { Part } from './part.ts';
import { AEAD_OVERHEAD, NONCE_LENGTH, aeadOpen, aeadSeal } from './sealing.ts';
import { PART_SALT_LENGTH } from './statementData.ts';
import type { PartContent } from './statementData.ts';

const BLOB_TAG = domainTag('consilium/blob/v1');
const HEADER_LENGTH = 4 + PART_SALT_LENGTH;
/** 256 MiB: a part is a document, and its plaintext is held in memory. */
export const LARGEST_PART = 0x1000_0000;

/** A sealed part with what an envelope and a row say about it. */
export interface SealedPart {
  readonly part: Part;
  readonly id: BlobId;
  readonly blob: Uint8Array;
  /** Bytes of `blob`: the padded size that the envelope names. */
  readonly size: number;
  readonly key: PartKey;
  readonly content: PartContent;
}

/** H(blob). */
export function blobId(blob: Uint8Array): BlobId {
  return toBlobId(sha256(blob));
}

/**
 * The next Padmé size at or above `length` (Nikitin and others, "Reducing metadata leakage from encrypted
 * files", PETS 2019, §4): leaks O(log log length) bits at no more than 12 % overhead. For lengths below 2^52.
 */
export function padmeLength(length: number): number {
  if (length < 2) return length;
  const exponent = floorLog2(length);
  const significant = 32 - Math.clz32(exponent);
  const mask = 2 ** (exponent - significant) - 1;
  return mask < 1 ? length : Math.ceil(length / (mask + 1)) * (mask + 1);
}

/** Exact for integers, where Math.log2 rounds. */
function floorLog2(value: number): number {
  return value < 2 ** 32 ? 31 - Math.clz32(value) : 63 - Math.clz32(Math.floor(value / 2 ** 32));
}

/** Bytes of the blob of a part of `length` bytes. */
export function blobSize(length: number): number {
  return NONCE_LENGTH + padmeLength(HEADER_LENGTH + length) + AEAD_OVERHEAD;
}

/** Seals one part under a fresh key, salt and nonce. Throws `part-too-large` above {@link LARGEST_PART}. */
export function sealPart(part: Part, bytes: Uint8Array, random: RandomBytes): SealedPart {
  const content: PartContent = { salt: random(PART_SALT_LENGTH), bytes };
  const key = toPartKey(random(32));
  const blob = sealBlob(part, content, { key, nonce: random(NONCE_LENGTH) });
  return { part, id: blobId(blob), blob, size: blob.length, key, content };
}

/** The blob of given content under a given key and nonce; a nonce is used once. Throws `part-too-large`. */
export function sealBlob(
  part: Part,
  content: PartContent,
  under: { readonly key: PartKey; readonly nonce: Uint8Array },
): Uint8Array {
  const { salt, bytes } = content;
  if (bytes.length > LARGEST_PART) throw new ConsiliumError('part-too-large', { length: bytes.length });
  const plaintext = new Uint8Array(padmeLength(HEADER_LENGTH + bytes.length));
  plaintext.set(concatBytes(u32be(bytes.length), salt));
  plaintext.set(bytes, HEADER_LENGTH);
  return concatBytes(under.nonce, aeadSeal(plaintext, { ...under, associatedData: associatedData(part) }));
}

/**
 * Opens a blob. Throws `blob-altered` if key or part differ, a byte was changed, or the padding is not what
 * {@link sealBlob} makes. The caller still compares `partHash` with the statement.
 */
export function openBlob(
  blob: Uint8Array,
  under: { readonly part: Part; readonly key: PartKey },
): PartContent {
  const plaintext = aeadOpen(blob.subarray(NONCE_LENGTH), {
    key: under.key,
    nonce: blob.slice(0, NONCE_LENGTH),
    associatedData: associatedData(under.part),
  });
  if (plaintext === null) throw new ConsiliumError('blob-altered', { check: 'seal' });
  const reader = new ByteReader(plaintext, 'blob-altered');
  const length = reader.u32();
  const salt = reader.take(PART_SALT_LENGTH);
  const bytes = reader.take(length);
  const padding = reader.rest();
  if (plaintext.length !== padmeLength(HEADER_LENGTH + length) || padding.some((byte) => byte !== 0)) {
    throw new ConsiliumError('blob-altered', { check: 'padding' });
  }
  return { salt, bytes };
}

/** Throws `blob-altered` unless fetched bytes are the blob that the envelope names. */
export function assertBlob(blob: Uint8Array, named: { readonly id: BlobId; readonly size: number }): void {
  if (blob.length !== named.size) throw new ConsiliumError('blob-altered', { check: 'size' });
  if (!bytesEqual(blobId(blob), named.id)) throw new ConsiliumError('blob-altered', { check: 'hash' });
}

function associatedData(part: Part): Uint8Array {
  return concatBytes(BLOB_TAG, u8(partNumber(part)));
}
