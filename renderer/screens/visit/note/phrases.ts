/** Phrases in a text field: a key after a full stop or slash becomes a text, and Tab goes from blank to blank. */
import type { ResultOf } from '../../../../src/workstation/api.ts';

export type Phrase = ResultOf<'note/templates'>['own'][number];

/** What the doctor still has to write. */
export const BLANK = '___';
const TRIGGER = /(?:^|[\s，。；,;])[./、]([\p{L}\p{N}]{1,20})$/u;

export interface TextState {
  readonly text: string;
  /** What is selected, in UTF-16 units as fields count. */
  readonly from: number;
  readonly to: number;
}

/** The key before the cursor replaced by its phrase, its first blank selected; null when no key stands there. */
export function expanded(
  state: TextState,
  phrases: readonly Phrase[],
  values: Readonly<Record<string, string>>,
): TextState | null {
  const before = state.text.slice(0, state.from);
  const key = TRIGGER.exec(before)?.[1]?.toLowerCase();
  const phrase = phrases.find((candidate) => candidate.key.toLowerCase() === key);
  if (key === undefined || phrase === undefined) return null;
  const body = filledIn(phrase.body, values);
  const start = before.slice(0, before.length - key.length - 1);
  const text = `${start}${body}${state.text.slice(state.to)}`;
  const end = start.length + body.length;
  return blankAfter({ text, from: start.length, to: start.length }, end) ?? { text, from: end, to: end };
}

/** Each `{{name}}` replaced; one that is not known becomes a blank, so that it cannot be overlooked. */
export function filledIn(body: string, values: Readonly<Record<string, string>>): string {
  return body.replaceAll(/\{\{(\w+)\}\}/gu, (_, name: string) => values[name] ?? BLANK);
}

/** The next blank behind what is selected, up to `end`; null when there is none, and Tab leaves the field. */
export function blankAfter(state: TextState, end: number = state.text.length): TextState | null {
  const from = state.text.indexOf(BLANK, state.to);
  return from < 0 || from + BLANK.length > end ? null : { text: state.text, from, to: from + BLANK.length };
}
