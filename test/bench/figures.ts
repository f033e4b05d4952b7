/** What a measurement says: a ratio against its own floor, taken in the same run on the same machine. */

export interface Figure {
  readonly name: string;
  readonly value: number;
  /** What no program could do without. */
  readonly floor: number;
  /** Of value and floor: ms unless it says otherwise. */
  readonly unit?: 'KiB' | '‰' | 'cases';
  /** Of value to floor. */
  readonly ratio: number;
  /** The most that is let pass; null for a figure that is shown only. */
  readonly limit: number | null;
  /** What is aimed at, ms; printed beside the ratio, since it depends on the machine. */
  readonly goal: number | null;
  /** What was measured, and what the floor is. */
  readonly note: string;
}

export function figure(of: Omit<Figure, 'ratio'>): Figure {
  return { ...of, ratio: of.value / of.floor };
}

export function isWithin({ limit, ratio }: Figure): boolean {
  return limit === null || ratio <= limit;
}

/** The value below which a share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** How long `work` takes, ms. */
export async function timed(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** A table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((item) => [
    isWithin(item) ? (item.limit === null ? '' : 'ok') : 'OVER',
    item.name,
    `${item.value.toFixed(1)} ${item.unit ?? 'ms'}`,
    `${item.floor.toFixed(1)} ${item.unit ?? 'ms'}`,
    `${item.ratio.toFixed(2)}×`,
    item.limit === null ? '' : `≤ ${String(item.limit)}×`,
    item.goal === null ? '' : `${item.value <= item.goal ? 'met' : 'missed'}: ${String(item.goal)} ms`,
  ]);
  const head = ['', 'figure', 'measured', 'floor', 'ratio', 'limit', 'goal'];
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
}
