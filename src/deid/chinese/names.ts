/**
 * Names in Chinese text: the cheapest way to read a run of characters as words, single characters and names (a unigram
 * model with a class for names). A name has its surname, its given characters and the words around it for it.
 */
import { matchesOf } from '../rules.ts';
import type { Span } from '../spans.ts';
import { LEFT_CUES, RIGHT_CUES, TITLES } from './cues.ts';
import { DRUG_SYLLABLES } from '../data/clinicalMore.ts';
import { hanRuns, type HanRun } from './letters.ts';
import { chineseLexicon, RARE, type ChineseLexicon } from './lexicon.ts';

/** Of any name, before its characters: names are rarer than words. */
const NAME_COST = 62;
/** Of a word over a blank; a name bears one more easily. */
const GAP_COST = [0, 45, 90] as const;
const NAME_GAP_COST = [0, 25, 60] as const;
const NAME_END_BONUS = 15;
const TITLE_BONUS = 60;
const CUE_BONUS = 14;
/** Of a surname with a title, and of 小王. */
const ADDRESS_COST = 30;
const NICKNAME_COST = 75;
const LONGEST_WORD = 12;
/** Nicknames are made of common surnames. */
const COMMON_SURNAME = 75;
const TITLE_SET: ReadonlySet<string> = new Set(TITLES);
const RIGHT_SET: ReadonlySet<string> = new Set(RIGHT_CUES);
const LONGEST_TITLE = Math.max(...TITLES.map(({ length }) => length));

interface Arc {
  readonly from: number;
  readonly cost: number;
  /** 0 of a word, else what a name found this way is worth. */
  readonly confidence: number;
}

export interface ChineseName extends Span {
  /** Its characters without blanks. */
  readonly name: string;
}

export function chineseNames(text: string): readonly ChineseName[] {
  const lexicon = chineseLexicon();
  return hanRuns(text).flatMap((run) =>
    run.letters.length < 2 ? [] : new Reading(run, text, lexicon).names(),
  );
}

class Reading {
  readonly #run: HanRun;
  readonly #text: string;
  readonly #lexicon: ChineseLexicon;
  readonly #joined: string;
  readonly #costs: Float64Array;
  readonly #arcs: (Arc | null)[];
  /** Characters of drugs and diseases. */
  readonly #taken: Uint8Array;

