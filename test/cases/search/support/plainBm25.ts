/** BM25 as it is in every text book, over four ways of cutting text into words: what the search has to beat. */
import { stemmer } from 'stemmer';

const K1 = 1.2;
const B = 0.75;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** How a text is cut, by name. */
export const CUTS: Readonly<Record<string, (text: string) => readonly string[]>> = {
  words,
  'stemmed words': (text) => words(text).map((word) => (/^[a-z]/u.test(word) ? stemmer(word) : word)),
  characters: (text) => text.toLowerCase().match(/\p{Script=Han}|[a-z0-9]+/gu) ?? [],
  pairs: (text) =>
    (text.toLowerCase().match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? []).flatMap((run) =>
      /[a-z0-9]/u.test(run) || run.length === 1
        ? [stemmer(run)]
        : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)),
    ),
};

export function plainBm25(
  documents: readonly { readonly id: string; readonly text: string }[],
  cut: (text: string) => readonly string[],
): (query: string) => readonly string[] {
  const counted = documents.map(({ text }) => counts(cut(text)));
  const lengths = counted.map((terms) => [...terms.values()].reduce((sum, count) => sum + count, 0));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / documents.length;
  const holders = counts(counted.flatMap((terms) => [...terms.keys()]));
  const idf = (term: string): number => {
    const holding = holders.get(term) ?? 0;
    return Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5));
  };
  return (query) => {
    const asked = cut(query).map((term) => ({ term, idf: idf(term) }));
    return documents
      .map(({ id }, place) => {
        const norm = K1 * (1 - B + (B * (lengths[place] ?? 0)) / mean);
        const score = asked.reduce((sum, each) => {
          const count = counted[place]?.get(each.term) ?? 0;
          return sum + (each.idf * count * (K1 + 1)) / (count + norm);
        }, 0);
        return { id, score };
      })
      .filter(({ score }) => score > 0)
      .toSorted((left, right) => right.score - left.score)
      .map(({ id }) => id);
  };
}

function words(text: string): readonly string[] {
  return [...segmenter.segment(text.toLowerCase())].flatMap(({ isWordLike, segment }) =>
    isWordLike === true ? [segment] : [],
  );
}

function counts(terms: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const term of terms) found.set(term, (found.get(term) ?? 0) + 1);
  return found;
}
