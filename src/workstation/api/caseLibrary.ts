/** Finding shared cases on this machine: the library that the core keeps, its search, and what a doctor keeps of searches. */
import { z } from 'zod';
import { FACETS } from '../../cases/search/facetNames.ts';
import { SAVED_SORTS } from '../../cases/search/savedSearch.ts';
import { bilingual, epochId, hex, nothing, staffId, timeMs } from './common.ts';
import { ledgerFacets, sharedCasesApi } from './sharedCases.ts';

const caseName = hex(32);
/** As it was typed; nothing in it is syntax. */
const typed = z.string().max(10_000);
const facet = z.enum(FACETS);
const chosen = z.partialRecord(facet, z.array(z.string().max(200)).max(200));
const sort = z.enum(SAVED_SORTS);
const query = z.object({
  typed,
  /** The last word may be unfinished. */
  typing: z.boolean(),
  chosen,
});
const marks = z.array(z.tuple([z.number(), z.number()]));
const marked = z.object({ text: z.string(), marks, cutBefore: z.boolean(), cutAfter: z.boolean() });

/** A case in a list. Its title is empty until its text was fetched. */
const found = z.object({
  case: caseName,
  title: marked,
  snippet: marked,
  facets: ledgerFacets,
  author: bilingual,
  institution: bilingual,
  published: timeMs,
  purposes: z.array(z.string()),
});
export type FoundCase = z.infer<typeof found>;

const facetValue = z.object({
  value: z.string(),
  count: z.number(),
  /** What a code or a treatment is called; null where screens have the word themselves. */
  label: bilingual.nullable(),
});
export type FacetValueCount = z.infer<typeof facetValue>;

const savedSearch = z.object({ name: z.string().trim().min(1).max(80), typed, chosen, sort });

export type SavedSearchView = z.infer<typeof savedSearch>;

const guarded = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('count'), count: z.number() }),
  z.object({ kind: z.literal('withheld') }),
]);

/**
 * Errors: all of them `role-doctor-required`, `storage-full`; `library/open`: those of `case/open`; `library/like-patient`:
 * `visit-unknown`; `library/save`: `saved-search-many` {limit}; `library/statistics`: `statistics-malformed` where what was told before cannot
 * be read, and so nothing may be told.
 */
export const caseLibraryApi = {
  'library/search': {
    args: query.extend({ sort, offset: z.number().int().nonnegative().max(10_000) }),
    result: z.object({
      total: z.number(),
      found: z.array(found),
      /** Whether there are more after these. */
      more: z.boolean(),
      /** Cases that this machine knows, and those of which it has the text. */
      listed: z.number(),
      held: z.number(),
    }),
  },
  /** How many cases each value would leave: the commonest first. */
  'library/facets': {
    args: query,
    result: z.array(z.object({ facet, values: z.array(facetValue) })),
  },
  /** Names of what cases are about that begin with, or mean the same as, what was typed. */
  'library/suggest': { args: z.object({ typed }), result: z.array(z.string()) },
  /** Reading a case: the node is told that somebody of its institution did. */
  'library/open': {
    args: z.object({ case: caseName }),
    /** `imagesAway`: it has images that are not here, and the node that has them is not reached. */
    result: sharedCasesApi['case/open'].result.extend({
      imagesAway: z.boolean(),
      /** Whom to ask about it; null for a case of one's own, and where its author practises no more. */
      doctor: staffId.nullable(),
    }),
  },
  /** Cases like this one. */
  'library/similar': { args: z.object({ case: caseName }), result: z.array(found) },
  /** Cases like the patient whose visit is open: nothing leaves this machine. */
  'library/like-patient': { args: z.object({ visit: epochId }), result: z.array(found) },
  'library/saved': { args: nothing, result: z.array(savedSearch) },
  /** One of the same name is replaced. */
  'library/save': { args: savedSearch, result: nothing },
  'library/unsave': { args: z.object({ name: z.string().max(80) }), result: nothing },
  'library/statistics': {
    args: z.object({
      chosen,
      show: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('ages') }),
        z.object({ kind: z.literal('outcomes'), by: facet }),
      ]),
    }),
    result: z.object({
      total: guarded,
      rows: z.array(z.string()),
      columns: z.array(z.string()),
      cells: z.array(z.object({ row: z.string(), column: z.string(), count: guarded })),
    }),
  },
} as const;
