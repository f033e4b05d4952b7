/** RFC 9605, Appendix C: what its authors computed, in test/vectors/sframe. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeHeader, encodeHeader } from '../../../src/consult/sframe/header.ts';
import { derive, frameKey, nonceOf, openFrame, sealFrame } from '../../../src/consult/sframe/suite.ts';

const headerVector = z.object({ kid: z.string(), ctr: z.string(), encoded: z.string() });
const frameVector = z.object({
  cipher_suite: z.union([z.literal(4), z.literal(5)]),
  kid: z.string(),
  ctr: z.string(),
  base_key: z.string(),
  sframe_key: z.string(),
  sframe_salt: z.string(),
  metadata: z.string(),
  nonce: z.string(),
  aad: z.string(),
  pt: z.string(),
  ct: z.string(),
});
const file = new URL('../../vectors/sframe/rfc9605.json', import.meta.url);
const vectors = z
  .object({ header: z.array(headerVector), sframe: z.array(frameVector) })
  .parse(JSON.parse(readFileSync(file, 'utf8')));

describe('Appendix C.1: headers', () => {
  const read = vectors.header.map(({ ctr, encoded, kid }) => ({
    header: { kid: number(kid), counter: number(ctr) },
    encoded,
  }));

  it('all 289 are written as they stand there, and read back', () => {
    expect(read).toHaveLength(289);
    for (const { encoded, header } of read) {
      expect(hex(encodeHeader(header))).toBe(encoded);
      expect(decodeHeader(bytes(encoded))).toStrictEqual({ header, length: encoded.length / 2 });
    }
  });

  it('none is read that is cut off, or longer than it need be', () => {
    const cut = read.map(({ encoded }) => decodeHeader(bytes(encoded.slice(0, -2))));
    expect(cut.every((one) => one === null)).toBe(true);
    // 1 as a byte of its own, 256 as three.
    expect(['8001', '08ff00', 'a0000100'].map((text) => decodeHeader(bytes(text)))).toStrictEqual([
      null,
      { header: { kid: 0n, counter: 255n }, length: 2 },
      null,
    ]);
  });

  it('a field of more than 64 bits is no field', () => {
    expect(() => encodeHeader({ kid: 1n << 64n, counter: 0n })).toThrow(RangeError);
  });
});

describe('Appendix C.3: frames', () => {
  it.each(vectors.sframe)('of suite $cipher_suite come out as they stand there', async (vector) => {
    const { cipher_suite: suite } = vector;
    const [kid, counter] = [number(vector.kid), number(vector.ctr)];
    const derived = await derive(suite, kid, bytes(vector.base_key));
    expect([hex(derived.key), hex(derived.salt)]).toStrictEqual([vector.sframe_key, vector.sframe_salt]);
    expect(hex(nonceOf(derived.salt, counter))).toBe(vector.nonce);
    const key = await frameKey(suite, kid, bytes(vector.base_key));
    const metadata = bytes(vector.metadata);
    const sealed = await sealFrame(key, counter, { content: bytes(vector.pt), metadata });
    expect(hex(sealed)).toBe(vector.ct);
    const read = decodeHeader(sealed);
    const length = read?.length ?? 0;
    const frame = { sealed: sealed.subarray(length), associated: bytes(vector.aad) };
    const opened = await openFrame(key, { kid, counter }, frame);
    expect(opened === null ? null : hex(opened)).toBe(vector.pt);
  });
});

function number(text: string): bigint {
  return BigInt(`0x${text}`);
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

function hex(of: Uint8Array): string {
  return Buffer.from(of).toString('hex');
}
