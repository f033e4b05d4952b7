/** Which records of a history are shown: by institution, sort, period, and what a search found. */
import type { DocumentSummary } from '../../../src/workstation/api/visits.ts';
import type { Place } from './place.ts';

export const PERIODS = ['all', 'month', 'year', 'five-years'] as const;
export type Period = (typeof PERIODS)[number];

export interface TimelineFilter {
  /** Its Chinese name; empty for all. */
  readonly institution: string;
  readonly form: DocumentSummary['form'] | 'all';
  readonly period: Period;
  /** Null while nothing is searched for. */
  readonly found: readonly Place[] | null;
}

export const NO_FILTER: TimelineFilter = { institution: '', form: 'all', period: 'all', found: null };

const DAYS: Readonly<Record<Exclude<Period, 'all'>, number>> = { month: 31, year: 366, 'five-years': 1827 };
const DAY_MS = 86_400_000;

/** The records that pass, in the order they came. An undated record passes only where no period is asked for. */
export function filtered(
  documents: readonly DocumentSummary[],
  filter: TimelineFilter,
  now: number,
): readonly DocumentSummary[] {
  const found = filter.found === null ? null : new Set(filter.found.map(nameOf));
  return documents.filter((document) => {
    if (filter.institution !== '' && document.institution.zh !== filter.institution) return false;
    if (filter.form !== 'all' && document.form !== filter.form) return false;
    if (found !== null && !found.has(nameOf(document))) return false;
    if (filter.period === 'all') return true;
    return document.date !== null && document.date >= now - DAYS[filter.period] * DAY_MS;
  });
}

/** Every value that occurs, once, in the order it first occurs: what cannot be found is not offered. */
export function choices<T, K>(list: readonly T[], key: (item: T) => K): readonly T[] {
  const seen = new Set<K>();
  return list.filter((item) => {
    const isNew = !seen.has(key(item));
    seen.add(key(item));
    return isNew;
  });
}

function nameOf({ statement, leaf }: Place): string {
  return `${statement}/${String(leaf)}`;
}
