/**
 * What somebody typed, as weighted terms of the index. Nothing in it is syntax: quotation marks, AND, NEAR and asterisks
 * separate words or are words.
 */
import type { Concepts, Mention } from './concepts.ts';
import { chineseStopPlaces, ENGLISH_STOP_WORDS } from './stopWords.ts';
import { cut, isHan, type Tokens } from './tokenize.ts';

export type TermKind = 'word' | 'pair' | 'character' | 'concept' | 'prefix';

export interface QueryTerm {
  /** A token of the index; the beginning of one for `prefix`. */
  readonly text: string;
  readonly kind: TermKind;
  /** 1 for what was asked for plainly. */
  readonly weight: number;
  /** A concept's name, or a part of one. A part means less: the concept stands for the whole. */
  readonly named: 'no' | 'part' | 'whole';
}

export interface SearchQuery {
  /** Each once. */
  readonly terms: readonly QueryTerm[];
  /** Terms that stand side by side in the query, as places in `terms`. */
  readonly neighbours: readonly (readonly [number, number])[];
}

export interface QueryOptions {
  /** The last word may be unfinished: search while somebody types. */
  readonly isTyping?: boolean;
}

/** More say nothing that these do not; a question has ten. */
const MOST_CHARACTERS = 10_000;
/** A pair of characters of which one belongs to "how", "what", "I". */
const AT_STOP_WORD = 0.15;
const CONCEPT = 1;

/** Reads a query. Of one that is longer than 10,000 characters the beginning counts. */
export function readQuery(typed: string, concepts: Concepts, options: QueryOptions = {}): SearchQuery {
  const tokens = cut(typed.slice(0, MOST_CHARACTERS));
  const mentions = concepts.mentions(tokens, true);
  const reading = new Reading(tokens, mentions, options.isTyping === true);
  reading.words();
  if (reading.isEmpty) reading.everything();
  reading.singleCharacters();
  for (const { concept } of mentions) reading.concept(concepts.token(concept));
  for (const token of codesIn(tokens, concepts)) reading.concept(token);
  return reading.result();
}

/** Codes of ICD-10 in a query. */
function codesIn({ texts }: Tokens, concepts: Concepts): readonly string[] {
  return texts.flatMap((text) => {
    const tokens = concepts.codeTokens(text);
    // Whoever asks for I21.9 does not ask for all of I21.
    return tokens.length > 1 && text.length > 3 ? tokens.slice(1) : tokens;
  });
}

class Reading {
  readonly #tokens: Tokens;
  readonly #isTyping: boolean;
  readonly #terms: QueryTerm[] = [];
  readonly #places = new Map<string, number>();
  readonly #counts = new Map<string, number>();
  readonly #neighbours = new Map<string, readonly [number, number]>();
  readonly #characters = new Set<string>();
  readonly #stops: Uint8Array;

  /** Of how many tokens the longest name is that a token stands in. */
  readonly #named: Uint8Array;

  constructor(tokens: Tokens, mentions: readonly Mention[], isTyping: boolean) {
    this.#tokens = tokens;
    this.#isTyping = isTyping;
    this.#stops = chineseStopPlaces(tokens.folded.text);
    this.#named = new Uint8Array(tokens.texts.length);
    for (const { from, to } of mentions) {
      for (let at = from; at < to; at += 1) this.#named[at] = Math.max(this.#named[at] ?? 0, to - from);
    }
  }

  get isEmpty(): boolean {
    return this.#terms.length === 0 && this.#characters.size === 0;
  }

  /** Takes what means something. */
  words(): void {
    let previous: number | null = null;
    for (let index = 0; index < this.#tokens.texts.length; index += 1) {
      const weight = this.#weightOf(index);
      if (weight === 0) continue;
      const place = this.#take(index, weight);
      if (place === null) continue;
      if (previous !== null && previous !== place && weight === 1) {
        this.#neighbours.set(`${String(previous)} ${String(place)}`, [previous, place]);
      }
      previous = place;
    }
  }

  /** Takes all words: there are no others. */
  everything(): void {
    this.#stops.fill(0);
    for (let index = 0; index < this.#tokens.texts.length; index += 1) this.#take(index, 1);
  }

  /** Chinese characters by themselves: what is said in other words often shares one. */
  singleCharacters(): void {
    for (const character of this.#characters) this.#put(character, 'character', 1, 'no');
  }

  concept(token: string): void {
    this.#put(token, 'concept', CONCEPT, 'no');
  }

  result(): SearchQuery {
    return {
      terms: this.#terms.map((term) => ({
        ...term,
        weight: term.weight * repeated(this.#counts.get(term.text) ?? 1),
      })),
      neighbours: [...this.#neighbours.values()],
    };
  }

  #take(index: number, weight: number): number | null {
    const token = this.#tokens.texts[index] ?? '';
    const start = this.#tokens.starts[index] ?? 0;
    const length = this.#named[index] ?? 0;
    const named = length === 0 ? 'no' : length === 1 ? 'whole' : 'part';
    if (!isHan(token)) {
      const written = this.#tokens.folded.text.slice(start, this.#tokens.ends[index]);
      return this.#isUnfinished(index)
        ? this.#put(written.startsWith(token) ? token : written, 'prefix', weight, 'no')
        : this.#put(token, 'word', weight, named);
    }
    const characters = Array.from(token);
    for (const [at, character] of characters.entries()) {
      if (this.#stops[start + at] === 0) this.#characters.add(character);
    }
    return characters.length === 1 ? null : this.#put(token, 'pair', weight, named);
  }

  #isUnfinished(index: number): boolean {
    return (
      this.#isTyping &&
      index === this.#tokens.texts.length - 1 &&
      this.#tokens.ends[index] === this.#tokens.folded.text.length
    );
  }

  #weightOf(index: number): number {
    const token = this.#tokens.texts[index] ?? '';
    const start = this.#tokens.starts[index] ?? 0;
    const end = this.#tokens.ends[index] ?? 0;
    if (!isHan(token)) {
      const written = this.#tokens.folded.text.slice(start, end);
      // Capitals are names: IT, WHO, AIDS, vitamin A.
      return ENGLISH_STOP_WORDS.has(written.replaceAll(/['\u2019]/gu, '')) && !this.#isName(start, end)
        ? 0
        : 1;
    }
    let stops = 0;
    for (let at = start; at < end; at += 1) stops += this.#stops[at] ?? 0;
    if (stops === 0) return 1;
    return stops === end - start ? 0 : AT_STOP_WORD;
  }

  #isName(start: number, end: number): boolean {
    const { folded } = this.#tokens;
    return end - start > 1 && folded.isCapital(start) && folded.isCapital(end - 1);
  }

  #put(text: string, kind: TermKind, weight: number, named: QueryTerm['named']): number {
    const key = kind === 'prefix' ? `${text}*` : text;
    const known = this.#places.get(key);
    this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1);
    if (known !== undefined) return known;
    this.#places.set(key, this.#terms.length);
    return this.#terms.push({ text, kind, weight, named }) - 1;
  }
}

/** Said twice is meant more, but not twice as much. */
function repeated(count: number): number {
  return 1 + Math.log2(count) / 2;
}
