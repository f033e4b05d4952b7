/**
 * An attachment of a record, sealed: a blob of segments that can each be opened without the ones before it.
 *
 * blob = prefix 16 ‖ segments; plaintext = u64 length ‖ bytes ‖ zeros up to the next Padmé size, cut into segments of
 * 1 MiB. Segment n = XChaCha20-Poly1305(key of the attachment, nonce = prefix ‖ u32 n ‖ u32 1 for the last one, else 0,
 * associated data tag("consilium/attachment/v1")): the STREAM construction (Hoang and others, CRYPTO 2015, §7), so that no
 * segment can be left out, moved or cut off unseen. Blob id = H(blob). The key stands in the clinical part alone.
 *
 * XChaCha20-Poly1305 is ChaCha20-Poly1305 under HChaCha20(key, the nonce's first 16 bytes) and the nonce 0000 ‖ its last 8
 * (draft-irtf-cfrg-xchacha-03 §2.3): the first 16 are the prefix, so that one inner key seals all segments of a blob.
 */
import { ConsiliumError } from '../errors.ts';
import type { BulkCrypto, BulkKey, RandomBytes, RunningHash } from '../ports.ts';
import { blobId, padmeLength } from './blob.ts';
import { sodiumBulk } from './bulk.ts';
import { concatBytes, readU64be, u32be, u64be } from './bytes.ts';
import { domainTag } from './hash.ts';
import type { BlobId } from './ids.ts';
import { AEAD_OVERHEAD } from './sealing.ts';
import { sodium } from './sodium.ts';

const TAG = domainTag('consilium/attachment/v1');
export const PREFIX_LENGTH = 16;
const LENGTH_BYTES = 8;
/** Bytes of plaintext in a segment. */
export const SEGMENT = 0x10_0000;
/** Bytes of a sealed one. */
export const SEALED_SEGMENT = SEGMENT + AEAD_OVERHEAD;
export const ATTACHMENT_KEY_LENGTH = 32;
/** 64 MiB: what is sealed at once is held in memory. */
export const LARGEST_AT_ONCE = 0x400_0000;
/** 4 GB: sealed and padded, it is within the 4 GiB that a node takes as one blob. */
export const LARGEST_ATTACHMENT = 4_000_000_000;

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

/** How one attachment is sealed: key and prefix are made once and seal this content alone. */
export interface Sealing {
  /** Bytes of the content. */
  readonly size: number;
  /** SECRET, 32 bytes. */
  readonly key: Uint8Array;
  /** 16 bytes. */
  readonly prefix: Uint8Array;
}

/** A fresh key and prefix. Throws `attachment-too-large` {limit}. */
export function newSealing(size: number, random: RandomBytes): Sealing {
  if (size > LARGEST_ATTACHMENT) {
    throw new ConsiliumError('attachment-too-large', { limit: LARGEST_ATTACHMENT });
  }
  return { size, key: random(ATTACHMENT_KEY_LENGTH), prefix: random(PREFIX_LENGTH) };
}

/**
 * Seals a content as it comes, segment by segment. The blob is the prefix and then what `take` and `end` give, one after
 * the other; no more of the content than a segment is held.
 */
export class AttachmentSealer {
  readonly #of: Sealing;
  readonly #bulk: BulkCrypto;
  readonly #inner: Uint8Array;
  readonly #count: number;
  readonly #hash: RunningHash;
  /** Plaintext of the segment that is filling. */
  #filling: Uint8Array[];
  #filled: number;
  #index = 0;
  #taken = 0;

  constructor(of: Sealing, bulk: BulkCrypto = sodiumBulk) {
    this.#of = of;
    this.#bulk = bulk;
    this.#inner = innerKey(of.key, of.prefix);
    this.#count = segmentsOf(of.size);
    this.#hash = bulk.sha256();
    this.#filling = [u64be(of.size)];
    this.#filled = LENGTH_BYTES;
  }

  /** Bytes of the content so far. */
  get taken(): number {
    return this.#taken;
  }

