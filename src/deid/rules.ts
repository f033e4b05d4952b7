/** A rule is a regular expression over a {@link View}: group 1 is the context before, group 2 what is found. */
import type { Span, SpanType } from './spans.ts';

export interface Rule {
  readonly type: SpanType;
  /** Global; every match has groups 1 (may be empty) and 2. */
  readonly pattern: RegExp;
  readonly confidence: number;
  /** Whether a match is one; true unless given. */
  readonly accepts?: (found: string, before: string, after: string) => boolean;
}

/** How much of the text before and behind a match a rule is shown. */
const CONTEXT = 24;

export function applyRules(text: string, rules: readonly Rule[]): readonly Span[] {
  return rules.flatMap((rule) => [...applyRule(text, rule)]);
}

function* applyRule(text: string, { accepts, confidence, pattern, type }: Rule): Generator<Span> {
  for (const match of text.matchAll(pattern)) {
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
