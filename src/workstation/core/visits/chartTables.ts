/** Problems, medicines, results, orders and reports of an opened history, as a chart shows them. */
import { toHex } from '../../../crypto/bytes.ts';
import { chartMedicines } from '../../../records/chart/medicines.ts';
import { chartProblems } from '../../../records/chart/problems.ts';
import { resultSeries } from '../../../records/chart/results.ts';
import { unsealer } from '../../../records/identityPart.ts';
import type { Chart } from '../../api/visits.ts';
import { isOriginal } from '../imports/originals.ts';
import { diagnosticTables } from './chartDiagnostics.ts';
import type { OpenedDocument, OpenedHistory, OpenedStatement } from './history.ts';

export type ChartTables = Pick<Chart, 'medicines' | 'orders' | 'problems' | 'reports' | 'results' | 'vitals'>;

interface PlacedDocument {
  readonly statement: string;
  readonly leaf: number;
  readonly document: OpenedDocument;
}

interface Kept {
  readonly statements: number;
  readonly day: number;
  readonly tables: ChartTables;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** By the documents of the last statement: a history grows only at its end, and is forgotten with the visit. */
const kept = new WeakMap<readonly OpenedDocument[], Kept>();

/** The tables at `now`, ms. What a correction replaced is in none of them. */
export function chartTables(history: OpenedHistory, now: number): ChartTables {
  const last = history.statements.at(-1)?.documents ?? [];
  const day = Math.floor(now / DAY_MS);
  const before = kept.get(last);
  if (before !== undefined && before.statements === history.statements.length && before.day === day)
    return before.tables;
  const tables = tablesOf(history, now);
  kept.set(last, { statements: history.statements.length, day, tables });
  return tables;
}

/** The documents in force, in the order of the ledger; what the patient reports stands apart from what was found. */
export function currentDocuments(history: OpenedHistory): readonly PlacedDocument[] {
  const replaced = replacedStatements(history.statements);
  return history.statements
    .filter(({ listed }) => listed.entity.kind !== 'own-entry')
    .map((statement) => ({ statement: toHex(statement.listed.hash), documents: statement.documents }))
    .filter(({ statement }) => !replaced.has(statement))
    .flatMap(({ statement, documents }) =>
      documents.flatMap((document, leaf) => (isOriginal(document) ? [] : [{ statement, leaf, document }])),
    );
}

/** Statements that a verified correction stands in for. */
export function replacedStatements(statements: readonly OpenedStatement[]): ReadonlySet<string> {
  return new Set(
    statements.flatMap(({ listed: { entity }, failure }) =>
      entity.kind === 'correction' && entity.refers !== null && failure === null
        ? [toHex(entity.refers)]
        : [],
    ),
  );
}

function tablesOf(history: OpenedHistory, now: number): ChartTables {
  const documents = currentDocuments(history);
  const parts = documents.map(({ document }) => document.parts.clinical.bytes);
  const at = placesOf(documents);
  const series = (category: 'laboratory' | 'vital-signs'): ChartTables['results'] =>
    resultSeries(parts, category).map(({ points, ...rest }) => ({
      ...rest,
      points: points.map(({ record, ...point }) => ({ ...point, ...at(record).place })),
    }));
  return {
    ...diagnosticTables(parts, at),
    problems: chartProblems(parts).map(({ record, text, ...problem }) => ({
      ...problem,
      ...at(record).place,
      text: at(record).unseal(text),
    })),
    medicines: chartMedicines(parts, now).map(({ record, dosage, ...medicine }) => ({
      ...medicine,
      ...at(record).place,
      dosage: at(record).unseal(dosage),
    })),
    results: series('laboratory'),
    vitals: series('vital-signs'),
  };
}

interface Place {
  readonly place: { readonly statement: string; readonly leaf: number };
  readonly unseal: (text: string) => string;
}

/** Where record number n stands, and how names come back into its texts. */
function placesOf(documents: readonly PlacedDocument[]): (record: number) => Place {
  const places = documents.map(({ statement, leaf, document }) => ({
    place: { statement, leaf },
    unseal: unsealer(document.identity.mentions),
  }));
  return (record) => places[record] ?? { place: { statement: '', leaf: 0 }, unseal: (text) => text };
}
