import { expect, it } from 'vitest';
import {
  decodeSavedSearch,
  encodeSavedSearch,
  type SavedSearch,
} from '../../../src/cases/search/savedSearch.ts';

const SAVED: SavedSearch = {
  version: 1,
  name: '心梗，本院以外',
  typed: '心梗 "PCI"',
  chosen: { sex: ['male', 'female', 'male'], outcome: ['cured'], year: [] },
  sort: 'newest',
};

it('a saved search comes back as it was, in the same bytes whatever the order of its parts', () => {
  const json = encodeSavedSearch(SAVED);
  expect(decodeSavedSearch(json)).toEqual({
    ...SAVED,
    chosen: { sex: ['female', 'male'], outcome: ['cured'] },
  });
  const turned = { ...SAVED, chosen: { outcome: ['cured'], sex: ['female', 'male'] } };
  expect(encodeSavedSearch(turned)).toBe(json);
  expect(encodeSavedSearch(decodeSavedSearch(json))).toBe(json);
});

it.each([
  ['no JSON', '{'],
  ['another version', JSON.stringify({ ...SAVED, version: 2 })],
  ['an unknown facet', JSON.stringify({ ...SAVED, chosen: { star: ['x'] } })],
  ['an unknown field', JSON.stringify({ ...SAVED, script: '' })],
  ['no name', JSON.stringify({ ...SAVED, name: '' })],
  ['a query that is too long', JSON.stringify({ ...SAVED, typed: 'x'.repeat(10_001) })],
])('%s is no saved search', (_, json) => {
  expect(() => decodeSavedSearch(json)).toThrow(/saved-search-malformed/u);
});
