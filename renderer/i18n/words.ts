/** Texts for words that come from the core or the ledger: an open set, so a word without a text stands for itself. */
import type { Language } from './index.ts';
import { textsOf } from './texts.ts';

/** Parts of the texts whose keys are such words. */
export type WordGroup =
  | 'accountStatus'
  | 'auditMethod'
  | 'cardKind'
  | 'caseWord'
  | 'errors'
  | 'field'
  | 'icdChapter'
  | 'importStep'
  | 'kind'
  | 'province'
  | 'purpose'
  | 'resource'
  | 'revocation'
  | 'setupStep'
  | 'specialtyName'
  | 'spokenLanguage'
  | 'statementState'
  | 'transaction'
  | 'visitRole';

/** The text of a word, or null when there is none. */
export function knownWord(group: WordGroup, word: string, language: Language): string | null {
  const words: Readonly<Record<string, string>> = textsOf(language)?.[group] ?? {};
  return Object.hasOwn(words, word) ? (words[word] ?? null) : null;
}

/** The text of a word, or the word itself. */
export function wordFor(group: WordGroup, word: string, language: Language): string {
  return knownWord(group, word, language) ?? word;
}

/** Words one after another, as the language separates them. */
export function joined(words: readonly string[], language: Language): string {
  return words.join(language === 'zh-CN' ? '、' : ', ');
}
