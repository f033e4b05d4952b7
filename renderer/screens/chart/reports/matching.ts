/** What a screen computes of orders and reports: with the matches of the note that is being written, and what needs a look. */
import type { ChartOrder, ChartReport } from '../../../../src/workstation/api/chart.ts';
import type { Chart, Note } from '../../../../src/workstation/api/visits.ts';

export type Matches = NonNullable<Note['matches']>;

export interface Matched {
  readonly orders: readonly ChartOrder[];
  readonly reports: readonly ChartReport[];
}

/** How long a critical result is put before the doctor. */
const RECENT_MS = 30 * 24 * 60 * 60 * 1000;

/** The chart as it will be when the note is signed. */
export function withMatches(
  { orders, reports }: Pick<Chart, 'orders' | 'reports'>,
  matches: Matches,
): Matched {
  if (matches.length === 0) return { orders, reports };
  const chosen = new Map(matches.map(({ order, report }) => [report, order]));
  const changed = reports.map((report) => {
    const order = chosen.get(report.key);
    return order === undefined || report.order !== null
      ? report
      : { ...report, order, by: 'confirmed' as const, candidates: [] };
  });
  return {
    reports: changed,
    orders: orders.map((order) => {
      const answers = changed.filter((report) => report.order === order.key).map(({ key }) => key);
      const isNew = answers.length > order.reports.length;
      return isNew ? { ...order, reports: answers, state: 'completed' as const } : order;
    }),
  };
}

export interface Attention {
  readonly critical: readonly ChartReport[];
  /** Results that may be those of an order, or name one that is not there. */
  readonly unmatched: readonly ChartReport[];
}

export function attentionTo(reports: readonly ChartReport[], now: number): Attention {
  return {
    critical: reports.filter(
      ({ date, flag }) => flag === 'critical' && date !== null && now - Date.parse(date) <= RECENT_MS,
    ),
    unmatched: reports.filter(
      ({ candidates, missing, order }) => order === null && (candidates.length > 0 || missing !== null),
    ),
  };
}

/** The orders that wait, the newest first; those of a note that has no number yet cannot be answered. */
export function openOrders(orders: readonly ChartOrder[]): readonly ChartOrder[] {
  return orders.filter(({ number, state }) => number !== '' && (state === 'pending' || state === 'partly'));
}
