import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase45, toBase45 } from '../../src/crypto/base45.ts';
import { codeOf } from './support/codeOf.ts';

const utf8 = new TextEncoder();

/** RFC 9285 §4.3 (encoding) and §4.4 (decoding). */
const PUBLISHED: readonly (readonly [string, string])[] = [
  ['AB', 'BB8'],
  ['Hello!!', '%69 VD92EX0'],
  ['base-45', 'UJCLQE7W581'],
  ['ietf!', 'QED8WEX0'],
];

describe('Base45', () => {
  it.each(PUBLISHED)('encodes and decodes the published vector %s', (plain, text) => {
    expect(toBase45(utf8.encode(plain))).toBe(text);
    expect(fromBase45(text)).toEqual(utf8.encode(plain));
  });

  it('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(fromBase45(toBase45(bytes))).toEqual(bytes);
      }),
    );
  });

  it('writes back whatever it could read, so that a text has one byte string', () => {
    const character = fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'));
    fc.assert(
      fc.property(fc.array(character, { maxLength: 60 }), (characters) => {
        const text = characters.join('');
        fc.pre(codeOf(() => fromBase45(text)) === 'taken');
        expect(toBase45(fromBase45(text))).toBe(text);
      }),
    );
  });

  it.each(['GGW', ':::', '::', 'A', 'BB8A', 'bb8', 'BB\u00e9', 'B_8', 'BB8\n00'])('refuses %j', (text) => {
    expect(codeOf(() => fromBase45(text))).toBe('base45-malformed');
  });

  it('takes the largest group and refuses the next', () => {
    expect(fromBase45('FGW')).toEqual(new Uint8Array([0xff, 0xff]));
    expect(fromBase45('U5')).toEqual(new Uint8Array([0xff]));
    expect(codeOf(() => fromBase45('V5'))).toBe('base45-malformed');
  });
});
