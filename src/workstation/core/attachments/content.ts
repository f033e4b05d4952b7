/** What becomes of a file that is attached: told by its bytes, freed of what it need not say, and checked against the chart. */
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import { readDicomFile, type DicomFile } from '../../../imaging/dicomFile.ts';
import { claimedFormat } from '../../../imaging/fileStart.ts';
import { cleanRecording, RECORDING_FORMATS } from '../../../imaging/films/recording.ts';
import { patientOf, placeOf, withoutIdentity, type DicomPatient } from '../../../imaging/identity.ts';
import { assertPlainPdf, hasZipEnd, looksLikePdf } from '../../../imaging/pdf.ts';
import { strippedPicture } from '../../../imaging/pictures.ts';
import { inflatedFile } from '../../../imaging/rewrite.ts';
import { TAG } from '../../../imaging/tags.ts';
import type { SeriesPlace } from '../../../records/attachments.ts';
import { objectsAt, textAt, type JsonObject } from '../../../records/json.ts';
import { pinyinForms } from '../../../records/terminology/pinyin.ts';
import type { AttachmentView } from '../../api/attachments.ts';

export interface AttachedContent {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly place: SeriesPlace | null;
  /** Of a DICOM file. */
  readonly patient: DicomPatient | null;
}

export const DICOM_TYPE = 'application/dicom';
/** A part of a dialogue that two doctors signed; see consult/transcript.ts. */
export const TRANSCRIPT_TYPE = 'application/vnd.consilium.transcript';
export const PDF_TYPE = 'application/pdf';

/** How an attachment is shown. */
export function kindOf(contentType: string): AttachmentView['kind'] {
  if (contentType === DICOM_TYPE) return 'dicom';
  if (contentType === PDF_TYPE) return 'pdf';
  if (contentType === TRANSCRIPT_TYPE) return 'transcript';
  if (contentType.startsWith('video/')) return 'video';
  return contentType.startsWith('audio/') ? 'audio' : 'picture';
}

/**
 * Errors: `attachment-kind` {looksLike}, `attachment-polyglot` {looksLike}, `picture-damaged`, `pdf-damaged`,
 * `media-damaged`, `dicom-too-large`.
 */
export function attachedContent(bytes: Uint8Array): AttachedContent {
  if (String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM') return dicomContent(bytes);
  if (looksLikePdf(bytes)) {
    assertPlainPdf(bytes);
    return content(PDF_TYPE, bytes);
  }
  const format = claimedFormat(bytes);
  if (format === null) return dicomContent(bytes);
  if (format === 'jpeg' || format === 'png') {
    return content(`image/${format}`, strippedPicture(bytes, format));
  }
  const recording = RECORDING_FORMATS.find((known) => known === format);
  if (recording === undefined) throw new ConsiliumError('attachment-kind', { looksLike: format });
  if (hasZipEnd(bytes)) throw new ConsiliumError('attachment-polyglot', { looksLike: 'zip' });
  const { contentType, bytes: cleaned } = cleanRecording(bytes, recording);
  return content(contentType, cleaned);
}

function content(contentType: string, bytes: Uint8Array): AttachedContent {
  return { contentType, bytes, place: null, patient: null };
}

function dicomContent(bytes: Uint8Array): AttachedContent {
  try {
    const file = readDicomFile(bytes);
    // A directory of other files (DICOMDIR) is no image; the files that it names are attached themselves.
    if (file.dataSet.elements.has(TAG.directoryRecords)) {
      throw new ConsiliumError('attachment-kind', { looksLike: 'dicomdir' });
    }
    const patient = patientOf(file);
    return { contentType: DICOM_TYPE, bytes: blankedFile(file), place: placeOf(file), patient };
  } catch (error) {
    if (!isConsiliumError(error, 'dicom-unrecognised')) throw error;
    throw new ConsiliumError('attachment-kind', error.detail, { cause: error });
  }
}

/** Deflated data sets have no places in the file at which something could be blanked: they are written again, inflated. */
function blankedFile(file: DicomFile): Uint8Array {
  const blanked = withoutIdentity(file);
  if (!file.syntax.deflated) return blanked;
  const whole = inflatedFile(file, blanked);
  if (whole === null) throw new ConsiliumError('attachment-kind', { looksLike: 'dicom-deflated' });
  return whole;
}

/** What a file says of whose it is. */
export type PatientCheck = 'different' | 'same' | 'unknown';

/** Whether a file is of the patient of the chart. Machines often write the name in pinyin, its parts in any order. */
export function comparePatient(file: DicomPatient | null, chart: JsonObject): PatientCheck {
  if (file === null) return 'unknown';
  const chartDate = (textAt(chart, 'birthDate') ?? '').replaceAll('-', '');
  if (file.birthDate !== null && chartDate.length === 8 && file.birthDate !== chartDate) return 'different';
  const known = new Set(objectsAt(chart, 'name').flatMap(writingsOf));
  if (file.names.length === 0 || known.size === 0) return 'unknown';
  return file.names.some((name) => known.has(letters(name)) || known.has(sorted(name)))
    ? 'same'
    : 'different';
}

function writingsOf(name: JsonObject): readonly string[] {
  const given = Array.isArray(name['given']) ? name['given'].filter((part) => typeof part === 'string') : [];
  const whole = textAt(name, 'text') ?? [textAt(name, 'family') ?? '', ...given].join(' ');
  if (letters(whole) === '') return [];
  const parts = [textAt(name, 'family') ?? '', ...given].join(' ');
  return [letters(whole), sorted(whole), sorted(parts), ...pinyinWritings(letters(whole))];
}

/** Family name first, or last; it has one character or two. */
function pinyinWritings(name: string): readonly string[] {
  const characters = Array.from(name);
  return [0, 1, 2].map((family) => {
    const first = characters.slice(0, family).join('');
    const rest = characters.slice(family).join('');
    return pinyinForms(rest).syllables + pinyinForms(first).syllables;
  });
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Family name first or last: the same. */
function sorted(text: string): string {
  return text.trim().split(/\s+/u).map(letters).toSorted().join('');
}
