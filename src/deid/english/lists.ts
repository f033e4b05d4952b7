/** English names, words that are both, and words of medicine that look like names; read once at the first use. */
import {
  FAMILY_NAMES,
  FAMILY_NAMES_AND_WORDS,
  GIVEN_NAMES,
  GIVEN_NAMES_AND_WORDS,
} from '../data/englishNames.ts';
import { COMMON_GIVEN, EPONYMS, FURTHER_FAMILY, FURTHER_GIVEN, NO_PERSON } from '../data/englishWords.ts';

export interface EnglishLists {
  /** Given names that are nothing else. */
  readonly given: ReadonlySet<string>;
  readonly givenOrWord: ReadonlySet<string>;
  readonly family: ReadonlySet<string>;
  readonly familyOrWord: ReadonlySet<string>;
  /** Every surname, words of notes among them. */
  readonly surnames: ReadonlySet<string>;
  readonly eponyms: ReadonlySet<string>;
  /** Words of notes, written with a capital perhaps, that are no part of a name. */
  readonly words: ReadonlySet<string>;
}

let read: EnglishLists | null = null;

export function englishLists(): EnglishLists {
  read ??= build();
  return read;
}

function build(): EnglishLists {
  const common = new Set(COMMON_GIVEN.split(' '));
  const words = new Set(NO_PERSON.flatMap((line) => line.split(' ')));
  const givenOrWord = GIVEN_NAMES_AND_WORDS.flatMap(parted);
  const given = new Set([
    ...GIVEN_NAMES.flatMap(parted),
    ...FURTHER_GIVEN.split(' '),
    ...givenOrWord.filter((name) => common.has(name)),
  ]);
  const family = new Set([...FAMILY_NAMES.flatMap(parted), ...FURTHER_FAMILY.split(' ')]);
  for (const word of words) {
    if (!common.has(word)) given.delete(word);
    family.delete(word);
  }
  return {
    given,
    givenOrWord: new Set(givenOrWord.filter((name) => !common.has(name) && !words.has(name))),
    family,
    familyOrWord: new Set(FAMILY_NAMES_AND_WORDS.flatMap(parted).filter((name) => !words.has(name))),
    surnames: new Set([...FAMILY_NAMES, ...FAMILY_NAMES_AND_WORDS].flatMap(parted)),
    eponyms: new Set(EPONYMS.split(' ')),
    words,
  };
}

function parted(line: string): readonly string[] {
  return line.split('|');
}

/** Without accents, in lower case: as the lists have it. */
export function folded(word: string): string {
  return word
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/gu, '')
    .toLowerCase();
}
