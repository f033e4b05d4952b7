/**
 * A quick way through canonical CBOR, for the bytes that honest programs send. It reads what is certainly canonical and
 * leaves everything else (errors, floats, tags, integers beyond 2^53, odd texts) to the slow way of cbor.ts, which alone
 * decides what is refused and by which name.
 *
 * Invariant: what it answers is what the slow way answers.
 */
import type { CborValue } from './cbor.ts';

const UINT = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const SIMPLE = 7;

/** Longer texts are left to the platform's decoder. */
const LONGEST_ASCII = 64;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Leaves the quick way. */
class NotQuick extends Error {}
const NOT_QUICK = new NotQuick();

/** The value, or undefined when only the slow way can tell. */
export function readCanonical(bytes: Uint8Array, depth: number): CborValue | undefined {
  const reader = new CanonicalReader(bytes);
  try {
    const value = reader.value(depth);
    return reader.isAtEnd() ? value : undefined;
  } catch (error) {
    if (error instanceof NotQuick || error instanceof TypeError || error instanceof RangeError)
      return undefined;
    throw error;
  }
}

class CanonicalReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  value(depth: number): CborValue {
    const head = this.#byte();
    const argument = this.#argument(head & 0x1f);
    switch (head >> 5) {
      case UINT:
        return argument;
      case NEGATIVE:
        return negative(argument);
      case BYTES:
        return new Uint8Array(this.#take(argument));
      case TEXT:
        return this.#text(argument);
      case ARRAY:
        return this.#array(argument, depth);
      case MAP:
        return this.#map(argument, depth);
      case SIMPLE:
        return simple(head);
      default:
        throw NOT_QUICK;
    }
  }

  /** The shortest form alone; what does not fit into a safe integer is not quick. */
  #argument(low: number): number {
    if (low < 24) return low;
    switch (low) {
      case 24:
        return demandAbove(this.#uint(1), 23);
      case 25:
        return demandAbove(this.#uint(2), 0xff);
      case 26:
        return demandAbove(this.#uint(4), 0xffff);
      case 27:
        return demandAbove(this.#uint(8), 0xffff_ffff);
      default:
        throw NOT_QUICK;
    }
  }

  #uint(length: number): number {
    let value = 0;
    for (let index = 0; index < length; index += 1) value = value * 256 + this.#byte();
    if (!Number.isSafeInteger(value)) throw NOT_QUICK;
    return value;
  }

  #array(length: number, depth: number): CborValue {
    this.#demandRoom(length, depth);
    const items: CborValue[] = [];
    for (let index = 0; index < length; index += 1) items.push(this.value(depth - 1));
    return items;
  }

  /** Keys in strictly rising order of their encoding: shorter ones first, then bytewise. */
  #map(length: number, depth: number): CborValue {
    this.#demandRoom(length, depth);
    const map: Record<string, CborValue> = {};
    let before: Uint8Array | null = null;
    for (let index = 0; index < length; index += 1) {
      const head = this.#byte();
      if (head >> 5 !== TEXT) throw NOT_QUICK;
      const size = this.#argument(head & 0x1f);
      const raw = this.#bytes.subarray(this.#at, this.#at + size);
      if (before !== null && !isBefore(before, raw)) throw NOT_QUICK;
      before = raw;
      const key = this.#text(size);
      if (key === '__proto__') throw NOT_QUICK;
      map[key] = this.value(depth - 1);
    }
    return map;
  }

  #text(length: number): string {
    const raw = this.#take(length);
    if (length <= LONGEST_ASCII) {
      const ascii = asciiOrNull(raw);
      if (ascii !== null) return ascii;
    }
    // A byte order mark is treated differently by different decoders.
    if (raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf) throw NOT_QUICK;
    return decoder.decode(raw);
  }

  /** Each item takes a byte: a length that promises more than there is allocates nothing. */
  #demandRoom(items: number, depth: number): void {
    if (depth === 0 || items > this.#bytes.length - this.#at) throw NOT_QUICK;
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw NOT_QUICK;
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw NOT_QUICK;
    this.#at += 1;
    return byte;
  }
}

function demandAbove(value: number, least: number): number {
  if (value <= least) throw NOT_QUICK;
  return value;
}

function negative(argument: number): number {
  const value = -1 - argument;
  if (!Number.isSafeInteger(value)) throw NOT_QUICK;
  return value;
}

function simple(head: number): boolean | null {
  if (head === 0xf4) return false;
  if (head === 0xf5) return true;
  if (head === 0xf6) return null;
  throw NOT_QUICK;
}

function isBefore(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return left.length < right.length;
  for (let index = 0; index < left.length; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function asciiOrNull(raw: Uint8Array): string | null {
  let text = '';
  for (const byte of raw) {
    if (byte >= 0x80) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}
