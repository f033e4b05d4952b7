import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ageBand,
  checkAnonymity,
  FEWEST_CASES,
  groupSize,
  type QuasiIdentifiers,
  type YearCell,
} from '../../../src/cases/anonymity/anonymity.ts';

const CASE: QuasiIdentifiers = {
  age: { from: 60, to: 65 },
  sex: 'male',
  province: '12',
  disease: 'I21',
  year: 2026,
};
const CELL: YearCell = {
  disease: 'I21',
  from: 60,
  to: 65,
  sex: 'male',
  province: '12',
  count: 25,
  year: 2026,
};

function times(count: number, facets: QuasiIdentifiers): readonly QuasiIdentifiers[] {
  return Array.from({ length: count }, () => facets);
}

/** A library that is large enough, none of it like the case. */
const LARGE = times(FEWEST_CASES, { ...CASE, disease: 'C34', sex: 'female' });

describe('the k-check', () => {
  it('lets a case through as it is among five that nobody can tell apart', () => {
    const cases = [...LARGE, ...times(4, CASE)];
    expect(checkAnonymity(CASE, { cases, cells: [] })).toEqual({
      verdict: 'enough',
      level: 0,
      facets: CASE,
      k: 5,
    });
  });

  it('counts what institutions published, and not the same people twice', () => {
    expect(groupSize(CASE, { cases: times(4, CASE), cells: [CELL] })).toBe(25);
    expect(groupSize(CASE, { cases: times(40, CASE), cells: [CELL] })).toBe(41);
    const others = [
      { ...CELL, year: 2025 },
      { ...CELL, sex: 'female' } as const,
      { ...CELL, province: '31' },
      { ...CELL, from: 65, to: 70 },
      { ...CELL, disease: 'I22' },
    ];
    expect(groupSize(CASE, { cases: [], cells: others })).toBe(1);
  });

  it('generalises step by step, no further than it takes: age, then province, then disease', () => {
    const older = { ...CASE, age: { from: 75, to: 80 } };
    const elsewhere = { ...older, province: '31' };
    const another = { ...elsewhere, disease: 'I25' };
    const level = (like: QuasiIdentifiers) =>
      checkAnonymity(CASE, { cases: [...LARGE, ...times(4, like)], cells: [] });
    expect(level(older)).toMatchObject({ level: 1, facets: { age: { from: 60, to: 80 }, province: '12' } });
    expect(level(elsewhere)).toMatchObject({ level: 2, facets: { province: '00', disease: 'I21' } });
    expect(level(another)).toMatchObject({ level: 3, facets: { disease: 'I2' } });
    expect(level({ ...another, disease: 'I63' })).toMatchObject({ level: 4, facets: { disease: 'I' } });
  });

  it('refuses in a large library what stays one of few', () => {
    expect(checkAnonymity(CASE, { cases: LARGE, cells: [] })).toMatchObject({ verdict: 'refused', k: 1 });
  });

  it('goes one step further and asks where the library has fewer than 500 cases', () => {
    const cases = times(FEWEST_CASES - 1, CASE);
    expect(checkAnonymity(CASE, { cases, cells: [] })).toMatchObject({ verdict: 'ask', level: 1, k: 500 });
    expect(checkAnonymity(CASE, { cases: [], cells: [] })).toMatchObject({ verdict: 'ask', level: 4, k: 1 });
    expect(checkAnonymity(CASE, { cases: [CASE, ...cases], cells: [] })).toMatchObject({
      verdict: 'enough',
      level: 0,
    });
  });

  it('never calls enough what is below five, whatever the library holds', () => {
    const facets: fc.Arbitrary<QuasiIdentifiers> = fc.record({
      age: fc.integer({ min: 0, max: 110 }).map(ageBand),
      sex: fc.constantFrom('male', 'female'),
      province: fc.constantFrom('11', '12'),
      disease: fc.constantFrom('I21', 'I22', 'C34'),
      year: fc.constantFrom(2025, 2026),
    });
    fc.assert(
      fc.property(facets, fc.array(facets, { maxLength: 30 }), (one, some) => {
        const among = { cases: [...LARGE, ...some], cells: [] };
        const { k, verdict, facets: published } = checkAnonymity(one, among);
        expect(verdict === 'refused' ? k < 5 : k >= 5).toBe(true);
        expect(groupSize(published, among)).toBe(k);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('knows the bands of the ledger: a year, four, five each, and 90 and over', () => {
    expect([0, 1, 4, 5, 64, 89, 90, 104].map(ageBand)).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 5 },
      { from: 1, to: 5 },
      { from: 5, to: 10 },
      { from: 60, to: 65 },
      { from: 85, to: 90 },
      { from: 90, to: null },
      { from: 90, to: null },
    ]);
  });
});
