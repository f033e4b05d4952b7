/** Rows of a search as the archive answers them: the DICOM JSON model (PS3.18 annex F) of PS3.18 tables 10.6.3-3 to -5. */
import { z } from 'zod';
import { ConsiliumError } from '../../../errors.ts';

/** An attribute of the DICOM JSON model (PS3.18 annex F); values of kinds that nothing here reads are let through. */
const dicomJson = z.record(
  z.string().regex(/^[0-9A-Fa-f]{8}$/u),
  z.object({ vr: z.string().max(2).optional(), Value: z.array(z.unknown()).optional() }),
);
export type DicomJson = z.infer<typeof dicomJson>;
export const dicomJsonList = z.array(dicomJson);

export interface Study {
  readonly uid: string;
  /** YYYY-MM-DD, or empty. */
  readonly date: string;
  readonly description: string;
  readonly modalities: readonly string[];
  readonly instances: number;
  readonly patientId: string;
  /** Each writing of the name, without its separators. */
  readonly patientNames: readonly string[];
  /** YYYYMMDD, or null. */
  readonly birthDate: string | null;
}

export interface Series {
  readonly uid: string;
  readonly number: number;
  readonly modality: string;
  readonly description: string;
  readonly instances: number;
}

export interface Instance {
  readonly uid: string;
  readonly number: number;
}

/** Why an archive did not take a file, by the codes of PS3.18 table I.2-2 and PS3.4 table B.2-1. */
export type StoreRefusal =
  | 'class'
  | 'damaged'
  | 'duplicate'
  | 'full'
  | 'mismatch'
  | 'not-allowed'
  | 'other'
  | 'transfer-syntax';

/** The first digits of a code are its class where the rest is the archive's own. */
const REASONS: readonly (readonly [RegExp, StoreRefusal])[] = [
  [/^0111$/u, 'duplicate'],
  [/^0122$/u, 'class'],
  [/^0124$/u, 'not-allowed'],
  [/^C122$/u, 'transfer-syntax'],
  [/^A7/u, 'full'],
  [/^A9/u, 'mismatch'],
  [/^C/u, 'damaged'],
];

const TAG = {
  failedInstances: '00081198',
  failureReason: '00081197',
  studyDate: '00080020',
  modality: '00080060',
  modalities: '00080061',
  studyDescription: '00081030',
  seriesDescription: '0008103E',
  sopInstance: '00080018',
  patientName: '00100010',
  patientId: '00100020',
  birthDate: '00100030',
  studyInstance: '0020000D',
  seriesInstance: '0020000E',
  seriesNumber: '00200011',
  instanceNumber: '00200013',
  studyInstances: '00201208',
  seriesInstances: '00201209',
} as const;

/** What a search is to answer beyond what it must (PS3.18 §8.3.4.3). */
export const STUDY_FIELDS = [TAG.studyDescription, TAG.modalities, TAG.studyInstances];
export const SERIES_FIELDS = [TAG.seriesDescription, TAG.seriesInstances];

const LONGEST_TEXT = 200;
/** PS3.5 §9.1. */
const UID = /^[0-9.]{1,64}$/u;

/** Errors: `pacs-answer`. */
export function studyOf(row: DicomJson): Study {
  const date = textAt(row, TAG.studyDate);
  const birthDate = textAt(row, TAG.birthDate);
  return {
    uid: uidAt(row, TAG.studyInstance),
    date: /^\d{8}$/u.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : '',
    description: textAt(row, TAG.studyDescription),
    modalities: valuesAt(row, TAG.modalities)
      .filter((value) => typeof value === 'string')
      .slice(0, 20),
    instances: numberAt(row, TAG.studyInstances),
    patientId: textAt(row, TAG.patientId),
    patientNames: namesAt(row),
    birthDate: /^\d{8}$/u.test(birthDate) ? birthDate : null,
  };
}

/** Errors: `pacs-answer`. */
export function seriesOf(row: DicomJson): Series {
  return {
    uid: uidAt(row, TAG.seriesInstance),
    number: numberAt(row, TAG.seriesNumber),
    modality: textAt(row, TAG.modality),
    description: textAt(row, TAG.seriesDescription),
    instances: numberAt(row, TAG.seriesInstances),
  };
}

/** Errors: `pacs-answer`. */
export function instanceOf(row: DicomJson): Instance {
  return { uid: uidAt(row, TAG.sopInstance), number: numberAt(row, TAG.instanceNumber) };
}

/** What a store's answer says was not taken; null where it names nothing. */
export function storeRefusal(answer: Uint8Array): StoreRefusal | null {
  const read = jsonOf(answer);
  const [failed] = read === null ? [] : valuesAt(read, TAG.failedInstances);
  const item = dicomJson.safeParse(failed);
  if (!item.success) return null;
  const code = numberAt(item.data, TAG.failureReason).toString(16).toUpperCase().padStart(4, '0');
  return REASONS.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
}

function jsonOf(answer: Uint8Array): DicomJson | null {
  try {
    const parsed = dicomJson.safeParse(JSON.parse(new TextDecoder().decode(answer)));
    return parsed.success ? parsed.data : null;
  } catch {
    // Some archives answer a refusal in words, or as XML: the status says what can be said.
    return null;
  }
}

/** A range of dates as PS3.4 §C.2.2.2.5 matches it; empty for any. */
export function dateRange(from: string, to: string): string {
  const [first, last] = [from, to].map((date) => date.replaceAll('-', ''));
  return first === '' && last === '' ? '' : `${first ?? ''}-${last ?? ''}`;
}

function namesAt(row: DicomJson): readonly string[] {
  const [name] = valuesAt(row, TAG.patientName);
  if (typeof name !== 'object' || name === null) return [];
  return ['Alphabetic', 'Ideographic', 'Phonetic']
    .map((group) => (name as Readonly<Record<string, unknown>>)[group])
    .filter((text) => typeof text === 'string')
    .map((text) =>
      text
        .slice(0, LONGEST_TEXT)
        .replaceAll(/[\^\s]+/gu, ' ')
        .trim(),
    )
    .filter((text) => text !== '');
}

function uidAt(row: DicomJson, tag: string): string {
  const uid = textAt(row, tag);
  if (!UID.test(uid)) throw new ConsiliumError('pacs-answer');
  return uid;
}

function textAt(row: DicomJson, tag: string): string {
  const [value] = valuesAt(row, tag);
  return typeof value === 'string' ? value.slice(0, LONGEST_TEXT).trim() : '';
}

/** IS values come as numbers, from some archives as texts. */
function numberAt(row: DicomJson, tag: string): number {
  const [value] = valuesAt(row, tag);
  const number = typeof value === 'string' ? Number.parseInt(value, 10) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : 0;
}

function valuesAt(row: DicomJson, tag: string): readonly unknown[] {
  return row[tag]?.Value ?? [];
}
