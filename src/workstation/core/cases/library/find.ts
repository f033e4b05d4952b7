/** Finding cases in the library: by words and facets, by likeness, and by what a doctor saved. */
import type { CaseLibrary, SortOrder } from '../../../../cases/library/caseLibrary.ts';
import { FACETS, type Facet } from '../../../../cases/search/facetNames.ts';
import { similarCases, type Likened } from '../../../../cases/search/similar.ts';
import { snippet, type Snippet } from '../../../../cases/search/snippet.ts';
import { suggestions } from '../../../../cases/search/suggest.ts';
import type { LedgerStore } from '../../../../replica/ledgerStore.ts';
import { diagnosisByCode } from '../../../../records/terminology/diagnoses.ts';
import type { ArgsOf, ResultOf } from '../../../api.ts';
import type { Bilingual } from '../../../api/common.ts';
import type { FoundCase } from '../../../api/caseLibrary.ts';
import { institutionName, staffName } from '../../visits/ledgerReads.ts';
import { standing } from './keeper.ts';

const PAGE = 25;
const MOST_SIMILAR = 8;
const MOST_SUGGESTED = 8;
const TITLE_LENGTH = 200;
const SNIPPET_LENGTH = 140;

/** Where it is found, and what is believed of it. */
export interface Finding {
  readonly library: CaseLibrary;
  readonly store: LedgerStore;
}

/** See api/caseLibrary.ts. */
export function findCases(at: Finding, asked: ArgsOf<'library/search'>): ResultOf<'library/search'> {
  const { library } = at;
  const { chosen, offset, sort, typed, typing } = asked;
  const options = { chosen: present(chosen), isTyping: typing };
  const selection = library.search.selection(typed, options);
  const isRanked = sort === 'relevance' && typed.trim() !== '';
  const names =
    isRanked || selection === null
      ? library.search
          .search(typed, offset + PAGE + 1, options)
          .slice(offset)
          .map(({ id }) => id)
      : library.ordered(selection, { sort: orderOf(sort), limit: PAGE + 1, offset });
  const found = shownCases(at, names.slice(0, PAGE), typed);
  const matching = selection === null ? 0 : library.countIn(selection);
  const total = Math.max(matching, offset + found.length);
  return { total, found, more: names.length > PAGE, ...library.counts() };
}

export function facetCounts(
  { library }: Finding,
  { chosen, typed, typing }: ArgsOf<'library/facets'>,
): ResultOf<'library/facets'> {
  const options = { isTyping: typing };
  if (library.search.selection(typed, options) === null) return [];
  const counts = library.search.facets(typed, present(chosen), options);
  return FACETS.map((facet) => ({
    facet,
    values: counts[facet].map((counted) => ({ ...counted, label: labelOf(facet, counted.value) })),
  })).filter(({ values }) => values.length > 0);
}

function labelOf(facet: Facet, value: string): Bilingual | null {
  if (facet === 'treatment') {
    const [zh = value, en = zh] = value.split('|');
    return { zh, en };
  }
  if (facet !== 'category') return null;
  // Most categories are called as their code for what is not told more closely.
  const diagnosis = diagnosisByCode(value) ?? diagnosisByCode(`${value}.9`);
  return diagnosis && { zh: diagnosis.zh, en: diagnosis.en };
}

export function suggested({ library }: Finding, typed: string): string[] {
  return [...library.index.mending(() => suggestions(library.index, typed, MOST_SUGGESTED))];
}

/** Cases like one that is listed; none while its text is not here. */
export function likeCase(at: Finding, name: string): FoundCase[] {
  const source = at.library.index.documentById(name);
  return source === null || source.text === '' ? [] : like(at, source, name);
}

/** Cases like what is written of a patient. */
export function like(at: Finding, source: Likened, except: string | null = null): FoundCase[] {
  const similar = similarCases(at.library.index, source, MOST_SIMILAR, except);
  return shownCases(
    at,
    similar.map(({ id }) => id),
    '',
  );
}

/** What has been withdrawn in this very moment is not shown. */
function shownCases({ library, store }: Finding, names: readonly string[], typed: string): FoundCase[] {
  return names.flatMap((name) => {
    const entity = standing(store, name);
    const document = library.index.documentById(name);
    if (entity === null || entity.facets === null || document === null) return [];
    const mark = (text: string, length: number): FoundCase['title'] =>
      plain(snippet(text, typed, library.index.concepts, length));
    return {
      case: name,
      title: mark(document.title, TITLE_LENGTH),
      snippet: mark(document.text, SNIPPET_LENGTH),
      facets: { ...entity.facets, modalities: [...entity.facets.modalities] },
      author: staffName(store, entity.author),
      institution: institutionName(store, entity.institution),
      published: entity.published.time,
      purposes: [...entity.purposes],
    };
  });
}

function plain({ isCutAfter, isCutBefore, marks, text }: Snippet): FoundCase['title'] {
  return { text, marks: marks.map(([from, to]) => [from, to]), cutBefore: isCutBefore, cutAfter: isCutAfter };
}

function orderOf(sort: ArgsOf<'library/search'>['sort']): SortOrder {
  return sort === 'completeness' ? 'completeness' : 'newest';
}

/** Without the names whose values were left out. */
export function present(
  chosen: ArgsOf<'library/search'>['chosen'],
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(chosen).flatMap(([facet, values]) => (values === undefined ? [] : [[facet, values]])),
  );
}
