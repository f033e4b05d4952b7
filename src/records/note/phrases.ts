/**
 * Phrases: a short key, typed after a full stop or slash, becomes a whole text. Pure, so that a screen may call it at
 * a key of its choice and never while an input method is composing.
 */
export interface Phrase {
  /** What is typed after "." or "/"; letters, digits and Chinese, no space. */
  readonly key: string;
  /** May hold `{{name}}` for what is known of the visit, and `___` where the doctor still has to write. */
  readonly body: string;
}

/** What `{{name}}` stands for: date, age, sex, department and whatever else the caller knows. */
export type PhraseValues = Readonly<Record<string, string>>;

export interface TextPlace {
  readonly text: string;
  /** In UTF-16 units, as text fields count. */
  readonly cursor: number;
}

/** A blank to be filled in; selected when the cursor jumps to it. */
export const BLANK = '___';
const TRIGGER = /(?:^|[\s，。；,;])[./、]([\p{L}\p{N}]{1,20})$/u;

/**
 * Replaces the key before the cursor by its phrase; null when no key stands there. The cursor comes to stand at the
 * first blank of the phrase, else behind it.
 */
export function expandPhrase(
  place: TextPlace,
  phrases: readonly Phrase[],
  values: PhraseValues,
): TextPlace | null {
  const before = place.text.slice(0, place.cursor);
  const key = TRIGGER.exec(before)?.[1]?.toLowerCase();
  const phrase = phrases.find((candidate) => candidate.key.toLowerCase() === key);
  if (key === undefined || phrase === undefined) return null;
  const body = fillIn(phrase.body, values);
  const start = before.slice(0, before.length - key.length - 1);
  const blank = body.indexOf(BLANK);
  return {
    text: `${start}${body}${place.text.slice(place.cursor)}`,
    cursor: start.length + (blank < 0 ? body.length : blank),
  };
}

/** Replaces each `{{name}}`; one that is not known becomes a blank, so that it cannot be overlooked. */
export function fillIn(body: string, values: PhraseValues): string {
  return body.replaceAll(/\{\{(\w+)\}\}/gu, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined || value === '' ? BLANK : value;
  });
}

/** The next blank after the cursor, from the start again after the last; null when none is left. */
export function nextBlank({
  text,
  cursor,
}: TextPlace): { readonly from: number; readonly to: number } | null {
  const after = text.indexOf(BLANK, cursor);
  const from = after < 0 ? text.indexOf(BLANK) : after;
  return from < 0 ? null : { from, to: from + BLANK.length };
}

/** Why a phrase cannot be kept, or null. */
export function phraseProblem(phrase: Phrase, others: readonly Phrase[]): 'key' | 'taken' | 'empty' | null {
  if (!/^[\p{L}\p{N}]{1,20}$/u.test(phrase.key)) return 'key';
  if (phrase.body.trim() === '') return 'empty';
  return others.some(({ key }) => key.toLowerCase() === phrase.key.toLowerCase()) ? 'taken' : null;
}
