/** The parts of sounds and films, told one after the other by their beginnings; see streamed.ts. */
import { ConsiliumError } from '../../errors.ts';
import { latin1 } from '../dataSet.ts';
import { boxAt, cleanFilm, SAID_BESIDE } from './boxes.ts';
import { cleanWebm, elementAt } from './matroska.ts';
import type { RecordingFormat } from './recording.ts';
import { CHUNKS, cleanMp3, cleanOgg } from './sounds.ts';

/**
 * What becomes of the next part: its bytes pass, all behind a new start become zeros, or it is cleaned when all of it is
 * there. What was blanked before is blanked again. `length` is with its header; Infinity for all that follows.
 */
export type Part =
  | { readonly do: 'pass' | 'clean'; readonly length: number }
  | { readonly do: 'blank'; readonly start: Uint8Array; readonly length: number };

export interface Container {
  /** The part that begins here; null while that is not told yet. */
  next(start: Uint8Array): Part | null;
  /** As long as it was. Throws `media-damaged`. */
  clean(part: Uint8Array): Uint8Array;
  /** The beginning of a part whose end is missing: what is there is played, and says nothing that it need not. */
  cut(rest: Uint8Array): Uint8Array;
  /** Throws `media-damaged` where what is needed to play it did not come. */
  assertPlayable(): void;
  contentType(): string;
}

export function containerOf(format: RecordingFormat): Container {
  switch (format) {
    case 'mp4':
      return new Boxes();
    case 'webm':
      return new Elements();
    case 'wav':
      return new Chunks();
    case 'ogg':
      return new Pages();
    case 'mp3':
      return new Tagged();
  }
}

const REST: Part = { do: 'pass', length: Infinity };
const BOX_START = 8;
const LONG_BOX_START = 16;

const FREE = new Set(['free', 'skip']);

class Boxes implements Container {
  #moov: Uint8Array | null = null;
  #hasPicture = false;

  next(start: Uint8Array): Part | null {
    if (start.length < BOX_START || (isLong(start) && start.length < LONG_BOX_START)) return null;
    const box = boxAt(start, 0, Infinity);
    if (box === null) return REST;
    if (SAID_BESIDE.has(box.type) || FREE.has(box.type)) {
      return { do: 'blank', start: freed(start.subarray(0, box.content)), length: box.end };
    }
    return { do: box.type === 'moov' || box.type === 'moof' ? 'clean' : 'pass', length: box.end };
  }

