/**
 * What is known to identify somebody: the chart's own names and numbers, and the registry's doctors and institutions. They
 * are found exactly, whatever stands between their characters, and fuzzily: in pinyin, with a title for the given name, as
 * initials, masked, and with a slip of the keyboard.
 */
import { pinyinForms } from '../records/terminology/pinyin.ts';
import { TITLES } from './chinese/cues.ts';
import { chineseLexicon } from './chinese/lexicon.ts';
import { folded } from './english/lists.ts';
import type { Span, SpanType } from './spans.ts';

export interface KnownIdentifier {
  readonly type: SpanType;
  readonly value: string;
}

/** Shorter ones stand in words that name nobody. */
const SHORTEST_VALUE = 4;
const SHORTEST_FUZZY = 5;

export interface KnownMatcher {
  find(text: string): readonly Span[];
}

interface Squashed {
  readonly text: string;
  readonly at: readonly number[];
}

export function knownMatcher(identifiers: readonly KnownIdentifier[]): KnownMatcher {
  const names = identifiers.filter(({ type }) => type === 'name');
  const exact = identifiers.flatMap((identifier) => writings(identifier));
  const patterns = names.flatMap(({ value }) => namePatterns(value));
  const words = new Set(
    names.flatMap(({ value }) => latinWords(value)).filter(({ length }) => length >= SHORTEST_FUZZY),
  );
  return {
    find: (text) => {
      const squashed = exact.length === 0 ? null : squash(text);
      return [
        ...(squashed === null ? [] : exact.flatMap((writing) => [...occurrences(squashed, writing)])),
        ...patterns.flatMap((pattern) => [...matches(text, pattern)]),
        ...(words.size === 0 ? [] : nearly(text, words)),
      ];
    },
  };
}

function writings({ type, value }: KnownIdentifier): readonly KnownIdentifier[] {
  const bare = squash(value).text;
  const isHanName = type === 'name' && /^[\u3400-\u9fff]{2,}$/u.test(bare);
  // A street of three characters stands for itself.
  const isHanPlace = type === 'address' && /^[\u3400-\u9fff]{3,}$/u.test(bare);
  if (bare.length < SHORTEST_VALUE && !isHanName && !isHanPlace) return [];
  const syllables = isHanName ? [pinyinForms(bare).syllables] : [];
  const turned = isHanName ? turnedPinyin(bare) : [];
  return [bare, ...syllables, ...turned]
    .filter((text) => isHanName || isHanPlace || text.length >= SHORTEST_VALUE)
    .map((text) => ({ type, value: text }));
}

/** Surname and given name. */
function partsOf(name: string): readonly [string, string] {
  const size = name.length > 2 && chineseLexicon().surnames.has(name.slice(0, 2)) ? 2 : 1;
  return [name.slice(0, size), name.slice(size)];
}

/** A given name that is a word too, as 建国, stands for somebody only where nothing follows it. */
function isWord(given: string): boolean {
  return chineseLexicon().words.has(given);
}

function turnedPinyin(name: string): readonly string[] {
  const [family, given] = partsOf(name);
  return [`${pinyinForms(given).syllables}${pinyinForms(family).syllables}`];
}

/** Letters and digits alone, in lower case. */
function squash(text: string): Squashed {
  const at: number[] = [];
  let bare = '';
  for (const { 0: letter, index } of text.matchAll(/[\p{L}\p{N}]/gu)) {
    const plain = folded(letter);
    bare += plain;
    for (let unit = 0; unit < plain.length; unit += 1) at.push(index);
  }
  return { text: bare, at };
}

function* occurrences({ at, text }: Squashed, { type, value }: KnownIdentifier): Generator<Span> {
  for (let index = text.indexOf(value); index >= 0; index = text.indexOf(value, index + 1)) {
    const [start = 0, last = 0] = [at[index], at[index + value.length - 1]];
    // Characters that lie far apart are of different words.
    if (last - start <= value.length * 3 + 4) yield { start, end: last + 1, type, confidence: 1 };
  }
}

/** 张先生, 小张, 张某, 张*, ZS: forms of a Chinese name; J. Smith and JS of an English one. */
function namePatterns(name: string): readonly RegExp[] {
  if (/^[\u3400-\u9fff]{2,4}$/u.test(name)) {
    const [family, given] = partsOf(name);
    const { initials } = pinyinForms(name);
    const titles = TITLES.filter((title) => title.length > 1).join('|');
    const spread = Array.from(initials.toUpperCase()).join(String.raw`\.?\s?`);
    return [
      new RegExp(String.raw`${family}(?:${titles}|某+|\*+|[xX]{1,2}|×{1,2}|○+)`, 'gu'),
      new RegExp(String.raw`[小老]${family}(?![\u4e00-\u9fff]{0,1}[炎病痛])`, 'gu'),
      ...(given.length > 1
        ? [new RegExp(isWord(given) ? String.raw`${given}(?=${titles}|[^\u4e00-\u9fff]|$)` : given, 'gu')]
        : []),
      ...(initials.length > 2 ? [new RegExp(String.raw`(?<![A-Za-z])${spread}\.?(?![A-Za-z])`, 'gu')] : []),
    ];
  }
  const words = latinWords(name);
  if (words.length < 2) return [];
  const initials = words.map((word) => word.charAt(0).toUpperCase());
  return [
    new RegExp(String.raw`(?<![A-Za-z.])${initials.join(String.raw`\.\s?`)}\.`, 'gu'),
    ...words.filter(({ length }) => length > 2).map((word) => wholeWord(word)),
  ];
}

/** A short one with its capital alone: Min is somebody, 60 bpm over 5 min are not. */
function wholeWord(word: string): RegExp {
  const capital = word.charAt(0).toUpperCase() + word.slice(1);
  const written = word.length > 3 ? word : `(?:${capital}|${word.toUpperCase()})`;
  return new RegExp(String.raw`(?<![\p{L}])${written}(?![\p{L}])`, word.length > 3 ? 'giu' : 'gu');
}

function latinWords(name: string): readonly string[] {
  return [...folded(name).matchAll(/[a-z]{2,}/gu)].map(([word]) => word);
}

function* matches(text: string, pattern: RegExp): Generator<Span> {
  for (const { 0: found, index } of text.matchAll(pattern)) {
    yield { start: index, end: index + found.length, type: 'name', confidence: 0.95 };
  }
}

/** Words with one slip: a letter too many, too few, another one, or two that changed places. */
function nearly(text: string, words: ReadonlySet<string>): readonly Span[] {
  const found: Span[] = [];
  for (const { 0: written, index } of text.matchAll(/\p{Lu}[\p{L}'-]{3,30}/gu)) {
    const word = folded(written);
    for (const known of words) {
      if (Math.abs(known.length - word.length) <= 1 && isOneSlip(word, known)) {
        found.push({ start: index, end: index + written.length, type: 'name', confidence: 0.85 });
        break;
      }
    }
  }
  return found;
}

export function isOneSlip(left: string, right: string): boolean {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end))
    end += 1;
  const [one, other] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  return (
    one.length + other.length <= 1 ||
    (one.length === 1 && other.length === 1) ||
    (one.length === 2 && one === `${other[1] ?? ''}${other[0] ?? ''}`)
  );
}
