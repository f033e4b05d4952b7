/** The resources of a patient's records, gathered for the tables of a chart. */
import { objectAt, objectsAt, parseJson, textAt, type JsonObject } from '../json.ts';

export interface ChartResource {
  readonly resource: JsonObject;
  /** Index of the record it stands in, as the caller gave them. */
  readonly record: number;
  /** The institution that the record names as its source. */
  readonly source: string;
}

/** All resources of some types, record by record. Errors: those of parseJson. */
export function chartResources(
  clinicalParts: readonly Uint8Array[],
  types: ReadonlySet<string>,
): readonly ChartResource[] {
  return clinicalParts.flatMap((clinical, record) => {
    const resources = objectsAt(parseJson(clinical), 'entry')
      .map((entry) => objectAt(entry, 'resource'))
      .filter((resource) => resource !== null);
    const composition = resources.find((resource) => textAt(resource, 'resourceType') === 'Composition');
    const source = textAt(objectAt(composition, 'custodian') ?? undefined, 'display') ?? '';
    return resources
      .filter((resource) => types.has(textAt(resource, 'resourceType') ?? ''))
      .map((resource) => ({ resource, record, source }));
  });
}

/** The first of some date elements that is there, as written. */
export function dateOf(resource: JsonObject, keys: readonly string[]): string | null {
  for (const key of keys) {
    const date = textAt(resource, key) ?? textAt(objectAt(resource, key) ?? undefined, 'start');
    if (date !== null) return date;
  }
  return null;
}

/** Oldest first; what has no date comes before all that has. Dates of different precision compare by their instant. */
export function byDate(
  left: { readonly date: string | null },
  right: { readonly date: string | null },
): number {
  return instantOf(left.date) - instantOf(right.date);
}

/** True for a resource that its source has withdrawn. */
export function isWithdrawn(resource: JsonObject): boolean {
  const verification = objectsAt(objectAt(resource, 'verificationStatus') ?? undefined, 'coding');
  return (
    textAt(resource, 'status') === 'entered-in-error' ||
    verification.some((coding) => textAt(coding, 'code') === 'entered-in-error')
  );
}

function instantOf(date: string | null): number {
  const instant = date === null ? Number.NaN : Date.parse(date);
  return Number.isFinite(instant) ? instant : Number.MIN_SAFE_INTEGER;
}
