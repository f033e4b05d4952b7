/** What the screen of orders and reports computes. */
import { describe, expect, it } from 'vitest';
import { attentionTo, openOrders, withMatches } from '../../renderer/screens/chart/reports/matching.ts';
import { studiesIn } from '../../renderer/screens/visit/note/reports/written.ts';
import type { ChartOrder, ChartReport } from '../../src/workstation/api/chart.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const PLACE = { statement: 'aa'.repeat(32), leaf: 0, source: '海河医院' };

function order(key: string, state: ChartOrder['state'] = 'pending'): ChartOrder {
  const date = '2026-11-20T08:00:00Z';
  return {
    key,
    number: key,
    category: 'laboratory',
    name: '血钾',
    remark: '',
    date,
    state,
    reports: [],
    ...PLACE,
  };
}

function report(key: string, of: Partial<ChartReport> = {}): ChartReport {
  return {
    key,
    category: 'laboratory',
    title: '血钾',
    status: 'final',
    date: '2026-11-21',
    conclusion: '',
    flag: null,
    values: [],
    images: [],
    order: null,
    by: null,
    candidates: [],
    missing: null,
    ...PLACE,
    ...of,
  };
}

describe('a match that the doctor confirms', () => {
  const chart = { orders: [order('o1'), order('o2')], reports: [report('r1', { candidates: ['o1', 'o2'] })] };

  it('is shown at once, before the note is signed', () => {
    const { orders, reports } = withMatches(chart, [{ order: 'o2', report: 'r1', words: '' }]);
    expect(reports).toMatchObject([{ order: 'o2', by: 'confirmed', candidates: [] }]);
    expect(orders.map(({ state }) => state)).toEqual(['pending', 'completed']);
  });

  it('takes no result away from the order that its number names', () => {
    const sure = { ...chart, reports: [report('r1', { order: 'o1', by: 'number' })] };
    expect(withMatches(sure, [{ order: 'o2', report: 'r1', words: '' }]).reports[0]?.order).toBe('o1');
  });
});

describe('what needs a look', () => {
  it('is a critical result of the last month, and one that may be, or should be, that of an order', () => {
    const reports = [
      report('new', { flag: 'critical' }),
      report('old', { flag: 'critical', date: '2026-09-01' }),
      report('abnormal', { flag: 'abnormal' }),
      report('offered', { candidates: ['o1'] }),
      report('missing', { missing: 'L-9' }),
      report('matched', { order: 'o1', missing: 'L-9' }),
    ];
    const { critical, unmatched } = attentionTo(reports, NOW);
    expect(critical.map(({ key }) => key)).toEqual(['new']);
    expect(unmatched.map(({ key }) => key)).toEqual(['offered', 'missing']);
  });

  it('are, of orders, those that wait and have a number to be answered by', () => {
    const orders = [order('a'), order('b', 'partly'), order('c', 'completed'), { ...order('d'), number: '' }];
    expect(openOrders(orders).map(({ key }) => key)).toEqual(['a', 'b']);
  });
});

describe('the studies of a note’s images', () => {
  it('are each there once, by modality, date and description', () => {
    const image = (number: number, uid: string) => ({
      id: number,
      title: 'IM',
      kind: 'dicom' as const,
      contentType: 'application/dicom',
      size: 1,
      place: {
        series: `${uid}.1`,
        modality: 'CT',
        number,
        study: { uid, date: '2026-11-21', accession: '', description: uid === '1' ? '胸部' : '' },
      },
    });
    expect(
      studiesIn([image(1, '1'), image(2, '1'), image(1, '2'), { ...image(3, '1'), place: null }]),
    ).toEqual([
      { uid: '1', text: 'CT · 2026-11-21 · 胸部' },
      { uid: '2', text: 'CT · 2026-11-21' },
    ]);
  });
});
