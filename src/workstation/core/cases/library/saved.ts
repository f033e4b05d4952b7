/** Searches that a doctor saved, in their desk: under their own key, and in their backup. */
import {
  decodeSavedSearch,
  encodeSavedSearch,
  type SavedSearch,
} from '../../../../cases/search/savedSearch.ts';
import { ConsiliumError, isConsiliumError } from '../../../../errors.ts';
import type { Settings } from '../../../../replica/desk/settings.ts';
import { present } from './find.ts';
import type { ArgsOf, ResultOf } from '../../../api.ts';

/** Names of settings begin so; the search's own name follows. */
const PREFIX = 'library.saved.';
const MOST_SAVED = 50;

/** By name. What another version wrote, and this one cannot read, is left out and stays. */
export function savedSearches(settings: Settings): ResultOf<'library/saved'> {
  return Object.entries(settings.all())
    .filter(([name]) => name.startsWith(PREFIX))
    .flatMap(([, json]) => readable(json))
    .map(({ name, typed, chosen, sort }) => ({ name, typed, chosen: mutable(chosen), sort }));
}

/** Errors: `saved-search-many` {limit}. */
export function saveSearch(settings: Settings, asked: ArgsOf<'library/save'>): void {
  const key = `${PREFIX}${asked.name}`;
  const saved = Object.keys(settings.all()).filter((name) => name.startsWith(PREFIX));
  if (!saved.includes(key) && saved.length >= MOST_SAVED)
    throw new ConsiliumError('saved-search-many', { limit: MOST_SAVED });
  settings.set(key, encodeSavedSearch({ ...asked, version: 1, chosen: present(asked.chosen) }));
}

export function unsaveSearch(settings: Settings, name: string): void {
  settings.remove(`${PREFIX}${name}`);
}

function readable(json: string): readonly SavedSearch[] {
  try {
    return [decodeSavedSearch(json)];
  } catch (error) {
    if (isConsiliumError(error, 'saved-search-malformed')) return [];
    throw error;
  }
}

function mutable(chosen: SavedSearch['chosen']): ResultOf<'library/saved'>[number]['chosen'] {
  return Object.fromEntries(Object.entries(chosen).map(([facet, values]) => [facet, [...values]]));
}
