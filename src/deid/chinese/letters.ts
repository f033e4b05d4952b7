/** Runs of Chinese characters in a view, read across the blanks and line breaks that forms and printers put between them. */
import { matchesOf } from '../rules.ts';

export interface HanRun {
  readonly letters: readonly string[];
  /** Where each letter stands in the view. */
  readonly at: readonly number[];
  /** Blanks before each letter: 0 none, 1 one blank or a line break, 2 more than that. */
  readonly gaps: readonly (0 | 1 | 2)[];
}

/** `·` parts the names of some peoples, and belongs to them. */
const PIECE = /[\u3400-\u9fff\uf900-\ufaff〇]+/gu;
const SMALL_GAP = /^(?:[ \t]|[ \t]?\r?\n[ \t]{0,2})$/u;
const WIDE_GAP = /^[ \t]{1,6}$/u;

export function hanRuns(text: string): readonly HanRun[] {
  const runs: HanRun[] = [];
  let letters: string[] = [];
  let at: number[] = [];
  let gaps: (0 | 1 | 2)[] = [];
  let end = -1;
  for (const { 0: piece, index } of matchesOf(PIECE, text)) {
    const gap = end < 0 ? null : gapOf(text.slice(end, index));
    if (gap === null && letters.length > 0) {
      runs.push({ letters, at, gaps });
      letters = [];
      at = [];
      gaps = [];
    }
    for (let offset = 0; offset < piece.length; offset += 1) {
      letters.push(piece.charAt(offset));
      at.push(index + offset);
      gaps.push(offset === 0 && at.length > 1 ? (gap ?? 0) : 0);
    }
    end = index + piece.length;
  }
  if (letters.length > 0) runs.push({ letters, at, gaps });
  return runs;
}

function gapOf(between: string): 1 | 2 | null {
  if (SMALL_GAP.test(between)) return 1;
  return WIDE_GAP.test(between) ? 2 : null;
}
