/** What is found in a text, and how what is found becomes one list without overlaps. */

/** Classes of identifiers; the rules of each stand in the shared-case section of ARCHITECTURE.md. */
export const SPAN_TYPES = [
  'name',
  'institution',
  'address',
  'postcode',
  'date',
  'age',
  'national-id',
  'passport',
  'phone',
  'email',
  'url',
  'ip-address',
  'account',
  'bank-card',
  'insurance-number',
  'record-number',
  'licence-number',
  'vehicle',
  'device',
  'biometric',
  'organisation-code',
  'bed',
  'occupation',
  'ethnicity',
  'number',
  'other',
] as const;
export type SpanType = (typeof SPAN_TYPES)[number];

/** A part of a text, in UTF-16 units; `end` is behind its last unit. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: SpanType;
  /** 0 to 1: what the rule that found it is worth. */
  readonly confidence: number;
}

/**
 * Spans in order and without overlaps: overlapping ones become one, of the type of the surest (the longest of equals), so
 * that nothing that any rule found is left outside.
 */
export function merged(spans: readonly Span[]): readonly Span[] {
  const sorted = spans.toSorted((left, right) => left.start - right.start || right.end - left.end);
  const result: Span[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last === undefined || span.start >= last.end) result.push(span);
    else result[result.length - 1] = united(last, span);
  }
  return result;
}

function united(left: Span, right: Span): Span {
  const isRight =
    right.confidence > left.confidence ||
    (right.confidence === left.confidence && lengthOf(right) > lengthOf(left));
  const { confidence, type } = isRight ? right : left;
  return {
    start: Math.min(left.start, right.start),
    end: Math.max(left.end, right.end),
    type,
    confidence,
  };
}

function lengthOf({ end, start }: Span): number {
  return end - start;
}
