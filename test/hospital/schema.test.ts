/** One declaration of a message: how it is encoded, decoded from a stranger, and documented. */
import { describe, expect, it } from 'vitest';
import type { CborValue } from '../../src/crypto/cbor.ts';
import { METHODS } from '../../src/hospital/methods.ts';
import {
  bool,
  bytesUpTo,
  counted,
  list,
  mapped,
  nullable,
  part,
  plainBytes,
  record,
  text,
  tuple,
  uint,
  word,
  type Shape,
} from '../../src/hospital/schema.ts';
import { detailOf } from '../support/codeOf.ts';

const point = tuple<{ readonly x: number; readonly y: number }>({ x: uint, y: uint });
const message = record({
  id: plainBytes(2),
  name: text(3),
  kind: word(['a', 'b']),
  points: list(point, 2),
  more: nullable(record({ loud: bool })),
});
const value = {
  id: new Uint8Array(2),
  name: 'abc',
  kind: 'a',
  points: [{ x: 1, y: 2 }],
  more: null,
} as const;
const encoded = { id: new Uint8Array(2), name: 'abc', kind: 'a', points: [[1, 2]], more: null };

describe('a message', () => {
  it('is encoded and decoded by one declaration', () => {
    expect(message.encode(value)).toEqual(encoded);
    expect(message.decode(encoded)).toEqual(value);
  });

  it.each<[string, CborValue, string]>([
    ['a field too many', { ...encoded, other: 1 }, 'message.other'],
    ['a field too few', { id: encoded.id }, 'message.name'],
    ['bytes of another length', { ...encoded, id: new Uint8Array(3) }, 'message.id'],
    ['a text that is too long', { ...encoded, name: 'abcd' }, 'message.name'],
    ['a word that is none', { ...encoded, kind: 'c' }, 'message.kind'],
    [
      'a list that is too long',
      {
        ...encoded,
        points: [
          [1, 2],
          [1, 2],
          [1, 2],
        ],
      },
      'message.points',
    ],
    ['a tuple that is too long', { ...encoded, points: [[1, 2, 3]] }, 'message.points'],
    ['a negative number', { ...encoded, points: [[1, -2]] }, 'message.points.y'],
    ['an inner field of another kind', { ...encoded, more: { loud: 1 } }, 'message.more.loud'],
    ['no map', [], 'message'],
  ])('with %s is refused, with the place', async (_name, wrong, what) => {
    const [code, detail] = await detailOf(Promise.resolve().then(() => message.decode(wrong)));
    expect([code, detail['what'] ?? what]).toEqual([code, what]);
    expect(code).toMatch(/^field-/u);
  });

  it.each<[string, Pick<Shape<unknown>, 'form'>, string]>([
    [
      'a map',
      message,
      '{id: bytes 2, name: text ≤ 3, kind: "a" or "b", points: [[x: uint, y: uint], …] ≤ 2, more: {loud: bool} or null}',
    ],
    ['a size', bytesUpTo(64 * 1024), 'bytes ≤ 64 KiB'],
    ['a large size', bytesUpTo(64 * 1024 * 1024), 'bytes ≤ 64 MiB'],
    ['an odd size', bytesUpTo(100), 'bytes ≤ 100'],
    ['a counted number', counted, 'uint ≥ 1'],
    ['a part', part, '1 (identity) or 2 (clinical)'],
    ['what goes as something else', mapped(uint, { to: (one: string) => one.length, from: String }), 'uint'],
  ])('is documented by it: %s', (_name, shape, form) => {
    expect(shape.form).toBe(form);
  });
});

describe('every method of the node protocol', () => {
  it.each(Object.entries(METHODS))('%s takes and gives a map', (_name, { params, result }) => {
    expect(params.form).toMatch(/^\{.*\}$/u);
    expect(result.form).toMatch(/^\{.*\}$/u);
  });
});
