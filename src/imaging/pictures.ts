/**
 * Pictures without what cameras write beside them: where, when, with what, by whom. Only segments that decide how the
 * picture looks stay; of EXIF the orientation alone.
 */
import { ConsiliumError } from '../errors.ts';
import { latin1 } from './dataSet.ts';

/** A JPEG or PNG without its metadata. Throws `picture-damaged`. */
export function strippedPicture(bytes: Uint8Array, format: 'jpeg' | 'png'): Uint8Array {
  return format === 'jpeg' ? strippedJpeg(bytes) : strippedPng(bytes);
}

const START_OF_SCAN = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP15 = 0xef;
const COMMENT = 0xfe;
/** JFIF, ICC profile, Adobe's colour transform. */
const KEPT = new Set([APP0, 0xe2, 0xee]);

function strippedJpeg(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let orientation = 1;
  for (let at = 2; ;) {
    if (at + 4 > bytes.length || bytes[at] !== 0xff) throw new ConsiliumError('picture-damaged', { at });
    const marker = bytes[at + 1] ?? 0;
    if (marker === START_OF_SCAN) {
      // What follows the end of the image (another picture, a film) is none of it.
      const end = lastMarker(bytes, at);
      return joined([...kept, ...orientationSegment(orientation), bytes.subarray(at, end)]);
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) throw new ConsiliumError('picture-damaged', { at });
    const segment = bytes.subarray(at, end);
    if (marker === APP1) orientation = orientationOf(segment.subarray(4)) ?? orientation;
    const isMetadata = (marker >= APP0 && marker <= APP15 && !KEPT.has(marker)) || marker === COMMENT;
    if (!isMetadata) kept.push(segment);
    at = end;
  }
}

/** Just behind the first end-of-image marker after `from`; stuffed bytes and restarts are no markers of their own. */
function lastMarker(bytes: Uint8Array, from: number): number {
  for (let at = from + 2; at + 1 < bytes.length; at += 1) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at + 2;
  }
  return bytes.length;
}

const ORIENTATION = 0x0112;

/** The orientation in an EXIF segment (CIPA DC-008 §4.6), 1 to 8. */
function orientationOf(exif: Uint8Array): number | null {
  if (!latin1(exif.subarray(0, 6)).startsWith('Exif\0') || exif.length < 14) return null;
  const tiff = exif.subarray(6);
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = latin1(tiff.subarray(0, 2)) === 'II';
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return null;
  const count = view.getUint16(directory, little);
  for (let index = 0; index < count; index += 1) {
    const at = directory + 2 + index * 12;
    if (at + 12 > tiff.length) return null;
    const value = view.getUint16(at + 8, little);
    if (view.getUint16(at, little) === ORIENTATION) return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An EXIF segment that says the orientation and nothing else. */
function orientationSegment(orientation: number): readonly Uint8Array[] {
  if (orientation === 1) return [];
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1];
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  return [Uint8Array.of(0xff, APP1, 0, exif.length + entry.length + 2, ...exif, ...entry)];
}

const SIGNATURE = 8;
/** What decides how a picture looks; text, time and EXIF do not. */
const CHUNKS = new Set([
  'IHDR',
  'PLTE',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'bKGD',
  'pHYs',
  'IDAT',
  'IEND',
]);

function strippedPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, SIGNATURE)];
  for (let at = SIGNATURE; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) throw new ConsiliumError('picture-damaged', { at });
    const name = latin1(bytes.subarray(at + 4, at + 8));
    if (CHUNKS.has(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') return joined(kept);
    at = end;
  }
  throw new ConsiliumError('picture-damaged', { at: bytes.length });
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
