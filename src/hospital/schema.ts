/**
 * The schema of the node protocol's messages: of one declaration come how a value is encoded, how it is decoded from
 * a stranger, and how it is documented (NODE.md, made by tools/nodeDocs.ts). Decoders are strict, and refuse by
 * `field-malformed` {what} and `id-malformed`.
 */
import { asArray, asBool, asBytes, asMap, asNullable, asText, asTuple, asUint } from '../crypto/cbor.ts';
import type { CborValue } from '../crypto/cbor.ts';
import { partFromNumber, partNumber, type Part } from '../crypto/part.ts';
import { ConsiliumError } from '../errors.ts';
import { asOneOf } from '../contracts/entities.ts';
import { millis, type Millis } from '../ports.ts';

/** How a value stands in a message, how it comes back from a stranger, and how that is written in the documentation. */
export interface Shape<T> {
  readonly encode: (value: T) => CborValue;
  /** `what` names the place in an error. */
  readonly decode: (value: CborValue | undefined, what?: string) => T;
  readonly form: string;
}

/** A shape for each field of T. */
export type Fields<T> = { readonly [K in keyof T]: Shape<T[K]> };

/** No fields. */
export type Nothing = Readonly<Record<never, never>>;

const KIB = 1024;
const MESSAGE = 'message';

export const uint: Shape<number> = {
  encode: (value) => value,
  decode: (value, what = 'number') => asUint(value, what),
  form: 'uint',
};

/** 1, 2, 3 … */
export const counted: Shape<number> = {
  encode: (value) => value,
  decode: (value, what = 'number') => {
    const number = asUint(value, what);
    if (number === 0) throw new ConsiliumError('field-malformed', { what });
    return number;
  },
  form: 'uint ≥ 1',
};

export const time: Shape<Millis> = {
  encode: (value) => value,
  decode: (value, what = 'time') => millis(asUint(value, what)),
  form: 'ms',
};

export const bool: Shape<boolean> = {
  encode: (value) => value,
  decode: (value, what = 'flag') => asBool(value, what),
  form: 'bool',
};

export const part: Shape<Part> = {
  encode: partNumber,
  decode: (value, what = 'part') => {
    const found = partFromNumber(asUint(value, what));
    if (found === null) throw new ConsiliumError('field-malformed', { what });
    return found;
  },
  form: '1 (identity) or 2 (clinical)',
};

export function text(longest: number): Shape<string> {
  return {
    encode: (value) => value,
    decode: (value, what = 'text') => asText(value, what, longest),
    form: `text ≤ ${String(longest)}`,
  };
}

export function word<Word extends string>(words: readonly Word[]): Shape<Word> {
  return {
    encode: (value) => value,
    decode: (value, what = 'word') => asOneOf(value, words, what),
    form: words.map((one) => `"${one}"`).join(' or '),
  };
}

/** Exactly so many bytes; `make` gives them their name. */
export function bytes<T extends Uint8Array>(length: number, make: (value: Uint8Array) => T): Shape<T> {
  return {
    encode: (value) => value,
    decode: (value, what = 'bytes') => make(asBytes(value, length, what)),
    form: `bytes ${String(length)}`,
  };
}

/** Exactly so many bytes without a name. */
export function plainBytes(length: number): Shape<Uint8Array> {
  return bytes(length, (value) => value);
}

/** At most so many bytes. */
export function bytesUpTo(largest: number): Shape<Uint8Array> {
  return {
    encode: (value) => value,
    decode: (value, what = 'bytes') => {
      const found = asBytes(value, null, what);
      if (found.length > largest) throw new ConsiliumError('field-malformed', { what });
      return found;
    },
    form: `bytes ≤ ${sizeText(largest)}`,
  };
}

/** As many as the frame holds. */
export function anyBytes<T extends Uint8Array>(make: (value: Uint8Array) => T): Shape<T> {
  return {
    encode: (value) => value,
    decode: (value, what = 'bytes') => make(asBytes(value, null, what)),
    form: 'bytes',
  };
}

/** At most so many items; as many as the frame holds where there is no limit. */
export function list<T>(item: Shape<T>, most = Infinity): Shape<readonly T[]> {
  return {
    encode: (values) => values.map((value) => item.encode(value)),
    decode: (value, what = 'list') => {
      const items = asArray(value, what);
      if (items.length > most) throw new ConsiliumError('field-malformed', { what });
      return items.map((one) => item.decode(one, what));
    },
    form: most === Infinity ? `[${item.form}, …]` : `[${item.form}, …] ≤ ${String(most)}`,
  };
}

export function nullable<T>(inner: Shape<T>): Shape<T | null> {
  return {
    encode: (value) => (value === null ? null : inner.encode(value)),
    decode: (value, what = MESSAGE) => asNullable(value, (found) => inner.decode(found, what)),
    form: `${inner.form} or null`,
  };
}

/** A map with exactly these fields. */
export function record<T extends object>(fields: Fields<T>): Shape<T> {
  const entries = entriesOf(fields);
  const names = entries.map(([name]) => name);
  return {
    encode: (value) => Object.fromEntries(entries.map(([name, shape]) => [name, shape.encode(value[name])])),
    decode: (value, what = MESSAGE) => {
      const map = asMap(value, names, what);
      return whole<T>(entries.map(([name, shape]) => [name, shape.decode(map[name], `${what}.${name}`)]));
    },
    form: `{${formsOf(entries)}}`,
  };
}

/** An array with exactly these fields, in this order. */
export function tuple<T extends object>(fields: Fields<T>): Shape<T> {
  const entries = entriesOf(fields);
  return {
    encode: (value) => entries.map(([name, shape]) => shape.encode(value[name])),
    decode: (value, what = MESSAGE) => {
      const items = asTuple(value, entries.length, what);
      return whole<T>(
        entries.map(([name, shape], index) => [name, shape.decode(items[index], `${what}.${name}`)]),
      );
    },
    form: `[${formsOf(entries)}]`,
  };
}

export const nothing: Shape<Nothing> = record<Nothing>({});

/** A value that goes over the wire as another one. */
export function mapped<Inner, T>(
  inner: Shape<Inner>,
  { to, from }: { readonly to: (value: T) => Inner; readonly from: (value: Inner) => T },
): Shape<T> {
  return {
    encode: (value) => inner.encode(to(value)),
    decode: (value, what) => from(inner.decode(value, what)),
    form: inner.form,
  };
}

type Entry<T, K extends keyof T & string = keyof T & string> = readonly [K, Shape<T[K]>];

function entriesOf<T extends object>(fields: Fields<T>): readonly Entry<T>[] {
  // The names of an object's own fields are its keys, which the compiler widens to string.
  const names = Object.keys(fields) as (keyof T & string)[];
  return names.map((name) => [name, fields[name]]);
}

/** Every field was decoded by its own shape, which the compiler does not follow through the list. */
function whole<T extends object>(entries: readonly (readonly [string, unknown])[]): T {
  return Object.fromEntries(entries) as T;
}

function formsOf<T extends object>(entries: readonly Entry<T>[]): string {
  return entries.map(([name, { form }]) => `${name}: ${form}`).join(', ');
}

function sizeText(size: number): string {
  if (size % (KIB * KIB) === 0) return `${String(size / (KIB * KIB))} MiB`;
  return size % KIB === 0 ? `${String(size / KIB)} KiB` : String(size);
}
