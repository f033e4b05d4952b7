/**
 * Who a DICOM object is of, and the object without it. Elements that identify the patient are blanked in their place, so
 * that every other byte stays as it was; names that are burnt into pixels stay, and are the doctor's to see.
 */
import type { DataSet, Place } from './dataSet.ts';
import { bytesOf, latin1, plainText, plainTexts, valueBytes } from './dataSet.ts';
import { dictionaryEntry } from './dictionary/dictionary.ts';
import type { DicomFile } from './dicomFile.ts';
import { readText } from './charset.ts';
import { TAG } from './tags.ts';

export interface DicomPatient {
  /** Each writing of the name (alphabetic, ideographic, phonetic) without its separators. */
  readonly names: readonly string[];
  /** YYYYMMDD, or null. */
  readonly birthDate: string | null;
}

const ACCESSION = 0x0008_0050;
const BIRTH_DATE = 0x0010_0030;

/** Of the patient module and beyond: what names a person, or where to find them (PS3.15 table E.1-1). */
const IDENTIFYING = new Set([
  'PatientName',
  'PatientID',
  'IssuerOfPatientID',
  'PatientBirthDate',
  'PatientBirthTime',
  'PatientBirthName',
  'OtherPatientIDs',
  'OtherPatientNames',
  'PatientAddress',
  'PatientTelephoneNumbers',
  'PatientMotherBirthName',
  'PatientTelecomInformation',
  'PatientComments',
  'MilitaryRank',
  'BranchOfService',
  'MedicalRecordLocator',
  'ResponsiblePerson',
  'ResponsibleOrganization',
  'PatientInsurancePlanCodeSequence',
  'CountryOfResidence',
  'RegionOfResidence',
  'PatientReligiousPreference',
  'ReferencedPatientPhotoSequence',
  'AdmissionID',
  'AccessionNumber',
  'NameOfPhysiciansReadingStudy',
  'PersonAddress',
  'PersonTelephoneNumbers',
  'PersonName',
  'VerifyingObserverName',
  'InsurancePlanIdentification',
  'PatientInstitutionResidence',
  'VisitComments',
  'EthnicGroup',
  'Occupation',
  'PatientAlternativeCalendar',
  'PatientBirthDateInAlternativeCalendar',
]);

export function patientOf({ dataSet }: Pick<DicomFile, 'dataSet'>): DicomPatient {
  const bytes = valueBytes(dataSet, TAG.patientName);
  const name =
    bytes === null ? '' : readText(bytes, plainTexts(dataSet, TAG.specificCharacterSet), true).text;
  const names = name
    .split('=')
    .map((group) => group.replaceAll(/[\^\s\0]+/gu, ' ').trim())
    .filter((group) => group !== '');
  const birthDate = plainText(dataSet, BIRTH_DATE);
  return { names, birthDate: birthDate !== null && /^\d{8}$/u.test(birthDate) ? birthDate : null };
}

/**
 * A copy of the bytes that the file was read from, with what identifies the patient blanked. Manufacturers repeat the name
 * in elements of their own: its writings are blanked wherever they stand outside of the pixels.
 */
export function withoutIdentity({ dataSet }: DicomFile): Uint8Array {
  const copy = dataSet.bytes.slice();
  const writings = nameWritings(dataSet);
  blank(dataSet, copy, writings);
  return copy;
}

/** Shorter ones would be found in words that name nobody. */
const SHORTEST_WRITING = 4;

function nameWritings(set: DataSet): readonly string[] {
  const bytes = valueBytes(set, TAG.patientName);
  const groups = bytes === null ? [] : latin1(bytes).split('=');
  return groups
    .map((group) => group.replace(/[\^ \0]+$/u, ''))
    .filter((group) => group.length >= SHORTEST_WRITING);
}

function blank(set: DataSet, copy: Uint8Array, writings: readonly string[]): void {
  for (const element of set.elements.values()) {
    const keyword = dictionaryEntry(element.tag)?.keyword ?? '';
    if (element.kind === 'sequence') for (const item of element.items) blank(item, copy, writings);
    else if (element.kind === 'value' && IDENTIFYING.has(keyword)) {
      copy.fill(0x20, element.offset, element.offset + element.length);
    } else if (element.kind === 'value' && element.tag !== TAG.pixels && element.length < LONGEST_SEARCHED) {
      blankWritings(set, element, copy, writings);
    }
  }
}

/** Longer values are pictures and curves. */
const LONGEST_SEARCHED = 0x10_0000;

function blankWritings(set: DataSet, place: Place, copy: Uint8Array, writings: readonly string[]): void {
  const text = latin1(bytesOf(set, place));
  for (const writing of writings) {
    for (let at = text.indexOf(writing); at >= 0; at = text.indexOf(writing, at + writing.length)) {
      copy.fill(0x20, place.offset + at, place.offset + at + writing.length);
    }
  }
}

/** Where an object belongs; null for what is in no series. */
export function placeOf({ dataSet }: DicomFile): DicomPlace | null {
  const series = uidAt(dataSet, TAG.seriesInstance);
  if (series === null) return null;
  const number = Number.parseInt(plainText(dataSet, TAG.instanceNumber) ?? '0', 10);
  const modality = (plainText(dataSet, TAG.modality) ?? '').slice(0, 16);
  const study = studyOf(dataSet);
  return {
    series,
    modality,
    number: Number.isSafeInteger(number) ? number : 0,
    ...(study === null ? {} : { study }),
  };
}

export interface DicomPlace {
  readonly series: string;
  readonly modality: string;
  readonly number: number;
  /** Texts may be empty; `date` is YYYY-MM-DD. */
  readonly study?: {
    readonly uid: string;
    readonly date: string;
    readonly accession: string;
    readonly description: string;
  };
}

function studyOf(set: DataSet): NonNullable<DicomPlace['study']> | null {
  const uid = uidAt(set, TAG.studyInstance);
  if (uid === null) return null;
  const date = plainText(set, TAG.studyDate) ?? '';
  return {
    uid,
    date: /^\d{8}$/u.test(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : '',
    accession: (plainText(set, ACCESSION) ?? '').slice(0, 64),
    description: textAt(set, TAG.studyDescription).slice(0, 64),
  };
}

function uidAt(set: DataSet, tag: number): string | null {
  const uid = plainText(set, tag);
  return uid !== null && /^[0-9.]{1,64}$/u.test(uid) ? uid : null;
}

/** A text in the file's own characters. */
function textAt(set: DataSet, tag: number): string {
  const bytes = valueBytes(set, tag);
  if (bytes === null) return '';
  const { text } = readText(bytes, plainTexts(set, TAG.specificCharacterSet), false);
  return text.replaceAll('\0', '').trim();
}
