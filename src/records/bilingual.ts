/** A text in the two languages of the program. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/**
 * Splits a title written as "中文 English" (as this program writes them); any other title is the same in both,
 * since clinical content keeps the language it was written in.
 */
export function bilingualTitle(title: string): Bilingual {
  const match = /^([\p{Script=Han}（）、·]+) ([A-Za-z][\p{Script=Latin}\s,()'-]*)$/u.exec(title);
  return match === null ? { zh: title, en: title } : { zh: match[1] ?? title, en: match[2] ?? title };
}
