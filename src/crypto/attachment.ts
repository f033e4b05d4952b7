/**
 * An attachment of a record, sealed: a blob of segments that can each be opened without the ones before it.
 *
 * blob = prefix 16 ‖ segments; plaintext = u64 length ‖ bytes ‖ zeros up to the next Padmé size, cut into segments of
 * 1 MiB. Segment n = XChaCha20-Poly1305(key of the attachment, nonce = prefix ‖ u32 n ‖ u32 1 for the last one, else 0,
 * associated data tag("consilium/attachment/v1")): the STREAM construction (Hoang and others, CRYPTO 2015, §7), so that no
 * segment can be left out, moved or cut off unseen. Blob id = H(blob). The key stands in the clinical part alone.
 */
import { ConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { blobId, padmeLength } from './blob.ts';
import { concatBytes, readU64be, u32be, u64be } from './bytes.ts';
import { domainTag } from './hash.ts';
import type { BlobId } from './ids.ts';
import { AEAD_OVERHEAD, aeadOpen, aeadSeal } from './sealing.ts';

const TAG = domainTag('consilium/attachment/v1');
const PREFIX_LENGTH = 16;
const LENGTH_BYTES = 8;
/** Bytes of plaintext in a segment. */
export const SEGMENT = 0x10_0000;
/** Bytes of a sealed one. */
export const SEALED_SEGMENT = SEGMENT + AEAD_OVERHEAD;
export const ATTACHMENT_KEY_LENGTH = 32;
/** 64 MiB: one is held in memory while it is sealed, sent and shown. */
export const LARGEST_ATTACHMENT = 0x400_0000;

export interface SealedAttachment {
  readonly id: BlobId;
  readonly blob: Uint8Array;
  /** SECRET, 32 bytes. */
  readonly key: Uint8Array;
}

/** A sealed blob, wherever it lies. */
export interface SealedSource {
  /** Bytes of the blob. */
  readonly size: number;
  read(from: number, length: number): Promise<Uint8Array>;
}

/** A range of the content of an attachment. */
export interface ContentRange {
  /** Bytes of the whole content. */
  readonly size: number;
  readonly from: number;
  readonly length: number;
}

/** Seals under a fresh key and prefix. Throws `attachment-too-large` {limit}. */
export function sealAttachment(bytes: Uint8Array, random: RandomBytes): SealedAttachment {
  const limit = LARGEST_ATTACHMENT;
  if (bytes.length > limit) throw new ConsiliumError('attachment-too-large', { limit });
  const key = random(ATTACHMENT_KEY_LENGTH);
  const prefix = random(PREFIX_LENGTH);
  const plaintext = new Uint8Array(padmeLength(LENGTH_BYTES + bytes.length));
  plaintext.set(u64be(bytes.length));
  plaintext.set(bytes, LENGTH_BYTES);
  const count = Math.ceil(plaintext.length / SEGMENT);
  const blob = new Uint8Array(PREFIX_LENGTH + plaintext.length + count * AEAD_OVERHEAD);
  blob.set(prefix);
  for (let index = 0; index < count; index += 1) {
    const nonce = nonceOf(prefix, index, index === count - 1);
    const segment = plaintext.subarray(index * SEGMENT, (index + 1) * SEGMENT);
    const at = PREFIX_LENGTH + index * SEALED_SEGMENT;
    blob.set(aeadSeal(segment, { key, nonce, associatedData: TAG }), at);
  }
  return { id: blobId(blob), blob, key };
}

/** Opens all of a blob whose hash was compared with its name. Throws `attachment-altered`. */
export function openAttachment(blob: Uint8Array, key: Uint8Array): Uint8Array {
  const count = Math.ceil((blob.length - PREFIX_LENGTH) / SEALED_SEGMENT);
  const segments = Array.from({ length: Math.max(0, count) }, (_, index) => openSegment(blob, key, index));
  const plaintext = concatBytes(...segments);
  const length = plaintext.length < LENGTH_BYTES ? Number.NaN : readU64be(plaintext);
  const isWhole = plaintext.length === padmeLength(LENGTH_BYTES + length);
  if (!isWhole) throw new ConsiliumError('attachment-altered', { check: 'length' });
  return plaintext.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
}

/** Opens segment `index` alone; its first bytes stand at `index` × 1 MiB − 8 of the attachment. Throws `attachment-altered`. */
export function openSegment(blob: Uint8Array, key: Uint8Array, index: number): Uint8Array {
  const start = PREFIX_LENGTH + index * SEALED_SEGMENT;
  const end = Math.min(blob.length, start + SEALED_SEGMENT);
  const prefix = blob.subarray(0, PREFIX_LENGTH);
  return openOne(blob.subarray(start, end), key, { prefix, index, isLast: end === blob.length });
}

/** Bytes of the sealed blob of a content of `size` bytes. */
export function sealedSize(size: number): number {
  const plaintext = padmeLength(LENGTH_BYTES + size);
  return PREFIX_LENGTH + plaintext + Math.ceil(plaintext / SEGMENT) * AEAD_OVERHEAD;
}

/**
 * Opens a range of the content out of the segments that hold it; beyond its end there is nothing. What comes is what was
 * sealed under this key; whether all of it is what was signed, only the hash of all of it says.
 * Errors: `attachment-altered`, `attachment-range` {size} for a beginning beyond the end, and those of the source.
 */
export async function openRange(
  source: SealedSource,
  key: Uint8Array,
  { from, length, size }: ContentRange,
): Promise<Uint8Array<ArrayBuffer>> {
  if (source.size !== sealedSize(size)) throw new ConsiliumError('attachment-altered', { check: 'length' });
  const end = Math.min(size, from + length);
  if (from > size) throw new ConsiliumError('attachment-range', { size });
  const opened = new Uint8Array(Math.max(0, end - from));
  if (opened.length === 0) return opened;
  const first = Math.floor((LENGTH_BYTES + from) / SEGMENT);
  const last = Math.floor((LENGTH_BYTES + end - 1) / SEGMENT);
  const prefix = await source.read(0, PREFIX_LENGTH);
  const start = PREFIX_LENGTH + first * SEALED_SEGMENT;
  const sealed = await source.read(
    start,
    Math.min(source.size, start + (last - first + 1) * SEALED_SEGMENT) - start,
  );
  for (let index = first; index <= last; index += 1) {
    const place = (index - first) * SEALED_SEGMENT;
    const bytes = sealed.subarray(place, place + SEALED_SEGMENT);
    const isLast = start + place + bytes.length === source.size;
    const segment = openOne(bytes, key, { prefix, index, isLast });
    const at = index * SEGMENT - LENGTH_BYTES - from;
    const skipped = Math.max(0, -at);
    opened.set(segment.subarray(skipped, Math.min(segment.length, end - from - at)), at + skipped);
  }
  return opened;
}

interface SegmentPlace {
  readonly prefix: Uint8Array;
  readonly index: number;
  readonly isLast: boolean;
}

function openOne(sealed: Uint8Array, key: Uint8Array, { index, isLast, prefix }: SegmentPlace): Uint8Array {
  const nonce = nonceOf(prefix, index, isLast);
  const segment = aeadOpen(sealed, { key, nonce, associatedData: TAG });
  if (segment === null) throw new ConsiliumError('attachment-altered', { check: 'seal', segment: index });
  return segment;
}

function nonceOf(prefix: Uint8Array, index: number, isLast: boolean): Uint8Array {
  return concatBytes(prefix, u32be(index), u32be(isLast ? 1 : 0));
}
