/**
 * Attachments as they stand in the clinical part of a document: a FHIR R4 DocumentReference each, which names the sealed
 * blob by its hash, says what is in it by SHA-256, and holds the key that opens it. Whoever reads the clinical part may
 * read them; identifying elements were blanked before they were sealed.
 */
import { fromBase64Url, fromHex, toBase64Url, toHex } from '../crypto/bytes.ts';
import { toBlobId, type BlobId } from '../crypto/ids.ts';
import { objectAt, objectsAt, textAt, type JsonObject } from './json.ts';

/** What a study is called by DICOM; each but the UID may be empty. */
export interface DicomStudy {
  /** Study Instance UID. */
  readonly uid: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Accession Number: by it an order knows its images. */
  readonly accession: string;
  readonly description: string;
}

/** Where a DICOM object belongs. */
export interface SeriesPlace {
  /** Series Instance UID. */
  readonly series: string;
  readonly modality: string;
  /** Instance Number; images of a series are shown in this order. */
  readonly number: number;
  /** Missing where the file names none. */
  readonly study?: DicomStudy;
}

export interface RecordAttachment {
  readonly title: string;
  readonly contentType: string;
  /** Bytes of the content. */
  readonly size: number;
  /** SHA-256 of the content. */
  readonly sha256: Uint8Array;
  readonly blob: BlobId;
  /** Bytes of the sealed blob. */
  readonly blobSize: number;
  /** SECRET, 32 bytes. */
  readonly key: Uint8Array;
  readonly place: SeriesPlace | null;
  /** Set where the file named another patient than the chart: why it belongs to this one all the same. */
  readonly mismatch?: { readonly reason: string | null };
}

const EXTENSION = 'urn:consilium:attachment';
const URL_START = 'urn:consilium:blob:';

/** `study` names the ImagingStudy of the same document that it belongs to. */
export function attachmentResource(
  attachment: RecordAttachment,
  {
    date,
    study,
    subject,
  }: { readonly subject: string; readonly date: string; readonly study?: string | undefined },
): JsonObject {
  const { blob, blobSize, contentType, key, mismatch, place, sha256, size, title } = attachment;
  const extension = [
    { url: 'sha256', valueString: toHex(sha256) },
    { url: 'key', valueString: toBase64Url(key) },
    { url: 'blobSize', valueInteger: blobSize },
    ...(place === null
      ? []
      : [
          { url: 'series', valueString: place.series },
          { url: 'modality', valueString: place.modality },
          { url: 'number', valueInteger: place.number },
          ...studyValues(place.study),
        ]),
    // Null only in a draft: a record has the doctor's answer.
    ...(mismatch === undefined ? [] : [{ url: 'otherPatient', valueString: mismatch.reason ?? '' }]),
  ];
  return {
    resourceType: 'DocumentReference',
    status: 'current',
    subject: { reference: subject },
    date,
    content: [
      {
        attachment: {
          contentType,
          title,
          size,
          url: `${URL_START}${toHex(blob)}`,
          extension: [{ url: EXTENSION, extension }],
        },
      },
    ],
    ...(study === undefined ? {} : { context: { related: [{ reference: study }] } }),
  };
}

const STUDY_VALUES = [
  ['uid', 'study'],
  ['date', 'studyDate'],
  ['accession', 'accession'],
  ['description', 'studyDescription'],
] as const;

function studyValues(study: DicomStudy | undefined): readonly JsonObject[] {
  if (study === undefined) return [];
  return STUDY_VALUES.flatMap(([key, url]) => (study[key] === '' ? [] : [{ url, valueString: study[key] }]));
}

/** The attachment that a resource names; null for any other resource, or one that says something else than we write. */
export function attachmentOf(resource: JsonObject): RecordAttachment | null {
  if (textAt(resource, 'resourceType') !== 'DocumentReference') return null;
  const attachment = objectAt(objectsAt(resource, 'content')[0], 'attachment');
  const own = objectsAt(attachment ?? undefined, 'extension').find(({ url }) => url === EXTENSION);
  if (attachment === null || own === undefined) return null;
  const values = new Map(
    objectsAt(own, 'extension').map((item) => [
      textAt(item, 'url'),
      item['valueString'] ?? item['valueInteger'],
    ]),
  );
  const url = textAt(attachment, 'url') ?? '';
  const blob = url.startsWith(URL_START) ? bytesOfHex(url.slice(URL_START.length)) : null;
  const sha256 = bytesOfHex(values.get('sha256'));
  const key = keyOf(values.get('key'));
  const size = countOf(attachment['size']);
  const blobSize = countOf(values.get('blobSize'));
  if (blob === null || sha256 === null || key === null || size === null || blobSize === null) return null;
  return {
    title: textAt(attachment, 'title') ?? '',
    contentType: textAt(attachment, 'contentType') ?? '',
    size,
    sha256,
    blob: toBlobId(blob),
    blobSize,
    key,
    place: placeOf(values),
    ...mismatchOf(values.get('otherPatient')),
  };
}

function mismatchOf(reason: Value): Pick<RecordAttachment, 'mismatch'> {
  if (typeof reason !== 'string') return {};
  return { mismatch: { reason: reason === '' ? null : reason } };
}

type Value = JsonObject[string];

function placeOf(values: ReadonlyMap<string | null, Value>): SeriesPlace | null {
  const series = values.get('series');
  const modality = values.get('modality');
  const number = values.get('number');
  if (typeof series !== 'string' || typeof modality !== 'string' || typeof number !== 'number') return null;
  const study = studyOf(values);
  return { series, modality, number, ...(study === null ? {} : { study }) };
}

function studyOf(values: ReadonlyMap<string | null, Value>): DicomStudy | null {
  const text = (key: string): string => {
    const value = values.get(key);
    return typeof value === 'string' ? value : '';
  };
  const uid = text('study');
  if (uid === '') return null;
  const [date, accession, description] = [text('studyDate'), text('accession'), text('studyDescription')];
  return { uid, date, accession, description };
}

function bytesOfHex(text: Value): Uint8Array | null {
  return typeof text === 'string' && /^[0-9a-f]{64}$/u.test(text) ? fromHex(text) : null;
}

function keyOf(text: Value): Uint8Array | null {
  return typeof text === 'string' && /^[\w-]{43}$/u.test(text) ? fromBase64Url(text) : null;
}

function countOf(value: Value): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
