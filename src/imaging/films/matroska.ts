/** WebM (RFC 8794, RFC 9559): elements within elements. What names a place, a person or a time is made void. */
import { ConsiliumError } from '../../errors.ts';

const SEGMENT = 0x1853_8067;
const INFO = 0x1549_a966;
const TRACKS = 0x1654_ae6b;
const TRACK = 0xae;
const TRACK_TYPE = 0x83;
const CLUSTER = 0x1f43_b675;
/** Tags, attached files, chapters; of the information: title, date, file names. */
const SAID_BESIDE = new Set([0x1254_c367, 0x1941_a469, 0x1043_a770, 0x7ba9, 0x4461, 0x7384, 0x3c83_ab]);
const HOLDERS = new Set([SEGMENT, INFO, TRACKS, TRACK]);
const VOID = 0xec;
const PICTURE = 1;
const MOST_ELEMENTS = 1_000_000;

export interface Element {
  readonly id: number;
  readonly start: number;
  readonly content: number;
  /** Of one of unknown length: null. */
  readonly end: number | null;
}

/** Throws `media-damaged` where no track or no cluster of it is found. */
export function cleanWebm(bytes: Uint8Array): {
  readonly bytes: Uint8Array;
  readonly hasPicture: boolean;
  readonly isCut: boolean;
} {
  const copy = bytes.slice();
  let tracks = 0;
  let hasPicture = false;
  let hasCluster = false;
  let isCut = false;
  let left = MOST_ELEMENTS;
  const places: { from: number; to: number }[] = [{ from: 0, to: copy.length }];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    for (let at = place.from; at < place.to;) {
      const element = elementAt(copy, at);
      if (element === null || (left -= 1) < 0) {
        isCut = true;
        break;
      }
      const end = element.end ?? place.to;
      isCut ||= end > copy.length;
      if (HOLDERS.has(element.id)) places.push({ from: element.content, to: Math.min(end, place.to) });
      else if (SAID_BESIDE.has(element.id)) makeVoid(copy, element.start, Math.min(end, copy.length));
      if (element.id === TRACK) tracks += 1;
      if (element.id === TRACK_TYPE) hasPicture ||= copy[element.content] === PICTURE;
      if (element.id === CLUSTER) hasCluster = true;
      // What a recorder writes has clusters of unknown length; they end where the next one begins.
      if (element.id === CLUSTER && element.end === null) break;
      at = end;
    }
  }
  if (tracks === 0 || !hasCluster) throw new ConsiliumError('media-damaged', { bytes: bytes.length });
  return { bytes: copy, hasPicture, isCut };
}

export function elementAt(bytes: Uint8Array, start: number): Element | null {
  const id = numberAt(bytes, start, false);
  if (id === null || id.value === null || id.length > 4) return null;
  const size = numberAt(bytes, start + id.length, true);
  if (size === null) return null;
  const content = start + id.length + size.length;
  return { id: id.value, start, content, end: size.value === null ? null : content + size.value };
}

/** A number that says its own length in its first bits (RFC 8794 §4). An id keeps them. */
function numberAt(bytes: Uint8Array, at: number, isSize: boolean): EbmlNumber | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || at + length > bytes.length) return null;
  const rest = bytes.subarray(at + 1, at + length);
  const start = first & (0xff >> length);
  if (isSize && start === 0xff >> length && rest.every((byte) => byte === 0xff))
    return { value: null, length };
  const value = rest.reduce((sum, byte) => sum * 256 + byte, isSize ? start : first);
  return Number.isSafeInteger(value) ? { value, length } : null;
}

interface EbmlNumber {
  /** Null for a length that says that it is unknown. */
  readonly value: number | null;
  readonly length: number;
}

/** One void element over all of it: its length in eight bytes, or in as many as there are. */
function makeVoid(bytes: Uint8Array, start: number, end: number): void {
  bytes.fill(0, start, end);
  bytes[start] = VOID;
  const room = end - start - 1;
  const width = Math.min(8, room);
  if (width < 1) return;
  let rest = room - width;
  for (let index = width; index > 0; index -= 1) {
    bytes[start + index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[start + 1] = (bytes[start + 1] ?? 0) | (0x80 >> (width - 1));
}
