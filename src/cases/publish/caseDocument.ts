/**
 * A shared case as others read it: what the author tells of it, in the order of the CARE guideline, the de-identified
 * records that it stands on, and their images. Sealed as a whole (see crypto/caseEnvelope.ts). Without images UTF-8 of
 * JSON {format, version: 1, language, texts, records}; with them CBOR {document, contents: [bytes, …], thumbnails: [bytes,
 * …]}, document being that JSON with version 2 and images: [{kind, contentType, modality, series, number}, …], in order.
 * Source: CARE checklist 2013 (care-statement.org), 13 items.
 */
import { utf8 } from '../../crypto/bytes.ts';
import { asArray, asBytes, asMap, decodeCanonical, encodeCanonical } from '../../crypto/cbor.ts';
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
  /** In the order in which they are shown. */
  readonly images: readonly CaseImage[];
}

/** An image that names nobody, nor what took it. */
export interface CaseImage {
  readonly kind: 'dicom' | 'picture';
  readonly contentType: CaseImageType;
  /** Of DICOM, `PHOTO` for a photograph, `DOC` for another picture. */
  readonly modality: string;
  /** Images of one series are shown together, by `number`; empty for one that stands alone. */
  readonly series: string;
  readonly number: number;
  readonly bytes: Uint8Array;
  /** JPEG or PNG, for lists; empty where there is none. */
  readonly thumbnail: Uint8Array;
}

export const CASE_IMAGE_TYPES = ['application/dicom', 'image/jpeg', 'image/png'] as const;
export type CaseImageType = (typeof CASE_IMAGE_TYPES)[number];

const FORMAT = 'consilium-case';
const LONGEST_TEXT = 20_000;
export const MOST_RECORDS = 64;
export const MOST_IMAGES = 256;
export const LARGEST_THUMBNAIL = 0x1_0000;
/** The first byte of JSON; CBOR maps begin otherwise. */
const BRACE = 0x7b;

/** LOINC codes of sections by which records answer items of CARE. */
const ANSWERED: Readonly<Partial<Record<CaseText, readonly string[]>>> = {
  patient: ['10154-3', '10164-2', '11348-0'],
  findings: ['29545-1', '8716-3'],
  assessment: ['30954-2', '51848-0'],
  intervention: ['18776-5'],
};

export function encodeCaseDocument({ images, language, texts, records }: CaseDocument): Uint8Array {
  const told = { format: FORMAT, version: 1, language, texts, records };
  if (images.length === 0) return utf8(JSON.stringify(told));
  const named = images.map(({ kind, contentType, modality, series, number }) => ({
    kind,
    contentType,
    modality,
    series,
    number,
  }));
  return encodeCanonical({
    document: utf8(JSON.stringify({ ...told, version: 2, images: named })),
    contents: images.map(({ bytes }) => bytes),
    thumbnails: images.map(({ thumbnail }) => thumbnail),
  });
}

/** Errors: `json-*`, `cbor-*`, `field-*`, `case-document-malformed` {field}. */
export function decodeCaseDocument(bytes: Uint8Array): CaseDocument {
  if (bytes[0] === BRACE) return { ...decodeTold(parseJson(bytes), 1), images: [] };
  const map = asMap(decodeCanonical(bytes), ['document', 'contents', 'thumbnails'], 'document');
  const json = parseJson(asBytes(map.document, null, 'document'));
  const contents = asArray(map.contents, 'contents').map((item) => asBytes(item, null, 'contents'));
  const thumbnails = asArray(map.thumbnails, 'thumbnails').map((item) => asBytes(item, null, 'thumbnails'));
  const named = objectsAt(json, 'images');
  const isWhole = [contents, thumbnails].every(({ length }) => length === named.length);
  if (!isWhole || named.length > MOST_IMAGES) throw malformed('images');
  const images = named.map((image, index) =>
    decodeImage(image, { bytes: contents[index] ?? NOTHING, thumbnail: thumbnails[index] ?? NOTHING }),
  );
  return { ...decodeTold(json, 2), images };
}

const NOTHING = new Uint8Array(0);

function decodeTold(json: Json, version: 1 | 2): Omit<CaseDocument, 'images'> {
  if (!isJsonObject(json) || json['format'] !== FORMAT || json['version'] !== version)
    throw malformed('format');
  const language = CASE_LANGUAGES.find((one) => one === json['language']);
  if (language === undefined) throw malformed('language');
  const { records } = json;
  if (!Array.isArray(records) || records.length > MOST_RECORDS || !records.every(isRecord))
    throw malformed('records');
  return { language, texts: decodeTexts(json['texts']), records };
}

function decodeImage(
  image: JsonObject,
  content: { readonly bytes: Uint8Array; readonly thumbnail: Uint8Array },
): CaseImage {
  const kind = (['dicom', 'picture'] as const).find((one) => one === image['kind']);
  const contentType = CASE_IMAGE_TYPES.find((one) => one === image['contentType']);
  const [modality, series, number] = [textAt(image, 'modality'), textAt(image, 'series'), image['number']];
  const isDicom = contentType === 'application/dicom';
  const isNamed = kind !== undefined && contentType !== undefined && isDicom === (kind === 'dicom');
  if (!isNamed || modality === null || series === null || typeof number !== 'number')
    throw malformed('images');
  if (content.thumbnail.length > LARGEST_THUMBNAIL) throw malformed('images');
  return { kind, contentType, modality, series, number, ...content };
}

/** The items that a case answers: by the author's text, or by a section of a record. The patient's consent is asked for. */
export function careItems({ texts, records }: Pick<CaseDocument, 'records' | 'texts'>): readonly CareItem[] {
  const codes = new Set(records.flatMap(sectionCodes));
  return CARE_ITEMS.filter((item) => {
    if (item === 'consent') return true;
    const inRecords = ANSWERED[item]?.some((code) => codes.has(code)) === true;
    return inRecords || (item === 'timeline' && records.length > 1) || texts[item].trim() !== '';
  });
}

/** 0 to 13. */
export function completeness(document: Pick<CaseDocument, 'records' | 'texts'>): number {
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
