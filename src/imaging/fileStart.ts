/** What the first bytes of a file say: DICOM with or without its preamble, or something else. */
import { ConsiliumError } from '../errors.ts';
import { latin1 } from './dataSet.ts';
import { dictionaryEntry } from './dictionary/dictionary.ts';
import type { Encoding } from './elementReader.ts';
import type { Problems } from './problem.ts';

const PREAMBLE = 128;

/** Formats that a file claims by bytes at an offset. */
const FORMATS: readonly (readonly [string, number, readonly string[]])[] = [
  ['png', 0, ['\x89PNG\r\n\x1a\n']],
  ['jpeg', 0, ['\xff\xd8\xff']],
  ['gif', 0, ['GIF8']],
  ['bmp', 0, ['BM']],
  ['tiff', 0, ['II*\0', 'MM\0*']],
  ['pdf', 0, ['%PDF-']],
  ['zip', 0, ['PK\x03\x04', 'PK\x05\x06']],
  ['office', 0, ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '{\\rtf']],
  ['archive', 0, ['Rar!', "7z\xbc\xaf'\x1c"]],
  ['heic', 4, ['ftypheic', 'ftypheix', 'ftypmif1', 'ftypmsf1', 'ftypavif']],
  ['gzip', 0, ['\x1f\x8b']],
  ['program', 0, ['MZ', '\x7fELF', '#!']],
  ['mp4', 4, ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip']],
  ['webm', 0, ['\x1aE\xdf\xa3']],
  ['ogg', 0, ['OggS']],
  ['wav', 8, ['WAVE']],
  // ID3, or a frame of MPEG audio, layer III (ISO/IEC 11172-3 §2.4.1).
  ['mp3', 0, ['ID3', '\xff\xfb', '\xff\xfa', '\xff\xf3', '\xff\xf2']],
];
const HTML = /^\s*<(?:!doctype|html|script|svg|\?xml)/iu;

/** The format that the first bytes claim, or null. DICOM's preamble may claim another one: see {@link fileStart}. */
export function claimedFormat(bytes: Uint8Array): string | null {
  const start = latin1(bytes.subarray(0, 64));
  if (HTML.test(start)) return 'html';
  const found = FORMATS.find(([, at, texts]) => texts.some((text) => start.startsWith(text, at)));
  return found?.[0] ?? null;
}

/** Where the file meta information or, without any, the data set begins. */
export interface FileStart {
  readonly offset: number;
  /** Null where the file meta information has to say it. */
  readonly encoding: Encoding | null;
}

/**
 * Finds the beginning. A file that is another format as well (a "polyglot", PS3.10 §7.5) is read as DICOM and told as
 * `dicom-other-format`. Throws `dicom-unrecognised` {looksLike} for what is no DICOM.
 */
export function fileStart(bytes: Uint8Array, problems: Problems): FileStart {
  const other = claimedFormat(bytes);
  if (latin1(bytes.subarray(PREAMBLE, PREAMBLE + 4)) === 'DICM') {
    // TIFF in the preamble is what the standard gives it for (whole-slide images).
    if (other !== null && other !== 'tiff') problems.add('dicom-other-format', { looksLike: other });
    return { offset: PREAMBLE + 4, encoding: null };
  }
  const offset = latin1(bytes.subarray(0, 4)) === 'DICM' ? 4 : 0;
  const encoding = bareEncoding(bytes.subarray(offset));
  if (other !== null || encoding === null) {
    throw new ConsiliumError('dicom-unrecognised', { looksLike: other });
  }
  problems.add('dicom-preamble-missing');
  const isMeta = bytes[offset] === 2 && bytes[offset + 1] === 0;
  return { offset, encoding: isMeta ? null : encoding };
}

/** How a data set without any meta information is written, or null where these bytes are no data set. */
export function bareEncoding(bytes: Uint8Array): Encoding | null {
  if (bytes.length < 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const explicit = /^[A-Z]{2}$/u.test(latin1(bytes.subarray(4, 6)));
  for (const bigEndian of [false, true]) {
    const group = view.getUint16(0, !bigEndian);
    const tag = group * 0x1_0000 + view.getUint16(2, !bigEndian);
    const known = dictionaryEntry(tag);
    if (known === null || group > 0x28) continue;
    if (explicit && latin1(bytes.subarray(4, 6)) === known.vr) return { explicit, bigEndian };
    const length = view.getUint32(4, !bigEndian);
    if (!explicit && !bigEndian && length <= bytes.length) return { explicit, bigEndian };
  }
  return null;
}
