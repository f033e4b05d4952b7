/** Makes DICOM files byte by byte, right ones and wrong ones. */
import { readFileSync } from 'node:fs';
import { Codecs } from '../../src/imaging/pixels/codecs.ts';
import { codecLoader } from '../../src/node/codecModule.ts';

export const codecs = new Codecs(codecLoader());

export const EXPLICIT = '1.2.840.10008.1.2.1';

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const LONG = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 255, value >>> 8);
}

function u32(value: number): Uint8Array {
  return joined(u16(value & 0xffff), u16(value >>> 16));
}

/** One element in explicit little-endian form; `claimed` is a length that need not be true. */
export function element(
  tag: number,
  vr: string,
  value: string | number | Uint8Array,
  claimed?: number,
): Uint8Array {
  const raw = typeof value === 'number' ? u16(value) : typeof value === 'string' ? latin1(value) : value;
  const padded = raw.length % 2 === 0 ? raw : joined(raw, latin1(vr === 'UI' ? '\0' : ' '));
  const length = claimed ?? padded.length;
  const head = joined(u16(tag >>> 16), u16(tag & 0xffff), latin1(vr));
  return joined(head, LONG.has(vr) ? joined(u16(0), u32(length)) : u16(length), padded);
}

/** The tag and length of an item, of its end, or of a sequence's end. */
export function marker(element: 0xe000 | 0xe00d | 0xe0dd, length = 0): Uint8Array {
  return joined(u16(0xfffe), u16(element), u32(length));
}

/** A whole file: preamble, file meta information, data set. */
export function dicom(dataSet: readonly Uint8Array[], syntax = EXPLICIT, preamble = ''): Uint8Array {
  const start = new Uint8Array(128);
  start.set(latin1(preamble.slice(0, 128)));
  return joined(start, latin1('DICM'), element(0x0002_0010, 'UI', syntax), ...dataSet);
}

export interface ImageOptions {
  readonly rows?: number;
  readonly columns?: number;
  readonly frames?: string;
  readonly bits?: number;
  readonly pixels?: Uint8Array;
  readonly claimed?: number;
}

/** The elements of a gray image of 2 × 3 pixels, unless told otherwise. */
export function image(options: ImageOptions = {}): readonly Uint8Array[] {
  const {
    bits = 8,
    claimed,
    columns = 3,
    frames,
    pixels = Uint8Array.of(1, 2, 3, 4, 5, 6),
    rows = 2,
  } = options;
  return [
    element(0x0028_0002, 'US', 1),
    element(0x0028_0004, 'CS', 'MONOCHROME2'),
    ...(frames === undefined ? [] : [element(0x0028_0008, 'IS', frames)]),
    element(0x0028_0010, 'US', rows),
    element(0x0028_0011, 'US', columns),
    element(0x0028_0100, 'US', bits),
    element(0x0028_0101, 'US', bits),
    element(0x0028_0103, 'US', 0),
    element(0x7fe0_0010, bits === 8 ? 'OB' : 'OW', pixels, claimed),
  ];
}

/** A record of a directory; `lower` are those below it. */
export interface DirectoryRecord {
  readonly type: string;
  readonly elements?: readonly Uint8Array[];
  readonly file?: string;
  readonly lower?: readonly DirectoryRecord[];
  readonly inUse?: boolean;
  /** Instead of the place of the next one. */
  readonly next?: number;
}

/** A DICOMDIR whose records stand one after the other, each before those below it. */
export function directory(records: readonly DirectoryRecord[]): Uint8Array {
  const flat = (list: readonly DirectoryRecord[]): DirectoryRecord[] =>
    list.flatMap((record) => [record, ...flat(record.lower ?? [])]);
  const all = flat(records);
  const places = new Map<DirectoryRecord, number>();
  const placeOf = (record: DirectoryRecord | undefined): Uint8Array =>
    u32((record === undefined ? undefined : places.get(record)) ?? 0);
  const nextOf = (record: DirectoryRecord, list = records): DirectoryRecord | undefined => {
    const at = list.indexOf(record);
    if (at >= 0) return list[at + 1];
    return list.flatMap(({ lower = [] }) => (flat(lower).includes(record) ? [nextOf(record, lower)] : []))[0];
  };
  const item = (record: DirectoryRecord): Uint8Array => {
    const content = joined(
      element(0x0004_1400, 'UL', record.next === undefined ? placeOf(nextOf(record)) : u32(record.next)),
      element(0x0004_1410, 'US', record.inUse === false ? 0 : 0xffff),
      element(0x0004_1420, 'UL', placeOf(record.lower?.[0])),
      element(0x0004_1430, 'CS', record.type),
      ...(record.file === undefined ? [] : [element(0x0004_1500, 'CS', record.file)]),
      ...(record.elements ?? []),
    );
    return joined(marker(0xe000, content.length), content);
  };
  const file = (): Uint8Array =>
    dicom([
      element(0x0004_1200, 'UL', placeOf(records[0])),
      element(0x0004_1220, 'SQ', joined(...all.map(item))),
    ]);
  // Places do not change the length of anything: where each item stands is known after writing it once.
  let at = file().length - all.reduce((sum, record) => sum + item(record).length, 0);
  for (const record of all) {
    places.set(record, at);
    at += item(record).length;
  }
  return file();
}

/** Compressed pixels: an empty offset table, then the fragments. */
export function fragments(...parts: readonly Uint8Array[]): Uint8Array {
  const items = parts.flatMap((part) => [marker(0xe000, part.length), part]);
  const head = joined(u16(0x7fe0), u16(0x0010), latin1('OB'), u16(0), u32(0xffff_ffff));
  return joined(head, marker(0xe000), ...items, marker(0xe0dd));
}

/** A file of test/vectors/dicom. */
export function vector(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../vectors/dicom/${name}`, import.meta.url)));
}
