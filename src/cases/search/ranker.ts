/**
 * Finds the best documents for a query, in two steps. FTS5 ranks the documents that hold the rarer words of the query;
 * the best of these are read and ranked again by what FTS5 does not know: that words of the query stand side by side,
 * how much of the query is answered, single Chinese characters, names of the same concept, the first sentence.
 *
 * Where all words are common the first step takes only documents with several of them, the newest first: the first page
 * must not wait for a hundred thousand documents to be ranked.
 */
import type { FacetValues } from './facetNames.ts';
import type { QueryTerm, SearchQuery } from './query.ts';
import type { Ranking } from './ranking.ts';
import type { SearchIndex, StoredDocument } from './searchIndex.ts';
import { cut, isHan } from './tokenize.ts';

export interface Ranked {
  readonly row: number;
  readonly id: string;
  readonly score: number;
}

/** A concept that only shares a word with the query. */
const GUESSED = 0.4;
/** Terms that are worth some patience. */
const MOST_TELLING = 2;
/** Rarer terms come first; so many are more than any question has. */
const MOST_TERMS = 48;
/** Pairs of Chinese characters from which on a query is a sentence. */
const SENTENCE = 5;
/** Words so far apart still belong together. */
const NEAR = 8;
/** A title is said in so many characters; what goes on longer is text. */
const LONGEST_LEAD = 160;

interface Wanted {
  /** Rows at most. */
  readonly limit: number;
  /** As few do where words that belong to a concept would bring the rest. */
  readonly enough: number;
  readonly chosen: FacetValues;
}

interface Weighed extends QueryTerm {
  readonly idf: number;
  readonly matches: number;
}

export class Ranker {
  readonly #index: SearchIndex;
  readonly #ranking: Ranking;

  constructor(index: SearchIndex, ranking: Ranking) {
    this.#index = index;
    this.#ranking = ranking;
  }

