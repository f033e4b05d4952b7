import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FacetValues } from '../../../src/cases/search/facetNames.ts';
import { icd10Block, icd10Category, icd10Chapter } from '../../../src/cases/search/icd10Blocks.ts';
import { caseSearch } from '../../../src/cases/search/search.ts';
import type { SearchDocument } from '../../../src/cases/search/searchIndex.ts';
import { DIAGNOSES } from '../../../src/records/terminology/diagnoses.ts';
import { testIndex } from './support/index.ts';

const SEXES = ['female', 'male'];
const OUTCOMES = ['cured', 'improved', 'died'];

function documentOf(id: string, code: string, facets: FacetValues, text = ''): SearchDocument {
  return { id, title: '', diagnosis: '', text, codes: [code], facets };
}

describe('a code of ICD-10', () => {
  it('stands in a category, a block and a chapter', () => {
    const places = (code: string) => [icd10Category(code), icd10Block(code), icd10Chapter(code)];
    expect(places('I21.9')).toEqual(['I21', 'I20-I25', 'I00-I99']);
    expect(places('d45')).toEqual(['D45', 'D37-D48', 'C00-D48']);
    expect(places('nonsense')).toEqual([null, null, null]);
  });

  it('of the list of diagnoses has a block and a chapter', () => {
    const without = DIAGNOSES.filter(({ code }) => icd10Block(code) === null || icd10Chapter(code) === null);
    expect(without.map(({ code }) => code)).toEqual([]);
  });
});

describe('counts', () => {
  const { index } = testIndex([
    documentOf('1', 'I21.0', { sex: ['male'], outcome: ['died'], modality: ['CT', 'MR'] }, '胸痛'),
    documentOf('2', 'I20.0', { sex: ['male'], outcome: ['cured'], modality: ['CT'] }, '胸痛 stent'),
    documentOf('3', 'J18.9', { sex: ['female'], outcome: ['cured'] }, '咳嗽'),
  ]);
  const search = caseSearch(index);

  it('say of every value how many cases it would leave', () => {
    const { block, modality, sex } = search.facets('', {});
    expect(sex).toEqual([
      { value: 'male', count: 2 },
      { value: 'female', count: 1 },
    ]);
    expect(modality).toEqual([
      { value: 'CT', count: 2 },
      { value: 'MR', count: 1 },
    ]);
    expect(block[0]).toEqual({ value: 'I20-I25', count: 2 });
  });

  it('of a facet pay no heed to what is chosen in it, and of others do', () => {
    const { outcome, sex } = search.facets('', { sex: ['male'] });
    expect(sex.map(({ count }) => count)).toEqual([2, 1]);
    expect(outcome).toEqual([
      { value: 'cured', count: 1 },
      { value: 'died', count: 1 },
    ]);
  });

  it('are of the cases that a query finds, and the search is narrowed alike', () => {
    expect(search.facets('胸痛', {}).sex).toEqual([{ value: 'male', count: 2 }]);
    expect(search.search('胸痛', 9, { chosen: { outcome: ['cured'] } }).map(({ id }) => id)).toEqual(['2']);
    expect(index.browse({ sex: ['male'] }, 9).map((row) => index.document(row).id)).toEqual(['2', '1']);
  });

  it('know no other facets than these, so that a misspelt one narrows nothing by chance', () => {
    const misspelt = { sexx: ['male'] } as FacetValues;
    expect(() => search.facets('', misspelt)).toThrow(/facet-unknown/u);
    expect(() => search.search('胸痛', 9, { chosen: misspelt })).toThrow(/facet-unknown/u);
  });

  it('are what counting one by one gives, whatever is chosen', () => {
    const cases = Array.from({ length: 60 }, (_, number) => ({
      sex: SEXES[number % 2] ?? '',
      outcome: OUTCOMES[(number * 7) % 3] ?? '',
      year: `20${String(10 + ((number * 5) % 4))}`,
    }));
    const many = testIndex(
      cases.map(({ outcome, sex, year }, number) =>
        documentOf(String(number), 'I10', { sex: [sex], outcome: [outcome], year: [year] }),
      ),
    );
    const counted = caseSearch(many.index);
    const some = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 2 });
    fc.assert(
      fc.property(some(SEXES), some(OUTCOMES), some(['2010', '2012']), (sex, outcome, year) => {
        const { outcome: found } = counted.facets('', { sex, outcome, year });
        for (const value of OUTCOMES) {
          const expected = cases.filter(
            (each) =>
              each.outcome === value &&
              (sex.length === 0 || sex.includes(each.sex)) &&
              (year.length === 0 || year.includes(each.year)),
          ).length;
          expect(found.find((each) => each.value === value)?.count ?? 0).toBe(expected);
        }
      }),
      { numRuns: 40, seed: 9 },
    );
  });
});