  /** The next bytes of the content, which are not to change afterwards. Throws `attachment-size` for more than there are. */
  take(bytes: Uint8Array): readonly Uint8Array[] {
    if (this.#taken + bytes.length > this.#of.size) throw new ConsiliumError('attachment-size');
    this.#hash.update(bytes);
    this.#taken += bytes.length;
    return this.#fill(bytes);
  }

  /** What is left of the blob when all of the content was taken. Throws `attachment-size` before that. */
  end(): readonly Uint8Array[] {
    if (this.#taken < this.#of.size) throw new ConsiliumError('attachment-size');
    const sealed: Uint8Array[] = [];
    const zeros = new Uint8Array(SEGMENT);
    const whole = LENGTH_BYTES + this.#of.size;
    for (let left = padmeLength(whole) - whole; left > 0; left -= SEGMENT)
      sealed.push(...this.#fill(zeros.subarray(0, Math.min(left, SEGMENT))));
    return this.#filled > 0 ? [...sealed, ...this.#seal()] : sealed;
  }

  /** SHA-256 of the content, at the end. */
  contentHash(): Uint8Array {
    return this.#hash.digest();
  }

  /**
   * Goes on behind a segment that was sealed before: answers what of the content is in it. Throws `attachment-altered`
   * for one that is not the next of this very attachment.
   */
  again(sealed: Uint8Array): Uint8Array {
    const plaintext = this.#bulk.open(sealed, this.#under());
    if (plaintext === null)
      throw new ConsiliumError('attachment-altered', { check: 'seal', segment: this.#index });
    const from = this.#index === 0 ? LENGTH_BYTES : 0;
    const content = plaintext.subarray(from, from + this.#of.size - this.#taken);
    this.#hash.update(content);
    this.#taken += content.length;
    this.#index += 1;
    this.#filling = [];
    this.#filled = 0;
    return content;
  }

  #fill(bytes: Uint8Array): readonly Uint8Array[] {
    const sealed: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + SEGMENT - this.#filled);
      this.#filling.push(part);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === SEGMENT) sealed.push(...this.#seal());
    }
    return sealed;
  }

  #seal(): readonly Uint8Array[] {
    const sealed = this.#bulk.seal(this.#filling, this.#under());
    this.#filling = [];
    this.#filled = 0;
    this.#index += 1;
    return sealed;
  }

  #under(): BulkKey {
    return under(this.#inner, this.#index, this.#index === this.#count - 1);
  }
}

/** Seals what is in memory, under a fresh key and prefix. Throws `attachment-too-large` {limit}. */
export function sealAttachment(
  bytes: Uint8Array,
  random: RandomBytes,
  bulk: BulkCrypto = sodiumBulk,
): SealedAttachment {
  const limit = LARGEST_AT_ONCE;
  if (bytes.length > limit) throw new ConsiliumError('attachment-too-large', { limit });
  const sealing = newSealing(bytes.length, random);
  const sealer = new AttachmentSealer(sealing, bulk);
  const blob = concatBytes(sealing.prefix, ...sealer.take(bytes), ...sealer.end());
  return { id: blobId(blob), blob, key: sealing.key };
}

/** Opens all of a blob whose hash was compared with its name. Throws `attachment-altered`. */
export function openAttachment(blob: Uint8Array, key: Uint8Array, bulk: BulkCrypto = sodiumBulk): Uint8Array {
  const count = Math.ceil((blob.length - PREFIX_LENGTH) / SEALED_SEGMENT);
  const segments = Array.from({ length: Math.max(0, count) }, (_, index) =>
    openSegment(blob, key, index, bulk),
  );
  const plaintext = concatBytes(...segments);
  const length = plaintext.length < LENGTH_BYTES ? Number.NaN : readU64be(plaintext);
  const isWhole = plaintext.length === padmeLength(LENGTH_BYTES + length);
  if (!isWhole) throw new ConsiliumError('attachment-altered', { check: 'length' });
  return plaintext.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
}

/** Opens segment `index` alone; its first bytes stand at `index` × 1 MiB − 8 of the attachment. Throws `attachment-altered`. */
export function openSegment(
  blob: Uint8Array,
  key: Uint8Array,
  index: number,
  bulk: BulkCrypto = sodiumBulk,
): Uint8Array {
  const start = PREFIX_LENGTH + index * SEALED_SEGMENT;
  const end = Math.min(blob.length, start + SEALED_SEGMENT);
  const inner = innerKey(key, blob.subarray(0, PREFIX_LENGTH));
  return openOne(blob.subarray(start, end), under(inner, index, end === blob.length), bulk);
}

/** Bytes of the sealed blob of a content of `size` bytes. */
export function sealedSize(size: number): number {
  const plaintext = padmeLength(LENGTH_BYTES + size);
  return PREFIX_LENGTH + plaintext + segmentsOf(size) * AEAD_OVERHEAD;
}

function segmentsOf(size: number): number {
  return Math.ceil(padmeLength(LENGTH_BYTES + size) / SEGMENT);
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
  bulk: BulkCrypto = sodiumBulk,
): Promise<Uint8Array<ArrayBuffer>> {
  if (source.size !== sealedSize(size)) throw new ConsiliumError('attachment-altered', { check: 'length' });
  const end = Math.min(size, from + length);
  if (from > size) throw new ConsiliumError('attachment-range', { size });
  const opened = new Uint8Array(Math.max(0, end - from));
  if (opened.length === 0) return opened;
  const first = Math.floor((LENGTH_BYTES + from) / SEGMENT);
  const last = Math.floor((LENGTH_BYTES + end - 1) / SEGMENT);
  const inner = innerKey(key, await source.read(0, PREFIX_LENGTH));
  for (let next = first; next <= last; next += READ_TOGETHER) {
    const start = PREFIX_LENGTH + next * SEALED_SEGMENT;
    const count = Math.min(READ_TOGETHER, last - next + 1);
    const sealed = await source.read(start, Math.min(source.size - start, count * SEALED_SEGMENT));
    for (let index = next; index < next + count; index += 1) {
      const place = (index - next) * SEALED_SEGMENT;
      const bytes = sealed.subarray(place, place + SEALED_SEGMENT);
      const isLast = start + place + bytes.length === source.size;
      const segment = openOne(bytes, under(inner, index, isLast), bulk);
      const at = index * SEGMENT - LENGTH_BYTES - from;
      const skipped = Math.max(0, -at);
      opened.set(segment.subarray(skipped, Math.min(segment.length, end - from - at)), at + skipped);
    }
  }
  return opened;
}

/** Segments that are held sealed beside what is opened of them: 4 MiB. */
const READ_TOGETHER = 4;

function openOne(sealed: Uint8Array, key: BulkKey, bulk: BulkCrypto): Uint8Array {
  const segment = bulk.open(sealed, key);
  if (segment === null) throw new ConsiliumError('attachment-altered', { check: 'seal' });
  return segment;
}

function innerKey(key: Uint8Array, prefix: Uint8Array): Uint8Array {
  if (prefix.length < PREFIX_LENGTH) throw new ConsiliumError('attachment-altered', { check: 'length' });
  return sodium.crypto_core_hchacha20(prefix, key, null);
}

function under(inner: Uint8Array, index: number, isLast: boolean): BulkKey {
  const nonce = concatBytes(new Uint8Array(4), u32be(index), u32be(isLast ? 1 : 0));
  return { key: inner, nonce, associatedData: TAG };
}
