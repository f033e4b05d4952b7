/** What the ranking brings, on collections of different kinds written for this project. */
import { describe, expect, it } from 'vitest';
import { RANKING, type Ranking } from '../../../src/cases/search/ranking.ts';
import { caseSearch } from '../../../src/cases/search/search.ts';
import { ABSTRACTS } from './collections/abstracts.ts';
import { ACROSS_LANGUAGES } from './collections/acrossLanguages.ts';
import { ANSWERS } from './collections/answers.ts';
import type { Collection } from './collections/collection.ts';
import { testIndex, textDocument } from './support/index.ts';
import { CUTS, plainBm25 } from './support/plainBm25.ts';

const ALL: readonly Collection[] = [ANSWERS, ABSTRACTS, ...ACROSS_LANGUAGES];

/** In which place the first right answer stands, in the mean of 1/place. */
function reciprocalRank({ queries }: Collection, search: (query: string) => readonly string[]): number {
  const sum = queries.reduce((total, { query, relevant }) => {
    const place = search(query).findIndex((id) => relevant.has(id));
    return total + (place < 0 ? 0 : 1 / (place + 1));
  }, 0);
  return sum / queries.length;
}

function searchOf({ documents }: Collection, ranking?: Ranking): (query: string) => readonly string[] {
  const { index } = testIndex(documents.map(({ id, text }) => textDocument(id, text)));
  const engine = caseSearch(index, ranking);
  return (query) => engine.search(query, 50).map(({ id }) => id);
}

describe.each(ALL)('$name', (collection) => {
  const search = searchOf(collection);

  it('have documents for every query', () => {
    const ids = new Set(collection.documents.map(({ id }) => id));
    expect(collection.queries.length).toBeGreaterThanOrEqual(40);
    for (const { relevant } of collection.queries) {
      for (const id of relevant) expect(ids).toContain(id);
    }
  });

  it.each(Object.entries(CUTS))('are answered better than by BM25 over %s', (_, cut) => {
    const plain = reciprocalRank(collection, plainBm25(collection.documents, cut));
    expect(reciprocalRank(collection, search)).toBeGreaterThan(plain + 0.05);
  });
});

describe.each(ACROSS_LANGUAGES)('$name', (collection) => {
  it('are answered: the right document is the first of nine in ten, and hardly a list is empty', () => {
    const search = searchOf(collection);
    expect(reciprocalRank(collection, search)).toBeGreaterThan(0.9);
    const empty = collection.queries.filter(({ query }) => search(query).length === 0);
    expect(empty.length).toBeLessThanOrEqual(1);
  });
});

describe('a question in another language', () => {
  it('without a name that is known finds concepts that share a word with it', () => {
    const search = searchOf(ABSTRACTS);
    // The table has 骨质疏松 and 骨密度, and no 骨质.
    expect(search('骨质怎么样')).toContain('e54');
    expect(search('山水田园')).toEqual([]);
  });
});

describe('a search that stops early', () => {
  /** As if sixty documents were a hundred thousand. */
  const hasty: Ranking = { ...RANKING, rows: 10, patience: 15 };

  it('finds by the rarer words nearly what it finds by all', () => {
    for (const collection of ALL) {
      const found = reciprocalRank(collection, searchOf(collection, hasty));
      expect(found).toBeGreaterThan(reciprocalRank(collection, searchOf(collection)) - 0.05);
    }
  });

  it('finds documents by words that nearly all of them have', () => {
    const documents = Array.from({ length: 40 }, (_, number) => ({
      id: String(number),
      text: number === 7 ? 'rare fever and cough' : 'fever and cough',
    }));
    const search = searchOf({ name: '', documents, queries: [] }, hasty);
    expect(search('fever cough')).toHaveLength(40);
    expect(search('rare fever')).toHaveLength(40);
    expect(search('rare fever')[0]).toBe('7');
  });
});
