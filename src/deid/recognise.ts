/** Every identifier in a text, in Chinese, English or both: what stands in {@link SPAN_TYPES}, with UTF-16 offsets. */
import { chineseInstitutions, labelledInstitutions } from './chinese/institutions.ts';
import { DOTTED_NAMES, labelledChineseNames } from './chinese/labelledNames.ts';
import { chineseLexicon } from './chinese/lexicon.ts';
import { chineseNames, namesInLists } from './chinese/names.ts';
import { chinesePlaces } from './chinese/places.ts';
import { CHINESE_TRAITS } from './chinese/traits.ts';
import { CHINESE_DATES, DATES, ENGLISH_DATES } from './dates.ts';
import { englishLists, folded } from './english/lists.ts';
import { englishNames } from './english/names.ts';
import { ENGLISH_PLACES } from './english/places.ts';
import type { KnownMatcher } from './known.ts';
import { nestedTexts } from './nested.ts';
import { CHINESE_LABELS, ENGLISH_LABELS } from './labels.ts';
import { numbersIn, SHAPES } from './numbers.ts';
import { pinyinNames } from './pinyin.ts';
import { applyRules } from './rules.ts';
import { merged, type Span } from './spans.ts';
import { originalOf, viewOf } from './view.ts';

export type DeidLanguage = 'zh' | 'en';

export interface RecogniseOptions {
  /** What the text is mainly written in; both are read in any case. */
  readonly language: DeidLanguage;
  readonly known?: KnownMatcher;
  readonly entities?: EntityLookup;
}

/**
 * What an entity recogniser found in this very text beforehand, in its UTF-16 units: it adds to the rules, and takes nothing
 * away. Nothing for a text that it was not asked of.
 */
export type EntityLookup = (original: string) => readonly Span[];

interface Named extends Span {
  readonly name: string;
}

