/**
 * Which order a result answers. A number decides where both have it; without one, code and date make an offer that a
 * doctor confirms. Numbers are compared within one patient's chart, and decide only where exactly one order has them.
 */
import { conceptText } from '../concept.ts';
import { objectAt, objectsAt, textAt, type JsonObject } from '../json.ts';
import type { DiagnosticResources, PlacedResource } from './diagnosticResources.ts';
import { dateOf } from './resources.ts';

export interface OrderAnswer {
  /** Key of the order, or null. */
  readonly order: string | null;
  readonly by: 'number' | 'reference' | 'confirmed' | null;
  /** Orders that it may be the result of. */
  readonly candidates: readonly string[];
  /** A number of an order that is not in this chart. */
  readonly missing: string | null;
}

/** A result comes after its order, and hardly ever later than this. */
const LONGEST_WAIT_MS = 90 * 24 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
export const ORDER_DATES = ['authoredOn', 'occurrenceDateTime'];
export const REPORT_DATES = ['effectiveDateTime', 'effectivePeriod', 'issued', 'started'];

/**
 * @param confirmed keys of orders by the key of the result that a doctor gave them
 * @param open keys of the orders that nothing answers by a number
 */
export function answerOf(
  result: PlacedResource,
  orders: readonly PlacedResource[],
  of: {
    readonly resources: DiagnosticResources;
    readonly confirmed: ReadonlyMap<string, string>;
    readonly open: ReadonlySet<string>;
  },
): OrderAnswer {
  const none = { candidates: [], missing: null };
  const sure = sureAnswer(result, orders, of.resources);
  if (sure !== null) return { ...sure, ...none };
  const confirmed = of.confirmed.get(result.key);
  if (confirmed !== undefined && orders.some(({ key }) => key === confirmed))
    return { order: confirmed, by: 'confirmed', ...none };
  const [missing = null] = askedNumbers(result.resource);
  const candidates = orders
    .filter(({ key }) => of.open.has(key))
    .filter((order) => mayAnswer(result.resource, order.resource))
    .map(({ key }) => key);
  return { order: null, by: null, candidates, missing };
}

/** The order that a reference or a number names. */
export function sureAnswer(
  { resource, record }: PlacedResource,
  orders: readonly PlacedResource[],
  resources: DiagnosticResources,
): { readonly order: string; readonly by: 'number' | 'reference' } | null {
  for (const based of objectsAt(resource, 'basedOn')) {
    const reference = textAt(based, 'reference');
    const target = reference === null ? null : resources.resolve(reference, record);
    if (target !== null && orders.includes(target)) return { order: target.key, by: 'reference' };
  }
  const numbers = new Set([...askedNumbers(resource), ...ownNumbers(resource)]);
  const named = orders.filter((order) => ownNumbers(order.resource).some((number) => numbers.has(number)));
  const [only] = named;
  return named.length === 1 && only !== undefined ? { order: only.key, by: 'number' } : null;
}

/** Placer, filler and accession numbers of a resource, and those that do not say what they are. */
function ownNumbers(resource: JsonObject): readonly string[] {
  return numbersIn(objectsAt(resource, 'identifier'));
}

function askedNumbers(resource: JsonObject): readonly string[] {
  const identifiers = objectsAt(resource, 'basedOn').map((based) => objectAt(based, 'identifier'));
  return numbersIn(identifiers.filter((found) => found !== null));
}

function numbersIn(identifiers: readonly JsonObject[]): readonly string[] {
  return identifiers
    .map((identifier) => (textAt(identifier, 'value') ?? '').trim().toUpperCase())
    .filter((value) => value !== '');
}

function mayAnswer(result: JsonObject, order: JsonObject): boolean {
  const wait = dateIn(result, REPORT_DATES) - dateIn(order, ORDER_DATES);
  // Of either only the day may be known.
  if (Number.isNaN(wait) || wait < -DAY_MS || wait > LONGEST_WAIT_MS) return false;
  const [left, right] = [objectAt(result, 'code'), objectAt(order, 'code')];
  if (left === null || right === null) return false;
  const codes = new Set(codesOf(left));
  if (codesOf(right).some((code) => codes.has(code))) return true;
  const [one, other] = [wordsOf(left), wordsOf(right)];
  return one !== '' && other !== '' && (one.includes(other) || other.includes(one));
}

function dateIn(resource: JsonObject, keys: readonly string[]): number {
  return Date.parse(dateOf(resource, keys) ?? '');
}

function codesOf(concept: JsonObject): readonly string[] {
  return objectsAt(concept, 'coding').map(
    (coding) => `${textAt(coding, 'system') ?? ''}|${textAt(coding, 'code') ?? ''}`,
  );
}

function wordsOf(concept: JsonObject): string {
  return conceptText(concept)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}]/gu, '');
}
