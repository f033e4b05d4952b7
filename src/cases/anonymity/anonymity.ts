/**
 * Whether a case could be told to be of one of few people, by age band, sex, province, disease and year: counted over the
 * cases that are published and the coarse counts that institutions publish. Nothing leaves the machine for it.
 *
 * A case is as hidden as the group that its facets leave it in. Where that is below 5, its facets are generalised, step by
 * step; where the library has fewer than 500 cases, its numbers say little, so that one step further is taken and the
 * author is asked. What stays below 5 in a library that is large enough is refused.
 */
import type { AgeBand, CaseFacets } from '../../contracts/sharing/caseFacets.ts';
import { SMALLEST_CELL, type CountCell } from '../../contracts/sharing/countCells.ts';

/** Below this many published cases the author is asked. */
export const FEWEST_CASES = 500;
/** Province that is not told. */
const UNTOLD = '00';
/** Wide bands begin at these ages; the last one has no end. */
const WIDE_BANDS = [0, 20, 40, 60, 80] as const;

export type QuasiIdentifiers = Pick<CaseFacets, 'age' | 'sex' | 'province' | 'disease' | 'year'>;

/** A cell with the year of its page. */
export interface YearCell extends CountCell {
  readonly year: number;
}

/** What a case is compared with: facets of all published cases, and the counts of all institutions. */
export interface Population {
  readonly cases: readonly QuasiIdentifiers[];
  readonly cells: readonly YearCell[];
}

/**
 * `enough`: publish it with these facets; `ask`: the author decides, told `k`; `refused`: it would be one of few.
 * `k` is how many people the facets could mean as far as is known, the patient among them.
 */
export interface AnonymityCheck {
  readonly verdict: 'enough' | 'ask' | 'refused';
  /** How many steps of generalisation were taken. */
  readonly level: number;
  readonly facets: QuasiIdentifiers;
  readonly k: number;
}

type Step = (facets: QuasiIdentifiers) => QuasiIdentifiers;

/** Each step tells less than the one before: band of twenty years, no province, two characters of the code, one. */
const STEPS: readonly Step[] = [
  (facets) => ({ ...facets, age: wideBand(facets.age) }),
  (facets) => ({ ...facets, province: UNTOLD }),
  (facets) => ({ ...facets, disease: facets.disease.slice(0, 2) }),
  (facets) => ({ ...facets, disease: facets.disease.slice(0, 1) }),
];

/** What may be published of a case's facets. */
export function checkAnonymity(facets: QuasiIdentifiers, among: Population): AnonymityCheck {
  const levels = generalisations(facets).map((general, level) => ({
    level,
    facets: general,
    k: groupSize(general, among),
  }));
  const last = levels.at(-1) ?? { level: 0, facets, k: 1 };
  const found = levels.find(({ k }) => k >= SMALLEST_CELL);
  if (among.cases.length >= FEWEST_CASES)
    return found === undefined ? { verdict: 'refused', ...last } : { verdict: 'enough', ...found };
  const further = levels[(found ?? last).level + 1] ?? last;
  return { verdict: 'ask', ...further };
}

/**
 * How many people these facets could mean, as far as is known: the larger one of the published cases that they cover
 * (with this one) and of the counts, since the same people may stand in both.
 */
export function groupSize(facets: QuasiIdentifiers, { cases, cells }: Population): number {
  const published = cases.filter((other) => covers(facets, other)).length + 1;
  const counted = cells
    .filter(({ from, to, ...cell }) => covers(facets, { ...cell, age: { from, to } }))
    .reduce((sum, { count }) => sum + count, 0);
  return Math.max(published, counted);
}

/** The facets themselves, and after each step. */
function generalisations(facets: QuasiIdentifiers): readonly QuasiIdentifiers[] {
  const all = [facets];
  for (const step of STEPS) all.push(step(all.at(-1) ?? facets));
  return all;
}

/** Whether everybody whom the other facets could mean is meant by these. */
function covers(facets: QuasiIdentifiers, other: QuasiIdentifiers): boolean {
  return (
    other.disease.startsWith(facets.disease) &&
    other.year === facets.year &&
    (facets.sex === 'unknown' || other.sex === facets.sex) &&
    (facets.province === UNTOLD || other.province === facets.province) &&
    isWithin(other.age, facets.age)
  );
}

function isWithin(inner: AgeBand, outer: AgeBand): boolean {
  const end = (band: AgeBand): number => band.to ?? Infinity;
  return inner.from >= outer.from && end(inner) <= end(outer);
}

/** The band of twenty years around a narrow one; what is wider already stays. */
function wideBand(age: AgeBand): AgeBand {
  const index = WIDE_BANDS.findLastIndex((from) => from <= age.from);
  const wide = { from: WIDE_BANDS[index] ?? 0, to: WIDE_BANDS[index + 1] ?? null };
  return isWithin(age, wide) ? wide : age;
}

/** The age band of the table for an age in whole years: 0, 1 to 4, then five years each, and 90 and over. */
export function ageBand(years: number): AgeBand {
  if (years < 1) return { from: 0, to: 1 };
  if (years < 5) return { from: 1, to: 5 };
  const from = Math.min(90, Math.floor(years / 5) * 5);
  return { from, to: from === 90 ? null : from + 5 };
}
