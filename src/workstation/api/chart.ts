/** The tables of a chart: problems, medicines and results, each line with the document it stands in. */
import { z } from 'zod';
import { statementId } from './common.ts';

/** Where a line was found. */
const place = { statement: statementId, leaf: z.number().int(), source: z.string() };
const date = z.string().nullable();

export const chartProblem = z.object({
  /** ICD-10, or null where the words name none. */
  code: z.string().nullable(),
  text: z.string(),
  first: date,
  last: date,
  times: z.number().int(),
  state: z.enum(['active', 'resolved', 'provisional', 'refuted']),
  ...place,
});
export type ChartProblem = z.infer<typeof chartProblem>;

export const chartMedicine = z.object({
  name: z.string(),
  dosage: z.string(),
  date,
  times: z.number().int(),
  state: z.enum(['current', 'past', 'unknown']),
  ...place,
});
export type ChartMedicine = z.infer<typeof chartMedicine>;

export const resultPoint = z.object({
  date,
  /** Null for a result in words. */
  value: z.number().nullable(),
  text: z.string(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  range: z.string(),
  flag: z.enum(['critical-high', 'critical-low', 'high', 'low', 'abnormal', 'normal']).nullable(),
  isCorrected: z.boolean(),
  ...place,
});
export type ResultPoint = z.infer<typeof resultPoint>;

/** One analyte in one unit, oldest first. */
export const resultSeries = z.object({
  key: z.string(),
  label: z.string(),
  unit: z.string(),
  /** Two points or more are numbers: a line can be drawn. */
  isTrend: z.boolean(),
  points: z.array(resultPoint),
});
export type ResultSeries = z.infer<typeof resultSeries>;

export const chartTables = {
  problems: z.array(chartProblem),
  medicines: z.array(chartMedicine),
  results: z.array(resultSeries),
  vitals: z.array(resultSeries),
};
