/**
 * One shift of all dates of a patient in one case: over resources, texts and images, so that what lies between two dates
 * stays true. The days follow from the case's key and the patient's pseudonym in it (a keyed hash), ±1 to ±50.
 */
import { utf8 } from '../crypto/bytes.ts';
import { blake2b256, domainTag } from '../crypto/hash.ts';
import { dayOf, isoOfDay } from './days.ts';

const LABEL = 'consilium/deid/date-shift/v1';
const MOST_DAYS = 50;

/** Whole days, never 0. */
export function dateShiftOf(caseKey: Uint8Array, pseudonym: string): number {
  const [first = 0, second = 0] = blake2b256(caseKey, domainTag(LABEL), utf8(pseudonym));
  // 65,536 is no multiple of 100: the bias is below two in a thousand.
  const place = (first * 256 + second) % (2 * MOST_DAYS);
  return place < MOST_DAYS ? place - MOST_DAYS : place - MOST_DAYS + 1;
}

/**
 * A FHIR date, dateTime or instant, shifted; the time of day and its zone stay. A year alone stays, and so does the year of
 * a month, for a month alone cannot be shifted by days. Null for what is none.
 */
export function shiftedFhirDate(value: string, days: number): string | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T[0-9:.]+(?:Z|[+-]\d{2}:\d{2})?)?)?)?$/u.exec(value);
  if (match === null) return null;
  const [, year = '', , day, time = ''] = match;
  if (day === undefined) return year;
  const shifted = shiftedDay(value.slice(0, 10), days);
  return shifted === null ? null : `${shifted}${time}`;
}

/** `YYYY-MM-DD` of a whole date in any writing that {@link dayOf} reads; null for others. */
export function shiftedDay(written: string, days: number): string | null {
  const day = dayOf(written);
  return day === null ? null : isoOfDay(day + days);
}

/** `YYYYMMDD` of DICOM (DA), or the beginning of a DT; null for what is none. */
export function shiftedDicomDate(value: string, days: number): string | null {
  const shifted = shiftedDay(value.slice(0, 8), days);
  return /^\d{8}/u.test(value) && shifted !== null ? `${shifted.replaceAll('-', '')}${value.slice(8)}` : null;
}
