/** Searching an index: what was typed in, the best documents out. */
import type { Facet, FacetValues } from './facetNames.ts';
import type { Condition, FacetCount } from './facets.ts';
import { readQuery, type QueryOptions } from './query.ts';
import { Ranker, type Ranked } from './ranker.ts';
import { RANKING, type Ranking } from './ranking.ts';
import type { SearchIndex } from './searchIndex.ts';

export interface SearchOptions extends QueryOptions {
  /** Only cases with these values. */
  readonly chosen?: FacetValues;
}

export interface CaseSearch {
  /**
   * The best `limit` documents for what was typed, best first; none for a query without words. A damaged index is made
   * anew first. Errors: `database-corrupt` where the texts are damaged too, `facet-unknown`
   */
  search(typed: string, limit: number, options?: SearchOptions): readonly Ranked[];
  /** How many cases each value would leave of those that `typed` finds; of all when it has no words. */
  facets(
    typed: string,
    chosen: FacetValues,
    options?: QueryOptions,
  ): Readonly<Record<Facet, readonly FacetCount[]>>;
  /**
   * What `typed` finds, as a statement; for counting and for another order than by relevance. All cases for a query that is
   * empty; null for one that has no words.
   */
  selection(typed: string, options?: SearchOptions): Condition | null;
}

/** @param ranking another one than the program's own, to measure what each of its parts brings */
export function caseSearch(index: SearchIndex, ranking: Ranking = RANKING): CaseSearch {
  const ranker = new Ranker(index, ranking);
  return {
    search: (typed, limit, options = {}) => {
      const query = readQuery(typed, index.concepts, options);
      return index.mending(() => ranker.search(query, limit, options.chosen));
    },
    selection: (typed, options = {}) => {
      const query = readQuery(typed, index.concepts, options);
      return index.mending(() => {
        const expression = ranker.expression(query);
        if (expression === null && typed.trim() !== '') return null;
        return index.selection(expression, options.chosen ?? {});
      });
    },
    facets: (typed, chosen, options = {}) => {
      const query = readQuery(typed, index.concepts, options);
      return index.mending(() => index.facets(chosen, ranker.expression(query)));
    },
  };
}
