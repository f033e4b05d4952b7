/** One range of bytes out of a whole (RFC 9110 §14.1.2). */
import { ConsiliumError } from '../../../errors.ts';

export interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * The range that a header asks for; null when it asks for none that we serve, and the whole is sent.
 * Errors: `range-unsatisfiable`.
 */
export function rangeOf(header: string | undefined, length: number): Range | null {
  const groups = /^bytes=(?<first>\d{0,12})-(?<last>\d{0,12})$/u.exec(header ?? '')?.groups;
  const { first = '', last = '' } = groups ?? {};
  if (first === '' && last === '') return null;
  const range =
    first === ''
      ? { first: Math.max(0, length - Number(last)), last: length - 1 }
      : { first: Number(first), last: last === '' ? length - 1 : Math.min(Number(last), length - 1) };
  if (range.first > range.last) throw new ConsiliumError('range-unsatisfiable');
  return range;
}
