/**
 * FHIR R4 Bundles from other systems (transaction, collection, document, batch) cut into documents: one for each
 * encounter with all that refers to it, and one for what belongs to no encounter. An import is attested by the
 * importer, not authored: what the source said is kept as it was said.
 */
import { utf8 } from '../crypto/bytes.ts';
import { ConsiliumError } from '../errors.ts';
import { encodeIdentityPart, mapDocumentTexts, mentionsOf, sealer } from './identityPart.ts';
import { conceptText } from './concept.ts';
import { assertPlausible } from './import/plausibility.ts';
import { objectAt, objectsAt, textAt, type Json, type JsonObject } from './json.ts';
import { parseStrictJson } from './strictJson.ts';

export { conceptText } from './concept.ts';

/** The two parts of one record before they are salted, hashed and sealed. */
export interface RecordParts {
  readonly identity: Uint8Array;
  readonly clinical: Uint8Array;
}

export interface ImportedBundle {
  readonly patient: JsonObject;
  /** In order of their date; documents without one last. */
  readonly documents: readonly RecordParts[];
  readonly resources: number;
}

interface SourceEntry {
  readonly fullUrl: string | null;
  readonly resource: JsonObject;
}

interface DocumentDraft {
  readonly encounter: SourceEntry | null;
  readonly members: SourceEntry[];
}

const BUNDLE_TYPES = new Set(['transaction', 'collection', 'document', 'batch', 'searchset']);

/**
 * Reads a Bundle and cuts it into documents.
 * Errors: those of {@link parseStrictJson} and {@link importResources}.
 */
export function importBundle(bytes: Uint8Array): ImportedBundle {
  return importResources(parseStrictJson(bytes));
}

/**
 * Cuts a Bundle that is parsed already into documents.
 * Errors: `bundle-malformed` {reason}; `bundle-patients` {count} unless it holds exactly one Patient;
 * `import-implausible` {path, reason}.
 */
export function importResources(bundle: Json): ImportedBundle {
  const entries = bundleEntries(bundle);
  const patients = entries.filter((entry) => typeOf(entry) === 'Patient');
  const patient = patients[0];
  if (patient === undefined || patients.length > 1)
    throw new ConsiliumError('bundle-patients', { count: patients.length });
  const mentions = mentionsOf(patient.resource);
  const identity = encodeIdentityPart({ patient: patient.resource, mentions });
  const seal = sealer(mentions);
  const drafts = cutIntoDocuments(entries.filter((entry) => entry !== patient));
  const documents = drafts.map((draft) => ({ identity, clinical: clinicalBytes(draft, patient, seal) }));
  return { patient: patient.resource, documents, resources: entries.length };
}

function bundleEntries(value: Json): readonly SourceEntry[] {
  if (textAt(value, 'resourceType') !== 'Bundle')
    throw new ConsiliumError('bundle-malformed', { reason: 'resourceType' });
  if (!BUNDLE_TYPES.has(textAt(value, 'type') ?? ''))
    throw new ConsiliumError('bundle-malformed', { reason: 'type' });
  return objectsAt(value, 'entry').map((entry, index) => {
    const resource = objectAt(entry, 'resource');
    if (resource === null || textAt(resource, 'resourceType') === null) {
      throw new ConsiliumError('bundle-malformed', { reason: 'entry', index });
    }
    assertPlausible(resource, `entry[${String(index)}].resource`);
    return { fullUrl: textAt(entry, 'fullUrl'), resource };
  });
}

function cutIntoDocuments(entries: readonly SourceEntry[]): readonly DocumentDraft[] {
  const byReference = new Map<string, DocumentDraft>();
  const drafts: DocumentDraft[] = [];
  for (const entry of entries.filter((candidate) => typeOf(candidate) === 'Encounter')) {
    const draft = { encounter: entry, members: [] };
    drafts.push(draft);
    for (const reference of referencesTo(entry)) byReference.set(reference, draft);
  }
  const rest: DocumentDraft = { encounter: null, members: [] };
  for (const entry of entries) {
    if (typeOf(entry) === 'Encounter') continue;
    const owner = encounterReferences(entry.resource)
      .map((reference) => byReference.get(reference))
      .find(isDefined);
    (owner ?? rest).members.push(entry);
  }
  const sorted = drafts.toSorted((left, right) => compareDates(documentDate(left), documentDate(right)));
  return rest.members.length === 0 ? sorted : [...sorted, rest];
}

