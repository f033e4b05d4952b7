/** The most probable row of labels (Viterbi 1967), where each character and each step from one to the next has a score. */
import type { Transitions } from './lacModel.ts';

/**
 * `emissions[at * size + label]`: what label is worth at a place. Answers a label for each place.
 * Of equals the first one stands.
 */
export function bestLabels(emissions: Float32Array, { scores, size }: Transitions): readonly number[] {
  const length = Math.floor(emissions.length / size);
  if (length === 0) return [];
  const cameFrom = new Uint16Array(length * size);
  let before = emissions.slice(0, size);
  for (let at = 1; at < length; at += 1) {
    const now = new Float32Array(size);
    for (let to = 0; to < size; to += 1) {
      const from = bestBefore(before, scores, { to, size });
      cameFrom[at * size + to] = from;
      now[to] = (before[from] ?? 0) + (scores[from * size + to] ?? 0) + (emissions[at * size + to] ?? 0);
    }
    before = now;
  }
  const path = [before.indexOf(Math.max(...before))];
  for (let at = length - 1; at > 0; at -= 1) path.push(cameFrom[at * size + (path.at(-1) ?? 0)] ?? 0);
  return path.reverse();
}

function bestBefore(
  before: Float32Array,
  scores: Float32Array,
  { size, to }: { readonly size: number; readonly to: number },
): number {
  let best = 0;
  let most = -Infinity;
  for (let from = 0; from < size; from += 1) {
    const score = (before[from] ?? 0) + (scores[from * size + to] ?? 0);
    if (score > most) [best, most] = [from, score];
  }
  return best;
}
