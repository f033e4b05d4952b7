/** Where a doctor was among the cases: kept while the session lasts, so that coming back finds it as it was left. */
import type { ArgsOf } from '../../../../src/workstation/api.ts';

export type Chosen = ArgsOf<'library/search'>['chosen'];
export type FacetName = keyof Chosen;
export type Sort = ArgsOf<'library/search'>['sort'];

export interface BrowsePlace {
  readonly typed: string;
  readonly chosen: Chosen;
  readonly sort: Sort;
  /** The case in the preview. */
  readonly shown: string | null;
  readonly offset: number;
  /** How far the list was scrolled, in pixels. */
  readonly scroll: number;
}

const FIRST_PLACE: BrowsePlace = {
  typed: '',
  chosen: {},
  sort: 'relevance',
  shown: null,
  offset: 0,
  scroll: 0,
};

/** Holds a place from one showing of the screen to the next. */
export interface KeptPlace {
  readonly get: () => BrowsePlace;
  readonly set: (place: BrowsePlace) => void;
}

export function keptPlace(): KeptPlace {
  let at = FIRST_PLACE;
  return {
    get: () => at,
    set: (place) => {
      at = place;
    },
  };
}

/** With `value` chosen, or no longer. */
export function toggled(chosen: Chosen, facet: FacetName, value: string): Chosen {
  const before = chosen[facet] ?? [];
  const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  const rest = Object.fromEntries(Object.entries(chosen).filter(([name]) => name !== facet));
  return values.length === 0 ? rest : { ...rest, [facet]: values };
}

/** Each chosen value with its facet, in the order in which they were chosen. */
export function chosenValues(
  chosen: Chosen,
): readonly { readonly facet: FacetName; readonly value: string }[] {
  return Object.entries(chosen).flatMap(([facet, values]) =>
    values.map((value) => ({ facet: facet as FacetName, value })),
  );
}
