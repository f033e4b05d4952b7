/**
 * The directory of a disc or folder of DICOM files (DICOMDIR; PS3.3 annex F, PS3.10 §8): its records point to each other by
 * their places in the file. Each record is taken once, so that no chain of them is endless; what a record names outside of
 * the folder is left out.
 */
import { ConsiliumError } from '../errors.ts';
import { readText } from './charset.ts';
import { itemsOf, plainText, plainTexts, valueBytes, type DataSet } from './dataSet.ts';
import { readDicomFile } from './dicomFile.ts';
import { patientOf, type DicomPatient } from './identity.ts';
import { TAG } from './tags.ts';

export interface DirectorySeries {
  readonly modality: string;
  readonly number: string;
  readonly description: string;
  /** Paths of its files below the folder of the directory, their parts joined by "/". */
  readonly files: readonly string[];
}

export interface DirectoryStudy {
  /** YYYYMMDD, or empty. */
  readonly date: string;
  readonly description: string;
  readonly series: readonly DirectorySeries[];
}

export interface DirectoryPatient {
  readonly patient: DicomPatient;
  readonly studies: readonly DirectoryStudy[];
}

export type DirectoryProblem = 'directory-loop' | 'directory-name' | 'directory-offset';

export interface Directory {
  readonly patients: readonly DirectoryPatient[];
  readonly problems: readonly DirectoryProblem[];
}

const FIRST_RECORD = 0x0004_1200;
const NEXT_RECORD = 0x0004_1400;
const IN_USE = 0x0004_1410;
const LOWER_RECORD = 0x0004_1420;
const RECORD_TYPE = 0x0004_1430;
const FILE_ID = 0x0004_1500;
const SERIES_NUMBER = 0x0020_0011;
/** Tag and length of an item; then tag, VR and length of its first element. */
const BEFORE_FIRST_VALUE = 16;
/** Records that are followed; a disc has some ten thousand. */
const MOST_RECORDS = 200_000;
/** Parts of a path, PS3.10 §8.2.1 allows eight. */
const MOST_PARTS = 8;

/** Throws `directory-unrecognised` for a file that is no directory, and as readDicomFile. */
export function readDirectory(bytes: Uint8Array): Directory {
  const { dataSet } = readDicomFile(bytes);
  if (!dataSet.elements.has(TAG.directoryRecords)) throw new ConsiliumError('directory-unrecognised');
  return new DirectoryReader(dataSet).read();
}

class DirectoryReader {
  readonly #records = new Map<number, DataSet>();
  readonly #seen = new Set<DataSet>();
  readonly #problems = new Set<DirectoryProblem>();
  readonly #root: DataSet;
  readonly #charset: readonly string[];

  constructor(root: DataSet) {
    this.#root = root;
    this.#charset = plainTexts(root, TAG.specificCharacterSet);
    for (const record of itemsOf(root, TAG.directoryRecords)) {
      const [first] = record.elements.values();
      if (first?.kind === 'value') this.#records.set(first.offset - BEFORE_FIRST_VALUE, record);
    }
  }

  read(): Directory {
    const patients = this.#chain(u32(this.#root, FIRST_RECORD))
      .filter((record) => typeOf(record) === 'PATIENT')
      .map((record) => ({
        patient: patientOf({ dataSet: this.#inherited(record) }),
        studies: this.#studies(record),
      }));
    return { patients, problems: [...this.#problems] };
  }

  #studies(patient: DataSet): readonly DirectoryStudy[] {
    return this.#below(patient, 'STUDY').map((study) => ({
      date: plainText(study, TAG.studyDate) ?? '',
      description: this.#text(study, TAG.studyDescription),
      series: this.#below(study, 'SERIES').map((series) => ({
        modality: plainText(series, TAG.modality) ?? '',
        number: plainText(series, SERIES_NUMBER) ?? '',
        description: this.#text(series, TAG.seriesDescription),
        files: this.#files(series),
      })),
    }));
  }

  /** Of every kind of record below a series: images, and what else stands in files. */
  #files(series: DataSet): readonly string[] {
    return this.#chain(u32(series, LOWER_RECORD)).flatMap((record) => {
      const parts = plainTexts(record, FILE_ID);
      if (parts.length === 0) return [];
      if (parts.length <= MOST_PARTS && parts.every(isName)) return [parts.join('/')];
      this.#problems.add('directory-name');
      return [];
    });
  }

  #below(record: DataSet, type: string): readonly DataSet[] {
    return this.#chain(u32(record, LOWER_RECORD)).filter((lower) => typeOf(lower) === type);
  }

  /** The records of one level, from the first on, without those that are not in use any more. */
  #chain(first: number): readonly DataSet[] {
    const found: DataSet[] = [];
    for (let at = first; at !== 0;) {
      const record = this.#records.get(at);
      if (record === undefined) {
        this.#problems.add('directory-offset');
        break;
      }
      if (this.#seen.has(record) || this.#seen.size >= MOST_RECORDS) {
        this.#problems.add('directory-loop');
        break;
      }
      this.#seen.add(record);
      if (u16(record, IN_USE) !== 0) found.push(record);
      at = u32(record, NEXT_RECORD);
    }
    return found;
  }

  #text(set: DataSet, tag: number): string {
    const bytes = valueBytes(set, tag);
    return bytes === null ? '' : readText(bytes, this.#charsetOf(set), false).text.trim().slice(0, 200);
  }

  #charsetOf(set: DataSet): readonly string[] {
    const own = plainTexts(set, TAG.specificCharacterSet);
    return own.length > 0 ? own : this.#charset;
  }

  /** A record says its character set itself, or has that of the directory. */
  #inherited(record: DataSet): DataSet {
    const charset = this.#root.elements.get(TAG.specificCharacterSet);
    if (charset === undefined || record.elements.has(TAG.specificCharacterSet)) return record;
    return { ...record, elements: new Map([...record.elements, [TAG.specificCharacterSet, charset]]) };
  }
}

/** A name of one folder or file: nothing that leads out of the folder, or that a disk would read otherwise. */
function isName(part: string): boolean {
  return /^[\w.-]{1,64}$/u.test(part) && !/^\.+$/u.test(part);
}

function typeOf(record: DataSet): string {
  return plainText(record, RECORD_TYPE) ?? '';
}

function u32(set: DataSet, tag: number): number {
  const bytes = valueBytes(set, tag);
  if (bytes === null || bytes.length < 4) return 0;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, !set.bigEndian);
}

/** 0xFFFF where the record does not say that it is out of use. */
function u16(set: DataSet, tag: number): number {
  const bytes = valueBytes(set, tag);
  if (bytes === null || bytes.length < 2) return 0xffff;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint16(0, !set.bigEndian);
}
