/** What becomes of a file that is attached: told by its bytes, freed of what it need not say, and checked against the chart. */
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import { readDicomFile } from '../../../imaging/dicomFile.ts';
import { claimedFormat } from '../../../imaging/fileStart.ts';
import { patientOf, placeOf, withoutIdentity, type DicomPatient } from '../../../imaging/identity.ts';
import { strippedPicture } from '../../../imaging/pictures.ts';
import { TAG } from '../../../imaging/tags.ts';
import type { SeriesPlace } from '../../../records/attachments.ts';
import { objectsAt, textAt, type JsonObject } from '../../../records/json.ts';
import { pinyinForms } from '../../../records/terminology/pinyin.ts';

export interface AttachedContent {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly place: SeriesPlace | null;
  /** Of a DICOM file. */
  readonly patient: DicomPatient | null;
}

export const DICOM_TYPE = 'application/dicom';

/** Errors: `attachment-kind` {looksLike}, `picture-damaged`, `dicom-too-large`. */
export function attachedContent(bytes: Uint8Array): AttachedContent {
  const format = claimedFormat(bytes);
  const isDicom = String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM' || format === null;
  if (!isDicom && (format === 'jpeg' || format === 'png')) {
    const picture = strippedPicture(bytes, format);
    return { contentType: `image/${format}`, bytes: picture, place: null, patient: null };
  }
  if (!isDicom) throw new ConsiliumError('attachment-kind', { looksLike: format });
  return dicomContent(bytes);
}

function dicomContent(bytes: Uint8Array): AttachedContent {
  try {
    const file = readDicomFile(bytes);
    // Deflated data sets have no places in the file at which something could be blanked.
    if (file.syntax.deflated) throw new ConsiliumError('attachment-kind', { looksLike: 'dicom-deflated' });
    // A directory of other files (DICOMDIR) is no image; the files that it names are attached themselves.
    if (file.dataSet.elements.has(TAG.directoryRecords)) {
      throw new ConsiliumError('attachment-kind', { looksLike: 'dicomdir' });
    }
    const patient = patientOf(file);
    return { contentType: DICOM_TYPE, bytes: withoutIdentity(file), place: placeOf(file), patient };
  } catch (error) {
    if (!isConsiliumError(error, 'dicom-unrecognised')) throw error;
    throw new ConsiliumError('attachment-kind', error.detail, { cause: error });
  }
}

/** Whether a file is of the patient of the chart. Machines often write the name in pinyin, its parts in any order. */
export function comparePatient(
  file: DicomPatient | null,
  chart: JsonObject,
): 'same' | 'different' | 'unknown' {
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
