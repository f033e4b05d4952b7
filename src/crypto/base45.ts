/**
 * Base45 as RFC 9285 fixes it: two bytes become three characters of the QR alphanumeric set, a last odd byte
 * becomes two. Decoding is strict: a text has one byte string, and a byte string has one text.
 */
import { ConsiliumError } from '../errors.ts';

/** RFC 9285 table 1: the index of a character is its value. It is the alphanumeric set of QR codes. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const BASE = 45;

/** Base45 text of `bytes` (RFC 9285 §4). */
export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    text += digits((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0), 3);
  }
  return bytes.length % 2 === 0 ? text : text + digits(bytes[bytes.length - 1] ?? 0, 2);
}

/**
 * Bytes of a Base45 text. Throws `base45-malformed` for a character outside the alphabet, an impossible
 * length, or a group above 65535 (255 for the last group of two), as RFC 9285 §6 asks.
 */
export function fromBase45(text: string): Uint8Array {
  if (text.length % 3 === 1) throw new ConsiliumError('base45-malformed', { length: text.length });
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0));
  let written = 0;
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3);
    const value = groupValue(group, at);
    if (group.length === 3) bytes[written++] = value >>> 8;
    bytes[written++] = value & 0xff;
  }
  return bytes;
}

function digits(value: number, count: number): string {
  let rest = value;
  let text = '';
  for (let place = 0; place < count; place += 1) {
    text += ALPHABET.charAt(rest % BASE);
    rest = Math.floor(rest / BASE);
  }
  return text;
}

function groupValue(group: string, at: number): number {
  let value = 0;
  for (let place = group.length - 1; place >= 0; place -= 1) {
    const digit = ALPHABET.indexOf(group.charAt(place));
    if (digit < 0) throw new ConsiliumError('base45-malformed', { at: at + place });
    value = value * BASE + digit;
  }
  if (value > (group.length === 3 ? 0xffff : 0xff)) throw new ConsiliumError('base45-malformed', { at });
  return value;
}
