/** Results of a patient as series: one an analyte and unit, oldest first, with range, flag and where each was made. */
import { conceptText } from '../concept.ts';
import { objectAt, objectsAt, textAt, type JsonObject } from '../json.ts';
import { byDate, chartResources, dateOf, isWithdrawn, type ChartResource } from './resources.ts';

/** As the laboratory flagged it, else by its own range; critical values only a laboratory can flag. */
export type ResultFlag = 'critical-high' | 'critical-low' | 'high' | 'low' | 'abnormal' | 'normal';

export interface ResultPoint {
  readonly record: number;
  readonly source: string;
  /** ISO 8601, as the result says. */
  readonly date: string | null;
  /** Null for a result in words. */
  readonly value: number | null;
  /** With comparator, with the digits as they were written, without the unit. */
  readonly text: string;
  readonly low: number | null;
  readonly high: number | null;
  /** "3.5–5.3", "< 8", or as the laboratory words it; empty where it gave none. */
  readonly range: string;
  readonly flag: ResultFlag | null;
  readonly isCorrected: boolean;
}

export interface ResultSeries {
  /** The same analyte in the same unit, wherever it was measured. */
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly points: readonly ResultPoint[];
  /** Whether a line can be drawn: two points or more are numbers. */
  readonly isTrend: boolean;
}

const FLAGS: ReadonlyMap<string, ResultFlag> = new Map([
  ['HH', 'critical-high'],
  ['LL', 'critical-low'],
  ['H', 'high'],
  ['HU', 'high'],
  ['L', 'low'],
  ['LU', 'low'],
  ['A', 'abnormal'],
  ['AA', 'abnormal'],
  ['POS', 'abnormal'],
  ['N', 'normal'],
  ['NEG', 'normal'],
]);
const DATES = ['effectiveDateTime', 'effectivePeriod', 'effectiveInstant', 'issued'];

/**
 * The series of all laboratory results (and of vital signs, with `category` "vital-signs"), the one measured last
 * first. Withdrawn results are left out. Errors: those of parseJson.
 */
export function resultSeries(
  clinicalParts: readonly Uint8Array[],
  category: 'laboratory' | 'vital-signs' = 'laboratory',
): readonly ResultSeries[] {
  const observations = chartResources(clinicalParts, new Set(['Observation']))
    .filter(({ resource }) => !isWithdrawn(resource) && isOfCategory(resource, category))
    .flatMap(withComponents);
  const groups = Map.groupBy(observations, ({ resource }) => seriesKey(resource));
  return [...groups]
    .map(([key, members]) => seriesOf(key, members))
    .toSorted((left, right) => byDate(lastOf(right), lastOf(left)));
}

/** What one Observation says: a value, or several where it has components. */
export interface ObservedValue {
  /** As {@link ResultSeries.key}. */
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly point: ResultPoint;
}

/** The values of one Observation, of any category. */
export function observedValues(found: ChartResource): readonly ObservedValue[] {
  return withComponents(found).map((one) => ({
    key: seriesKey(one.resource),
    label: conceptText(objectAt(one.resource, 'code')),
    unit: unitOf(one.resource),
    point: pointOf(one),
  }));
}

/** Blood pressure is one Observation with two values; each is a series of its own. */
function withComponents(found: ChartResource): readonly ChartResource[] {
  const components = objectsAt(found.resource, 'component');
  return components.length === 0
    ? [found]
    : components.map((component) => ({
        ...found,
        resource: { ...dateElements(found.resource), ...component, status: found.resource['status'] },
      }));
}

function dateElements(resource: JsonObject): JsonObject {
  return Object.fromEntries(DATES.map((key) => [key, resource[key]]));
}

function isOfCategory(resource: JsonObject, category: string): boolean {
  const codes = objectsAt(resource, 'category')
    .flatMap((concept) => objectsAt(concept, 'coding'))
    .map((coding) => textAt(coding, 'code'));
  return codes.includes(category);
}

/** The code where there is one (LOINC first), else the words; and the unit, for numbers of two units share no axis. */
function seriesKey(resource: JsonObject): string {
  const concept = objectAt(resource, 'code');
  const codings = objectsAt(concept ?? undefined, 'coding');
  const loinc = codings.find((coding) => textAt(coding, 'system') === 'http://loinc.org');
  const name = textAt(loinc, 'code') ?? conceptText(concept).trim().toLowerCase();
  return `${name}|${unitOf(resource).replaceAll(/\s/gu, '').toLowerCase()}`;
}

function unitOf(resource: JsonObject): string {
  const quantity = objectAt(resource, 'valueQuantity') ?? undefined;
  return textAt(quantity, 'unit') ?? textAt(quantity, 'code') ?? '';
}

function seriesOf(key: string, members: readonly ChartResource[]): ResultSeries {
  const points = members.map(pointOf).toSorted(byDate);
  const last = members.toSorted((left, right) => byDate(pointOf(left), pointOf(right))).at(-1);
  return {
    key,
    label: conceptText(objectAt(last?.resource, 'code')),
    unit: last === undefined ? '' : unitOf(last.resource),
    points,
    isTrend: points.filter(({ value }) => value !== null).length >= 2,
  };
}

function lastOf(series: ResultSeries): { readonly date: string | null } {
  return series.points.at(-1) ?? { date: null };
}

function pointOf({ resource, record, source }: ChartResource): ResultPoint {
  const range = objectsAt(resource, 'referenceRange')[0];
  const low = numberAt(objectAt(range, 'low'));
  const high = numberAt(objectAt(range, 'high'));
  const quantity = objectAt(resource, 'valueQuantity');
  const value = numberAt(quantity);
  return {
    record,
    source,
    date: dateOf(resource, DATES),
    value,
    text: quantity === null ? wordsOf(resource) : digitsOf(quantity),
    low,
    high,
    range: textAt(range, 'text') ?? rangeText(low, high),
    flag: flagOf(resource) ?? (value === null ? null : flagByRange(value, low, high)),
    isCorrected: ['corrected', 'amended'].includes(textAt(resource, 'status') ?? ''),
  };
}

function wordsOf(resource: JsonObject): string {
  return textAt(resource, 'valueString') ?? conceptText(objectAt(resource, 'valueCodeableConcept'));
}

function digitsOf(quantity: JsonObject): string {
  const written = textAt(objectsAt(quantity, 'extension')[0], 'valueString');
  const value = numberAt(quantity);
  return `${textAt(quantity, 'comparator') ?? ''}${written ?? (value === null ? '' : String(value))}`;
}

function rangeText(low: number | null, high: number | null): string {
  if (low === null) return high === null ? '' : `≤ ${String(high)}`;
  return high === null ? `≥ ${String(low)}` : `${String(low)}–${String(high)}`;
}

function flagOf(resource: JsonObject): ResultFlag | null {
  for (const concept of objectsAt(resource, 'interpretation')) {
    for (const coding of objectsAt(concept, 'coding')) {
      const flag = FLAGS.get(textAt(coding, 'code') ?? '');
      if (flag !== undefined) return flag;
    }
  }
  return null;
}

function flagByRange(value: number, low: number | null, high: number | null): ResultFlag | null {
  if (low !== null && value < low) return 'low';
  if (high !== null && value > high) return 'high';
  return low === null && high === null ? null : 'normal';
}

function numberAt(quantity: JsonObject | null): number | null {
  const value = quantity?.['value'];
  return typeof value === 'number' ? value : null;
}