  /** The best `limit` documents, best first; of two that answer alike, the one that was added first. */
  search(query: SearchQuery, limit: number, chosen: FacetValues = {}): readonly Ranked[] {
    const asked = query.terms.map((term) => this.#weigh(term));
    const terms = [...asked, ...this.#guessed(asked)];
    const rows = this.#candidates(terms, {
      limit: Math.max(limit, this.#ranking.depth),
      enough: limit,
      chosen,
    });
    const scorer = new Scorer(terms, query, this.#ranking, this.#index.meanLength);
    return rows
      .map((row) => {
        const document = this.#index.document(row);
        return { row, id: document.id, score: scorer.score(document) };
      })
      .toSorted((left, right) => right.score - left.score || left.row - right.row)
      .slice(0, limit);
  }

  /** What matches a query, for counting: its words and concepts, each in FTS5's language; null for none. */
  expression(query: SearchQuery): string | null {
    const terms = chosenFor(query.terms.map((term) => this.#weigh(term)));
    return terms.length === 0 ? null : terms.slice(0, MOST_TERMS).map(phrase).join(' OR ');
  }

  /**
   * Where no document has a word of the query, they are in another language than it is: then concepts with a word of it
   * in their names are better than nothing.
   */
  #guessed(terms: readonly Weighed[]): readonly Weighed[] {
    const words = terms.filter(({ kind }) => kind === 'word' || kind === 'pair');
    if (words.some(({ matches }) => matches > 0)) return [];
    const { concepts } = this.#index;
    const known = new Set(terms.map(({ text }) => text));
    return words
      .filter(({ named }) => named === 'no')
      .flatMap(({ text, weight }) =>
        concepts.relatedTo(text).map((concept, _, related) => ({
          text: concepts.token(concept),
          kind: 'concept' as const,
          weight: (weight * GUESSED) / related.length,
          named: 'no' as const,
        })),
      )
      .filter((term, place, all) => {
        const isFirst = all.findIndex(({ text }) => text === term.text) === place;
        return isFirst && !known.has(term.text);
      })
      .map((term) => this.#weigh(term));
  }

  #weigh(term: QueryTerm): Weighed {
    const count = this.#index.documentCount;
    // A beginning stands for words that are not counted here.
    const matches = term.kind === 'prefix' ? Math.ceil(count / 20) : this.#index.frequency(term.text);
    return { ...term, matches, idf: Math.log(1 + (count - matches + 0.5) / (matches + 0.5)) };
  }

  #candidates(terms: readonly Weighed[], wanted: Wanted): readonly number[] {
    const all = chosenFor(terms);
    // Whatever has the name of a concept has the concept, which is one term instead of several.
    const fewer = all.filter(({ kind, named }) => kind === 'concept' || named === 'no');
    const rows = fewer.length < all.length && fewer.length > 0 ? this.#matching(fewer, wanted) : [];
    return rows.length >= wanted.enough ? rows : this.#matching(all, wanted);
  }

  #matching(terms: readonly Weighed[], wanted: Wanted): readonly number[] {
    const { patience, rows } = this.#ranking;
    const sorted = terms
      .toSorted((left, right) => right.weight * right.idf - left.weight * left.idf)
      .slice(0, MOST_TERMS);
    const chosen: Weighed[] = [];
    const common: Weighed[] = [];
    let sum = 0;
    for (const [place, term] of sorted.entries()) {
      const most = place < MOST_TELLING ? patience : rows;
      if (sum + term.matches > most) common.push(term);
      else {
        chosen.push(term);
        sum += term.matches;
      }
    }
    const ranked = chosen.length === 0 ? [] : this.#ranked(chosen.map(phrase).join(' OR '), wanted);
    if (common.length === 0 || ranked.length >= wanted.enough) return ranked;
    return [...new Set([...ranked, ...this.#common(common, wanted)])].slice(0, wanted.limit);
  }

  #ranked(expression: string, { chosen, limit }: Wanted): readonly number[] {
    const { character, concept, diagnosis, title } = this.#ranking;
    const weights = [title, diagnosis, 1, concept, character];
    return this.#index.candidates(expression, weights, limit, chosen).map(({ row }) => row);
  }

  /** Documents with as many of these common terms as can be had, the newest first. */
  #common(terms: readonly Weighed[], { chosen, limit }: Wanted): readonly number[] {
    const rows = new Set<number>();
    for (let count = Math.min(terms.length, 4); count > 0 && rows.size < limit; count -= 1) {
      const expression = terms.slice(0, count).map(phrase).join(' AND ');
      for (const row of this.#index.matches(expression, limit, chosen)) rows.add(row);
    }
    return [...rows].slice(0, limit);
  }
}

/**
 * Terms that choose documents. Whoever asks for 胸痛 wants no 头痛, so single characters choose only for sentences, whose
 * words an answer may put otherwise, and where the words find nothing.
 */
function chosenFor(terms: readonly Weighed[]): readonly Weighed[] {
  const present = terms.filter(({ matches }) => matches > 0);
  const words = present.filter(({ kind }) => kind !== 'character');
  const pairs = terms.filter(({ kind }) => kind === 'pair').length;
  return pairs >= SENTENCE || words.length === 0 ? present : words;
}

/** A token in the language of FTS5. It holds no quotation mark: see tokenize.ts. */
function phrase({ kind, text }: QueryTerm): string {
  return kind === 'prefix' ? `"${text}"*` : `"${text}"`;
}

/** What a document has of the query's terms. */
class Occurrences {
  readonly counts: Float64Array;
  readonly places: number[][];
  length = 0;

  constructor(terms: number) {
    this.counts = new Float64Array(terms);
    this.places = Array.from({ length: terms }, () => []);
  }
}

class Scorer {
  readonly #terms: readonly Weighed[];
  readonly #query: SearchQuery;
  readonly #ranking: Ranking;
  readonly #meanLength: number;
  readonly #byToken = new Map<string, number>();
  readonly #byCharacter = new Map<string, number>();
  readonly #prefixes: readonly number[];
  /** Of all terms. */
  readonly #asked: number;

  constructor(terms: readonly Weighed[], query: SearchQuery, ranking: Ranking, meanLength: number) {
    this.#terms = terms;
    this.#query = query;
    this.#ranking = ranking;
    this.#meanLength = meanLength;
    for (const [place, { kind, text }] of terms.entries()) {
      if (kind === 'character') this.#byCharacter.set(text, place);
      else if (kind !== 'prefix') this.#byToken.set(text, place);
    }
    this.#prefixes = [...terms.keys()].filter((place) => terms[place]?.kind === 'prefix');
    this.#asked = terms.reduce((sum, term) => sum + this.#worth(term), 0);
  }

  score(document: StoredDocument): number {
    const found = this.#look(document);
    const { b, k1 } = this.#ranking;
    const norm = k1 * (1 - b + (b * found.length) / this.#meanLength);
    let score = 0;
    let answered = 0;
    for (const [place, term] of this.#terms.entries()) {
      const count = found.counts[place] ?? 0;
      if (count === 0) continue;
      const worth = this.#worth(term);
      answered += worth;
      score += worth * saturated(count, norm, k1);
    }
    score += this.#neighboursScore(found, norm);
    const { coverage } = this.#ranking;
    return this.#asked === 0 ? score : score * (1 - coverage + coverage * (answered / this.#asked));
  }

  #look(document: StoredDocument): Occurrences {
    const found = new Occurrences(this.#terms.length);
    const { diagnosis, lead, title } = this.#ranking;
    this.#lookAt(document.title, found, title, title);
    this.#lookAt(document.diagnosis, found, diagnosis, diagnosis);
    this.#lookAt(document.text, found, 1, document.title === '' ? lead : 1);
    for (const token of document.concepts) {
      const place = this.#byToken.get(token);
      if (place !== undefined) found.counts[place] = (found.counts[place] ?? 0) + 1;
    }
    return found;
  }

  #lookAt(text: string, found: Occurrences, weight: number, leadWeight: number): void {
    if (text === '') return;
    const { folded, starts, texts } = cut(text);
    const leadEnd = leadWeight === weight ? 0 : endOfLead(folded.text);
    const offset = found.length;
    for (let index = 0; index < texts.length; index += 1) {
      const token = texts[index] ?? '';
      const worth = (starts[index] ?? 0) < leadEnd ? leadWeight : weight;
      const place = this.#byToken.get(token);
      if (place !== undefined) this.#occurs(found, place, worth, offset + index);
      for (const prefix of this.#prefixes) {
        if (token.startsWith(this.#terms[prefix]?.text ?? '\0'))
          this.#occurs(found, prefix, worth, offset + index);
      }
      if (this.#byCharacter.size > 0 && isHan(token))
        this.#charactersOccur(found, token, starts[index + 1] !== (starts[index] ?? 0) + 1, worth);
    }
    // A gap, so that the end of a title is not beside the beginning of the text.
    found.length += texts.length;
  }

  #occurs(found: Occurrences, place: number, worth: number, at: number): void {
    found.counts[place] = (found.counts[place] ?? 0) + worth;
    found.places[place]?.push(at);
  }

  /** Of a pair the first, since the next pair begins with the second; of the last of a run both. */
  #charactersOccur(found: Occurrences, token: string, isLast: boolean, worth: number): void {
    for (const character of isLast ? token : token.charAt(0)) {
      const place = this.#byCharacter.get(character);
      if (place !== undefined) found.counts[place] = (found.counts[place] ?? 0) + worth;
    }
  }

  #worth({ idf, kind, named, weight }: Weighed): number {
    return this.#share(kind, named) * weight * idf;
  }

  #share(kind: QueryTerm['kind'], named: QueryTerm['named']): number {
    if (kind === 'concept') return this.#ranking.concept;
    if (kind === 'character') return this.#ranking.character;
    return named === 'part' ? this.#ranking.named : named === 'whole' ? this.#ranking.whole : 1;
  }

  #neighboursScore(found: Occurrences, norm: number): number {
    const { adjacent, k1, near } = this.#ranking;
    if (adjacent === 0 && near === 0) return 0;
    let score = 0;
    for (const [left, right] of this.#query.neighbours) {
      const { beside, close } = together(found.places[left] ?? [], found.places[right] ?? []);
      if (close === 0) continue;
      const rarer = Math.min(worthOf(this.#terms[left]), worthOf(this.#terms[right]));
      score += adjacent * rarer * saturated(beside, norm, k1) + near * rarer * saturated(close, norm, k1);
    }
    return score;
  }
}

function worthOf(term: Weighed | undefined): number {
  return term === undefined ? 0 : term.weight * term.idf;
}

function saturated(count: number, norm: number, k1: number): number {
  return (count * (k1 + 1)) / (count + norm);
}

/** How often the second follows the first at once, and how often they stand within a few words. */
function together(
  left: readonly number[],
  right: readonly number[],
): { readonly beside: number; readonly close: number } {
  let beside = 0;
  let close = 0;
  let from = 0;
  for (const place of left) {
    while (from < right.length && (right[from] ?? 0) < place - NEAR) from += 1;
    for (let at = from; at < right.length && (right[at] ?? 0) <= place + NEAR; at += 1) {
      const distance = (right[at] ?? 0) - place;
      if (distance === 1) beside += 1;
      close += 1;
    }
  }
  return { beside, close };
}

/** Where the first sentence or line ends. */
function endOfLead(text: string): number {
  const end = /[.?!。？！\n](?=\s|$|\p{Script=Han})|[。？！\n]/u.exec(text.slice(0, LONGEST_LEAD))?.index;
  return end ?? LONGEST_LEAD;
}
