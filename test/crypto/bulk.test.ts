/** libsodium and the runtime's native code make the same bytes, and those of XChaCha20-Poly1305 as libsodium knows it. */
import { describe, expect, it } from 'vitest';
import { AttachmentSealer, SEALED_SEGMENT, SEGMENT, type Sealing } from '../../src/crypto/attachment.ts';
import { sodiumBulk } from '../../src/crypto/bulk.ts';
import { concatBytes, u32be, u64be } from '../../src/crypto/bytes.ts';
import { domainTag, sha256 } from '../../src/crypto/hash.ts';
import { aeadOpen } from '../../src/crypto/sealing.ts';
import { nativeBulk } from '../../src/node/bulkCrypto.ts';
import { codeOf } from '../support/codeOf.ts';

const bulkCrypto = nativeBulk(sodiumBulk);
const content = Uint8Array.from({ length: SEGMENT + 77 }, (_, index) => (index * 13) & 255);
const sealing: Sealing = {
  size: content.length,
  key: new Uint8Array(32).fill(7),
  prefix: new Uint8Array(16).fill(9),
};

describe.each([
  ['libsodium', sodiumBulk],
  ['native code', bulkCrypto],
])('an attachment sealed by %s', (_, bulk) => {
  const sealed = (...pieces: readonly Uint8Array[]): Uint8Array => {
    const sealer = new AttachmentSealer(sealing, bulk);
    return concatBytes(sealing.prefix, ...pieces.flatMap((piece) => sealer.take(piece)), ...sealer.end());
  };

  it('is what XChaCha20-Poly1305 makes of its segments', () => {
    const blob = sealed(content);
    const open = (index: number, last: number): Uint8Array | null =>
      aeadOpen(blob.subarray(16 + index * SEALED_SEGMENT, 16 + (index + 1) * SEALED_SEGMENT), {
        key: sealing.key,
        nonce: concatBytes(sealing.prefix, u32be(index), u32be(last)),
        associatedData: domainTag('consilium/attachment/v1'),
      });
    const plaintext = concatBytes(open(0, 0) ?? new Uint8Array(0), open(1, 1) ?? new Uint8Array(0));
    expect(Buffer.compare(plaintext.subarray(0, 8), u64be(content.length))).toBe(0);
    expect(Buffer.compare(plaintext.subarray(8, 8 + content.length), content)).toBe(0);
    expect(open(0, 1)).toBeNull();
  });

  it('is the same in whatever pieces it was taken', () => {
    const [a, b] = [SEGMENT - 9, SEGMENT - 7];
    const pieces = [
      content.subarray(0, 1),
      content.subarray(1, a),
      content.subarray(a, b),
      content.subarray(b),
    ];
    expect(Buffer.compare(sealed(...pieces), sealed(content))).toBe(0);
    expect(Buffer.compare(sealed(content), concatBytes(...otherwise(bulk)))).toBe(0);
  });

  it('goes on behind what was sealed before, and behind nothing else', () => {
    const blob = sealed(content);
    const first = blob.subarray(16, 16 + SEALED_SEGMENT);
    const sealer = new AttachmentSealer(sealing, bulk);
    const before = sealer.again(first);
    expect(Buffer.compare(before, content.subarray(0, SEGMENT - 8))).toBe(0);
    const rest = [...sealer.take(content.subarray(sealer.taken)), ...sealer.end()];
    expect(Buffer.compare(concatBytes(...rest), blob.subarray(16 + SEALED_SEGMENT))).toBe(0);
    expect(sealer.contentHash()).toEqual(sha256(content));
    const changed = first.with(100, (first[100] ?? 0) ^ 1);
    expect(codeOf(() => new AttachmentSealer(sealing, bulk).again(changed))).toBe('attachment-altered');
    expect(codeOf(() => sealer.again(first))).toBe('attachment-altered');
  });

  it('has to have as many bytes as were announced', () => {
    const sealer = new AttachmentSealer(sealing, bulk);
    sealer.take(content);
    expect(codeOf(() => sealer.take(Uint8Array.of(1)))).toBe('attachment-size');
    expect(codeOf(() => new AttachmentSealer(sealing, bulk).end())).toBe('attachment-size');
  });
});

/** As the other of the two seals it. */
function otherwise(bulk: typeof sodiumBulk): readonly Uint8Array[] {
  const sealer = new AttachmentSealer(sealing, bulk === sodiumBulk ? bulkCrypto : sodiumBulk);
  return [sealing.prefix, ...sealer.take(content), ...sealer.end()];
}
