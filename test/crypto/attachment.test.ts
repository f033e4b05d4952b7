import { describe, expect, it } from 'vitest';
import { openAttachment, openSegment, sealAttachment, SEGMENT } from '../../src/crypto/attachment.ts';
import { codeOf } from '../support/codeOf.ts';

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
