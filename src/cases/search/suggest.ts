/** What somebody may mean who types: names of concepts that cases are about. */
import { fold } from './fold.ts';
import type { SearchIndex } from './searchIndex.ts';
import { cut } from './tokenize.ts';

/** Less begins nearly everything. */
const SHORTEST_LATIN = 2;

/**
 * Names that begin with what was typed, then other names of what it means; only of concepts that some case is about, those
 * of most cases first.
 */
export function suggestions(index: SearchIndex, typed: string, limit: number): readonly string[] {
  const { concepts } = index;
  const key = fold(typed.trim()).text;
  if (key === '' || (/^[a-z]*$/u.test(key) && key.length < SHORTEST_LATIN)) return [];
  const begun = concepts.namesBeginning(key).map(({ concept, name }) => ({ concept, name, isSame: false }));
  const meant = new Set(concepts.mentions(cut(typed), true).map(({ concept }) => concept));
  const same = [...meant].flatMap((concept) =>
    concepts.namesOf(concept).map((name) => ({ concept, name, isSame: true })),
  );
  const counted = [...begun, ...same]
    .filter(({ name }) => fold(name).text !== key)
    .map((each) => ({ ...each, count: index.frequency(concepts.token(each.concept)) }))
    .filter(({ count }) => count > 0)
    .toSorted((left, right) => Number(left.isSame) - Number(right.isSame) || right.count - left.count);
  return [...new Set(counted.map(({ name }) => name))].slice(0, limit);
}
