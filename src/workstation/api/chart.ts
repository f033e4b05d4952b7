/** The tables of a chart: problems, medicines, results, orders and reports, each line with the document it stands in. */
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

const diagnosticKey = z.string();

/** What was ordered from laboratory or imaging; `partly` with images or a preliminary result. */
export const chartOrder = z.object({
  key: diagnosticKey,
  number: z.string(),
  category: z.enum(['laboratory', 'imaging']).nullable(),
  name: z.string(),
  remark: z.string(),
  date,
  state: z.enum(['pending', 'partly', 'completed', 'cancelled']),
  /** Keys of the reports that answer it, the newest first. */
  reports: z.array(diagnosticKey).readonly(),
  ...place,
});
export type ChartOrder = z.infer<typeof chartOrder>;

export const reportedValue = z.object({
  key: z.string(),
  label: z.string(),
  unit: z.string(),
  point: resultPoint.omit({ statement: true, leaf: true, source: true }),
  /** The same analyte, measured last before this one. */
  before: z.object({ date, text: z.string(), flag: resultPoint.shape.flag }).nullable(),
});

/** Files of a study: attachments of the document, by their number. */
export const reportImages = z.object({
  statement: statementId,
  leaf: z.number().int(),
  attachments: z.array(z.number().int()).readonly(),
  modality: z.string(),
  date,
  description: z.string(),
});

export const chartReport = z.object({
  key: diagnosticKey,
  category: z.enum(['laboratory', 'imaging']),
  title: z.string(),
  status: z.string(),
  date,
  conclusion: z.string(),
  flag: z.enum(['critical', 'abnormal']).nullable(),
  values: z.array(reportedValue),
  images: z.array(reportImages),
  /** Key of the order that it answers, and what says so. */
  order: diagnosticKey.nullable(),
  by: z.enum(['number', 'reference', 'confirmed']).nullable(),
  /** Orders that it may answer, by code and date: the doctor confirms one. */
  candidates: z.array(diagnosticKey).readonly(),
  /** It names an order by this number, and this chart has none such. */
  missing: z.string().nullable(),
  ...place,
});
export type ChartReport = z.infer<typeof chartReport>;

export const chartTables = {
  orders: z.array(chartOrder),
  reports: z.array(chartReport),
  problems: z.array(chartProblem),
  medicines: z.array(chartMedicine),
  results: z.array(resultSeries),
  vitals: z.array(resultSeries),
};
