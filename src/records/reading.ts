/**
 * What a screen shows of a record: title, date, sections and entries, read from the clinical part, with the
 * names put back when the identity part is there.
 */
import type { Bilingual } from './bilingual.ts';
import { bilingualTitle } from './bilingual.ts';
import { attachmentText, mapDocumentTexts, unsealer, type IdentityPart } from './identityPart.ts';
import { attachmentOf, type RecordAttachment } from './attachments.ts';
import { observedValues, type ResultFlag } from './chart/results.ts';
import { conceptText } from './concept.ts';
import { objectAt, objectsAt, parseJson, textAt, type Json, type JsonObject } from './json.ts';
import { versionOf, versionTitle } from './versions.ts';
import { SECTION_RULES } from './visitNote.ts';

export interface RecordSection {
  readonly code: string;
  readonly title: Bilingual;
  readonly text: string;
}

export interface RecordEntry {
  readonly type: string;
  readonly label: string;
  readonly value: string;
  readonly date: string | null;
}

export interface RecordReading {
  readonly title: Bilingual;
  /** ISO 8601, as the record says. */
  readonly date: string | null;
  /** Who the record names as its source; the signer is in the proof, not here. */
  readonly source: string;
  readonly custodian: string;
  readonly summary: string;
  readonly sections: readonly RecordSection[];
  readonly entries: readonly RecordEntry[];
  readonly allergies: readonly AllergyEntry[];
  /** Images that belong to the record, in its order; with their keys. */
  readonly attachments: readonly RecordAttachment[];
}

export interface AllergyEntry {
  readonly text: string;
  readonly noneKnown: boolean;
  /** The source says that its list of allergies cannot be had (FHIR List.emptyReason); `text` says why. */
  readonly unavailable?: true;
}

const HIDDEN_TYPES = new Set([
  'Composition',
  'Patient',
  'Practitioner',
  'Organization',
  'Encounter',
  'Claim',
  'ExplanationOfBenefit',
  'Provenance',
]);
const NO_KNOWN_ALLERGY = new Set(['716186003', '409137002', '428607008', '429625007']);
/** LOINC 48765-2 and 52472-8, or the plain code of FHIR's example lists. */
const ALLERGY_LISTS = new Set(['48765-2', '52472-8', 'allergies']);
/** Of FHIR's list-empty-reason: what the source has but cannot or will not give. */
const CANNOT_BE_HAD = new Set(['unavailable', 'withheld']);
const SUMMARY_LENGTH = 120;

/**
 * Reads a clinical part. Without an identity part (`null`) the mentions stay as `⟦n⟧`.
 * Errors: those of parseJson.
 */
export function readRecord(clinical: Uint8Array, identity: IdentityPart | null): RecordReading {
  return readBundle(parseJson(clinical), identity);
}

/** As {@link readRecord}, of a clinical part that is parsed. */
export function readBundle(parsed: Json, identity: IdentityPart | null): RecordReading {
  const bundle = identity === null ? parsed : mapDocumentTexts(parsed, unsealer(identity.mentions));
  const resources = objectsAt(bundle, 'entry')
    .map((entry) => objectAt(entry, 'resource'))
    .filter(isPresent);
  const compositions = resources.filter((resource) => textAt(resource, 'resourceType') === 'Composition');
  const composition = compositions[0];
  // An imported document keeps its source's Composition behind the one that was made for it.
  const sections = compositions.flatMap(readSections);
  const entries = resources
    .filter((resource) => !HIDDEN_TYPES.has(textAt(resource, 'resourceType') ?? ''))
    .filter((resource) => attachmentOf(resource) === null)
    .map(readEntry);
  return {
    title: bilingualTitle(textAt(composition, 'title') ?? ''),
    date: textAt(composition, 'date') ?? textAt(bundle, 'timestamp'),
    source: textAt(objectsAt(composition, 'author')[0], 'display') ?? '',
    custodian: textAt(objectAt(composition, 'custodian') ?? undefined, 'display') ?? '',
    summary: summaryOf(sections, entries),
    sections: [...sections, ...noteSections(resources)],
    entries,
    allergies: resources.map(readAllergy).filter((entry) => entry !== null),
    attachments: resources.map(attachmentOf).filter((found) => found !== null),
  };
}

