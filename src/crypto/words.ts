/** Words people write down: the BIP-39 lists, and typed words brought into the form that was printed. */
import { wordlist as chinese } from '@scure/bip39/wordlists/simplified-chinese.js';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import type { RandomBytes } from '../ports.ts';

/** Language of a word list: its BIP-39 words, 2,048 of them, 11 bits each. */
export type WordLanguage = 'en' | 'zh';

const LISTS: Readonly<Record<WordLanguage, readonly string[]>> = { en: english, zh: chinese };

/** The 2,048 words of a language. */
export function wordList(language: WordLanguage): readonly string[] {
  return LISTS[language];
}

/** `count` words, each equally likely: 11 bits of a random u16 pick one of 2,048. */
export function randomWords(count: number, language: WordLanguage, random: RandomBytes): readonly string[] {
  const bytes = random(2 * count);
  return Array.from({ length: count }, (_, index) => {
    const drawn = (bytes[2 * index] ?? 0) * 256 + (bytes[2 * index + 1] ?? 0);
    return LISTS[language][drawn % 2048] ?? '';
  });
}

/**
 * The words of a typed text: NFKD, lower case, parted by any white space or punctuation. Chinese words are
 * single characters and may be written without spaces.
 */
export function splitWords(typed: string): readonly string[] {
  const text = typed.normalize('NFKD').toLowerCase();
  return text.match(/\p{Script=Han}|[^\p{Script=Han}\s\p{P}]+/gu) ?? [];
}

/** The language in which all the words stand, or null. */
export function languageOf(words: readonly string[]): WordLanguage | null {
  if (words.every((word) => LISTS.en.includes(word))) return 'en';
  return words.every((word) => LISTS.zh.includes(word)) ? 'zh' : null;
}
