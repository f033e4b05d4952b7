/**
 * Finds coded terms while someone types: by code, Chinese words, pinyin initials or syllables, English words, or
 * another name. One long text of all that can be found says which terms are worth a closer look; these are ranked.
 */
import type { Bilingual } from '../bilingual.ts';
import { pinyinForms } from './pinyin.ts';

export interface Term extends Bilingual {
  readonly code: string;
  /** Other names, in any language. */
  readonly synonyms: readonly string[];
}

export interface TermIndex {
  readonly byCode: ReadonlyMap<string, Term>;
  readonly entries: readonly IndexedTerm[];
  /** All searchable words of all entries, one after the other, and where those of each entry end. */
  readonly text: string;
  readonly ends: Uint32Array;
}

interface IndexedTerm {
  readonly term: Term;
  readonly code: string;
  readonly zh: string;
  readonly initials: string;
  readonly syllables: string;
  readonly en: string;
  /** English words and Latin names, each after a space, so that one look finds the beginning of any. */
  readonly words: string;
  /** The other names, each between line breaks. */
  readonly synonyms: string;
}

/** How well a term answers; lower is better. Gaps leave room for the loss that several words cost. */
const RANK = {
  code: 0,
  name: 10,
  codePrefix: 12,
  synonym: 20,
  initials: 22,
  namePrefix: 30,
  initialsPrefix: 40,
  syllablesPrefix: 42,
  words: 50,
  within: 60,
  synonymWithin: 70,
  initialsWithin: 80,
} as const;

/** Several words, each found on its own, answer less well than one phrase. */
const APART = 5;

/** Prepares terms for {@link searchTerms}: of two that answer alike, the shorter name is the more general one. */
export function indexTerms(terms: readonly Term[]): TermIndex {
  const entries = terms
    .map(indexed)
    .toSorted((left, right) => left.zh.length - right.zh.length || compareCodes(left, right));
  const texts = entries.map(searchableText);
  let end = 0;
  return {
    byCode: new Map(terms.map((term) => [term.code.toUpperCase(), term])),
    entries,
    text: texts.join(''),
    ends: Uint32Array.from(texts, (text) => (end += text.length)),
  };
}

/** The best `limit` terms for what was typed so far, best first; none for an empty query. */
export function searchTerms(index: TermIndex, query: string, limit: number): readonly Term[] {
  const wanted = queryOf(query);
  if (wanted === null) return [];
  // Ranks are few and entries already in order: gathering by rank takes the place of sorting thousands.
  const byRank = new Map<number, IndexedTerm[]>();
  for (const entry of candidates(index, wanted)) {
    const rank = rankOf(entry, wanted);
    if (rank === null) continue;
    const group = byRank.get(rank);
    if (group === undefined) byRank.set(rank, [entry]);
    else group.push(entry);
  }
  byRank.get(RANK.codePrefix)?.sort(compareCodes);
  return [...byRank.keys()]
    .toSorted((left, right) => left - right)
    .flatMap((rank) => byRank.get(rank) ?? [])
    .slice(0, limit)
    .map(({ term }) => term);
}

/**
 * The terms that a query names outright, by code, whole name, whole initials or another name: what a search in one
 * language may also look for in the other.
 */
export function namedTerms(index: TermIndex, query: string): readonly Term[] {
  const wanted = queryOf(query);
  if (wanted === null) return [];
  return candidates(index, { ...wanted, parts: [] })
    .filter((entry) => {
      const rank = phraseRank(entry, wanted);
      return rank !== null && rank <= RANK.initials && rank !== RANK.codePrefix;
    })
    .map(({ term }) => term);
}

