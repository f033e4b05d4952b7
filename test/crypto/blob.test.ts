import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LARGEST_PART,
  assertBlob,
  blobId,
  blobSize,
  openBlob,
  padmeLength,
  sealBlob,
  sealPart,
} from '../../src/crypto/blob.ts';
import { concatBytes, u32be, u8 } from '../../src/crypto/bytes.ts';
import { domainTag, sha256 } from '../../src/crypto/hash.ts';
import { toDataHash, toPartKey } from '../../src/crypto/ids.ts';
import { aeadSeal } from '../../src/crypto/sealing.ts';
import {
  assertDataHash,
  dataHash,
  dataHashOfParts,
  importDataHash,
  partHash,
} from '../../src/crypto/statementData.ts';
import { codeOf, withBitFlipped } from './support/codeOf.ts';
import { deterministicRandom } from './support/deterministicRandom.ts';

const random = deterministicRandom('consilium/test/blob');
const parts = fc.constantFrom('identity' as const, 'clinical' as const);
const contents = fc.uint8Array({ maxLength: 3000 });

/** Padmé as the paper writes it, over logarithms. */
function padmeOfThePaper(length: number): number {
  const exponent = Math.floor(Math.log2(length));
  const significant = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - significant);
  return step <= 1 ? length : Math.ceil(length / step) * step;
}

describe('Padmé padding', () => {
  it('is what the paper says, never less than the length, and at most 12 % more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 2 ** 40 }), (length) => {
        const padded = padmeLength(length);
        expect(padded).toBe(padmeOfThePaper(length));
        expect(padded).toBeGreaterThanOrEqual(length);
        expect(padded).toBeLessThanOrEqual(length * 1.12);
        expect(padmeLength(padded)).toBe(padded);
      }),
    );
  });

  it('rounds these lengths as worked out by hand from the paper', () => {
    expect([8, 9, 64, 65, 1000, 1025, 1_000_000].map(padmeLength)).toEqual([
      8, 10, 64, 72, 1024, 1088, 1_015_808,
    ]);
  });
});

