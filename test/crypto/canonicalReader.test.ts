import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCanonical } from '../../src/crypto/canonicalReader.ts';
import { decodeCanonical, decodeSlowly, encodeCanonical, type CborValue } from '../../src/crypto/cbor.ts';
import { fromHex } from '../../src/crypto/bytes.ts';
import { codeOf } from '../support/codeOf.ts';

const DEPTH = 8;
/** Cases of each property; a soak takes more. */
const RUNS = 100 * Number(process.env['SOAK_SEEDS'] ?? '10');

const scalar: fc.Arbitrary<CborValue> = fc.oneof(
  fc.constantFrom(null, true, false),
  fc.maxSafeInteger(),
  fc.integer({ min: -70_000, max: 70_000 }),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
  fc.string({ unit: 'grapheme', maxLength: 90 }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)),
);
const { value: anyValue } = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(
      fc.string({ maxLength: 30 }).filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 6 },
    ),
  ),
}));

/** What the slow way makes of bytes: its value, or its refusal. */
function slowly(bytes: Uint8Array): unknown {
  const code = codeOf(() => decodeSlowly(bytes));
  return code === 'taken' ? decodeSlowly(bytes) : code;
}

function asDecoded(bytes: Uint8Array): unknown {
  const code = codeOf(() => decodeCanonical(bytes));
  return code === 'taken' ? decodeCanonical(bytes) : code;
}

describe('the quick way through canonical CBOR', { timeout: 60_000 + RUNS * 20 }, () => {
  it('answers what the slow way answers', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const bytes = encodeCanonical(value);
        expect(readCanonical(bytes, DEPTH) ?? slowly(bytes)).toEqual(slowly(bytes));
        expect(asDecoded(bytes)).toEqual(slowly(bytes));
      }),
      { numRuns: RUNS },
    );
  });

  it('takes nothing that the slow way refuses, and nothing differently, whatever byte is changed', () => {
    fc.assert(
      fc.property(anyValue, fc.nat(), fc.integer({ min: 1, max: 255 }), (value, place, change) => {
        const bytes = encodeCanonical(value);
        const at = place % bytes.length;
        const changed = bytes.map((byte, index) => (index === at ? byte ^ change : byte));
        for (const altered of [changed, bytes.slice(0, at), new Uint8Array([...bytes, change])]) {
          expect(asDecoded(altered)).toEqual(slowly(altered));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('is taken by bytes of any kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(asDecoded(bytes)).toEqual(slowly(bytes));
      }),
      { numRuns: 2 * RUNS },
    );
  });

  it.each([
    ['1817', 'a number that has a shorter form'],
    ['1b0000000000000001', 'a number that has a much shorter form'],
    ['f90000', 'a float that is a whole number'],
    ['fb3ff8000000000000', 'a float'],
    ['c000', 'a tag'],
    ['9f00ff', 'an indefinite length'],
    ['a2616201616100', 'keys out of order'],
    ['a2616100616101', 'a key twice'],
    ['a10000', 'a key that is no text'],
    ['62c328', 'a text that is no UTF-8'],
    ['63efbbbf', 'a byte order mark'],
    ['a1695f5f70726f746f5f5f00', 'a key that would change the object'],
    ['9a7fffffff', 'a length that promises more than there is'],
    ['8181818181818181818100', 'more depth than is allowed'],
    ['f7', 'undefined'],
    ['0000', 'two values'],
    ['', 'nothing'],
  ])('leaves %s to the slow way: %s', (hex) => {
    expect(readCanonical(fromHex(hex), DEPTH)).toBeUndefined();
    expect(asDecoded(fromHex(hex))).toEqual(slowly(fromHex(hex)));
  });

  it('copies bytes, so that what was decoded does not change with its source', () => {
    const bytes = Buffer.from(encodeCanonical({ key: new Uint8Array([1, 2, 3]) }));
    const decoded = decodeCanonical(bytes);
    bytes.fill(0);
    expect(decoded).toEqual({ key: new Uint8Array([1, 2, 3]) });
  });
});
