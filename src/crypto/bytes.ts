/** Byte strings: joining, comparing, and the text forms used at the edges. All integers are big-endian. */
import { ConsiliumError } from '../errors.ts';
import { sodium } from './sodium.ts';

const encoder = new TextEncoder();

/** Joins byte strings in order. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Compares in constant time for equal lengths: safe for tags and keys. */
export function bytesEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && sodium.memcmp(left, right);
}

/** Bytewise lexicographic order, shorter first when one is the start of the other. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const common = Math.min(left.length, right.length);
  for (let index = 0; index < common; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return sodium.to_hex(bytes);
}

/** Errors: `bytes-malformed` unless the text is an even number of lower-case hex digits. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/u.test(text))
    throw new ConsiliumError('bytes-malformed', { form: 'hex' });
  return sodium.from_hex(text);
}

/** Base64url without padding (RFC 4648 §5). */
export function toBase64Url(bytes: Uint8Array): string {
  return sodium.to_base64(bytes, sodium.base64_variants.URLSAFE_NO_PADDING);
}

/** Errors: `bytes-malformed`. */
export function fromBase64Url(text: string): Uint8Array {
  try {
    return sodium.from_base64(text, sodium.base64_variants.URLSAFE_NO_PADDING);
  } catch (cause) {
    throw new ConsiliumError('bytes-malformed', { form: 'base64url' }, { cause });
  }
}

/** UTF-8. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Errors: `bytes-malformed` for bytes that are no UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new ConsiliumError('bytes-malformed', { form: 'utf-8' }, { cause });
  }
}

/** One byte. */
export function u8(value: number): Uint8Array {
  return unsigned(value, 1);
}

/** Four bytes. */
export function u32be(value: number): Uint8Array {
  return unsigned(value, 4);
}

/** Eight bytes; the value is a safe integer. */
export function u64be(value: number): Uint8Array {
  return unsigned(value, 8);
}

/** Reads four bytes at `offset`. Errors: `bytes-malformed` when they are not there. */
export function readU32be(bytes: Uint8Array, offset = 0): number {
  return Number(readUnsigned(bytes, offset, 4));
}

/** Reads eight bytes at `offset`. Errors: `bytes-malformed` when they are not there or exceed 2^53 − 1. */
export function readU64be(bytes: Uint8Array, offset = 0): number {
  const value = readUnsigned(bytes, offset, 8);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ConsiliumError('bytes-malformed', { form: 'u64' });
  return Number(value);
}

function unsigned(value: number, length: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * length)) {
    throw new ConsiliumError('bytes-malformed', { form: `u${String(8 * length)}` });
  }
  const bytes = new Uint8Array(length);
  let rest = value;
  for (let index = length - 1; index >= 0; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

function readUnsigned(bytes: Uint8Array, offset: number, length: number): bigint {
  if (offset < 0 || offset + length > bytes.length)
    throw new ConsiliumError('bytes-malformed', { form: 'short' });
  return bytes.subarray(offset, offset + length).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
