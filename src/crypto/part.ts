/** The two parts of a record: who it is about, and what was found. Each is sealed under a key of its own. */
import { missingCase } from '../errors.ts';

export type Part = 'identity' | 'clinical';

/** The byte that stands for a part in blobs and rows: 1 identity, 2 clinical. */
export function partNumber(part: Part): number {
  switch (part) {
    case 'identity':
      return 1;
    case 'clinical':
      return 2;
    default:
      return missingCase(part);
  }
}

/** The part a byte stands for, or null. */
export function partFromNumber(number: number): Part | null {
  if (number === 1) return 'identity';
  return number === 2 ? 'clinical' : null;
}
