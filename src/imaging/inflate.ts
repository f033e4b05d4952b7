/** Inflates a deflated data set, never to more than the limit. */
import { Inflate } from 'fflate';
import { LARGEST_FILE } from './limits.ts';
import type { Problems } from './problem.ts';

/** A piece may grow a thousandfold: the piece that goes beyond the limit does so by 16 MiB at most. */
const PIECE = 0x4000;
/** Deflate cannot do better than 1:1032; a data set never comes near. */
const LARGEST_RATIO = 200;
const SMALLEST_LIMIT = 0x100_0000;

/** The inflated bytes; as far as they go where they are damaged or too many. */
export function inflateDataSet(deflated: Uint8Array, problems: Problems): Uint8Array {
  const pieces: Uint8Array[] = [];
  const limit = Math.min(LARGEST_FILE, Math.max(SMALLEST_LIMIT, deflated.length * LARGEST_RATIO));
  let length = 0;
  const inflate = new Inflate((piece) => {
    pieces.push(piece);
    length += piece.length;
  });
  try {
    for (let at = 0; at < deflated.length && length <= limit; at += PIECE) {
      inflate.push(deflated.subarray(at, at + PIECE), at + PIECE >= deflated.length);
    }
  } catch {
    problems.add('dicom-deflate-damaged');
  }
  if (length > limit) problems.add('dicom-deflate-limit', { limit });
  return join(pieces, Math.min(length, limit));
}

function join(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece.subarray(0, length - at), at);
    at += piece.length;
    if (at >= length) break;
  }
  return joined;
}
