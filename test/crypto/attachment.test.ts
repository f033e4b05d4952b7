import { describe, expect, it } from 'vitest';
import {
  LARGEST_ATTACHMENT,
  openAttachment,
  openRange,
  openSegment,
  sealAttachment,
  sealedSize,
  SEGMENT,
} from '../../src/crypto/attachment.ts';
import { BLOB_QUOTA } from '../../src/hospital/blobs/owner.ts';
import { codeOf, codeOfAsync } from '../support/codeOf.ts';

/** Counts up: what it gives is never the same twice. */
function counted(): (length: number) => Uint8Array {
  let next = 0;
  return (length) => Uint8Array.from({ length }, () => (next += 1) & 255);
}

const content = Uint8Array.from({ length: 2 * SEGMENT + 100 }, (_, index) => (index * 7) & 255);

describe('a sealed attachment', () => {
  const { blob, key } = sealAttachment(content, counted());

  it('opens whole, and each of its segments alone', () => {
    expect(Buffer.compare(openAttachment(blob, key), content)).toBe(0);
    expect(Buffer.compare(openSegment(blob, key, 1), content.subarray(SEGMENT - 8, 2 * SEGMENT - 8))).toBe(0);
  });

  it.each([
    ['a changed byte', (bytes: Uint8Array) => bytes.with(bytes.length - 40, (bytes.at(-40) ?? 0) ^ 1)],
    ['a segment left out', (bytes: Uint8Array) => bytes.slice(0, 16 + 2 * (SEGMENT + 16))],
    ['a cut-off end', (bytes: Uint8Array) => bytes.slice(0, -1)],
    ['nothing', () => new Uint8Array(0)],
    [
      'two segments in the other order',
      (bytes: Uint8Array) => {
        const length = SEGMENT + 16;
        const swapped = bytes.slice();
        swapped.set(bytes.subarray(16 + length, 16 + 2 * length), 16);
        swapped.set(bytes.subarray(16, 16 + length), 16 + length);
        return swapped;
      },
    ],
  ])('with %s is refused', (_, change) => {
    expect(codeOf(() => openAttachment(change(blob), key))).toBe('attachment-altered');
  });

  it('of nothing opens to nothing', () => {
    const empty = sealAttachment(new Uint8Array(0), counted());
    expect(openAttachment(empty.blob, empty.key)).toHaveLength(0);
  });

  it('is no larger than 64 MiB', () => {
    expect(codeOf(() => sealAttachment(new Uint8Array(0x400_0001), counted()))).toBe('attachment-too-large');
  });
});

describe('a range of an attachment', () => {
  const { blob, key } = sealAttachment(content, counted());
  const size = content.length;
  const sourceOf = (bytes: Uint8Array) => ({
    size: bytes.length,
    read: async (from: number, length: number) => bytes.subarray(from, from + length),
  });

  it.each([
    ['its first bytes', 0, 10],
    ['bytes on both sides of a segment’s end', SEGMENT - 20, 40],
    ['the whole of it', 0, size],
    ['its end and no more', size - 5, 4_000],
    ['nothing, at its end', size, 10],
  ])('is %s', async (_, from, length) => {
    const range = await openRange(sourceOf(blob), key, { size, from, length });
    expect(Buffer.compare(range, content.subarray(from, from + length))).toBe(0);
  });

  it('beyond its end is refused', async () => {
    const beyond = openRange(sourceOf(blob), key, { size, from: size + 1, length: 1 });
    expect(await codeOfAsync(beyond)).toBe('attachment-range');
  });

  it('opens while another segment is altered, and is refused where its own is, or where the end was cut off', async () => {
    const changed = blob.with(16 + SEGMENT + 40, (blob[16 + SEGMENT + 40] ?? 0) ^ 1);
    const first = await openRange(sourceOf(changed), key, { size, from: 0, length: 9 });
    expect(first).toEqual(content.slice(0, 9));
    const second = openRange(sourceOf(changed), key, { size, from: SEGMENT, length: 9 });
    expect(await codeOfAsync(second)).toBe('attachment-altered');
    const cut = openRange(sourceOf(blob.slice(0, -1)), key, { size, from: 0, length: 9 });
    expect(await codeOfAsync(cut)).toBe('attachment-altered');
  });

  it('of the largest content is within what a node takes as one blob', () => {
    expect(sealedSize(LARGEST_ATTACHMENT)).toBeLessThanOrEqual(BLOB_QUOTA.largest);
  });

  it('has a blob whose size is foretold, of as many bytes as a file can have', () => {
    expect(sealedSize(size)).toBe(blob.length);
    expect(sealedSize(5 * 2 ** 30)).toBe(16 + 5 * 2 ** 30 + 2 ** 26 + (5 * 1024 + 64) * 16);
  });
});
