/** What the image worker tells the page of a file that it opened. */
import { readText } from '../../src/imaging/charset.ts';
import { itemsOf, numberOf, plainText, plainTexts, valueBytes } from '../../src/imaging/dataSet.ts';
import type { DicomFile } from '../../src/imaging/dicomFile.ts';
import {
  frameOfReference,
  frameRate,
  pixelAspect,
  pixelSpacing,
  planeOf,
  ultrasoundRegions,
} from '../../src/imaging/geometry.ts';
import { patientOf } from '../../src/imaging/identity.ts';
import type { Frames } from '../../src/imaging/pixels/decode.ts';
import { TAG } from '../../src/imaging/tags.ts';
import type { FramePlace, Opened } from './protocol.ts';

/** Characters of a text of the file that are shown. */
const LONGEST_TEXT = 64;

export function openedDicom(file: DicomFile, { count, description }: Frames): Opened {
  const { dataSet } = file;
  const aspect = pixelAspect(dataSet);
  const length = Math.max(1, Math.min(count, itemsOf(dataSet, TAG.perFrameGroups).length));
  return {
    frames: count,
    places: Array.from({ length }, (_, frame) => ({
      plane: planeOf(dataSet, frame),
      spacing: pixelSpacing(dataSet, frame),
      aspect,
    })),
    rows: description.rows,
    columns: description.columns,
    modality: (plainText(dataSet, TAG.modality) ?? '').slice(0, 16),
    description: seriesText(file),
    number: numberOf(dataSet, TAG.instanceNumber),
    reference: frameOfReference(dataSet),
    regions: ultrasoundRegions(dataSet),
    rate: frameRate(dataSet),
    names: patientOf(file).names.map((name) => name.slice(0, LONGEST_TEXT)),
    problems: file.problems.map(({ code }) => code),
  };
}

function seriesText({ dataSet }: DicomFile): string {
  const bytes = valueBytes(dataSet, TAG.seriesDescription);
  if (bytes === null) return '';
  const { text } = readText(bytes, plainTexts(dataSet, TAG.specificCharacterSet), false);
  return text.replaceAll('\0', ' ').trim().slice(0, LONGEST_TEXT);
}

const NOWHERE: FramePlace = { plane: null, spacing: null, aspect: null };

/** A photograph or a screenshot: it says nothing of itself that is read. */
export const PICTURE: Omit<Opened, 'columns' | 'rows'> = {
  frames: 1,
  places: [NOWHERE],
  modality: '',
  description: '',
  number: null,
  reference: null,
  regions: [],
  rate: null,
  names: [],
  problems: [],
};
