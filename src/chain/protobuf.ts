/** The few parts of the Protocol Buffers wire format that CometBFT's structures need. */
import { concatBytes, utf8 } from '../crypto/bytes.ts';
import { ConsiliumError } from '../errors.ts';

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;

/** Base-128 varint of an unsigned 64-bit integer; a negative one stands as its two's complement. */
export function varint(value: bigint | number): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

/** A varint field; proto3 leaves out zero. */
export function varintField(number: number, value: bigint | number): Uint8Array {
  return BigInt(value) === 0n ? new Uint8Array(0) : concatBytes(tag(number, VARINT), varint(value));
}

/** A length-delimited field; proto3 leaves out the empty one. */
export function bytesField(number: number, value: Uint8Array): Uint8Array {
  return value.length === 0 ? new Uint8Array(0) : messageField(number, value);
}

/** An embedded message that is written even when empty (gogoproto non-nullable). */
export function messageField(number: number, value: Uint8Array): Uint8Array {
  return concatBytes(tag(number, BYTES), varint(value.length), value);
}

export function textField(number: number, value: string): Uint8Array {
  return bytesField(number, utf8(value));
}

/** A little-endian sfixed64 field; zero is left out. */
export function sfixed64Field(number: number, value: bigint): Uint8Array {
  if (value === 0n) return new Uint8Array(0);
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value, true);
  return concatBytes(tag(number, FIXED64), bytes);
}

/** A message behind its length as a varint. */
export function lengthPrefixed(message: Uint8Array): Uint8Array {
  return concatBytes(varint(message.length), message);
}

function tag(number: number, type: number): Uint8Array {
  return varint((number << 3) | type);
}

export type ProtobufField =
  | { readonly number: number; readonly type: 'varint'; readonly value: bigint }
  | { readonly number: number; readonly type: 'fixed64'; readonly value: bigint }
  | { readonly number: number; readonly type: 'bytes'; readonly value: Uint8Array };

/**
 * Reads all fields of a message in their order.
 * Errors: `block-malformed` for anything that is no well-formed message of these wire types.
 */
export function readFields(bytes: Uint8Array): readonly ProtobufField[] {
  const fields: ProtobufField[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [key, afterKey] = readVarint(bytes, at);
    const number = Number(key >> 3n);
    const [field, next] = readValue(bytes, afterKey, { number, type: Number(key & 7n) });
    fields.push(field);
    at = next;
  }
  return fields;
}

function readValue(
  bytes: Uint8Array,
  at: number,
  key: { readonly number: number; readonly type: number },
): readonly [ProtobufField, number] {
  switch (key.type) {
    case VARINT: {
      const [value, next] = readVarint(bytes, at);
      return [{ number: key.number, type: 'varint', value }, next];
    }
    case FIXED64: {
      if (at + 8 > bytes.length) throw malformed('fixed64');
      const value = new DataView(bytes.buffer, bytes.byteOffset + at, 8).getBigInt64(0, true);
      return [{ number: key.number, type: 'fixed64', value }, at + 8];
    }
    case BYTES: {
      const [length, start] = readVarint(bytes, at);
      const end = start + Number(length);
      if (end > bytes.length) throw malformed('length');
      return [{ number: key.number, type: 'bytes', value: bytes.slice(start, end) }, end];
    }
    default:
      throw malformed('wire type');
  }
}

function readVarint(bytes: Uint8Array, start: number): readonly [bigint, number] {
  let value = 0n;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) throw malformed('varint');
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return [BigInt.asUintN(64, value), start + index + 1];
  }
  throw malformed('varint');
}

/** Looks fields up by number, the last one winning as proto3 says. */
export class MessageReader {
  readonly #fields: readonly ProtobufField[];

  constructor(bytes: Uint8Array) {
    this.#fields = readFields(bytes);
  }

  bytes(number: number): Uint8Array {
    return this.optionalBytes(number) ?? new Uint8Array(0);
  }

  optionalBytes(number: number): Uint8Array | null {
    const field = this.#fields.findLast((candidate) => candidate.number === number);
    if (field === undefined) return null;
    if (field.type !== 'bytes') throw malformed('field type');
    return field.value;
  }

  allBytes(number: number): readonly Uint8Array[] {
    return this.#fields
      .filter((field) => field.number === number)
      .map((field) => {
        if (field.type !== 'bytes') throw malformed('field type');
        return field.value;
      });
  }

  uint(number: number): bigint {
    const field = this.#fields.findLast((candidate) => candidate.number === number);
    if (field === undefined) return 0n;
    if (field.type !== 'varint') throw malformed('field type');
    return field.value;
  }

  /** A varint read as signed 64-bit. */
  int(number: number): bigint {
    return BigInt.asIntN(64, this.uint(number));
  }

  text(number: number): string {
    return new TextDecoder().decode(this.bytes(number));
  }
}

function malformed(what: string): ConsiliumError {
  return new ConsiliumError('block-malformed', { what });
}
