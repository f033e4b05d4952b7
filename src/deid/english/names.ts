/**
 * Names in Latin letters: by titles, labels, relatives and letters behind a name, by lists of names, and by what a text has
 * already named. Words that a disease is called after stay unless a title or a given name stands before them.
 */
import { matchesOf } from '../rules.ts';
import type { Span } from '../spans.ts';
import { CAPITALISED, EPONYM_TAIL, CUES, FULL, LIST_REVERSED } from './cues.ts';
import { englishLists, folded, type EnglishLists } from './lists.ts';

/** Who writes, in a chat. */
const LOWER_NAMED =
  /(\b(?:it'?s|this is|i am|i'?m|my name is|name is|name'?s|from|called|named|by|with|for|hi|hey|hello|thx|thanks|regards|mom|dad|son|daughter|wife|husband|brother|sister|patient|pt)[,:]?[ \t]+)([a-z][a-z'-]+)(?:[ \t]+([a-z][a-z'-]+))?/gu;
const LOWER_TITLED =
  /(\b(?:dr|mr|mrs|ms|miss|prof|nurse|doctor)\.?[ \t]+)([a-z][a-z'-]+(?:[ \t]+[a-z][a-z'-]+)?)/giu;

export interface EnglishName extends Span {
  readonly name: string;
}

export function englishNames(text: string): readonly EnglishName[] {
  if (!/[A-Za-z]{2}/u.test(text)) return [];
  const lists = englishLists();
  const found = [
    ...cued(text, lists),
    ...listed(text, lists),
    ...reversed(text, lists),
    ...lowerTitled(text, lists),
    ...lowerNamed(text, lists),
  ];
  return found;
}

function* cued(text: string, lists: EnglishLists): Generator<EnglishName> {
  for (const { confidence, isSure, needsColon, pattern, takesEponyms, takesWords } of CUES) {
    if (needsColon === true && !/[:=#]/u.test(text)) continue;
    for (const match of matchesOf(pattern, text)) {
      const start = match.index + (match[1] ?? '').length;
      const name = cutName(match[2] ?? '', lists, { isSure, takesWords: takesWords === true });
      if (name === null) continue;
      const isEponym =
        !isSure && takesEponyms !== true && isOnlyEponym(name, text.slice(start + name.length), lists);
      if (isEponym) continue;
      yield { start, end: start + name.length, type: 'name', confidence, name };
      if (isSure) yield* furtherNames(text, start + name.length, lists);
    }
  }
}

/** Smith/Jones, and Smith, Jones and Lee: what follows a name that a label vouches for. */
function* furtherNames(text: string, from: number, lists: EnglishLists): Generator<EnglishName> {
  for (let at = from, turn = 0; turn < 10; turn += 1) {
    const match = FURTHER.exec(text.slice(at, at + 80));
    const name = match === null ? null : cutName(match[2] ?? '', lists, { isSure: false, takesWords: false });
    if (match === null || name === null) return;
    const start = at + (match[1] ?? '').length;
    at = start + name.length;
    yield { start, end: at, type: 'name', confidence: 0.85, name };
  }
}

const FURTHER = new RegExp(String.raw`^((?:[ ]?/[ ]?|,[ ]|;[ ]|,?[ ](?:and|&)[ ]))(${FULL})`, 'u');

/** The words of a candidate up to the first that is no part of a name; null when none is left, or none speaks for a name. */
function cutName(
  candidate: string,
  lists: EnglishLists,
  { isSure, takesWords }: { readonly isSure: boolean; readonly takesWords: boolean },
): string | null {
  const pieces = [...candidate.matchAll(/[^\s,"“”()]+/gu)];
  let end = 0;
  let words = 0;
  let known = 0;
  for (const { 0: piece, index } of pieces) {
    const word = folded(piece.replace(/['’]s?$/u, '').replace(/\.$/u, ''));
    const isInitial = word.length === 1;
    // Young, White and Long are surnames behind a given name that a label vouches for.
    const isSurname = isSure && (words > 0 || takesWords) && lists.surnames.has(word);
    if (!isInitial && !isSurname && isPlainWord(word, lists)) break;
    if (!isInitial && word.length > 1) {
      words += 1;
      if (isNameWord(word, lists)) known += 1;
    }
    end = index + piece.replace(/['’]s?$/u, '').length;
  }
  if (words === 0 && !(isSure && end > 0)) return null;
  if (!isSure && known === 0) return null;
  return candidate.slice(0, end).replace(/[,;:]+$/u, '');
}

function isPlainWord(word: string, { given, words }: EnglishLists): boolean {
  return words.has(word) && !given.has(word);
}

function isNameWord(word: string, lists: EnglishLists): boolean {
  const parts = word.includes('-') ? [word, ...word.split('-')] : [word];
  return parts.some(
    (part) =>
      lists.given.has(part) ||
      lists.family.has(part) ||
      lists.givenOrWord.has(part) ||
      lists.familyOrWord.has(part) ||
      /^(?:mc|mac|o['’])[a-z]{3,}/u.test(part),
  );
}

function isOnlyEponym(name: string, after: string, { eponyms, given }: EnglishLists): boolean {
  const words = name.split(/[\s-]+/u).map((word) => folded(word.replace(/['’]s?$/u, '')));
  if (!words.every((word) => eponyms.has(word))) return false;
  return EPONYM_TAIL.test(after) || !words.some((word) => given.has(word)) || words.length === 1;
}

/** What lists alone say: a given name, alone or with what follows it; a surname that is nothing else. */
function* listed(text: string, lists: EnglishLists): Generator<EnglishName> {
  for (const match of matchesOf(CAPITALISED, text)) {
    const candidate = match[1] ?? '';
    const isShouting = isAllCaps(lineAt(text, match.index));
    yield* fromSequence(candidate, match.index, text, lists, isShouting);
  }
}

interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly isInitial: boolean;
}

function* fromSequence(
  candidate: string,
  offset: number,
  text: string,
  lists: EnglishLists,
  isShouting: boolean,
): Generator<EnglishName> {
  const tokens = [...candidate.matchAll(/[^\s,"“”()]+/gu)].map(({ 0: piece, index }): Token => {
    const bare = piece.replace(/['’]s?$/u, '').replace(/\.$/u, '');
    return {
      word: folded(bare),
      start: offset + index,
      end: offset + index + bare.length,
      isInitial: bare.length === 1,
    };
  });
  for (let index = 0; index < tokens.length; index += 1) {
    const size = sequenceAt(tokens, index, text, lists, isShouting);
    if (size === 0) continue;
    const [first, last] = [tokens[index], tokens[index + size - 1]];
    if (first === undefined || last === undefined) return;
    yield {
      start: first.start,
      end: last.end,
      type: 'name',
      confidence: size > 1 ? 0.9 : 0.75,
      name: text.slice(first.start, last.end),
    };
    index += size - 1;
  }
}

/** How many tokens from here are a name. */
function sequenceAt(
  tokens: readonly Token[],
  index: number,
  text: string,
  lists: EnglishLists,
  isShouting: boolean,
): number {
  const first = tokens[index];
  if (first === undefined || first.isInitial) return initialsThenFamily(tokens, index, lists);
  const isGiven = lists.given.has(first.word);
  const mayBeGiven = isGiven || lists.givenOrWord.has(first.word);
  let at = index + 1;
  while (tokens[at]?.isInitial === true) at += 1;
  const next = tokens[at];
  const hasInitial = at > index + 1;
  if (mayBeGiven && next !== undefined) {
    if (lists.surnames.has(next.word) && isEndOfName(text, next) && !isShouting) return at + 1 - index;
    const follows = familyLength(tokens, at, { lists, text, isFree: isGiven && !isShouting });
    if (
      follows > 0 &&
      (isGiven || lists.family.has(next.word) || hasInitial || isFamilyPair(next.word, lists))
    ) {
      return isEponymPair(first, tokens[at + follows - 1], text, lists) ? 0 : at + follows - index;
    }
  }
  if (isGiven)
    return isLoneName(first, text, lists, isShouting)
      ? 1 + (hasInitial && next === undefined ? at - index - 1 : 0)
      : 0;
  if (lists.family.has(first.word))
    return isLoneName(first, text, lists, isShouting) && first.word.length > 3 ? 1 : 0;
  return 0;
}

function isFamilyPair(word: string, lists: EnglishLists): boolean {
  return lists.familyOrWord.has(word) && !lists.words.has(word);
}

function initialsThenFamily(tokens: readonly Token[], index: number, lists: EnglishLists): number {
  let at = index;
  while (tokens[at]?.isInitial === true) at += 1;
  const next = tokens[at];
  if (next === undefined || at === index || lists.eponyms.has(next.word)) return 0;
  return lists.family.has(next.word) && next.word.length > 3 ? at - index + 1 : 0;
}

interface FamilySearch {
  readonly lists: EnglishLists;
  readonly text: string;
  /** Whether any word that no note uses is a surname here. */
  readonly isFree: boolean;
}

/** Grace Young called, and not: Grace Young adult. */
function isEndOfName(text: string, token: Token | undefined): boolean {
  return token !== undefined && END_OF_NAME.test(text.slice(token.end, token.end + 12));
}

const END_OF_NAME =
  /^(?:[.,;:)]|\s*$|['’]s\b|\s(?:and|was|is|has|had|will|called|visited|declined|reports?|states?|denies|presented|came|who|MD|RN|said|asked)\b)/u;

/** Surnames from `at` on: one, or two of them. Behind a sure given name any word that no note uses is one. */
function familyLength(tokens: readonly Token[], at: number, { isFree, lists, text }: FamilySearch): number {
  const word = tokens[at]?.word ?? '';
  if (isFree && lists.surnames.has(word) && isEndOfName(text, tokens[at])) return 1;
  const isFamily = isNameWord(word, lists) || (isFree && !lists.words.has(word) && word.length > 2);
  if (!isFamily || isPlainWord(word, lists)) return 0;
  const next = tokens[at + 1];
  if (next === undefined || next.isInitial) return 1;
  const isMore = (each: string): boolean => lists.family.has(each) || lists.given.has(each);
  const isSecond = isMore(next.word) || (lists.familyOrWord.has(next.word) && lists.given.has(word));
  if (!isSecond || isPlainWord(next.word, lists)) return 1;
  return isMore(tokens[at + 2]?.word ?? '') ? 3 : 2;
}

function isEponymPair(first: Token, last: Token | undefined, text: string, lists: EnglishLists): boolean {
  if (last === undefined || !lists.eponyms.has(first.word) || !lists.eponyms.has(last.word)) return false;
  return EPONYM_TAIL.test(text.slice(last.end, last.end + 40));
}

function isLoneName(
  { end, start, word }: Token,
  text: string,
  lists: EnglishLists,
  isShouting: boolean,
): boolean {
  const after = text.slice(end, end + 40);
  if (lists.eponyms.has(word) && (!lists.given.has(word) || EPONYM_TAIL.test(after))) return false;
  if (/^[-/]\d/u.test(after) || /[\d/-]$/u.test(text.slice(Math.max(0, start - 1), start))) return false;
  // In a line of capitals every word looks like a name.
  if (isShouting) return lists.given.has(word) && word.length > 3;
  return (
    /^[A-ZÀ-Þ][a-zà-ÿ'’-]|^[A-Z][a-z]?[A-Z]/u.test(text.slice(start, end)) ||
    isAllCapsName(text.slice(start, end), word, lists)
  );
}

function isAllCapsName(written: string, word: string, lists: EnglishLists): boolean {
  return (
    written.length > 4 &&
    written === written.toUpperCase() &&
    (lists.given.has(word) || lists.family.has(word))
  );
}

function lineAt(text: string, index: number): string {
  const from = text.lastIndexOf('\n', index) + 1;
  const to = text.indexOf('\n', index);
  return text.slice(Math.max(from, index - 80), Math.min(to < 0 ? text.length : to, index + 80));
}

function isAllCaps(line: string): boolean {
  return !/[a-z]{2}/u.test(line) && (line.match(/[A-Z]{2,}/gu) ?? []).length > 2;
}

/** SMITH, John: the surname first. */
function* reversed(text: string, lists: EnglishLists): Generator<EnglishName> {
  for (const match of matchesOf(LIST_REVERSED, text)) {
    const [family, given] = [folded(match[1] ?? ''), folded(match[2] ?? '')];
    const isFamily = isNameWord(family, lists) && !isPlainWord(family, lists);
    if (!isFamily || !(lists.given.has(given) || (lists.givenOrWord.has(given) && lists.family.has(family))))
      continue;
    const third = match[3];
    const isThird = third === undefined || third.length <= 2 || isNameWord(folded(third), lists);
    const length = isThird ? match[0].length : match[0].lastIndexOf(third);
    const name = match[0].slice(0, length).trimEnd();
    yield { start: match.index, end: match.index + name.length, type: 'name', confidence: 0.9, name };
  }
}

/** A given name in small letters behind a word that announces one. */
function* lowerNamed(text: string, lists: EnglishLists): Generator<EnglishName> {
  for (const match of matchesOf(LOWER_NAMED, text)) {
    const [first = '', second = ''] = [match[2], match[3]];
    const isFirst = lists.given.has(first) && first.length > 2 && !lists.words.has(first);
    const isSecond = second.length > 2 && lists.surnames.has(second) && !lists.words.has(second);
    if (!isFirst || (!isSecond && lists.eponyms.has(first))) continue;
    const start = match.index + (match[1] ?? '').length;
    const whole = (match[0] ?? '').slice((match[1] ?? '').length);
    const name = isSecond ? whole : first;
    yield { start, end: start + name.length, type: 'name', confidence: 0.8, name };
  }
}

/** Chats write no capitals. */
function* lowerTitled(text: string, lists: EnglishLists): Generator<EnglishName> {
  for (const match of matchesOf(LOWER_TITLED, text)) {
    const words = (match[2] ?? '').split(/[ \t]+/u);
    if (/^[A-Z]/u.test(match[2] ?? '') || words[0] === undefined) continue;
    const isName = (word: string): boolean => isNameWord(word, lists) && !lists.words.has(word);
    if (!isName(words[0])) continue;
    const isSecond = words[1] !== undefined && lists.family.has(words[1]);
    const length = isSecond ? (match[2] ?? '').length : words[0].length;
    const start = match.index + (match[1] ?? '').length;
    yield {
      start,
      end: start + length,
      type: 'name',
      confidence: 0.85,
      name: text.slice(start, start + length),
    };
  }
}
