/** Notes inside a note: base64 of texts. What holds an identifier inside is one as a whole. */
import { matchesOf } from './rules.ts';
const BASE64 = /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/\r\n]{16,}={0,2}(?![A-Za-z0-9+/=])/gu;
/** Control characters, but for the blanks among them. */
const FORBIDDEN = /(?![\t\n\v\f\r])\p{Cc}|\ufffd/u;

export interface NestedText {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function nestedTexts(text: string): readonly NestedText[] {
  const found: NestedText[] = [];
  for (const { 0: run, index } of matchesOf(BASE64, text)) {
    const inside = decoded(run);
    if (inside !== null) found.push({ start: index, end: index + run.trimEnd().length, text: inside });
  }
  return found;
}

function decoded(run: string): string | null {
  const bare = run.replaceAll(/[\r\n]/gu, '').replace(/=+$/u, '');
  if (bare.length % 4 === 1 || !/[A-Z]/u.test(bare) || !/[a-z0-9]/u.test(bare)) return null;
  const bytes = bytesOf(bare);
  for (const encoding of ['utf-8', 'gb18030']) {
    const text = decodedAs(bytes, encoding);
    if (text !== null && !FORBIDDEN.test(text) && /[\p{L}\p{N}]{2}/u.test(text)) return text;
  }
  return null;
}

function decodedAs(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function bytesOf(bare: string): Uint8Array {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of bare) {
    held = ((held << 6) | ALPHABET.indexOf(letter)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}
