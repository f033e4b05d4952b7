/**
 * What a correction takes over from the note it stands in for: all that the note's texts do not say again, by the names it
 * had, so that orders keep their numbers, and reports their values. Images that are not kept are gone from their study.
 */
import { attachmentOf, type RecordAttachment } from '../attachments.ts';
import { objectAt, objectsAt, textAt, type JsonObject } from '../json.ts';
import { studyIdentifier, type NamedResource } from './report.ts';

export interface Carried {
  readonly entries: readonly NamedResource[];
  readonly attachments: readonly RecordAttachment[];
  /** How many names of diagnostic resources are taken. */
  readonly names: number;
}

/** Written again from the form, or made anew from the attachments. */
const REWRITTEN = new Set([
  'AllergyIntolerance',
  'Composition',
  'Condition',
  'Encounter',
  'ImagingStudy',
  'Organization',
  'Patient',
  'Practitioner',
]);
const DIAGNOSTIC_NAME = /^urn:uuid:00000000-0000-4000-8001-(\d{12})$/u;

/** `keep` are places among the attachments of the note; null keeps all of them. */
export function carriedFrom(bundle: JsonObject, keep: readonly number[] | null): Carried {
  const entries = objectsAt(bundle, 'entry').flatMap((entry): NamedResource[] => {
    const [fullUrl, resource] = [textAt(entry, 'fullUrl'), objectAt(entry, 'resource')];
    return fullUrl === null || resource === null ? [] : [{ fullUrl, resource }];
  });
  const attachments = entries.map(({ resource }) => attachmentOf(resource)).filter((found) => found !== null);
  const numbers = entries.map(({ fullUrl }) => Number(DIAGNOSTIC_NAME.exec(fullUrl)?.[1] ?? 0));
  const studies = studyNames(entries);
  return {
    entries: entries
      .filter(({ resource }) => !REWRITTEN.has(textAt(resource, 'resourceType') ?? ''))
      .filter(({ resource }) => attachmentOf(resource) === null)
      .map(({ fullUrl, resource }) => ({ fullUrl, resource: withStudiesByUid(resource, studies) })),
    attachments: keep === null ? attachments : attachments.filter((_, place) => keep.includes(place)),
    names: Math.max(0, ...numbers),
  };
}

/** Study Instance UIDs by the names of their resources. */
function studyNames(entries: readonly NamedResource[]): ReadonlyMap<string, string> {
  return new Map(
    entries.flatMap(({ fullUrl, resource }) => {
      if (textAt(resource, 'resourceType') !== 'ImagingStudy') return [];
      const value = textAt(objectsAt(resource, 'identifier')[0], 'value') ?? '';
      return value.startsWith('urn:oid:') ? [[fullUrl, value.slice('urn:oid:'.length)] as const] : [];
    }),
  );
}

/** The studies are made anew: a report names them by their UID. */
function withStudiesByUid(resource: JsonObject, studies: ReadonlyMap<string, string>): JsonObject {
  const named = objectsAt(resource, 'imagingStudy');
  if (named.length === 0) return resource;
  const imagingStudy = named.map((item) => {
    const uid = studies.get(textAt(item, 'reference') ?? '');
    return uid === undefined ? item : { type: 'ImagingStudy', identifier: studyIdentifier(uid) };
  });
  return { ...resource, imagingStudy };
}
