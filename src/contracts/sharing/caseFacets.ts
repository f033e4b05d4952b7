/**
 * What the ledger says of a shared case, for everybody: facets that are coarse enough to be read without the case.
 * Source: shared cases are found by specialty, disease, age band, sex, province, year, modality, outcome, language and
 * completeness; anything finer stays inside the sealed payload.
 */
import { asArray, asMap, asNullable, asText, asUint, type CborValue } from '../../crypto/cbor.ts';
import { ConsiliumError } from '../../errors.ts';
import { asOneOf } from '../entities.ts';

/** 治愈, 好转, 未愈, 死亡, 其他: how the front page of an inpatient record names it. */
export const CASE_OUTCOMES = ['cured', 'improved', 'unchanged', 'died', 'other'] as const;
export type CaseOutcome = (typeof CASE_OUTCOMES)[number];

export const CASE_SEXES = ['female', 'male', 'other', 'unknown'] as const;
export type CaseSex = (typeof CASE_SEXES)[number];

export const CASE_LANGUAGES = ['en', 'zh'] as const;
export type CaseLanguage = (typeof CASE_LANGUAGES)[number];

/** What the patient may have consented to, in the order in which it is written. */
export const CASE_PURPOSES = ['research', 'teaching', 'treatment-advice'] as const;
export type CasePurpose = (typeof CASE_PURPOSES)[number];

/** Nobody of this age or more is told apart, in years. */
export const OLDEST_BAND = 90;
/** The CARE checklist has so many items. */
export const MOST_COMPLETE = 13;
const MOST_MODALITIES = 16;

export interface AgeBand {
  /** In years: 0, 1, or a multiple of 5 up to {@link OLDEST_BAND}. */
  readonly from: number;
  /** The first age that is no longer in it; null where it has no end. */
  readonly to: number | null;
}

export interface CaseFacets {
  /** Lower-case words joined by hyphens. */
  readonly specialty: string;
  /** The ICD-10 category (`I21`), or its first one or two characters where that would tell too much. */
  readonly disease: string;
  readonly age: AgeBand;
  readonly sex: CaseSex;
  /** First two digits of GB/T 2260; `00` where it is not told. */
  readonly province: string;
  readonly year: number;
  /** Codes of DICOM's modalities, and `PHOTO`, `DOC`, `SOUND`, `FILM`; ascending. */
  readonly modalities: readonly string[];
  readonly outcome: CaseOutcome;
  readonly language: CaseLanguage;
  /** How many of the 13 items of CARE it answers. */
  readonly completeness: number;
}

const FIELDS = [
  'specialty',
  'disease',
  'age',
  'sex',
  'province',
  'year',
  'modalities',
  'outcome',
  'language',
  'completeness',
] as const;

export function encodeFacets(facets: CaseFacets): CborValue {
  return {
    ...facets,
    age: [facets.age.from, facets.age.to],
    modalities: [...facets.modalities],
  };
}

/** Errors: `field-*`. */
export function decodeFacets(value: CborValue | undefined): CaseFacets {
  const map = asMap(value, FIELDS, 'facets');
  return {
    specialty: matching(map.specialty, /^[a-z]+(?:-[a-z]+)*$/u, 'facets.specialty'),
    disease: matching(map.disease, /^[A-Z]\d{0,2}$/u, 'facets.disease'),
    age: asAgeBand(map.age, 'facets.age'),
    sex: asOneOf(map.sex, CASE_SEXES, 'facets.sex'),
    province: matching(map.province, /^\d{2}$/u, 'facets.province'),
    year: asYear(map.year, 'facets.year'),
    modalities: asModalities(map.modalities),
    outcome: asOneOf(map.outcome, CASE_OUTCOMES, 'facets.outcome'),
    language: asOneOf(map.language, CASE_LANGUAGES, 'facets.language'),
    completeness: atMost(
      asUint(map.completeness, 'facets.completeness'),
      MOST_COMPLETE,
      'facets.completeness',
    ),
  };
}

/** Errors: `field-malformed` for what is no band of the table. */
export function asAgeBand(value: CborValue | undefined, what: string): AgeBand {
  const [first, last, ...rest] = asArray(value, what);
  const from = atMost(asUint(first, what), OLDEST_BAND, what);
  const to = asNullable(last, (item) => atMost(asUint(item, what), OLDEST_BAND, what));
  const isBand = isBound(from) && (to === null || (isBound(to) && to > from));
  if (rest.length > 0 || !isBand) throw new ConsiliumError('field-malformed', { what });
  return { from, to };
}

/** Errors: `field-malformed` unless it is a non-empty ascending set of purposes. */
export function asPurposes(value: CborValue | undefined, what: string): readonly CasePurpose[] {
  const purposes = asArray(value, what).map((item) => asOneOf(item, CASE_PURPOSES, what));
  if (purposes.length === 0) throw new ConsiliumError('field-malformed', { what });
  return demandAscending(purposes, what);
}

export function asYear(value: CborValue | undefined, what: string): number {
  const year = asUint(value, what);
  if (year < 1900 || year > 2200) throw new ConsiliumError('field-malformed', { what });
  return year;
}

export function matching(value: CborValue | undefined, pattern: RegExp, what: string): string {
  const text = asText(value, what, 40);
  if (!pattern.test(text)) throw new ConsiliumError('field-malformed', { what });
  return text;
}

function isBound(age: number): boolean {
  return age === 1 || age % 5 === 0;
}

function asModalities(value: CborValue | undefined): readonly string[] {
  const what = 'facets.modalities';
  const codes = asArray(value, what).map((item) => matching(item, /^[A-Z]{2,5}$/u, what));
  if (codes.length > MOST_MODALITIES) throw new ConsiliumError('field-malformed', { what });
  return demandAscending(codes, what);
}

/** Each once, in the order of their characters: a set has one form. */
function demandAscending<T extends string>(items: readonly T[], what: string): readonly T[] {
  const isAscending = items.every((item, index) => index === 0 || (items[index - 1] ?? '') < item);
  if (!isAscending) throw new ConsiliumError('field-malformed', { what });
  return items;
}

function atMost(value: number, most: number, what: string): number {
  if (value > most) throw new ConsiliumError('field-malformed', { what });
  return value;
}
