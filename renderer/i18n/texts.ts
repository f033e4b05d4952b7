/** The texts of the screens: a file a language, which is read when somebody wants that language. */
import type { en } from './en.ts';
import type { Language } from './language.ts';
import type { SameKeys } from './sameKeys.ts';

export type Texts = SameKeys<typeof en>;

const read = new Map<Language, Texts>();

/** Reads the texts of a language; from then on {@link textsOf} has them. */
export async function readTexts(language: Language): Promise<Texts> {
  const texts = language === 'en' ? (await import('./en.ts')).en : (await import('./zh-CN.ts')).zhCN;
  read.set(language, texts);
  return texts;
}

/** The texts of a language that was read; null for another. */
export function textsOf(language: Language): Texts | null {
  return read.get(language) ?? null;
}
