/** Orders and reports of an opened history, as a chart shows them. */
import { chartDiagnostics } from '../../../records/chart/diagnostics.ts';
import type { ResultPoint } from '../../../records/chart/results.ts';
import type { Chart } from '../../api/visits.ts';

/** Where record number n stands, and how names come back into its texts. */
export type PlaceOf = (record: number) => {
  readonly place: { readonly statement: string; readonly leaf: number };
  readonly unseal: (text: string) => string;
};

/** `parts[n]` is the clinical part of the document that `at(n)` names. */
export function diagnosticTables(
  parts: readonly Uint8Array[],
  at: PlaceOf,
): Pick<Chart, 'orders' | 'reports'> {
  const documents = parts.map((_, record) => {
    const { leaf, statement } = at(record).place;
    return `${statement}/${String(leaf)}`;
  });
  const { orders, reports } = chartDiagnostics(parts, documents);
  return {
    orders: orders.map(({ record, name, remark, ...order }) => {
      const { place, unseal } = at(record);
      return { ...order, ...place, name: unseal(name), remark: unseal(remark) };
    }),
    reports: reports.map(({ record, conclusion, images, title, values, ...report }) => {
      const { place, unseal } = at(record);
      return {
        ...report,
        ...place,
        title: unseal(title),
        conclusion: unseal(conclusion),
        values: values.map(({ before, key, label, point, unit }) => ({
          key,
          label: unseal(label),
          unit,
          point: pointView(point, unseal),
          before: before === null ? null : beforeView(before, at(before.record).unseal),
        })),
        images: images.map(({ record: ofRecord, description, ...rest }) => ({
          ...rest,
          ...at(ofRecord).place,
          description: at(ofRecord).unseal(description),
        })),
      };
    }),
  };
}

type Value = Chart['reports'][number]['values'][number];

function pointView(point: ResultPoint, unseal: (text: string) => string): Value['point'] {
  const { date, flag, high, isCorrected, low, range, text, value } = point;
  return { date, value, text: unseal(text), low, high, range, flag, isCorrected };
}

function beforeView(
  { date, flag, text }: ResultPoint,
  unseal: (text: string) => string,
): NonNullable<Value['before']> {
  return { date, text: unseal(text), flag };
}