/** Full-width to half-width, lower case, single spaces; no space between Chinese characters. */
export function normalizeQuery(query: string): string {
  return query
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

/** A part of a query, and what kind of words it can be; found out once, not for each term. */
interface Phrase {
  readonly text: string;
  readonly isCode: boolean;
  readonly isChinese: boolean;
}

interface Query extends Phrase {
  /** The words of the query; none when it is a single one. */
  readonly parts: readonly Phrase[];
}

function queryOf(typed: string): Query | null {
  const text = normalizeQuery(typed);
  if (text === '') return null;
  const parts = text.split(' ');
  return { ...phraseOf(text), parts: parts.length < 2 ? [] : parts.map(phraseOf) };
}

function phraseOf(text: string): Phrase {
  return { text, isCode: /^[a-z]\d/u.test(text), isChinese: /\p{Script=Han}/u.test(text) };
}

/** The entries that hold the query's longest word somewhere: every rank asks for that much. */
function candidates(index: TermIndex, query: Query): readonly IndexedTerm[] {
  const words = query.parts.length === 0 ? [query.text] : query.parts.map(({ text }) => text);
  const needle = words.reduce((longest, word) => (word.length > longest.length ? word : longest));
  const found: IndexedTerm[] = [];
  let at = index.text.indexOf(needle);
  for (let place = 0; at >= 0 && place < index.entries.length; place += 1) {
    const end = index.ends[place] ?? 0;
    const entry = index.entries[place];
    if (at >= end || entry === undefined) continue;
    found.push(entry);
    at = index.text.indexOf(needle, end);
  }
  return found;
}

function searchableText(entry: IndexedTerm): string {
  const { code, zh, initials, syllables, en, words, synonyms } = entry;
  return [code, zh, initials, syllables, en, words, synonyms, ''].join('\n');
}

function indexed(term: Term): IndexedTerm {
  const en = normalizeQuery(term.en);
  const synonyms = term.synonyms.map(normalizeQuery);
  const latin = synonyms.filter((name) => /^[a-z]/u.test(name));
  return {
    term,
    code: term.code.toLowerCase(),
    zh: normalizeQuery(term.zh),
    ...pinyinForms(term.zh),
    en,
    words: [...en.split(/[^\p{L}\p{N}]+/u), ...latin].map((word) => ` ${word}`).join(''),
    synonyms: synonyms.map((name) => `\n${name}\n`).join(''),
  };
}

function rankOf(entry: IndexedTerm, query: Query): number | null {
  const whole = phraseRank(entry, query);
  if (whole !== null || query.parts.length === 0) return whole;
  let worst = 0;
  for (const part of query.parts) {
    const rank = phraseRank(entry, part);
    if (rank === null) return null;
    worst = Math.max(worst, rank);
  }
  return worst + APART;
}

function phraseRank(entry: IndexedTerm, phrase: Phrase): number | null {
  const { text } = phrase;
  if (phrase.isCode && entry.code.startsWith(text)) return entry.code === text ? RANK.code : RANK.codePrefix;
  if (entry.zh === text || entry.en === text) return RANK.name;
  if (entry.synonyms.includes(`\n${text}\n`)) return RANK.synonym;
  return phrase.isChinese ? chineseRank(entry, text) : latinRank(entry, text);
}

function chineseRank(entry: IndexedTerm, text: string): number | null {
  if (entry.zh.startsWith(text)) return RANK.namePrefix;
  if (entry.zh.includes(text)) return RANK.within;
  return entry.synonyms.includes(text) ? RANK.synonymWithin : null;
}

function latinRank(entry: IndexedTerm, text: string): number | null {
  if (entry.initials === text) return RANK.initials;
  if (entry.en.startsWith(text)) return RANK.namePrefix;
  if (text.length > 1 && entry.initials.startsWith(text)) return RANK.initialsPrefix;
  if (text.length > 2 && entry.syllables.startsWith(text)) return RANK.syllablesPrefix;
  if (entry.words.includes(` ${text}`)) return RANK.words;
  return text.length > 1 && entry.initials.includes(text) ? RANK.initialsWithin : null;
}

function compareCodes(left: IndexedTerm, right: IndexedTerm): number {
  return left.code < right.code ? -1 : 1;
}