describe('a blob', () => {
  it('opens to what was sealed, with the size it foretells', () => {
    fc.assert(
      fc.property(parts, contents, (part, bytes) => {
        const sealed = sealPart(part, bytes, random);
        expect(sealed.size).toBe(blobSize(bytes.length));
        expect(sealed.id).toEqual(blobId(sealed.blob));
        expect(openBlob(sealed.blob, sealed)).toEqual({ salt: sealed.content.salt, bytes });
      }),
    );
  });

  it('is refused after any single bit was turned, and by hash before that', () => {
    const sealed = sealPart('clinical', new Uint8Array([1, 2, 3]), random);
    for (let at = 0; at < sealed.blob.length; at += 1) {
      const altered = withBitFlipped(sealed.blob, at, at % 8);
      expect(
        codeOf(() => openBlob(altered, sealed)),
        `byte ${at}`,
      ).toBe('blob-altered');
      expect(
        codeOf(() => {
          assertBlob(altered, sealed);
        }),
      ).toBe('blob-altered');
    }
  });

  it('is refused as the other part, under another key, cut or lengthened', () => {
    const sealed = sealPart('clinical', new Uint8Array(50), random);
    const key = toPartKey(random(32));
    expect(codeOf(() => openBlob(sealed.blob, { ...sealed, part: 'identity' }))).toBe('blob-altered');
    expect(codeOf(() => openBlob(sealed.blob, { ...sealed, key }))).toBe('blob-altered');
    for (const length of [0, 23, 24, 39, 40, sealed.size - 1]) {
      expect(codeOf(() => openBlob(sealed.blob.slice(0, length), sealed))).toBe('blob-altered');
    }
    const longer = concatBytes(sealed.blob, new Uint8Array(1));
    expect(codeOf(() => openBlob(longer, sealed))).toBe('blob-altered');
    expect(
      codeOf(() => {
        assertBlob(longer, sealed);
      }),
    ).toBe('blob-altered');
    expect(
      codeOf(() => {
        assertBlob(sealed.blob, sealed);
      }),
    ).toBe('taken');
  });

  it('is refused when a right key seals a wrong padding, length or rest', () => {
    const key = toPartKey(random(32));
    const nonce = random(24);
    const associatedData = concatBytes(domainTag('consilium/blob/v1'), u8(2));
    const openPlaintext = (plaintext: Uint8Array): string =>
      codeOf(() =>
        openBlob(concatBytes(nonce, aeadSeal(plaintext, { key, nonce, associatedData })), {
          part: 'clinical',
          key,
        }),
      );
    const salt = random(32);
    const whole = new Uint8Array(padmeLength(36 + 3));
    whole.set(concatBytes(u32be(3), salt, new Uint8Array([7, 8, 9])));
    expect(openPlaintext(whole)).toBe('taken');
    expect(openPlaintext(whole.with(whole.length - 1, 1))).toBe('blob-altered');
    expect(openPlaintext(concatBytes(whole, new Uint8Array(8)))).toBe('blob-altered');
    expect(openPlaintext(whole.with(0, 0xff))).toBe('blob-altered');
    expect(openPlaintext(salt)).toBe('blob-altered');
  });

  it('has a key, salt and nonce of its own every time', () => {
    const one = sealPart('identity', new Uint8Array(10), random);
    const other = sealPart('identity', new Uint8Array(10), random);
    expect(one.key).not.toEqual(other.key);
    expect(one.content.salt).not.toEqual(other.content.salt);
    expect(one.blob.slice(0, 24)).not.toEqual(other.blob.slice(0, 24));
  });

  it('is not made of more than the largest part', () => {
    const content = { salt: new Uint8Array(32), bytes: { length: LARGEST_PART + 1 } as Uint8Array };
    const under = { key: toPartKey(random(32)), nonce: random(24) };
    expect(codeOf(() => sealBlob('clinical', content, under))).toBe('part-too-large');
  });
});

describe('Hash(Data)', () => {
  const salt = random(32);
  const identity = { salt, bytes: new Uint8Array([1]) };
  const clinical = { salt, bytes: new Uint8Array([2]) };

  it('covers part, salt and bytes of both parts', () => {
    const whole = dataHash(identity, clinical);
    expect(dataHashOfParts(partHash('identity', identity), partHash('clinical', clinical))).toEqual(whole);
    expect(dataHash(clinical, identity)).not.toEqual(whole);
    expect(dataHash({ ...identity, salt: random(32) }, clinical)).not.toEqual(whole);
    expect(partHash('identity', identity)).not.toEqual(partHash('clinical', identity));
    expect(codeOf(() => partHash('identity', { ...identity, salt: new Uint8Array(31) }))).toBe(
      'salt-malformed',
    );
    expect(
      codeOf(() => {
        assertDataHash(whole, dataHash(clinical, identity));
      }),
    ).toBe('data-mismatch');
    expect(
      codeOf(() => {
        assertDataHash(whole, dataHash(identity, clinical));
      }),
    ).toBe('taken');
  });

  it('of an import is the RFC 6962 tree over its documents', () => {
    const documents = Array.from({ length: 7 }, () => toDataHash(random(32)));
    const leaf = (at: number): Uint8Array => sha256(u8(0), documents[at] ?? new Uint8Array(0));
    const inner = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(u8(1), left, right);
    const firstFour = inner(inner(leaf(0), leaf(1)), inner(leaf(2), leaf(3)));
    const lastThree = inner(inner(leaf(4), leaf(5)), leaf(6));
    expect(importDataHash(documents)).toEqual(inner(firstFour, lastThree));
    expect(importDataHash(documents.slice(0, 1))).toEqual(leaf(0));
    expect(codeOf(() => importDataHash([]))).toBe('import-empty');
  });
});
