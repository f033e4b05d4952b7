/**
 * Text of a data set (DICOM PS3.5 §6.1): Specific Character Set with ISO 2022 escapes, among them GB18030, GBK and
 * ISO 2022 IR 58. Writers often declare another set than they write: text that does not fit is tried as UTF-8, then as
 * GB18030, and told.
 */
import { latin1 } from './dataSet.ts';

/** Sets that are declared alone or first, as labels of the Encoding standard. */
const LABELS: Readonly<Record<string, string>> = {
  ISO_IR_6: 'us-ascii',
  ISO_IR_100: 'iso-8859-1',
  ISO_IR_101: 'iso-8859-2',
  ISO_IR_109: 'iso-8859-3',
  ISO_IR_110: 'iso-8859-4',
  ISO_IR_144: 'iso-8859-5',
  ISO_IR_127: 'iso-8859-6',
  ISO_IR_126: 'iso-8859-7',
  ISO_IR_138: 'iso-8859-8',
  ISO_IR_148: 'windows-1254',
  ISO_IR_203: 'iso-8859-15',
  ISO_IR_166: 'windows-874',
  ISO_IR_13: 'shift_jis',
  ISO_IR_192: 'utf-8',
  ISO_IR_149: 'euc-kr',
  ISO_IR_58: 'gb18030',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** What follows an escape: how to read the bytes up to the next one. */
type Reading = (bytes: Uint8Array) => string;

/** Escapes of PS3.3 table C.12-3 and C.12-4, without the ESC. */
const ESCAPES: readonly (readonly [string, Reading])[] = [
  ['$)A', decoding('gb18030')],
  ['$)C', decoding('euc-kr')],
  ['$(D', (bytes) => decoding('euc-jp')(prefixed(bytes, 0x8f))],
  ['$B', (bytes) => decoding('euc-jp')(bytes.map(withHighBit))],
  ['$@', (bytes) => decoding('euc-jp')(bytes.map(withHighBit))],
  ['(B', decoding('iso-8859-1')],
  ['(J', decoding('shift_jis')],
  [')I', decoding('shift_jis')],
  ['-A', decoding('iso-8859-1')],
  ['-B', decoding('iso-8859-2')],
  ['-C', decoding('iso-8859-3')],
  ['-D', decoding('iso-8859-4')],
  ['-L', decoding('iso-8859-5')],
  ['-G', decoding('iso-8859-6')],
  ['-F', decoding('iso-8859-7')],
  ['-H', decoding('iso-8859-8')],
  ['-M', decoding('windows-1254')],
  ['-T', decoding('windows-874')],
  ['-b', decoding('iso-8859-15')],
];

const ESC = 0x1b;

export interface ReadText {
  readonly text: string;
  /** Set where the bytes do not fit the declared set. */
  readonly differs: boolean;
}

/** Reads text under declared terms of Specific Character Set; `isName` resets at `^` and `=`. */
export function readText(bytes: Uint8Array, declared: readonly string[], isName: boolean): ReadText {
  const first = LABELS[normal(declared[0] ?? '')] ?? 'us-ascii';
  if (bytes.includes(ESC)) return { text: escaped(bytes, first, isName), differs: false };
  if (bytes.every((byte) => byte < 0x80)) return { text: latin1(bytes), differs: false };
  const strict = strictly(bytes, first);
  if (strict !== null && !isHanAsLatin(bytes, first)) return { text: strict, differs: false };
  const other = strictly(bytes, 'utf-8') ?? strictly(bytes, 'gb18030') ?? strict ?? latin1(bytes);
  return { text: other, differs: true };
}

/** Sets that only escapes lead to. */
const ESCAPED_ONLY = new Set(['ISO_IR_87', 'ISO_IR_159']);

/** Whether a declared term is known. */
export function isKnownCharset(term: string): boolean {
  return term === '' || LABELS[normal(term)] !== undefined || ESCAPED_ONLY.has(normal(term));
}

/** `ISO 2022 IR 100` names the set of `ISO_IR 100`; writers also leave out or mix up what stands between. */
function normal(term: string): string {
  return term
    .trim()
    .toUpperCase()
    .replace(/^ISO[ _-]?2022[ _-]?IR[ _-]?/u, 'ISO_IR_')
    .replace(/^ISO[ _-]?IR[ _-]?/u, 'ISO_IR_');
}

/**
 * Chinese bytes under a Latin set fit it, letter by letter, and mean nothing: 王 is `Íõ`. They are told by standing in
 * pairs of common characters (GB 2312, rows 16 to 55) that no Latin letter touches.
 */
function isHanAsLatin(bytes: Uint8Array, label: string): boolean {
  if (!label.startsWith('iso-8859-') || label === 'iso-8859-5') return false;
  const runs = latin1(bytes).match(/[A-Za-z]?[\x80-\xff]+[A-Za-z]?/gu) ?? [];
  return runs.length > 0 && runs.every((run) => /^(?:[\xb0-\xd7][\xa1-\xfe])+$/u.test(run));
}

function strictly(bytes: Uint8Array, label: string): string | null {
  if (label === 'us-ascii') return bytes.every((byte) => byte < 0x80) ? latin1(bytes) : null;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function escaped(bytes: Uint8Array, first: string, isName: boolean): string {
  const initial = decoding(first === 'us-ascii' ? 'iso-8859-1' : first);
  let reading = initial;
  let text = '';
  let start = 0;
  const flush = (end: number): void => {
    text += reading(bytes.subarray(start, end));
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const found = byte === ESC ? escapeAt(bytes, at) : null;
    if (found !== null) {
      flush(at);
      reading = found[1];
      at += found[0].length;
      start = at + 1;
    } else if (endsReading(byte, isName) && reading !== initial && !isWide(reading)) {
      flush(at);
      reading = initial;
      start = at;
    }
  }
  flush(bytes.length);
  return text;
}

function escapeAt(bytes: Uint8Array, at: number): readonly [string, Reading] | null {
  const ahead = latin1(bytes.subarray(at + 1, at + 4));
  return ESCAPES.find(([escape]) => ahead.startsWith(escape)) ?? null;
}

/** Control characters and delimiters go back to the first set (PS3.5 §6.1.2.5.3). */
function endsReading(byte: number, isName: boolean): boolean {
  return (byte < 0x20 && byte !== ESC) || byte === 0x5c || (isName && (byte === 0x5e || byte === 0x3d));
}

/** In sets of two seven-bit bytes a delimiter may be half of a character; an escape ends them. */
const WIDE = new Set(
  ESCAPES.filter(([escape]) => ['$(D', '$B', '$@'].includes(escape)).map(([, reading]) => reading),
);
function isWide(reading: Reading): boolean {
  return WIDE.has(reading);
}

function decoding(label: string): Reading {
  return (bytes) => new TextDecoder(label).decode(bytes);
}

const withHighBit = (byte: number): number => byte | 0x80;

/** Pairs of bytes, each after `prefix`, with the high bit set: JIS X 0212 as EUC-JP writes it. */
function prefixed(bytes: Uint8Array, prefix: number): Uint8Array {
  const pairs = Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) => [
    prefix,
    withHighBit(bytes[index * 2] ?? 0),
    withHighBit(bytes[index * 2 + 1] ?? 0),
  ]);
  return Uint8Array.from(pairs.flat());
}
