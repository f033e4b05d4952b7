/** What a screen computes of result series: the point that counts, its flag, and how it stands to the one before. */
import type { ResultPoint, ResultSeries } from '../../../src/workstation/api/chart.ts';

export type ResultFlag = NonNullable<ResultPoint['flag']>;

/** Said by an arrow, besides words and colour. */
export const ARROWS: Readonly<Record<ResultFlag, string>> = {
  'critical-high': '↑↑',
  'critical-low': '↓↓',
  high: '↑',
  low: '↓',
  abnormal: '!',
  normal: '',
};

export function isAbnormal(flag: ResultPoint['flag']): boolean {
  return flag !== null && flag !== 'normal';
}

export function isCritical(flag: ResultPoint['flag']): boolean {
  return flag === 'critical-high' || flag === 'critical-low';
}

/** The newest result of a series. */
export function lastPoint(series: ResultSeries): ResultPoint | null {
  return series.points.at(-1) ?? null;
}

/** The series whose name holds the words, and with `onlyAbnormal` those whose newest result is out of range. */
export function seriesShown(
  list: readonly ResultSeries[],
  { query, onlyAbnormal }: { readonly query: string; readonly onlyAbnormal: boolean },
): readonly ResultSeries[] {
  const wanted = query.normalize('NFKC').trim().toLowerCase();
  return list.filter((series) => {
    if (onlyAbnormal && !isAbnormal(lastPoint(series)?.flag ?? null)) return false;
    return wanted === '' || series.label.normalize('NFKC').toLowerCase().includes(wanted);
  });
}

/** The points that a line can be drawn through: numbers whose time is known, oldest first. */
export function drawn(series: ResultSeries): readonly { readonly time: number; readonly value: number }[] {
  return series.points.flatMap(({ date, value }) => {
    const time = date === null ? Number.NaN : Date.parse(date);
    return value === null || Number.isNaN(time) ? [] : [{ time, value }];
  });
}
