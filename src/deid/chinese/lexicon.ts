/** Chinese words and characters with their costs (tenths of a nat), read once at the first use (some 60 ms). */
import { DIAGNOSES } from '../../records/terminology/diagnoses.ts';
import { DRUGS } from '../../records/medication/drugs.ts';
import { CLINICAL_CHINESE, RECORD_WORDS } from '../data/clinicalChinese.ts';
import { EPONYMS_AND_PATTERNS, HERBS } from '../data/clinicalMore.ts';
import { LEXICON } from '../data/lexicon.ts';
import { ALONE, GIVEN_FIRST, GIVEN_ONLY, GIVEN_SECOND } from '../data/nameCharacters.ts';
import { COMPOUND_SURNAMES, MODERN_GIVEN, SURNAMES, TRADITIONAL_SURNAMES } from '../data/surnames.ts';

export interface ChineseLexicon {
  /** Every word of two characters and more. */
  readonly words: ReadonlyMap<string, number>;
  /** Longest word that begins with these two characters. */
  readonly longest: ReadonlyMap<string, number>;
  readonly alone: ReadonlyMap<string, number>;
  readonly surnames: ReadonlyMap<string, number>;
  readonly first: ReadonlyMap<string, number>;
  readonly second: ReadonlyMap<string, number>;
  readonly only: ReadonlyMap<string, number>;
  readonly clinical: ReadonlySet<string>;
}

/** Of a character that is in no table. */
export const RARE = 150;
const CLINICAL_COST = 70;
const RECORD_COST = 65;
const HAN_WORD = /^[\u3400-\u9fff]{2,}$/u;

let read: ChineseLexicon | null = null;

export function chineseLexicon(): ChineseLexicon {
  read ??= build();
  return read;
}

function build(): ChineseLexicon {
  const words = new Map<string, number>();
  for (const row of LEXICON) {
    const [cost = 0, length = 0] = row.split(' ').map(Number);
    const joined = row.slice(row.lastIndexOf(' ') + 1);
    for (let at = 0; at < joined.length; at += length) words.set(joined.slice(at, at + length), cost);
  }
  const clinical = new Set(clinicalWords());
  for (const word of clinical) words.set(word, Math.min(words.get(word) ?? CLINICAL_COST, CLINICAL_COST));
  for (const word of listed(RECORD_WORDS))
    words.set(word, Math.min(words.get(word) ?? RECORD_COST, RECORD_COST));
  const longest = new Map<string, number>();
  for (const word of words.keys()) {
    const start = word.slice(0, 2);
    if ((longest.get(start) ?? 0) < word.length) longest.set(start, word.length);
  }
  return {
    words,
    longest,
    alone: letters(ALONE),
    surnames: surnames(),
    ...given(clinical),
    clinical,
  };
}

function clinicalWords(): readonly string[] {
  const own = [...CLINICAL_CHINESE, HERBS, EPONYMS_AND_PATTERNS].flatMap(listed);
  const coded = DIAGNOSES.flatMap(({ synonyms, zh }) => [zh, ...synonyms]);
  const drugs = DRUGS.map(({ zh }) => zh);
  return [...own, ...coded, ...drugs].filter((word) => HAN_WORD.test(word));
}

function listed(words: string): readonly string[] {
  return words.split(' ').filter((word) => HAN_WORD.test(word));
}

/** Rows of the form "cost letters". */
function letters(rows: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const row of rows) {
    const [cost = '', joined = ''] = row.split(' ');
    for (const letter of joined) found.set(letter, Number(cost));
  }
  return found;
}

type Letters = ReadonlyMap<string, number>;

/** Of a given character that is in fashion, and of one that is too rare for anything but a name. */
const MODERN_COST = 62;
const UNCOMMON_COST = 85;
const UNCOMMON_FROM = 120;

function given(clinical: ReadonlySet<string>): Pick<ChineseLexicon, 'first' | 'second' | 'only'> {
  const ofMedicine = new Set([...clinical].flatMap((word) => Array.from(word)));
  const rare = [...letters(ALONE)].filter(
    ([letter, cost]) => cost >= UNCOMMON_FROM && !ofMedicine.has(letter),
  );
  const widened = (counted: Letters): Letters => {
    const found = new Map(counted);
    const lower = (letter: string, cost: number): void =>
      void found.set(letter, Math.min(found.get(letter) ?? RARE, cost));
    for (const letter of MODERN_GIVEN) lower(letter, MODERN_COST);
    for (const [letter] of rare) lower(letter, UNCOMMON_COST);
    return found;
  };
  const [first, second] = [widened(letters(GIVEN_FIRST)), widened(letters(GIVEN_SECOND))];
  return { first, second, only: onlyGiven(first, second) };
}

/** Names of two characters are few in the source, and noisy: a character that no longer name has costs more. */
function onlyGiven(first: Letters, second: Letters): Letters {
  const found = new Map<string, number>();
  const only = letters(GIVEN_ONLY);
  for (const letter of new Set([...only.keys(), ...second.keys()])) {
    const longer = Math.min(first.get(letter) ?? RARE, second.get(letter) ?? RARE);
    found.set(letter, Math.round(((only.get(letter) ?? longer + 10) + longer) / 2));
  }
  return found;
}

/** The rarer, the dearer: shares of surnames fall about as 1 / rank. */
function surnames(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [rank, letter] of Array.from(SURNAMES).entries()) {
    if (!found.has(letter)) found.set(letter, Math.round(25 + 10 * Math.log(rank + 1) * 0.9));
  }
  for (const letter of TRADITIONAL_SURNAMES) if (!found.has(letter)) found.set(letter, 50);
  for (const compound of COMPOUND_SURNAMES.split('|')) found.set(compound, 60);
  return found;
}
