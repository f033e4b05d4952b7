import { describe, expect, it } from 'vitest';
import { ARROWS, drawn, lastPoint, seriesShown } from '../../renderer/screens/chart/results.ts';
import { choices, filtered, NO_FILTER } from '../../renderer/screens/chart/timelineFilter.ts';
import type { ResultPoint, ResultSeries } from '../../src/workstation/api/chart.ts';
import type { DocumentSummary } from '../../src/workstation/api/visits.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');

function point(date: string | null, value: number | null, flag: ResultPoint['flag'] = null): ResultPoint {
  return {
    date,
    value,
    text: String(value),
    low: 3.5,
    high: 5.3,
    range: '3.5–5.3',
    flag,
    isCorrected: false,
    statement: 'aa'.repeat(32),
    leaf: 0,
    source: '海河医院',
  };
}

function series(label: string, points: readonly ResultPoint[]): ResultSeries {
  return { key: label, label, unit: 'mmol/L', isTrend: true, points: [...points] };
}

describe('results', () => {
  const potassium = series('血钾', [
    point('2024-01-01', 4.1, 'normal'),
    point(null, 4.4),
    point('2025-01-01', null, 'abnormal'),
    point('2026-01-01', 6.9, 'critical-high'),
  ]);
  const sodium = series('血钠 Na', [point('2026-01-01', 140, 'normal')]);

  it('draw a line through numbers with a date alone: a result in words is no point of it', () => {
    expect(drawn(potassium).map(({ value }) => value)).toEqual([4.1, 6.9]);
  });

  it('count by the newest, and are told by an arrow besides the colour', () => {
    const flag = lastPoint(potassium)?.flag;
    expect([flag, ARROWS['critical-high'], ARROWS.low]).toEqual(['critical-high', '↑↑', '↓']);
  });

  it('are found by a part of the name in any width, and can be narrowed to those out of range', () => {
    const all = [potassium, sodium];
    const names = (query: string, onlyAbnormal: boolean): string[] =>
      seriesShown(all, { query, onlyAbnormal }).map(({ label }) => label);
    expect([names('ｎａ', false), names('', true), names('铁', false)]).toEqual([['血钠 Na'], ['血钾'], []]);
  });
});

describe('the filters of a history', () => {
  function document(leaf: number, of: Partial<DocumentSummary>): DocumentSummary {
    return {
      statement: 'aa'.repeat(32),
      leaf,
      epoch: 1,
      kind: 'import',
      refers: null,
      corrected: null,
      coSignature: null,
      attestedBy: null,
      consent: 'patient',
      title: { zh: '门诊', en: 'Outpatient' },
      date: NOW,
      institution: { zh: '海河医院', en: 'Haihe Hospital' },
      author: { zh: '李明', en: 'Li Ming' },
      summary: '',
      form: 'outpatient',
      verified: true,
      ...of,
    };
  }
  const documents = [
    document(0, {}),
    document(1, { institution: { zh: '津南医院', en: 'Jinnan Hospital' }, form: 'laboratory' }),
    document(2, { date: NOW - 400 * 86_400_000 }),
    document(3, { date: null }),
  ];
  const leaves = (filter: Partial<typeof NO_FILTER>): number[] =>
    filtered(documents, { ...NO_FILTER, ...filter }, NOW).map(({ leaf }) => leaf);

  it('show everything until one is set', () => {
    expect(leaves({})).toEqual([0, 1, 2, 3]);
  });

  it('narrow to an institution, a sort and a period; an undated record is of no period', () => {
    expect([
      leaves({ institution: '津南医院' }),
      leaves({ form: 'outpatient' }),
      leaves({ period: 'year' }),
      leaves({ period: 'five-years' }),
    ]).toEqual([[1], [0, 2, 3], [0, 1], [0, 1, 2]]);
  });

  it('hold beside what a search found', () => {
    const found = [1, 2].map((leaf) => ({ statement: 'aa'.repeat(32), leaf }));
    expect([leaves({ found }), leaves({ found, period: 'year' }), leaves({ found: [] })]).toEqual([
      [1, 2],
      [1],
      [],
    ]);
  });

  it('offer each value that occurs once', () => {
    expect(choices(documents, ({ form }) => form).map(({ form }) => form)).toEqual([
      'outpatient',
      'laboratory',
    ]);
  });
});
