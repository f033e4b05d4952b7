/**
 * A shared case as others read it: what the author tells of it, in the order of the CARE guideline, and the de-identified
 * records that it stands on. UTF-8 of JSON; sealed as a whole (see casePayload.ts).
 * Source: CARE checklist 2013 (care-statement.org), 13 items.
 */
import { utf8 } from '../../crypto/bytes.ts';
import { CASE_LANGUAGES, type CaseLanguage } from '../../contracts/sharing/caseFacets.ts';
import { ConsiliumError } from '../../errors.ts';
import {
  isJsonObject,
  objectsAt,
  parseJson,
  textAt,
  type Json,
  type JsonObject,
} from '../../records/json.ts';

/** What an author writes, in reading order. */
export const CASE_TEXTS = [
  'title',
  'keywords',
  'abstract',
  'introduction',
  'patient',
  'findings',
  'timeline',
  'assessment',
  'intervention',
  'followUp',
  'discussion',
  'perspective',
] as const;
export type CaseText = (typeof CASE_TEXTS)[number];

/** The items of CARE: the texts, and the patient's consent. */
export const CARE_ITEMS = [...CASE_TEXTS, 'consent'] as const;
export type CareItem = (typeof CARE_ITEMS)[number];

export interface CaseDocument {
  readonly language: CaseLanguage;
  readonly texts: Readonly<Record<CaseText, string>>;
  /** De-identified FHIR R4 document Bundles, oldest first. */
  readonly records: readonly JsonObject[];
}

const FORMAT = 'consilium-case';
const LONGEST_TEXT = 20_000;
const MOST_RECORDS = 64;

/** LOINC codes of sections by which records answer items of CARE. */
const ANSWERED: Readonly<Partial<Record<CaseText, readonly string[]>>> = {
  patient: ['10154-3', '10164-2', '11348-0'],
  findings: ['29545-1', '8716-3'],
  assessment: ['30954-2', '51848-0'],
  intervention: ['18776-5'],
};

export function encodeCaseDocument({ language, texts, records }: CaseDocument): Uint8Array {
  return utf8(JSON.stringify({ format: FORMAT, version: 1, language, texts, records }));
}

/** Errors: `json-*`, `case-document-malformed` {field}. */
export function decodeCaseDocument(bytes: Uint8Array): CaseDocument {
  const json = parseJson(bytes);
  if (!isJsonObject(json) || json['format'] !== FORMAT || json['version'] !== 1) throw malformed('format');
  const language = CASE_LANGUAGES.find((one) => one === json['language']);
  if (language === undefined) throw malformed('language');
  const { records } = json;
  if (!Array.isArray(records) || records.length > MOST_RECORDS || !records.every(isRecord))
    throw malformed('records');
  return { language, texts: decodeTexts(json['texts']), records };
}

/** The items that a case answers: by the author's text, or by a section of a record. The patient's consent is asked for. */
export function careItems({ texts, records }: CaseDocument): readonly CareItem[] {
  const codes = new Set(records.flatMap(sectionCodes));
  return CARE_ITEMS.filter((item) => {
    if (item === 'consent') return true;
    const inRecords = ANSWERED[item]?.some((code) => codes.has(code)) === true;
    return inRecords || (item === 'timeline' && records.length > 1) || texts[item].trim() !== '';
  });
}

/** 0 to 13. */
export function completeness(document: CaseDocument): number {
  return careItems(document).length;
}

function sectionCodes(record: JsonObject): readonly string[] {
  const resources = objectsAt(record, 'entry').map((entry) => entry['resource']);
  return resources.flatMap((resource) =>
    objectsAt(resource, 'section').flatMap((section) =>
      objectsAt(section['code'], 'coding').flatMap((coding) => textAt(coding, 'code') ?? []),
    ),
  );
}

function decodeTexts(value: Json | undefined): CaseDocument['texts'] {
  const text = (name: CaseText): string => {
    const found = textAt(value, name);
    if (found === null || found.length > LONGEST_TEXT) throw malformed(name);
    return found;
  };
  return {
    title: text('title'),
    keywords: text('keywords'),
    abstract: text('abstract'),
    introduction: text('introduction'),
    patient: text('patient'),
    findings: text('findings'),
    timeline: text('timeline'),
    assessment: text('assessment'),
    intervention: text('intervention'),
    followUp: text('followUp'),
    discussion: text('discussion'),
    perspective: text('perspective'),
  };
}

function isRecord(value: Json): value is JsonObject {
  return isJsonObject(value) && value['resourceType'] === 'Bundle';
}

function malformed(field: string): ConsiliumError {
  return new ConsiliumError('case-document-malformed', { field });
}
