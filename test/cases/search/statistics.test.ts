import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DisclosureGuard, FEWEST } from '../../../src/cases/search/disclosureGuard.ts';
import {
  agePyramid,
  countCases,
  outcomeTable,
  type CaseTable,
  type CountedCase,
} from '../../../src/cases/search/statistics.ts';

const ids = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, number) => `case ${String(from + number)}`);
const WITHHELD = { kind: 'withheld' };
const told = (count: number) => ({ kind: 'count', count });

describe('a count', () => {
  it('of fewer than five cases is not told, nor whether there is any', () => {
    const guard = new DisclosureGuard();
    for (const count of [0, 1, 4]) expect(guard.release(ids(count))).toEqual(WITHHELD);
    expect(guard.release(ids(5))).toEqual(told(5));
    expect(guard.release(ids(5))).toEqual(told(5));
  });

  it.each([1, 2, 3, 4])('that differs from a told one by %i cases is not told', (difference) => {
    for (const sizes of [
      [40, 40 - difference],
      [40 - difference, 40],
    ]) {
      const guard = new DisclosureGuard();
      expect(guard.release(ids(sizes[0] ?? 0))).toEqual(told(sizes[0] ?? 0));
      expect(guard.release(ids(sizes[1] ?? 0))).toEqual(WITHHELD);
    }
  });

  it('that would give away few cases by three counts is not told', () => {
    const guard = new DisclosureGuard();
    expect(guard.release(ids(50))).toEqual(told(50));
    expect(guard.release(ids(24))).toEqual(told(24));
    // 50 − 24 − 23: three cases are left over.
    expect(guard.release(ids(23, 24))).toEqual(WITHHELD);
    expect(guard.release(ids(20, 24))).toEqual(told(20));
  });

  it('of yesterday’s cases and today’s new one is not told', () => {
    const guard = new DisclosureGuard();
    guard.release(ids(30));
    const restarted = new DisclosureGuard(guard.told);
    expect(restarted.release(ids(31))).toEqual(WITHHELD);
    expect(restarted.release(ids(35))).toEqual(told(35));
  });

  it('is not told when very many were told before', () => {
    const guard = new DisclosureGuard(Array.from({ length: 256 }, () => ids(9)));
    expect(guard.release(ids(50, 100))).toEqual(WITHHELD);
  });

  it('never lets fewer than five be worked out by adding and subtracting, whatever is asked', () => {
    const question = fc.uniqueArray(fc.nat(13), { minLength: 3, maxLength: 13 });
    fc.assert(
      fc.property(fc.array(question, { minLength: 2, maxLength: 7 }), (questions) => {
        const guard = new DisclosureGuard();
        for (const numbers of questions) guard.release(numbers.map((number) => `case ${String(number)}`));
        for (const group of combinations(guard.told)) {
          const small =
            group.size > 0 && group.size < FEWEST && [...group.values()].every((value) => value === 1);
          expect(small).toBe(false);
        }
      }),
      { numRuns: 150, seed: 9 },
    );
  });

  /** What comes of every sum with each told count added, subtracted or left out: how often each case is in it. */
  function combinations(counts: readonly (readonly string[])[]): readonly ReadonlyMap<string, number>[] {
    let found: readonly ReadonlyMap<string, number>[] = [new Map<string, number>()];
    for (const count of counts) {
      found = found.flatMap((sum) => [sum, added(sum, count, 1), added(sum, count, -1)]);
    }
    return found;
  }

  function added(sum: ReadonlyMap<string, number>, count: readonly string[], times: number) {
    const next = new Map(sum);
    for (const id of count) {
      const value = (next.get(id) ?? 0) + times;
      if (value === 0) next.delete(id);
      else next.set(id, value);
    }
    return next;
  }
});

describe('a table', () => {
  const cases: readonly CountedCase[] = [
    ...group(20, '18-44', 'female', 'cured'),
    ...group(12, '18-44', 'male', 'improved'),
    ...group(9, '65-79', 'female', 'improved'),
    ...group(2, '65-79', 'male', 'died'),
  ];

  it('of ages and sexes withholds a small cell, and one more, from which it could be worked out', () => {
    expect(rowsOf(agePyramid(cases, {}, new DisclosureGuard()))).toEqual([
      ['18-44', 'female', 20],
      ['18-44', 'male', 12],
      ['65-79', 'female', null],
      ['65-79', 'male', null],
    ]);
  });

  it('of outcomes is over the chosen cases', () => {
    const table = outcomeTable(cases, { by: 'ageBand', chosen: { sex: ['female'] } }, new DisclosureGuard());
    expect(table.total).toEqual(told(29));
    expect(rowsOf(table)).toEqual([
      ['18-44', 'cured', 20],
      ['18-44', 'improved', null],
      ['65-79', 'cured', null],
      ['65-79', 'improved', 9],
    ]);
  });

  it('and a count after it may not tell together what neither tells', () => {
    const guard = new DisclosureGuard();
    agePyramid(cases, {}, guard);
    expect(countCases(cases, { ageBand: ['65-79'], sex: ['male'] }, guard)).toEqual(WITHHELD);
    expect(countCases(cases, { ageBand: ['65-79'], sex: ['female'] }, guard)).toEqual(WITHHELD);
    expect(countCases(cases, { ageBand: ['65-79'] }, guard)).toEqual(told(11));
  });

  function group(count: number, ageBand: string, sex: string, outcome: string): readonly CountedCase[] {
    return Array.from({ length: count }, (_, number) => ({
      id: `${ageBand} ${sex} ${String(number)}`,
      facets: { ageBand: [ageBand], sex: [sex], outcome: [outcome] },
    }));
  }

  function rowsOf({ cells }: CaseTable): readonly unknown[] {
    return cells.map(({ column, count, row }) => [row, column, count.kind === 'count' ? count.count : null]);
  }
});