/** The ways in which other resources of the Bundle may refer to an entry. */
function referencesTo(entry: SourceEntry): readonly string[] {
  const id = textAt(entry.resource, 'id');
  const type = typeOf(entry);
  const relative = id === null ? [] : [`${type}/${id}`, `urn:uuid:${id}`];
  return entry.fullUrl === null ? relative : [entry.fullUrl, ...relative];
}

/** `encounter`, `context`, `context.encounter[]`, and the encounters of a claim's items. */
function encounterReferences(resource: JsonObject): readonly string[] {
  const context = objectAt(resource, 'context');
  const holders = [
    objectAt(resource, 'encounter'),
    context,
    ...objectsAt(context ?? undefined, 'encounter'),
    ...objectsAt(resource, 'item').flatMap((item) => objectsAt(item, 'encounter')),
  ];
  return holders.map((holder) => (holder === null ? null : textAt(holder, 'reference'))).filter(isText);
}

function clinicalBytes(
  draft: DocumentDraft,
  patient: SourceEntry,
  seal: (text: string) => string,
): Uint8Array {
  const members = draft.encounter === null ? draft.members : [draft.encounter, ...draft.members];
  const bundle: JsonObject = {
    resourceType: 'Bundle',
    type: 'document',
    ...(documentDate(draft) === null ? {} : { timestamp: documentDate(draft) ?? '' }),
    entry: [
      { resource: compositionFor(draft, patient) },
      { ...fullUrlOf(patient), resource: { resourceType: 'Patient' } },
      ...members.map((entry) => ({ ...fullUrlOf(entry), resource: withoutNarrative(entry.resource) })),
    ],
  };
  return utf8(JSON.stringify(mapDocumentTexts(bundle, seal)));
}

function compositionFor(draft: DocumentDraft, patient: SourceEntry): JsonObject {
  const encounter = draft.encounter?.resource;
  const title = encounter === undefined ? '其他导入资料 Other imported data' : encounterTitle(encounter);
  const provider =
    encounter === undefined ? null : textAt(objectAt(encounter, 'serviceProvider') ?? undefined, 'display');
  return {
    resourceType: 'Composition',
    status: 'final',
    type: {
      coding: [{ system: 'http://loinc.org', code: '34133-9' }],
      text: '导入的就诊资料 Imported encounter summary',
    },
    subject: { reference: patient.fullUrl ?? 'Patient' },
    title,
    author: [{ display: provider ?? 'unknown source' }],
    ...(documentDate(draft) === null ? {} : { date: documentDate(draft) ?? '' }),
    ...(provider === null ? {} : { custodian: { display: provider } }),
    section: [],
  };
}

function encounterTitle(encounter: JsonObject): string {
  const type = objectsAt(encounter, 'type')[0];
  const reason = objectsAt(encounter, 'reasonCode')[0];
  const words = [conceptText(type), conceptText(reason)].filter((text) => text !== '');
  return words.length === 0 ? '就诊 Encounter' : words.join(' · ');
}

function documentDate(draft: DocumentDraft): string | null {
  const period = draft.encounter === null ? null : objectAt(draft.encounter.resource, 'period');
  return textAt(period ?? undefined, 'start');
}

/** Undated documents come last. ISO 8601 of one zone compares as text; other zones by their instant. */
function compareDates(left: string | null, right: string | null): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
  return Date.parse(left) - Date.parse(right);
}

/** A generated narrative repeats the structured content, and with it the names. */
function withoutNarrative(resource: JsonObject): JsonObject {
  const text = objectAt(resource, 'text');
  if (text === null || textAt(text, 'status') !== 'generated') return resource;
  return Object.fromEntries(Object.entries(resource).filter(([key]) => key !== 'text'));
}

function fullUrlOf(entry: SourceEntry): JsonObject {
  return entry.fullUrl === null ? {} : { fullUrl: entry.fullUrl };
}

function typeOf(entry: SourceEntry): string {
  return textAt(entry.resource, 'resourceType') ?? '';
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function isText(value: string | null): value is string {
  return value !== null;
}