  clean(part: Uint8Array): Uint8Array {
    if (latin1(part.subarray(4, 8)) === 'moov') {
      const { bytes, hasPicture } = cleanFilm(part);
      this.#moov = bytes;
      this.#hasPicture ||= hasPicture;
      return bytes;
    }
    // A fragment needs the index before it.
    if (this.#moov === null) throw damaged(part);
    const both = new Uint8Array(this.#moov.length + part.length);
    both.set(this.#moov);
    both.set(part, this.#moov.length);
    return cleanFilm(both).bytes.slice(this.#moov.length);
  }

  cut(rest: Uint8Array): Uint8Array {
    return rest.length < BOX_START ? rest : freed(rest);
  }

  assertPlayable(): void {
    if (this.#moov === null) throw new ConsiliumError('media-damaged');
  }

  contentType(): string {
    return this.#hasPicture ? 'video/mp4' : 'audio/mp4';
  }
}

/** A box as free space. */
function freed(box: Uint8Array): Uint8Array {
  const copy = box.slice();
  copy.set([0x66, 0x72, 0x65, 0x65], 4);
  copy.fill(0, isLong(box) ? LONG_BOX_START : BOX_START);
  return copy;
}

/** Its length stands in 64 bits behind its type. */
function isLong([first, second, third, fourth]: Uint8Array): boolean {
  return first === 0 && second === 0 && third === 0 && fourth === 1;
}

/** An id of four bytes and a length of eight. */
const ELEMENT_START = 12;
const SEGMENT = 0x1853_8067;
const CLUSTER = 0x1f43_b675;
const TRACKS = 0x1654_ae6b;
const INFO = 0x1549_a966;
/** Tags, attached files, chapters, and what was void before. */
const BLANKED = new Set([0x1254_c367, 0x1941_a469, 0x1043_a770, 0xec]);
/** A segment of unknown length. */
const SEGMENT_START = [0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
/** Tracks with one entry, and a cluster, both empty: what a reader of a whole file looks for. */
const SEGMENT_END = [0x16, 0x54, 0xae, 0x6b, 0x82, 0xae, 0x80, 0x1f, 0x43, 0xb6, 0x75, 0x80];

class Elements implements Container {
  #hasTracks = false;
  #hasCluster = false;
  #hasPicture = false;

  next(start: Uint8Array): Part | null {
    const element = elementAt(start, 0);
    if (element === null) return start.length < ELEMENT_START ? null : REST;
    if (element.id === SEGMENT) return { do: 'pass', length: element.content };
    if (element.id === CLUSTER) this.#hasCluster = true;
    if (element.end === null) return REST;
    if (BLANKED.has(element.id) && element.end >= VOID_START) {
      return { do: 'blank', start: voidStart(element.end), length: element.end };
    }
    return { do: element.id === INFO || element.id === TRACKS ? 'clean' : 'pass', length: element.end };
  }

  clean(part: Uint8Array): Uint8Array {
    const whole = Uint8Array.from([...SEGMENT_START, ...new Uint8Array(part.length), ...SEGMENT_END]);
    whole.set(part, SEGMENT_START.length);
    const { bytes, hasPicture } = cleanWebm(whole);
    this.#hasTracks ||= elementAt(part, 0)?.id === TRACKS;
    this.#hasPicture ||= hasPicture;
    return bytes.slice(SEGMENT_START.length, SEGMENT_START.length + part.length);
  }

  cut(rest: Uint8Array): Uint8Array {
    return new Uint8Array(rest.length);
  }

  assertPlayable(): void {
    if (!this.#hasTracks || !this.#hasCluster) throw new ConsiliumError('media-damaged');
  }

  contentType(): string {
    return this.#hasPicture ? 'video/webm' : 'audio/webm';
  }
}

/** An id of one byte and a length of eight. */
const VOID_START = 9;

/** The beginning of one void element of so many bytes. */
function voidStart(whole: number): Uint8Array {
  const start = new Uint8Array(VOID_START);
  new DataView(start.buffer).setBigUint64(1, BigInt(whole - VOID_START));
  start[0] = 0xec;
  start[1] = 1;
  return start;
}

const CHUNK_START = 8;
const RIFF_START = 12;

class Chunks implements Container {
  readonly #seen = new Set<string>();
  #begun = false;

  next(start: Uint8Array): Part | null {
    if (start.length < (this.#begun ? CHUNK_START : RIFF_START)) return null;
    if (!this.#begun) {
      this.#begun = true;
      return { do: 'pass', length: RIFF_START };
    }
    const name = latin1(start.subarray(0, 4));
    const size = new DataView(start.buffer, start.byteOffset, CHUNK_START).getUint32(4, true);
    this.#seen.add(name);
    const length = CHUNK_START + size + (size % 2);
    if (CHUNKS.has(name)) return { do: 'pass', length };
    const junk = Uint8Array.of(0x4a, 0x55, 0x4e, 0x4b, ...start.subarray(4, CHUNK_START)); // JUNK
    return { do: 'blank', start: junk, length };
  }

  clean(part: Uint8Array): Uint8Array {
    return part;
  }

  cut(rest: Uint8Array): Uint8Array {
    return new Uint8Array(rest.length);
  }

  assertPlayable(): void {
    if (!this.#seen.has('fmt ') || !this.#seen.has('data')) throw new ConsiliumError('media-damaged');
  }

  contentType(): string {
    return 'audio/wav';
  }
}

/** Of a page with 255 segments of 255 bytes (RFC 3533 §6). */
const LARGEST_PAGE = 27 + 255 + 255 * 255;

class Pages implements Container {
  #hasPicture: boolean | null = null;

  next(start: Uint8Array): Part | null {
    if (start.length < LARGEST_PAGE) return null;
    this.#hasPicture ??= cleanOgg(start).hasPicture;
    return REST;
  }

  clean(part: Uint8Array): Uint8Array {
    return part;
  }

  cut(rest: Uint8Array): Uint8Array {
    if (rest.length > 0) this.#hasPicture ??= cleanOgg(rest).hasPicture;
    return rest;
  }

  assertPlayable(): void {
    if (this.#hasPicture === null) throw new ConsiliumError('media-damaged');
  }

  contentType(): string {
    return this.#hasPicture === true ? 'video/ogg' : 'audio/ogg';
  }
}

const ID3_START = 10;
const ID3V1 = 128;

/** Tags stay as empty as they can be: leaving them out would move what comes after. */
class Tagged implements Container {
  #hasSound = false;

  next(start: Uint8Array): Part | null {
    // The last bytes may be a tag: nothing passes that could be of it.
    if (start.length <= ID3V1) return null;
    if (!this.#hasSound && latin1(start.subarray(0, 3)) === 'ID3') {
      // Seven bits of each of four bytes (ID3v2.4 §3.1).
      const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((start[at] ?? 0) & 0x7f), 0);
      const header = start.slice(0, ID3_START);
      // Without an extended header.
      header[5] = 0;
      return { do: 'blank', start: header, length: ID3_START + size };
    }
    // Throws where no frame follows the tag.
    if (!this.#hasSound) cleanMp3(start);
    this.#hasSound = true;
    return { do: 'pass', length: start.length - ID3V1 };
  }

  clean(part: Uint8Array): Uint8Array {
    return part;
  }

  cut(rest: Uint8Array): Uint8Array {
    const isTag = latin1(rest.subarray(0, 3)) === 'TAG' && rest.length === ID3V1;
    return isTag || !this.#hasSound ? new Uint8Array(rest.length) : rest;
  }

  assertPlayable(): void {
    if (!this.#hasSound) throw new ConsiliumError('media-damaged');
  }

  contentType(): string {
    return 'audio/mpeg';
  }
}

function damaged({ length }: Uint8Array): ConsiliumError {
  return new ConsiliumError('media-damaged', { bytes: length });
}
