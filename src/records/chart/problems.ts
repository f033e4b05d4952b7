/** The problem list: each diagnosis once, with when it was first and last made, and whether it was sure. */
import { conceptText } from '../concept.ts';
import { objectAt, objectsAt, textAt, type JsonObject } from '../json.ts';
import { codedDiagnosis } from '../terminology/codedDiagnosis.ts';
import { byDate, chartResources, dateOf, isWithdrawn, type ChartResource } from './resources.ts';

export interface ChartProblem {
  /** ICD-10, or null where the words name none. */
  readonly code: string | null;
  /** As it was written last. */
  readonly text: string;
  readonly first: string | null;
  readonly last: string | null;
  readonly times: number;
  readonly record: number;
  readonly source: string;
  /** As it was recorded last; `provisional` is 疑诊, `refuted` was ruled out. */
  readonly state: 'active' | 'resolved' | 'provisional' | 'refuted';
}

type Dated = ChartResource & { readonly date: string | null };

const DATES = ['onsetDateTime', 'recordedDate', 'onsetPeriod'];
const RESOLVED = new Set(['resolved', 'inactive', 'remission']);
const DOUBTFUL = new Set(['provisional', 'differential', 'unconfirmed']);
const ORDER: readonly ChartProblem['state'][] = ['active', 'provisional', 'resolved', 'refuted'];

/** Active problems first; within a state the one seen last first. Errors: those of parseJson. */
export function chartProblems(clinicalParts: readonly Uint8Array[]): readonly ChartProblem[] {
  const conditions = chartResources(clinicalParts, new Set(['Condition']))
    .filter(({ resource }) => !isWithdrawn(resource))
    .map((found) => ({ ...found, date: dateOf(found.resource, DATES) }))
    .toSorted(byDate);
  return [...Map.groupBy(conditions, ({ resource }) => problemKey(resource)).values()]
    .flatMap((group) => problemOf(group))
    .toSorted(
      (left, right) =>
        ORDER.indexOf(left.state) - ORDER.indexOf(right.state) ||
        byDate({ date: right.last }, { date: left.last }),
    );
}

function problemOf(group: readonly Dated[]): readonly ChartProblem[] {
  const last = group.at(-1);
  if (last === undefined) return [];
  return [
    {
      code: codeOf(last.resource),
      text: conceptText(objectAt(last.resource, 'code')),
      first: group[0]?.date ?? null,
      last: last.date,
      times: group.length,
      record: last.record,
      source: last.source,
      state: stateOf(last.resource),
    },
  ];
}

/** The same category of ICD-10 is the same problem (I21.1, then I21.9); without a code, the same words are. */
function problemKey(resource: JsonObject): string {
  return codeOf(resource)?.slice(0, 3) ?? conceptText(objectAt(resource, 'code')).trim().toLowerCase();
}

function codeOf(resource: JsonObject): string | null {
  const concept = objectAt(resource, 'code');
  const coded = icdIn(concept);
  return coded ?? icdIn(codedDiagnosis(conceptText(concept)));
}

function icdIn(concept: JsonObject | null): string | null {
  const coding = objectsAt(concept ?? undefined, 'coding').find((one) =>
    (textAt(one, 'system') ?? '').includes('icd-10'),
  );
  return textAt(coding, 'code');
}

function stateOf(resource: JsonObject): ChartProblem['state'] {
  const verification = codeIn(resource, 'verificationStatus');
  if (verification === 'refuted') return 'refuted';
  if (RESOLVED.has(codeIn(resource, 'clinicalStatus'))) return 'resolved';
  return DOUBTFUL.has(verification) ? 'provisional' : 'active';
}

function codeIn(resource: JsonObject, key: string): string {
  return textAt(objectsAt(objectAt(resource, key) ?? undefined, 'coding')[0], 'code') ?? '';
}
