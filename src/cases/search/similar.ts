/**
 * Cases like a case, or like the patient on screen: what it says most tellingly is the query, its concepts in either
 * language before its words, and codes of ICD-10 speak for neighbours in the tree. Nothing leaves the machine: the
 * index is searched where it lies.
 */
import { icd10Block, icd10Category } from './icd10Blocks.ts';
import type { QueryTerm, SearchQuery } from './query.ts';
import { Ranker, type Ranked } from './ranker.ts';
import { RANKING, type Ranking } from './ranking.ts';
import type { SearchDocument, SearchIndex } from './searchIndex.ts';
import { chineseStopPlaces, ENGLISH_STOP_WORDS } from './stopWords.ts';
import { cut, isHan } from './tokenize.ts';

/** What is compared. The text of a patient on screen has no title and need have no code. */
export type Likened = Pick<SearchDocument, 'title' | 'diagnosis' | 'text' | 'codes'>;

/** What the codes bring, as shares of the best score of the words. */
const SAME_CATEGORY = 0.15;
const SAME_BLOCK = 0.08;
const MOST_WORDS = 40;
const MOST_CONCEPTS = 24;
/** Looked at for one place of the list: a code may lift a case from further down. */
const WIDER = 3;
/** Concepts say what a case is about in either language. */
const SIMILAR: Ranking = { ...RANKING, concept: 1.5, named: 0.5, character: 0, coverage: 0.5 };

/** The `limit` cases most like `source`, best first, without the one whose id is `except`. */
export function similarCases(
  index: SearchIndex,
  source: Likened,
  limit: number,
  except: string | null = null,
): readonly Ranked[] {
  const query = queryOf(index, source);
  const found = index.mending(() => new Ranker(index, SIMILAR).search(query, limit * WIDER + 1));
  const others = found.filter(({ id }) => id !== except);
  const best = others[0]?.score ?? 0;
  return others
    .map((each) => ({
      ...each,
      score: each.score + best * codeBonus(source.codes, index.document(each.row).codes),
    }))
    .toSorted((left, right) => right.score - left.score || left.row - right.row)
    .slice(0, limit);
}

function codeBonus(left: readonly string[], right: readonly string[]): number {
  const share = (read: (code: string) => string | null): boolean =>
    left.some((code) => read(code) !== null && right.some((other) => read(code) === read(other)));
  return share(icd10Category) ? SAME_CATEGORY : share(icd10Block) ? SAME_BLOCK : 0;
}

function queryOf(index: SearchIndex, source: Likened): SearchQuery {
  const text = [source.title, source.diagnosis, source.text].join('\n');
  const tokens = cut(text);
  const concepts = counts([
    ...index.concepts.mentions(tokens).map(({ concept }) => index.concepts.token(concept)),
    ...source.codes.flatMap((code) => index.concepts.codeTokens(code)),
  ]);
  const terms = [
    ...telling(index, concepts, MOST_CONCEPTS).map((term) => termOf(term, concepts, 'concept')),
    ...wordTerms(index, text),
  ];
  return { terms, neighbours: [] };
}

function wordTerms(index: SearchIndex, text: string): readonly QueryTerm[] {
  const { folded, starts, ends, texts } = cut(text);
  const stops = chineseStopPlaces(folded.text);
  const words = counts(
    texts.filter((token, place) => {
      const [start, end] = [starts[place] ?? 0, ends[place] ?? 0];
      return isHan(token)
        ? token.length > 1 && stops[start] === 0 && stops[end - 1] === 0
        : !ENGLISH_STOP_WORDS.has(folded.text.slice(start, end));
    }),
  );
  return telling(index, words, MOST_WORDS).map((word) => termOf(word, words, isHan(word) ? 'pair' : 'word'));
}

/** Those that are said often here and seldom elsewhere. */
function telling(index: SearchIndex, terms: ReadonlyMap<string, number>, most: number): readonly string[] {
  const documents = index.documentCount;
  return [...terms]
    .map(([term, count]) => {
      const matches = index.frequency(term);
      const idf = Math.log(1 + (documents - matches + 0.5) / (matches + 0.5));
      return { term, worth: matches === 0 ? 0 : (1 + Math.log(count)) * idf };
    })
    .filter(({ worth }) => worth > 0)
    .toSorted((left, right) => right.worth - left.worth || (left.term < right.term ? -1 : 1))
    .slice(0, most)
    .map(({ term }) => term);
}

function termOf(text: string, of: ReadonlyMap<string, number>, kind: QueryTerm['kind']): QueryTerm {
  return { text, kind, weight: 1 + Math.log(of.get(text) ?? 1), named: 'no' };
}

function counts(terms: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const term of terms) found.set(term, (found.get(term) ?? 0) + 1);
  return found;
}
