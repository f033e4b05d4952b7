/**
 * What cases are narrowed by, with counts: how many cases a value would leave. Values of one facet are alternatives, and
 * different facets narrow each other, so the counts of a facet pay no heed to what is chosen in it.
 */
import { ConsiliumError } from '../../errors.ts';
import type { Database, SqlValue } from '../../replica/database.ts';
import { integer, oneOf, text } from '../../replica/rows.ts';
import { FACETS, type Facet, type FacetValues } from './facetNames.ts';
import { icd10Block, icd10Category, icd10Chapter } from './icd10Blocks.ts';

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

export const FACET_TABLES = `
  CREATE TABLE IF NOT EXISTS search_facet (
    row INTEGER NOT NULL, facet TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (row, facet, value)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS search_facet_value ON search_facet (facet, value, row);`;

/** The facets that follow from codes of ICD-10. */
export function facetsOfCodes(codes: readonly string[]): FacetValues {
  const of = (read: (code: string) => string | null): readonly string[] => [
    ...new Set(codes.map(read).filter((value) => value !== null)),
  ];
  return { chapter: of(icd10Chapter), block: of(icd10Block), category: of(icd10Category) };
}

export function insertFacets(database: Database, row: number, values: FacetValues): void {
  const insert = database.prepare('INSERT OR IGNORE INTO search_facet (row, facet, value) VALUES (?, ?, ?)');
  for (const facet of FACETS) for (const value of values[facet] ?? []) insert.run(row, facet, value);
}

export function removeFacets(database: Database, row: number): void {
  database.prepare('DELETE FROM search_facet WHERE row = ?').run(row);
}

/** A part of a statement and what is bound in it. */
export interface Condition {
  readonly sql: string;
  readonly bound: readonly SqlValue[];
}

/** Rows that have a chosen value in each facet that something is chosen in; null when nothing is. */
export function chosenRows(chosen: FacetValues, except: Facet | null = null): Condition | null {
  assertFacets(chosen);
  const parts = FACETS.filter((facet) => facet !== except && (chosen[facet] ?? []).length > 0).map(
    (facet) => {
      const values = chosen[facet] ?? [];
      return {
        sql: `SELECT row FROM search_facet WHERE facet = ? AND value IN (${values.map(() => '?').join(', ')})`,
        bound: [facet, ...values],
      };
    },
  );
  if (parts.length === 0) return null;
  return { sql: parts.map(({ sql }) => sql).join(' INTERSECT '), bound: parts.flatMap(({ bound }) => bound) };
}

/**
 * Counts of all values, by facet, the commonest first.
 * @param within rows beside the chosen values, as those of a query; null for all
 */
export function countFacets(
  database: Database,
  chosen: FacetValues,
  within: Condition | null = null,
): Readonly<Record<Facet, readonly FacetCount[]>> {
  const counted: Record<Facet, FacetCount[]> = emptyCounts();
  const narrowed = FACETS.filter((facet) => (chosen[facet] ?? []).length > 0);
  const rest = FACETS.filter((facet) => !narrowed.includes(facet));
  for (const facet of narrowed) count(database, [facet], both(chosenRows(chosen, facet), within), counted);
  if (rest.length > 0) count(database, rest, both(chosenRows(chosen), within), counted);
  return counted;
}

function count(
  database: Database,
  facets: readonly Facet[],
  rows: Condition | null,
  counted: Record<Facet, FacetCount[]>,
): void {
  const marks = facets.map(() => '?').join(', ');
  const sql =
    rows === null
      ? `SELECT facet, value, count(*) AS count FROM search_facet WHERE facet IN (${marks}) GROUP BY facet, value`
      : `WITH chosen (row) AS MATERIALIZED (${rows.sql})
         SELECT facet, value, count(*) AS count FROM chosen CROSS JOIN search_facet USING (row)
         WHERE facet IN (${marks}) GROUP BY facet, value`;
  const bound = rows === null ? facets : [...rows.bound, ...facets];
  for (const row of database.prepare(`${sql} ORDER BY count DESC, value`).all(...bound)) {
    counted[oneOf(row, 'facet', FACETS)].push({ value: text(row, 'value'), count: integer(row, 'count') });
  }
}

function both(left: Condition | null, right: Condition | null): Condition | null {
  if (left === null || right === null) return left ?? right;
  return {
    sql: `SELECT row FROM (${left.sql}) INTERSECT SELECT row FROM (${right.sql})`,
    bound: [...left.bound, ...right.bound],
  };
}

function emptyCounts(): Record<Facet, FacetCount[]> {
  const of = (): FacetCount[] => [];
  return {
    specialty: of(),
    chapter: of(),
    block: of(),
    category: of(),
    ageBand: of(),
    sex: of(),
    province: of(),
    setting: of(),
    modality: of(),
    examination: of(),
    treatment: of(),
    outcome: of(),
    certainty: of(),
    language: of(),
    year: of(),
    hospitalLevel: of(),
    contact: of(),
    consent: of(),
    completeness: of(),
    followUp: of(),
  };
}

/** Facets of a case out of JSON; null for what is none. */
export function decodeFacetValues(json: string): FacetValues | null {
  let value: unknown = null;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value);
  const isFacet = ([name, values]: readonly [string, unknown]): boolean =>
    FACETS.some((facet) => facet === name) && isTexts(values);
  return entries.every(isFacet) ? Object.fromEntries(entries) : null;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** What comes from a saved search or another program is looked at. Errors: `facet-unknown` {facet}. */
function assertFacets(chosen: FacetValues): void {
  for (const name of Object.keys(chosen)) {
    if (!FACETS.some((facet) => facet === name)) throw new ConsiliumError('facet-unknown', { facet: name });
  }
}
