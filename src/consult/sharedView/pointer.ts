/**
 * Where the other doctor points. Its way loses and overtakes, so that none waits for another.
 *
 * - P1 only one that is newer than what was heard is taken
 * - P2 one that nobody repeats is forgotten: whoever points says so again, and whoever stopped may be lost on the way
 */
import type { Millis } from '../../ports.ts';
import type { PointerWord } from './words.ts';

/** How long a pointer is believed, ms. */
export const POINTER_LASTS_MS = 3_000;
/** How often one that rests is said again, ms: of three, two may be lost. */
export const POINTER_AGAIN_MS = 900;

export interface HeardPointer {
  readonly number: number;
  readonly at: PointerWord['at'];
  readonly heard: Millis;
}

/** P1. */
export function hearPointer(before: HeardPointer | null, word: PointerWord, now: Millis): HeardPointer {
  if (before !== null && word.number <= before.number) return before;
  return { ...word, heard: now };
}

/** Where it points now (P2). */
export function pointsAt(pointer: HeardPointer | null, now: Millis): PointerWord['at'] {
  return pointer !== null && now - pointer.heard < POINTER_LASTS_MS ? pointer.at : null;
}
