/**
 * Tables over cases, each count through a guard: counts, age pyramids, outcomes. Fewer than five cases are never told
 * apart from none.
 */
import type { DisclosureGuard, GuardedCount } from './disclosureGuard.ts';
import type { Facet, FacetValues } from './facetNames.ts';

/** A case as statistics see it. */
export interface CountedCase {
  readonly id: string;
  readonly facets: FacetValues;
}

export interface TableCell {
  readonly row: string;
  readonly column: string;
  readonly count: GuardedCount;
}

export interface CaseTable {
  readonly total: GuardedCount;
  /** Rows and columns in the order of their names, also those of which every count is withheld. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly TableCell[];
}

export interface TableQuestion {
  readonly chosen: FacetValues;
  readonly rows: Facet;
  readonly columns: Facet;
}

/** Cases that have a chosen value in each facet in which something is chosen. */
export function casesWith(cases: readonly CountedCase[], chosen: FacetValues): readonly CountedCase[] {
  const wanted = Object.entries(chosen).filter(([, values]) => values.length > 0);
  return cases.filter(({ facets }) =>
    wanted.every(([facet, values]) => {
      const own = valuesOf(facets, facet);
      return values.some((value) => own.includes(value));
    }),
  );
}

export function countCases(
  cases: readonly CountedCase[],
  chosen: FacetValues,
  guard: DisclosureGuard,
): GuardedCount {
  return guard.release(idsOf(casesWith(cases, chosen)));
}

/**
 * A table of two facets. Large cells are asked for first, so that what has to be withheld to hide a small cell is
 * small too.
 */
export function caseTable(
  cases: readonly CountedCase[],
  { chosen, columns, rows }: TableQuestion,
  guard: DisclosureGuard,
): CaseTable {
  const counted = casesWith(cases, chosen);
  const total = guard.release(idsOf(counted));
  const names = (facet: Facet): readonly string[] =>
    [...new Set(counted.flatMap(({ facets }) => facets[facet] ?? []))].toSorted();
  const places = names(rows).flatMap((row) => names(columns).map((column) => ({ row, column })));
  const sized = places.map((place) => ({
    ...place,
    ids: idsOf(
      counted.filter(
        ({ facets }) =>
          facets[rows]?.includes(place.row) === true && facets[columns]?.includes(place.column) === true,
      ),
    ),
  }));
  const told = new Map(
    sized
      .toSorted((left, right) => right.ids.length - left.ids.length)
      .map((cell) => [cell, guard.release(cell.ids)] as const),
  );
  return {
    total,
    rows: names(rows),
    columns: names(columns),
    cells: sized.map((cell) => ({
      row: cell.row,
      column: cell.column,
      count: told.get(cell) ?? { kind: 'withheld' },
    })),
  };
}

/** Ages against sexes. */
export function agePyramid(
  cases: readonly CountedCase[],
  chosen: FacetValues,
  guard: DisclosureGuard,
): CaseTable {
  return caseTable(cases, { chosen, rows: 'ageBand', columns: 'sex' }, guard);
}

/** Outcomes against another facet, as the treatment. */
export function outcomeTable(
  cases: readonly CountedCase[],
  { by, chosen }: { readonly by: Facet; readonly chosen: FacetValues },
  guard: DisclosureGuard,
): CaseTable {
  return caseTable(cases, { chosen, rows: by, columns: 'outcome' }, guard);
}

function idsOf(cases: readonly CountedCase[]): readonly string[] {
  return cases.map(({ id }) => id);
}

function valuesOf(facets: FacetValues, name: string): readonly string[] {
  return Object.entries(facets).find(([facet]) => facet === name)?.[1] ?? [];
}
