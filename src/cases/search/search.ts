/** Searching an index: what was typed in, the best documents out. */
import { readQuery, type QueryOptions } from './query.ts';
import { Ranker, type Ranked } from './ranker.ts';
import { RANKING, type Ranking } from './ranking.ts';
import type { SearchIndex } from './searchIndex.ts';

export interface CaseSearch {
  /**
   * The best `limit` documents for what was typed, best first; none for a query without words. A damaged index is made
   * anew first. Errors: `database-corrupt` where the texts are damaged too.
   */
  search(typed: string, limit: number, options?: QueryOptions): readonly Ranked[];
}

/** @param ranking another one than the program's own, to measure what each of its parts brings */
export function caseSearch(index: SearchIndex, ranking: Ranking = RANKING): CaseSearch {
  const ranker = new Ranker(index, ranking);
  return {
    search: (typed, limit, options = {}) => {
      const query = readQuery(typed, index.concepts, options);
      return index.mending(() => ranker.search(query, limit));
    },
  };
}