function readSections(composition: JsonObject): readonly RecordSection[] {
  return objectsAt(composition, 'section').map((section) => {
    const code = textAt(objectsAt(objectAt(section, 'code') ?? undefined, 'coding')[0], 'code') ?? '';
    const rule = SECTION_RULES.find((candidate) => candidate.code === code);
    return {
      code,
      title:
        rule === undefined ? bilingualTitle(textAt(section, 'title') ?? '') : { zh: rule.zh, en: rule.en },
      text: plainText(textAt(objectAt(section, 'text') ?? undefined, 'div') ?? ''),
    };
  });
}

/** Notes that came as text attachments (DocumentReference, DiagnosticReport) read as sections. */
function noteSections(resources: readonly JsonObject[]): readonly RecordSection[] {
  return resources.flatMap((resource) => {
    const attachments = [
      ...objectsAt(resource, 'content')
        .map((content) => objectAt(content, 'attachment'))
        .filter(isPresent),
      ...objectsAt(resource, 'presentedForm'),
    ];
    const title = conceptText(objectAt(resource, 'type') ?? objectAt(resource, 'code'));
    return attachments
      .map(attachmentText)
      .filter((text) => text !== null)
      .map((text) => ({
        code: '',
        title: versionTitle(
          bilingualTitle(title === '' ? '文书 Note' : title),
          versionOf(resource, resources),
        ),
        text: text.trim(),
      }));
  });
}

function readEntry(resource: JsonObject): RecordEntry {
  const concept =
    objectAt(resource, 'code') ??
    objectAt(resource, 'medicationCodeableConcept') ??
    objectAt(resource, 'vaccineCode') ??
    objectAt(resource, 'type');
  return {
    type: textAt(resource, 'resourceType') ?? '',
    label: conceptText(concept) || (textAt(resource, 'description') ?? ''),
    value: entryValue(resource),
    date: entryDate(resource),
  };
}

function entryValue(resource: JsonObject): string {
  const quantity = objectAt(resource, 'valueQuantity');
  if (quantity !== null) return `${quantityText(quantity)}${outOfRange(resource)}`;
  const components = objectsAt(resource, 'component').map((component) => {
    const value = objectAt(component, 'valueQuantity');
    return `${conceptText(objectAt(component, 'code'))} ${value === null ? conceptText(objectAt(component, 'valueCodeableConcept')) : quantityText(value)}`;
  });
  if (components.length > 0) return components.join('; ');
  const dosage = objectsAt(resource, 'dosageInstruction')
    .map((item) => textAt(item, 'text') ?? '')
    .filter((text) => text !== '');
  if (dosage.length > 0) return dosage.join('; ');
  return (
    textAt(resource, 'valueString') ??
    textAt(resource, 'conclusion') ??
    orderText(resource) ??
    conceptText(objectAt(resource, 'valueCodeableConcept') ?? objectAt(resource, 'emptyReason'))
  );
}

/** As laboratories print it: an arrow with the range, for a result that is out of it. */
const OUT_OF_RANGE: ReadonlyMap<ResultFlag, string> = new Map([
  ['critical-high', '↑↑'],
  ['critical-low', '↓↓'],
  ['high', '↑'],
  ['low', '↓'],
  ['abnormal', '!'],
]);

function outOfRange(resource: JsonObject): string {
  if (textAt(resource, 'resourceType') !== 'Observation') return '';
  const [value] = observedValues({ resource, record: 0, source: '' });
  const flag = value?.point.flag ?? null;
  const arrow = flag === null ? undefined : OUT_OF_RANGE.get(flag);
  if (value === undefined || arrow === undefined) return '';
  return value.point.range === '' ? ` ${arrow}` : ` ${arrow} (${value.point.range})`;
}

