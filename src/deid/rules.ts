/** A rule is a regular expression over a {@link View}: group 1 is the context before, group 2 what is found. */
import type { Span, SpanType } from './spans.ts';

export interface Rule {
  readonly type: SpanType;
  /** Global; every match has groups 1 (may be empty) and 2. */
  readonly pattern: RegExp;
  readonly confidence: number;
  /** One of these stands in every match; any text unless given. */
  readonly needs?: readonly string[];
  /** Whether a match is one; true unless given. */
  readonly accepts?: (found: string, before: string, after: string) => boolean;
}

/** How much of the text before and behind a match a rule is shown. */
const CONTEXT = 24;

export function applyRules(text: string, rules: readonly Rule[]): readonly Span[] {
  return rules.flatMap((rule) =>
    rule.needs === undefined || rule.needs.some((each) => text.includes(each))
      ? [...applyRule(text, rule)]
      : [],
  );
}

/** Every match, by the expression itself: `matchAll` makes a copy of it for every text. */
export function* matchesOf(pattern: RegExp, text: string): Generator<RegExpExecArray> {
  const expression = pattern;
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    const next = match[0] === '' ? expression.lastIndex + 1 : expression.lastIndex;
    yield match;
    expression.lastIndex = next;
  }
}

function* applyRule(text: string, { accepts, confidence, pattern, type }: Rule): Generator<Span> {
  for (const match of matchesOf(pattern, text)) {
    const found = match[2] ?? '';
    const start = match.index + (match[1]?.length ?? 0);
    const end = start + found.length;
    if (found === '') continue;
    const isFound =
      accepts === undefined ||
      accepts(found, text.slice(Math.max(0, start - CONTEXT), start), text.slice(end, end + CONTEXT));
    if (isFound) yield { start, end, type, confidence };
  }
}
