/** The diagnostic resources of a patient's records, with what is needed to follow their references. */
import { attachmentOf } from '../attachments.ts';
import { diagnosticKey } from '../diagnostics/match.ts';
import { objectAt, objectsAt, parseJson, textAt, type JsonObject } from '../json.ts';

/** A resource of one of the records. */
export interface PlacedResource {
  readonly resource: JsonObject;
  /** Index of its record, as the caller gave them. */
  readonly record: number;
  readonly source: string;
  /** Names it beyond this chart: see diagnosticKey. */
  readonly key: string;
}

/** A DICOM file of a record: its place among the record's attachments, and its series. */
export interface SeriesFile {
  readonly record: number;
  readonly attachment: number;
  readonly series: string;
  readonly study: string | null;
}

export interface DiagnosticResources {
  readonly all: readonly PlacedResource[];
  readonly files: readonly SeriesFile[];
  /** The resource that a reference names; in the record that refers first. */
  readonly resolve: (reference: string, record: number) => PlacedResource | null;
}

const TYPES = new Set(['Basic', 'DiagnosticReport', 'ImagingStudy', 'Observation', 'ServiceRequest']);
/** Names that documents made here give to their own resources: the same ones in each document. */
const OF_ONE_DOCUMENT = /^urn:uuid:00000000-0000-4000-800[01]-/u;

/** `documents[n]` names record n, as H(S) in hex and leaf do. Errors: those of parseJson. */
export function diagnosticResources(
  clinicalParts: readonly Uint8Array[],
  documents: readonly string[],
): DiagnosticResources {
  const all: PlacedResource[] = [];
  const files: SeriesFile[] = [];
  const names = new Map<string, PlacedResource>();
  clinicalParts.forEach((clinical, record) => {
    const entries = objectsAt(parseJson(clinical), 'entry');
    const source = sourceOf(entries);
    let attachment = 0;
    entries.forEach((entry, place) => {
      const resource = objectAt(entry, 'resource');
      if (resource === null) return;
      const type = textAt(resource, 'resourceType') ?? '';
      if (TYPES.has(type)) {
        const found = { resource, record, source, key: diagnosticKey(documents[record] ?? '', place) };
        all.push(found);
        for (const name of namesOf(entry, resource, type)) keepName(names, name, found);
      }
      const attached = type === 'DocumentReference' ? attachmentOf(resource) : null;
      if (attached === null) return;
      if (attached.place !== null) {
        const { series, study } = attached.place;
        files.push({ record, attachment, series, study: study?.uid ?? null });
      }
      attachment += 1;
    });
  });
  return {
    all,
    files,
    resolve: (reference, record) =>
      names.get(inRecord(reference, record)) ??
      (OF_ONE_DOCUMENT.test(reference) ? null : (names.get(reference) ?? null)),
  };
}

function keepName(names: Map<string, PlacedResource>, name: string, found: PlacedResource): void {
  names.set(inRecord(name, found.record), found);
  if (!OF_ONE_DOCUMENT.test(name)) names.set(name, found);
}

function inRecord(name: string, record: number): string {
  return `${String(record)} ${name}`;
}

/** As others may refer to it: the Bundle's URL, "Type/id", or the id as a URN. */
function namesOf(entry: JsonObject, resource: JsonObject, type: string): readonly string[] {
  const [id, fullUrl] = [textAt(resource, 'id'), textAt(entry, 'fullUrl')];
  return [
    ...(fullUrl === null ? [] : [fullUrl]),
    ...(id === null ? [] : [`${type}/${id}`, `urn:uuid:${id}`]),
  ];
}

function sourceOf(entries: readonly JsonObject[]): string {
  const composition = entries
    .map((entry) => objectAt(entry, 'resource'))
    .find((resource) => textAt(resource ?? undefined, 'resourceType') === 'Composition');
  return textAt(objectAt(composition ?? undefined, 'custodian') ?? undefined, 'display') ?? '';
}
