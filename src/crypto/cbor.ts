/**
 * Deterministic CBOR (RFC 8949 §4.2.1) over cborg, and the decoders used at trust boundaries. Text keys only,
 * no floats, no tags, no undefined; one value has exactly one encoding.
 */
import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { ConsiliumError } from '../errors.ts';
import { bytesEqual } from './bytes.ts';
import { readCanonical } from './canonicalReader.ts';

export type CborValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly CborValue[]
  | CborMap;
export interface CborMap {
  readonly [key: string]: CborValue;
}

const MAXIMUM_DEPTH = 8;

/** Encodes canonically. Keys whose value is undefined may not occur. Integers are safe or within u64. */
export function encodeCanonical(value: CborValue): Uint8Array {
  return new Uint8Array(encode(value, rfc8949EncodeOptions));
}

/**
 * Decodes bytes that must be canonical: encoding the result again gives the same bytes.
 * Errors: `cbor-malformed`, `cbor-too-deep`, `cbor-not-canonical`.
 */
export function decodeCanonical(bytes: Uint8Array, limits: { readonly depth?: number } = {}): CborValue {
  const depth = limits.depth ?? MAXIMUM_DEPTH;
  return readCanonical(bytes, depth) ?? decodeSlowly(bytes, depth);
}

/** As {@link decodeCanonical}, by decoding with the library and encoding again: what it refuses is refused. */
export function decodeSlowly(bytes: Uint8Array, depth: number = MAXIMUM_DEPTH): CborValue {
  const value = checkedValue(decodeStrictly(bytes), depth);
  if (!bytesEqual(encodeCanonical(value), bytes)) throw new ConsiliumError('cbor-not-canonical');
  return value;
}

/** The map `value`; every key must be among `keys` and present. Errors: `field-malformed`, `field-unknown`, `field-missing`. */
export function asMap<K extends string>(
  value: CborValue | undefined,
  keys: readonly K[],
  what: string,
): Readonly<Record<K, CborValue>> {
  if (!isMap(value)) throw new ConsiliumError('field-malformed', { what });
  const known: ReadonlySet<string> = new Set(keys);
  for (const key of Object.keys(value)) {
    if (!known.has(key)) throw new ConsiliumError('field-unknown', { what: `${what}.${key.slice(0, 40)}` });
  }
  return Object.fromEntries(keys.map((key) => [key, required(value, key, what)])) as Record<K, CborValue>;
}

/** A byte string of `length` bytes (any length for null). */
export function asBytes(value: CborValue | undefined, length: number | null, what: string): Uint8Array {
  if (!(value instanceof Uint8Array) || (length !== null && value.length !== length)) {
    throw new ConsiliumError('field-malformed', { what });
  }
  return value;
}

/** A text of at most `longest` UTF-16 units. */
export function asText(value: CborValue | undefined, what: string, longest = 10_000): string {
  if (typeof value !== 'string' || value.length > longest)
    throw new ConsiliumError('field-malformed', { what });
  return value;
}

/** A safe non-negative integer. */
export function asUint(value: CborValue | undefined, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new ConsiliumError('field-malformed', { what });
  return value;
}

export function asBool(value: CborValue | undefined, what: string): boolean {
  if (typeof value !== 'boolean') throw new ConsiliumError('field-malformed', { what });
  return value;
}

export function asArray(value: CborValue | undefined, what: string): readonly CborValue[] {
  if (!isArray(value)) throw new ConsiliumError('field-malformed', { what });
  return value;
}

/** An array of exactly `length` items. */
export function asTuple(value: CborValue | undefined, length: number, what: string): readonly CborValue[] {
  const items = asArray(value, what);
  if (items.length !== length) throw new ConsiliumError('field-malformed', { what });
  return items;
}

/** Null, or what `decodeItem` makes of the value. */
export function asNullable<T>(value: CborValue | undefined, decodeItem: (value: CborValue) => T): T | null {
  return value === null || value === undefined ? null : decodeItem(value);
}

function decodeStrictly(bytes: Uint8Array): unknown {
  try {
    const decoded: unknown = decode(bytes, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowInfinity: false,
      allowNaN: false,
      allowBigInt: true,
      rejectDuplicateMapKeys: true,
      useMaps: true,
    });
    return decoded;
  } catch (cause) {
    throw new ConsiliumError('cbor-malformed', {}, { cause });
  }
}

/** Walks what the library decoded, so that nothing but the value types of this file leaves it. */
function checkedValue(value: unknown, depth: number): CborValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'bigint')
    return value;
  if (typeof value === 'number') return checkedInteger(value);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (depth === 0) throw new ConsiliumError('cbor-too-deep');
  if (Array.isArray(value)) return value.map((item) => checkedValue(item, depth - 1));
  if (value instanceof Map) return checkedMap(value, depth);
  throw new ConsiliumError('cbor-malformed', { type: typeof value });
}

function checkedInteger(value: number): number {
  if (!Number.isSafeInteger(value)) throw new ConsiliumError('cbor-malformed', { type: 'float' });
  return value;
}

function checkedMap(map: ReadonlyMap<unknown, unknown>, depth: number): CborMap {
  const entries = [...map].map(([key, item]): [string, CborValue] => {
    if (typeof key !== 'string' || key === '__proto__')
      throw new ConsiliumError('cbor-malformed', { type: 'key' });
    return [key, checkedValue(item, depth - 1)];
  });
  return Object.fromEntries(entries);
}

function required(map: CborMap, key: string, what: string): CborValue {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  if (value === undefined) throw new ConsiliumError('field-missing', { what: `${what}.${key}` });
  return value;
}

function isMap(value: CborValue | undefined): value is CborMap {
  return typeof value === 'object' && value !== null && !isArray(value) && !(value instanceof Uint8Array);
}

function isArray(value: CborValue | undefined): value is readonly CborValue[] {
  return Array.isArray(value);
}
