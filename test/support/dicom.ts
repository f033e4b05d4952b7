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