  constructor(run: HanRun, text: string, lexicon: ChineseLexicon) {
    this.#run = run;
    this.#text = text;
    this.#lexicon = lexicon;
    this.#joined = run.letters.join('');
    this.#costs = new Float64Array(run.letters.length + 1).fill(Infinity);
    this.#costs[0] = 0;
    this.#arcs = Array.from({ length: run.letters.length + 1 }, () => null);
    this.#taken = new Uint8Array(run.letters.length + 2);
    for (const { 0: found, index } of matchesOf(TAKEN, this.#joined))
      this.#taken.fill(1, index, index + found.length);
    // ST段, QT段: a part of a curve, and nobody of the family 段.
    const before = text.charAt((run.at[0] ?? 0) - 1);
    if (run.letters[0] === '段' && /[A-Za-z0-9]/u.test(before)) this.#taken[0] = 1;
  }

  names(): readonly ChineseName[] {
    const { length } = this.#run.letters;
    for (let from = 0; from < length; from += 1) {
      this.#words(from);
      this.#namesFrom(from);
    }
    const found: ChineseName[] = [];
    for (let end = length; end > 0;) {
      const arc = this.#arcs[end];
      if (arc === undefined || arc === null) break;
      if (arc.confidence > 0) found.push(this.#found(arc, end));
      end = arc.from;
    }
    return found.toReversed();
  }

  #found({ confidence, from }: Arc, to: number): ChineseName {
    const { at } = this.#run;
    const start = at[from] ?? 0;
    const end = (at[to - 1] ?? 0) + 1;
    return { start, end, type: 'name', confidence, name: this.#joined.slice(from, to) };
  }

  #relax(from: number, to: number, cost: number, confidence: number): void {
    const total = (this.#costs[from] ?? Infinity) + cost;
    if (total >= (this.#costs[to] ?? 0)) return;
    this.#costs[to] = total;
    this.#arcs[to] = { from, cost, confidence };
  }

  #gaps(from: number, to: number, costs: readonly number[]): number {
    let sum = 0;
    for (let index = from + 1; index < to; index += 1) sum += costs[this.#run.gaps[index] ?? 0] ?? 0;
    return sum;
  }

  #words(from: number): void {
    const { letters } = this.#run;
    this.#relax(from, from + 1, this.#lexicon.alone.get(letters[from] ?? '') ?? RARE, 0);
    const longest = this.#lexicon.longest.get(this.#joined.slice(from, from + 2)) ?? 0;
    const most = Math.min(longest, LONGEST_WORD, letters.length - from);
    for (let size = 2; size <= most; size += 1) {
      const cost = this.#lexicon.words.get(this.#joined.slice(from, from + size));
      if (cost !== undefined)
        this.#relax(from, from + size, cost + this.#gaps(from, from + size, GAP_COST), 0);
    }
  }

  #namesFrom(from: number): void {
    const letter = this.#run.letters[from] ?? '';
    const surname = this.#lexicon.surnames.get(letter);
    const compound = this.#lexicon.surnames.get(this.#joined.slice(from, from + 2));
    const left =
      surname === undefined && compound === undefined && !NICKNAME_FIRST.has(letter) ? 0 : this.#left(from);
    if (surname !== undefined) this.#givenBehind(from, 1, surname - left);
    if (compound !== undefined && this.#joined.length >= from + 2)
      this.#givenBehind(from, 2, compound - left - 30);
    if (NICKNAME_FIRST.has(letter)) this.#nickname(from, left);
  }

  /** Names whose surname ends at `from + size`. */
  #givenBehind(from: number, size: number, surname: number): void {
    const { first, only, second } = this.#lexicon;
    const start = from + size;
    const [one = '', two = ''] = [this.#run.letters[start], this.#run.letters[start + 1]];
    this.#address(from, start, surname);
    if (one === '') return;
    this.#name(from, start + 1, { surname, characters: surname + (only.get(one) ?? RARE) + 8 });
    if (two !== '')
      this.#name(from, start + 2, {
        surname,
        characters: surname + (first.get(one) ?? RARE) + (second.get(two) ?? RARE) - 20,
      });
  }

  #name(
    from: number,
    to: number,
    { surname, characters }: { readonly surname: number; readonly characters: number },
  ): void {
    const right = this.#right(to);
    if (this.#isTaken(from, to, surname)) return;
    const cost = NAME_COST + characters + this.#gaps(from, to, NAME_GAP_COST) - right;
    this.#relax(from, to, cost, cost < 130 ? 0.95 : 0.8);
  }

  /** A name neither goes over such characters nor, without a cue before it, right up to them. */
  #isTaken(from: number, to: number, surname: number): boolean {
    for (let index = from; index < to; index += 1) if (this.#taken[index] === 1) return true;
    return this.#taken[to] === 1 && (this.#run.gaps[to] ?? 0) === 0 && surname > 20;
  }

  /** 张主任, 王女士: the title is taken along, for it says as much as the surname. */
  #address(from: number, to: number, surname: number): void {
    const title = this.#titleAt(to);
    if (title === 0) return;
    const word = this.#lexicon.words.get(this.#joined.slice(from, to + title));
    if (word !== undefined) return;
    const isShort = title === 1;
    // 姐, 哥, 总, 工 are syllables of other words as well.
    if (isShort && !this.#isBoundary(to + title)) return;
    this.#relax(
      from,
      to + title,
      ADDRESS_COST + surname + (isShort ? 40 : 0) + this.#gaps(from, to + title, GAP_COST),
      0.9,
    );
  }

  #nickname(from: number, left: number): void {
    const next = this.#run.letters[from + 1] ?? '';
    const compound = this.#joined.slice(from + 1, from + 3);
    if (this.#run.letters[from] !== '阿' && compound.length === 2 && this.#lexicon.surnames.has(compound)) {
      this.#relax(from, from + 3, NICKNAME_COST - left, 0.75);
    }
    const surname = this.#lexicon.surnames.get(next);
    const prefix = this.#run.letters[from];
    if ((this.#run.gaps[from + 1] ?? 0) > 0 || this.#lexicon.words.has(`${prefix ?? ''}${next}`)) return;
    if (prefix === '阿') {
      const given = this.#lexicon.only.get(next);
      if (given !== undefined && this.#isBoundary(from) && this.#isBoundary(from + 2))
        this.#relax(from, from + 2, 60 + given - left, 0.75);
      return;
    }
    if (surname === undefined || surname > COMMON_SURNAME) return;
    const right = this.#right(from + 2);
    if (right === 0 && left === 0) return;
    this.#relax(from, from + 2, NICKNAME_COST + surname - left - right, 0.75);
    const title = this.#titleAt(from + 2);
    if (title > 1) this.#relax(from, from + 2 + title, ADDRESS_COST + surname - left, 0.85);
  }

  #titleAt(at: number): number {
    for (let size = LONGEST_TITLE; size > 0; size -= 1) {
      if (at + size <= this.#joined.length && TITLE_SET.has(this.#joined.slice(at, at + size))) return size;
    }
    return 0;
  }

  /** What stands before takes off the cost; a cue counts over a blank or a bracket. */
  #left(from: number): number {
    let best = 0;
    for (let size = 1; size <= 4 && from - size >= 0; size += 1) {
      best = Math.max(best, LEFT_CUES.get(this.#joined.slice(from - size, from)) ?? 0);
    }
    if (from > 0) return (this.#run.gaps[from] ?? 0) > 0 ? Math.max(best, 10) : best;
    const before = this.#text.slice(Math.max(0, (this.#run.at[0] ?? 0) - 6), this.#run.at[0] ?? 0);
    const cue = /([\u4e00-\u9fff]{1,4})[:：]?\s?[(（"“‘'【[]$/u.exec(before)?.[1] ?? '';
    for (let size = Math.min(4, cue.length); size > 0; size -= 1)
      best = Math.max(best, LEFT_CUES.get(cue.slice(-size)) ?? 0);
    const isInBrackets =
      /[(（]$/u.test(before) && /^[)）]/u.test(this.#text.slice((this.#run.at.at(-1) ?? 0) + 1));
    return Math.max(best, isInBrackets && this.#joined.length <= 4 ? 25 : 8);
  }

  #right(to: number): number {
    if (this.#titleAt(to) > 0) return TITLE_BONUS;
    if (this.#isBoundary(to)) return NAME_END_BONUS;
    for (let size = 1; size <= 2; size += 1)
      if (RIGHT_SET.has(this.#joined.slice(to, to + size))) return CUE_BONUS;
    return 0;
  }

  /** Whether nothing Chinese stands right there. */
  #isBoundary(index: number): boolean {
    return index <= 0 || index >= this.#joined.length || (this.#run.gaps[index] ?? 0) > 0;
  }
}

/** Endings of diseases, signs, remedies and germs. */
const TAKEN = new RegExp(`${DRUG_SYLLABLES}|[病征症瘤癌炎丸散膏菌疹痣酶肿痛囊腺胶囊胀痒癣疣]`, 'gu');

const NICKNAME_FIRST: ReadonlySet<string> = new Set('小老阿大');

const BEFORE_IN_LIST = /([\u4e00-\u9fff]{2,3})[、]$/u;
const BEHIND_IN_LIST =
  /^(?:主任医师|副主任医师|主治医师|住院医师|主任|医师|医生|护士长|护士|教授)?[、]([\u4e00-\u9fff]{2,3})(?=[、，,。;；\s等]|主任|副主任|主治|住院医|医|护士|教授|参加|出席|到场|汇报|$)/u;

/** What stands in a row with names, and begins with a surname, is one as well. */
export function namesInLists(text: string, names: readonly Span[]): readonly Span[] {
  const { surnames, words } = chineseLexicon();
  const isName = (found: string): boolean =>
    surnames.has(found.charAt(0)) && !words.has(found) && !/[师生任授士长]$/u.test(found);
  return names.flatMap(({ end, start }) => {
    const before = BEFORE_IN_LIST.exec(text.slice(Math.max(0, start - 4), start))?.[1];
    const match = BEHIND_IN_LIST.exec(text.slice(end, end + 16));
    const behind = match?.[1];
    const from = end + (match?.[0].length ?? 0) - (behind?.length ?? 0);
    return [
      ...(before !== undefined && isName(before)
        ? [{ start: start - 1 - before.length, end: start - 1, type: 'name', confidence: 0.75 } as const]
        : []),
      ...(behind !== undefined && isName(behind)
        ? [{ start: from, end: from + behind.length, type: 'name', confidence: 0.75 } as const]
        : []),
    ];
  });
}
