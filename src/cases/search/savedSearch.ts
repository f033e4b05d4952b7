/** A search as a doctor saves it: plain data, read back with care, since backups and other versions bring it along. */
import { z } from 'zod';
import { ConsiliumError } from '../../errors.ts';
import { FACETS, type FacetValues } from './facetNames.ts';

export const SAVED_SORTS = ['relevance', 'newest', 'completeness', 'cited'] as const;
const LONGEST_NAME = 80;
const LONGEST_QUERY = 10_000;
const MOST_VALUES = 200;

export interface SavedSearch {
  readonly version: 1;
  readonly name: string;
  /** As it was typed. */
  readonly typed: string;
  readonly chosen: FacetValues;
  readonly sort: (typeof SAVED_SORTS)[number];
}

const shape = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).max(LONGEST_NAME),
  typed: z.string().max(LONGEST_QUERY),
  chosen: z.partialRecord(z.enum(FACETS), z.array(z.string()).max(MOST_VALUES)),
  sort: z.enum(SAVED_SORTS),
});

/** JSON, always the same bytes of the same search: facets and their values in order. */
export function encodeSavedSearch(search: SavedSearch): string {
  const chosen = FACETS.flatMap((facet) => {
    const values = search.chosen[facet] ?? [];
    return values.length === 0 ? [] : [[facet, [...new Set(values)].toSorted()] as const];
  });
  const { name, sort, typed, version } = search;
  return JSON.stringify({ version, name, typed, chosen: Object.fromEntries(chosen), sort });
}

/** @throws ConsiliumError `saved-search-malformed` for what is no JSON or no search, or knows facets that this does not */
export function decodeSavedSearch(json: string): SavedSearch {
  const decoded = shape.safeParse(parsed(json));
  if (!decoded.success) throw new ConsiliumError('saved-search-malformed');
  return { ...decoded.data, chosen: withoutUndefined(decoded.data.chosen) };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ConsiliumError('saved-search-malformed', {}, { cause });
  }
}

function withoutUndefined(chosen: Partial<Record<keyof FacetValues, string[] | undefined>>): FacetValues {
  return Object.fromEntries(Object.entries(chosen).filter(([, values]) => values !== undefined));
}
