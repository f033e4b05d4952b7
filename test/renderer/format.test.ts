/** What a person reads aloud or compares by eye. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteSize, shortNumber } from '../../renderer/client/format.ts';

describe('the number of a registration', () => {
  it('is six digits whatever the random number, without a letter that could be read as a word', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(shortNumber(Buffer.from(bytes).toString('hex'))).toMatch(/^\d{6}$/u);
      }),
    );
    expect(shortNumber('be5bdc14be5bdc14be5bdc14be5bdc14')).toBe('648347');
  });

  it('is the same on every screen that shows the registration', () => {
    const number = '00000000000700000000000000000000';
    expect(shortNumber(number)).toBe('000007');
    expect(shortNumber(number.toUpperCase())).toBe(shortNumber(number));
  });
});

describe('a size', () => {
  it.each([
    [0, '0 byte'],
    [999, '999 byte'],
    [1000, '1 kB'],
    [1_250_000, '1.3 MB'],
    [12_345_678, '12 MB'],
    [3_000_000_000_000_000, '3,000 TB'],
  ])('of %i bytes is said as %s', (bytes, said) => {
    expect(byteSize(bytes, 'en')).toBe(said);
  });
});