/** Of an order its number and remark; of a study how many images it has. */
function orderText(resource: JsonObject): string | null {
  const type = textAt(resource, 'resourceType');
  if (type === 'ServiceRequest') {
    const number = textAt(objectsAt(resource, 'identifier')[0], 'value') ?? '';
    const notes = objectsAt(resource, 'note').map((note) => textAt(note, 'text') ?? '');
    return [number, ...notes].filter((text) => text !== '').join('; ');
  }
  if (type !== 'ImagingStudy') return null;
  const count = resource['numberOfInstances'];
  const modality = objectsAt(resource, 'modality').map((coding) => textAt(coding, 'code') ?? '');
  return [...modality, ...(typeof count === 'number' ? [`× ${String(count)}`] : [])].join(' ');
}

function quantityText(quantity: JsonObject): string {
  const value = quantity['value'];
  const unit = textAt(quantity, 'unit') ?? textAt(quantity, 'code') ?? '';
  return typeof value === 'number'
    ? `${textAt(quantity, 'comparator') ?? ''}${String(value)} ${unit}`.trim()
    : '';
}

function entryDate(resource: JsonObject): string | null {
  for (const key of [
    'effectiveDateTime',
    'onsetDateTime',
    'performedDateTime',
    'authoredOn',
    'occurrenceDateTime',
    'recordedDate',
    'date',
    'issued',
  ]) {
    const found = textAt(resource, key);
    if (found !== null) return found;
  }
  const period = objectAt(resource, 'performedPeriod') ?? objectAt(resource, 'period');
  return textAt(period ?? undefined, 'start');
}

/** What a resource says of allergies, or null when it is about something else. */
function readAllergy(resource: JsonObject): AllergyEntry | null {
  if (textAt(resource, 'resourceType') === 'List') return unavailableAllergies(resource);
  if (textAt(resource, 'resourceType') !== 'AllergyIntolerance') return null;
  const code = objectAt(resource, 'code');
  const noneKnown = objectsAt(code ?? undefined, 'coding').some((coding) =>
    NO_KNOWN_ALLERGY.has(textAt(coding, 'code') ?? ''),
  );
  return { text: conceptText(code), noneKnown };
}

function unavailableAllergies(list: JsonObject): AllergyEntry | null {
  const reason = objectAt(list, 'emptyReason');
  return hasCode(objectAt(list, 'code'), ALLERGY_LISTS) && hasCode(reason, CANNOT_BE_HAD)
    ? { text: conceptText(reason), noneKnown: false, unavailable: true }
    : null;
}

function hasCode(concept: JsonObject | null, codes: ReadonlySet<string>): boolean {
  return objectsAt(concept ?? undefined, 'coding').some((coding) => codes.has(textAt(coding, 'code') ?? ''));
}

function summaryOf(sections: readonly RecordSection[], entries: readonly RecordEntry[]): string {
  const complaint = sections.find((section) => section.code === '10154-3')?.text;
  const conditions = entries.filter((entry) => entry.type === 'Condition').map((entry) => entry.label);
  const words =
    complaint !== undefined
      ? complaint
      : conditions.length > 0
        ? conditions.join('; ')
        : entries.map((entry) => entry.label).join('; ');
  return words.length <= SUMMARY_LENGTH ? words : `${words.slice(0, SUMMARY_LENGTH)}…`;
}

/** The text of a narrative we or others generated: tags away, entities back. */
export function plainText(div: string): string {
  return div
    .replaceAll(/<br\s*\/?>/giu, '\n')
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

function isPresent(value: JsonObject | null): value is JsonObject {
  return value !== null;
}

/** The whole clinical part as parsed JSON with names put back; for export and for tests. */
export function readDocument(clinical: Uint8Array, identity: IdentityPart): Json {
  return mapDocumentTexts(parseJson(clinical), unsealer(identity.mentions));
}
