/** Versions of a document inside an imported record: which one was replaced, and which one replaced it. */
import type { Bilingual } from './bilingual.ts';
import { objectAt, objectsAt, textAt, type JsonObject } from './json.ts';

/** `only` where the source keeps no other version beside it. */
export type DocumentVersion = 'only' | 'replaced' | 'amended';

const AMENDED = new Set(['amended', 'corrected', 'appended']);

/**
 * The version of a DocumentReference (by its status, docStatus and relatesTo) or of a DiagnosticReport (by its status,
 * and by a later report with the same number); `only` for anything else.
 */
export function versionOf(resource: JsonObject, all: readonly JsonObject[]): DocumentVersion {
  const status = textAt(resource, 'status') ?? '';
  if (status === 'superseded') return 'replaced';
  if (AMENDED.has(status) || AMENDED.has(textAt(resource, 'docStatus') ?? '')) return 'amended';
  const isReplaced = all.some(
    (other) => other !== resource && (replaces(other, resource) || amendsReport(other, resource)),
  );
  return isReplaced ? 'replaced' : 'only';
}

/** The title of a version: a reader must see at once that it is not the one in force, or not the first. */
export function versionTitle(title: Bilingual, version: DocumentVersion): Bilingual {
  switch (version) {
    case 'only':
      return title;
    case 'replaced':
      return { zh: `${title.zh}（原版本，已被更正）`, en: `${title.en} (earlier version, replaced)` };
    case 'amended':
      return { zh: `${title.zh}（更正后）`, en: `${title.en} (amended)` };
  }
}

/** DocumentReference.relatesTo, by the resource's id: the Bundle's URLs are not known here. */
function replaces(later: JsonObject, earlier: JsonObject): boolean {
  const id = textAt(earlier, 'id');
  return (
    id !== null &&
    objectsAt(later, 'relatesTo').some(
      (relation) =>
        textAt(relation, 'code') === 'replaces' &&
        endsWithId(textAt(objectAt(relation, 'target') ?? undefined, 'reference') ?? '', id),
    )
  );
}

/** "DocumentReference/7" and "urn:uuid:7", but not "DocumentReference/17", end with the id 7. */
function endsWithId(reference: string, id: string): boolean {
  return reference.endsWith(`/${id}`) || reference.endsWith(`:${id}`);
}

function amendsReport(later: JsonObject, earlier: JsonObject): boolean {
  const numbers = reportNumbers(earlier);
  return (
    textAt(later, 'resourceType') === 'DiagnosticReport' &&
    textAt(earlier, 'resourceType') === 'DiagnosticReport' &&
    AMENDED.has(textAt(later, 'status') ?? '') &&
    reportNumbers(later).some((number) => numbers.includes(number))
  );
}

function reportNumbers(resource: JsonObject): readonly string[] {
  return objectsAt(resource, 'identifier')
    .map((identifier) => textAt(identifier, 'value'))
    .filter((value) => value !== null);
}
