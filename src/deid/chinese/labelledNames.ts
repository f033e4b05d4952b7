/** Chinese names behind a label with a colon, and names of peoples that part theirs by a dot. */
import { matchesOf, type Rule } from '../rules.ts';
import type { ChineseName } from './names.ts';
import { NAME_LABELS, NO_NAMES, TITLES } from './cues.ts';
import { chineseLexicon, type ChineseLexicon } from './lexicon.ts';

const LABELS: ReadonlySet<string> = new Set(NAME_LABELS);
const LONGEST_LABEL = Math.max(...NAME_LABELS.map(({ length }) => length));
/** A colon and what may stand between it and the value. */
const COLON = /[:：][ \t]{0,6}_{0,20}(?:\r?\n[ \t]{0,4})?/gu;
/** In forms the characters of a label stand apart. */
const BEFORE_COLON = /(?:[\u4e00-\u9fff][ \t]{0,4}){1,12}(?:[(][^()\n]{0,12}[)][ \t]{0,4})?$/u;

/** Whether what ends before a colon is a label of a name. */
function isLabel(before: string): boolean {
  const written =
    BEFORE_COLON.exec(before)?.[0]
      .replace(/[(].*$/u, '')
      .replaceAll(/[ \t]/gu, '') ?? '';
  for (const label of [written, written.replace(/姓名$/u, '')]) {
    for (let size = Math.min(LONGEST_LABEL, label.length); size > 0; size -= 1)
      if (LABELS.has(label.slice(-size))) return true;
  }
  return false;
}

const VALUE = /^[\u3400-\u9fff]+(?:[ \t]{1,3}[\u3400-\u9fff]{1,2}(?![\u3400-\u9fff:：]))?/u;
const PARTED = /^[\u3400-\u9fff](?:[ \t]{1,4}[\u3400-\u9fff](?![\u3400-\u9fff:：])){1,2}/u;
const LIST_GAP = /^[ \t]{0,2}[、,，/;；和及与][ \t]{0,2}/u;

export function labelledChineseNames(text: string): readonly ChineseName[] {
  const lexicon = chineseLexicon();
  const found: ChineseName[] = [];
  for (const match of matchesOf(COLON, text)) {
    if (!isLabel(text.slice(Math.max(0, match.index - 40), match.index))) continue;
    let at = match.index + match[0].length;
    // A list of them, as of those who were at a discussion.
    for (let turn = 0; turn < 20; turn += 1) {
      const name = nameAt(text, at, lexicon, turn === 0);
      if (name === null) break;
      found.push(name);
      at =
        name.end +
        (/^(?:[\u4e00-\u9fff]{2,5}(?=[、,，/;；]))?/u.exec(text.slice(name.end, name.end + 8))?.[0].length ??
          0);
      const gap = LIST_GAP.exec(text.slice(at, at + 4));
      if (gap === null) break;
      at += gap[0].length;
    }
  }
  return found;
}

function nameAt(text: string, at: number, lexicon: ChineseLexicon, isFirst: boolean): ChineseName | null {
  const rest = text.slice(at, at + 24);
  const written = PARTED.exec(rest)?.[0] ?? VALUE.exec(rest)?.[0];
  if (written === undefined) return null;
  const letters = written.replaceAll(/[ \t]/gu, '');
  const length = lengthOf(letters, lexicon, isFirst);
  if (length === 0) return null;
  let end = 0;
  for (let seen = 0; seen < length; end += 1) if (!/[ \t]/u.test(written[end] ?? '')) seen += 1;
  return {
    start: at,
    end: at + end,
    type: 'name',
    confidence: isFirst ? 0.98 : 0.9,
    name: letters.slice(0, length),
  };
}

/** How many of these characters are the name; 0 when they are none. */
function lengthOf(letters: string, lexicon: ChineseLexicon, isFirst: boolean): number {
  if (NO_NAMES.has(letters)) return 0;
  for (let size = Math.min(letters.length, 6); size > 1; size -= 1)
    if (NO_NAMES.has(letters.slice(0, size))) return 0;
  const compound = lexicon.surnames.has(letters.slice(0, 2));
  const surname = compound ? 2 : lexicon.surnames.has(letters.charAt(0)) ? 1 : 0;
  if (surname === 0) {
    const isWord = lexicon.words.has(letters) || lexicon.clinical.has(letters);
    return isFirst && letters.length >= 2 && letters.length <= 4 && !isWord ? letters.length : 0;
  }
  if (letters.length <= surname + 2)
    return isWholeWord(letters, lexicon) && !isFirst ? 0 : withoutTail(letters, surname);
  const behind = letters.slice(surname);
  if (TITLES.some((title) => behind.startsWith(title))) return surname;
  return bestLength(behind, surname, lexicon);
}

function isWholeWord(letters: string, lexicon: ChineseLexicon): boolean {
  return lexicon.words.has(letters);
}

/** 王伟男: the sex of the next column stuck to the name. */
function withoutTail(letters: string, surname: number): number {
  const isSexBehind = letters.length === surname + 2 && /[男女]$/u.test(letters);
  const title = TITLES.find((each) => each.length > 1 && letters.slice(surname).startsWith(each));
  if (title !== undefined) return surname;
  return isSexBehind && letters.length === 3 && !/[\u4e00-\u9fff]女$/u.test(letters)
    ? surname + 1
    : letters.length;
}

/** One given character or two, by what is cheaper with the word that follows. */
function bestLength(behind: string, surname: number, lexicon: ChineseLexicon): number {
  const one = (lexicon.only.get(behind.charAt(0)) ?? 120) + followCost(behind.slice(1), lexicon);
  const two =
    (lexicon.first.get(behind.charAt(0)) ?? 120) +
    (lexicon.second.get(behind.charAt(1)) ?? 120) -
    40 +
    followCost(behind.slice(2), lexicon);
  return surname + (one < two ? 1 : 2);
}

function followCost(rest: string, lexicon: ChineseLexicon): number {
  if (rest === '') return 0;
  let best = lexicon.alone.get(rest.charAt(0)) ?? 150;
  for (let size = 2; size <= Math.min(6, rest.length); size += 1) {
    const cost = lexicon.words.get(rest.slice(0, size));
    if (cost !== undefined) best = Math.min(best, cost - 15 * (size - 1));
  }
  return TITLES.some((title) => rest.startsWith(title)) ? 20 : best;
}

/** 阿依古丽·买买提, 让·克洛德. */
export const DOTTED_NAMES: readonly Rule[] = [
  {
    type: 'name',
    pattern: /()([\u4e00-\u9fff]{2,7}(?:\s?[·•・]\s?[\u4e00-\u9fff]{1,8}){1,3})/gu,
    confidence: 0.9,
    accepts: (found) => !/(?:征|病|症|瘤|热|法|液|菌|氏)$/u.test(found),
  },
  { type: 'name', pattern: /((?:先生|女士|患者|姓名[:：])\s?)([\u4e00-\u9fff]某{1,2})/gu, confidence: 0.7 },
];
