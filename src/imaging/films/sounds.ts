/** WAV, MP3 and Ogg: whether they are whole, and without what is said beside the sound. */
import { ConsiliumError } from '../../errors.ts';
import { latin1 } from '../dataSet.ts';

export interface CleanSound {
  readonly bytes: Uint8Array;
  readonly isCut: boolean;
}

/** Chunks that a player needs; every other one is blanked in its place. */
export const CHUNKS = new Set(['fmt ', 'fact', 'data']);

/** RIFF WAVE. Throws `media-damaged` where it has no format or no samples. */
export function cleanWav(bytes: Uint8Array): CleanSound {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  const seen = new Set<string>();
  let isCut = false;
  for (let at = 12; at + 8 <= copy.length;) {
    const name = latin1(copy.subarray(at, at + 4));
    const end = at + 8 + view.getUint32(at + 4, true);
    isCut ||= end > copy.length;
    seen.add(name);
    if (!CHUNKS.has(name)) {
      copy.set([0x4a, 0x55, 0x4e, 0x4b], at); // JUNK
      copy.fill(0, at + 8, Math.min(end, copy.length));
    }
    at = end + (end % 2);
  }
  if (!seen.has('fmt ') || !seen.has('data'))
    throw new ConsiliumError('media-damaged', { bytes: bytes.length });
  return { bytes: copy, isCut };
}

const ID3_HEADER = 10;
const ID3V1 = 128;

/** MPEG audio: tags before and behind it are left out. Throws `media-damaged` where no frame follows the tag. */
export function cleanMp3(bytes: Uint8Array): CleanSound {
  let from = 0;
  while (latin1(bytes.subarray(from, from + 3)) === 'ID3') {
    // Seven bits of each of four bytes (ID3v2.4 §3.1).
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((bytes[from + at] ?? 0) & 0x7f), 0);
    from += ID3_HEADER + size;
  }
  const hasTail = latin1(bytes.subarray(-ID3V1, -ID3V1 + 3)) === 'TAG';
  const sound = bytes.slice(from, hasTail ? -ID3V1 : undefined);
  const start = sound.findIndex((byte, at) => byte === 0xff && ((sound[at + 1] ?? 0) & 0xe6) === 0xe2);
  if (start < 0 || start > LONGEST_GAP) throw new ConsiliumError('media-damaged', { bytes: bytes.length });
  return { bytes: sound, isCut: false };
}

/** Encoders leave some zeros between tag and sound. */
const LONGEST_GAP = 0x1_0000;

const LAST_PAGE = 4;
const PAGE_HEADER = 27;

/** Ogg (RFC 3533): every page is there up to one that says that it is the last. Throws `media-damaged` without a page. */
export function cleanOgg(bytes: Uint8Array): CleanSound & { readonly hasPicture: boolean } {
  let pages = 0;
  let ended = false;
  let hasPicture = false;
  for (let at = 0; at + PAGE_HEADER <= bytes.length;) {
    if (latin1(bytes.subarray(at, at + 4)) !== 'OggS') break;
    const segments = bytes[at + 26] ?? 0;
    const content = at + PAGE_HEADER + segments;
    hasPicture ||= latin1(bytes.subarray(content, content + 7)) === '\x80theora';
    const length = bytes.subarray(at + PAGE_HEADER, content).reduce((sum, size) => sum + size, 0);
    if (content + length > bytes.length) break;
    ended = ((bytes[at + 5] ?? 0) & LAST_PAGE) !== 0;
    pages += 1;
    at = content + length;
  }
  if (pages === 0) throw new ConsiliumError('media-damaged', { bytes: bytes.length });
  return { bytes: bytes.slice(), isCut: !ended, hasPicture };
}
