/** MP4, M4A and MOV (ISO/IEC 14496-12): boxes within boxes. What cameras write beside the film is blanked in its place. */
import { ConsiliumError } from '../../errors.ts';
import { latin1 } from '../dataSet.ts';

export interface Box {
  readonly type: string;
  readonly start: number;
  /** Where its content begins. */
  readonly content: number;
  readonly end: number;
}

/** Boxes that hold what shows the film. */
const HOLDERS = new Set(['moov', 'trak', 'mdia', 'moof', 'traf', 'mvex', 'edts', 'dinf', 'minf', 'stbl']);
/** Where, when, with what and by whom it was taken. `uuid` holds XMP. */
export const SAID_BESIDE = new Set(['udta', 'meta', 'uuid', 'ilst', 'keys']);
/** They begin with version, flags, time of creation, time of change. */
const WITH_TIMES = new Set(['mvhd', 'tkhd', 'mdhd']);
/** Films have about ten thousand, fragmented ones. */
const MOST_BOXES = 1_000_000;
const DEEPEST = 8;

export interface CleanFilm {
  readonly bytes: Uint8Array;
  readonly hasPicture: boolean;
  /** It ends before its last box does. */
  readonly isCut: boolean;
}

/**
 * A copy whose boxes of metadata are free space, so that every sample stays where the tables say. Throws `media-damaged`
 * where what is needed to play it is missing.
 */
export function cleanFilm(bytes: Uint8Array): CleanFilm {
  const copy = bytes.slice();
  const found = { boxes: 0, hasIndex: false, hasPicture: false, hasSound: false, isCut: false };
  visit({ from: 0, to: copy.length, depth: 0 });
  // The index stands last in many files: one that was cut off before it plays nothing.
  if (!found.hasIndex || !(found.hasPicture || found.hasSound)) {
    throw new ConsiliumError('media-damaged', { bytes: bytes.length });
  }
  return { bytes: copy, hasPicture: found.hasPicture, isCut: found.isCut };

  function visit({ from, to, depth }: { from: number; to: number; depth: number }): void {
    for (let at = from; at < to;) {
      const box = boxAt(copy, at, to);
      if (box === null || (found.boxes += 1) > MOST_BOXES) {
        found.isCut ||= depth === 0;
        return;
      }
      found.isCut ||= box.end > copy.length;
      take({ ...box, end: Math.min(box.end, to) }, depth);
      at = box.end;
    }
  }

  function take(box: Box, depth: number): void {
    if (box.type === 'moov') found.hasIndex = true;
    if (box.type === 'hdlr') {
      const handler = latin1(copy.subarray(box.content + 8, box.content + 12));
      found.hasPicture ||= handler === 'vide';
      found.hasSound ||= handler === 'soun';
    }
    if (SAID_BESIDE.has(box.type)) blank(box);
    else if (WITH_TIMES.has(box.type)) {
      const isLong = copy[box.content] === 1;
      copy.fill(0, box.content + 4, Math.min(box.end, box.content + 4 + (isLong ? 16 : 8)));
    } else if (HOLDERS.has(box.type) && depth < DEEPEST) {
      visit({ from: box.content, to: box.end, depth: depth + 1 });
    }
  }

  function blank({ start, content, end }: Box): void {
    copy.set([0x66, 0x72, 0x65, 0x65], start + 4); // free
    copy.fill(0, content, end);
  }
}

export function boxAt(bytes: Uint8Array, start: number, limit: number): Box | null {
  if (start + 8 > limit) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = latin1(bytes.subarray(start + 4, start + 8));
  const short = view.getUint32(start);
  // 1: the length stands in 64 bits behind the type; 0: up to the end of the file.
  if (short === 1 && start + 16 > limit) return null;
  const length = short === 1 ? Number(view.getBigUint64(start + 8)) : short === 0 ? limit - start : short;
  const header = short === 1 ? 16 : 8;
  if (length < header || !Number.isSafeInteger(start + length)) return null;
  return { type, start, content: start + header, end: start + length };
}