/** A word with a capital, a line of capitals, or a title in small letters. */
const ENGLISH =
  /[A-Z][A-Za-zÀ-ſ'’-]*[a-zà-ſ]|[A-Z]{2,}[ ,]+[A-Z]{2}|\b(?:dr|mr|mrs|ms|prof|miss|nurse|its|im|from|called|lives|works)\b/u;

/** A note in a note in a note is no note any more. */
const DEEPEST = 3;

export function recognise(original: string, options: RecogniseOptions): readonly Span[] {
  return recogniseAt(original, options, 0);
}

function recogniseAt(original: string, options: RecogniseOptions, depth: number): readonly Span[] {
  const view = viewOf(original);
  const { text } = view;
  const hasHan = /[\u3400-\u9fff]/u.test(text);
  const hasLatin = /[A-Za-z]{2}/u.test(text);
  // Units and abbreviations in a Chinese note are no words of English.
  const hasWords = hasLatin && ENGLISH.test(text);
  const hasDigit = /\d/u.test(text);
  const names: readonly Named[] = [
    ...(hasHan ? [...labelledChineseNames(text), ...chineseNames(text)] : []),
    ...(hasWords ? [...englishNames(text), ...pinyinNames(text)] : []),
  ];
  const found: readonly Span[] = [
    ...names,
    ...namedAgain(text, names),
    ...namesInLists(text, names),
    ...(hasHan
      ? [
          ...chinesePlaces(text),
          ...chineseInstitutions(text),
          ...labelledInstitutions(text),
          ...applyRules(text, [...DOTTED_NAMES, ...CHINESE_TRAITS]),
        ]
      : []),
    ...(hasWords ? applyRules(text, ENGLISH_PLACES) : []),
    ...applyRules(text, SHAPES),
    ...(hasHan ? applyRules(text, CHINESE_LABELS) : []),
    ...(hasLatin ? applyRules(text, ENGLISH_LABELS) : []),
    ...(hasDigit ? numbersIn(text) : []),
    ...(hasHan ? applyRules(text, CHINESE_DATES) : []),
    ...(hasLatin ? applyRules(text, ENGLISH_DATES) : []),
    ...applyRules(text, DATES),
    ...(options.known?.find(text) ?? []),
  ];
  const kept = found.filter((span) => span.confidence >= 1 || !isClinical(text, span));
  const inside = depth < DEEPEST ? nested(text, options, depth) : [];
  const inOriginal = [...kept, ...inside].map((span) => ({
    ...trimmed(original, originalOf(view, span)),
    type: span.type,
    confidence: span.confidence,
  }));
  const entities =
    depth === 0 ? (options.entities?.(original) ?? []).filter((span) => !isClinical(original, span)) : [];
  return merged([...inOriginal, ...entities].filter(({ end, start }) => end > start));
}

function nested(text: string, options: RecogniseOptions, depth: number): readonly Span[] {
  return nestedTexts(text).flatMap(({ end, start, text: inside }) => {
    const [first] = recogniseAt(inside, options, depth + 1);
    return first === undefined ? [] : [{ start, end, type: first.type, confidence: first.confidence }];
  });
}

function trimmed(original: string, { end, start }: { readonly start: number; readonly end: number }) {
  let [from, to] = [start, end];
  while (from < to && /\s/u.test(original.charAt(from))) from += 1;
  while (to > from && /\s/u.test(original.charAt(to - 1))) to -= 1;
  return { start: from, end: to };
}

/** A term of medicine in Chinese overrides what rules without a label made of it. */
function isClinical(text: string, { confidence, end, start, type }: Span): boolean {
  if (type !== 'name' && type !== 'address' && type !== 'institution') return false;
  if (confidence >= 0.97 || end - start > 6 || !/[\u3400-\u9fff]/u.test(text.charAt(start))) return false;
  const { clinical } = chineseLexicon();
  for (let from = Math.max(0, start - 4); from <= start; from += 1) {
    for (let to = end; to <= Math.min(text.length, end + 6); to += 1)
      if (clinical.has(text.slice(from, to))) return true;
  }
  return false;
}

const SURE = 0.8;

/** Whoever was named once is the same person again, without title or label. */
function namedAgain(text: string, names: readonly Named[]): readonly Span[] {
  const han = new Set<string>();
  const latin = new Set<string>();
  for (const { confidence, name } of names) {
    if (confidence < SURE) continue;
    if (/^[\u3400-\u9fff]+$/u.test(name)) {
      if (name.length > 2 || (name.length === 2 && !chineseLexicon().words.has(name))) han.add(name);
    } else
      for (const word of name.split(/[\s,]+/u))
        if (isDistinct(word)) latin.add(word.replace(/['’]s$|[.]$/gu, ''));
  }
  return [...hanAgain(text, han), ...latinAgain(text, latin)];
}

function isDistinct(word: string): boolean {
  const { eponyms, familyOrWord, givenOrWord, words } = englishLists();
  const bare = folded(word.replace(/['’]s$|[.]$/gu, ''));
  return (
    bare.length > 2 &&
    /^\p{Lu}/u.test(word) &&
    !words.has(bare) &&
    !eponyms.has(bare) &&
    !familyOrWord.has(bare) &&
    !givenOrWord.has(bare)
  );
}

function* hanAgain(text: string, names: ReadonlySet<string>): Generator<Span> {
  for (const name of names) {
    if (TITLED.test(name)) continue;
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      yield { start: at, end: at + name.length, type: 'name', confidence: SURE };
    }
  }
}

const TITLED = /(?:主任|医师|医生|大夫|护士|教授|先生|女士|老师|阿姨|某)$/u;

function* latinAgain(text: string, words: ReadonlySet<string>): Generator<Span> {
  for (const word of words) {
    for (const written of new Set([word, word.toUpperCase()])) {
      for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + written.length)) {
        const end = at + written.length;
        const isWhole = !LETTER.test(text.charAt(at - 1)) && !LETTER.test(text.charAt(end));
        if (isWhole) yield { start: at, end, type: 'name', confidence: SURE };
      }
    }
  }
}

const LETTER = /\p{L}/u;
