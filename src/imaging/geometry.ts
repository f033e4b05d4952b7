/**
 * Where the frames of a file lie in the patient, and how far its pixels lie apart: of the file, or of a frame of an enhanced
 * multi-frame object, whose functional groups say it (DICOM PS3.3 §C.7.6.16). Millimetres, in the patient's coordinates.
 */
import type { DataSet } from './dataSet.ts';
import { itemsOf, numberOf, numbersOf, plainText } from './dataSet.ts';
import { TAG } from './tags.ts';

export type Vector = readonly [number, number, number];

/** The plane of a frame (PS3.3 §C.7.6.2). */
export interface Plane {
  /** Of the middle of the first pixel. */
  readonly position: Vector;
  /** Direction in which a row goes on, and a column. */
  readonly row: Vector;
  readonly column: Vector;
}

/** Pixels of a part of an ultrasound image that are of one kind (PS3.3 §C.8.5.5); edges count as inside. */
export interface UltrasoundRegion {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** What one pixel is, across and down; null for what is neither a length nor a time. */
  readonly across: PhysicalStep | null;
  readonly down: PhysicalStep | null;
}

export interface PhysicalStep {
  readonly unit: 'mm' | 's' | 'cm/s';
  readonly size: number;
}

/** Regions that are read of a file; machines write up to about ten. */
const MOST_REGIONS = 64;

/** Null where the file does not say, or says what no plane is. */
export function planeOf(set: DataSet, frame: number): Plane | null {
  const position = vectorOf(numbersOf(grouped(set, frame, TAG.planePosition), TAG.imagePosition));
  const directions = numbersOf(grouped(set, frame, TAG.planeOrientation), TAG.imageOrientation);
  const row = unitOf(directions.slice(0, 3));
  const column = unitOf(directions.slice(3, 6));
  if (position === null || row === null || column === null) return null;
  const slant = row[0] * column[0] + row[1] * column[1] + row[2] * column[2];
  return Math.abs(slant) > STRAIGHT ? null : { position, row, column };
}

/** Two directions stand at right angles when their product is below. */
const STRAIGHT = 0.01;

/** What frames must share for their positions to be comparable; null where the file does not say. */
export function frameOfReference(set: DataSet): string | null {
  return plainText(set, TAG.frameOfReference);
}

/** From pixel to pixel, down and across, or null. */
export function pixelSpacing(set: DataSet, frame = 0): readonly [number, number] | null {
  const measures = grouped(set, frame, TAG.pixelMeasures);
  for (const tag of [TAG.pixelSpacing, TAG.imagerPixelSpacing]) {
    const [down = 0, across = 0] = numbersOf(measures, tag);
    if (isStep(down) && isStep(across)) return [down, across];
  }
  return null;
}

/** The size of a pixel as it is shown where nothing is known in millimetres: height to width (0028,0034). */
export function pixelAspect(set: DataSet): readonly [number, number] | null {
  const [down = 0, across = 0] = numbersOf(set, TAG.pixelAspect);
  return isStep(down) && isStep(across) ? [down, across] : null;
}

export function ultrasoundRegions(set: DataSet): readonly UltrasoundRegion[] {
  return itemsOf(set, TAG.ultrasoundRegions)
    .slice(0, MOST_REGIONS)
    .map((item) => ({
      left: numberOf(item, TAG.regionLeft) ?? 0,
      top: numberOf(item, TAG.regionTop) ?? 0,
      right: numberOf(item, TAG.regionRight) ?? -1,
      bottom: numberOf(item, TAG.regionBottom) ?? -1,
      across: stepOf(numberOf(item, TAG.regionUnitsAcross), numberOf(item, TAG.regionDeltaAcross)),
      down: stepOf(numberOf(item, TAG.regionUnitsDown), numberOf(item, TAG.regionDeltaDown)),
    }));
}

/** Images a second at which the machine would play its frames, or null. */
export function frameRate(set: DataSet): number | null {
  const time = numberOf(set, TAG.frameTime);
  const rates = [
    numberOf(set, TAG.displayRate),
    numberOf(set, TAG.cineRate),
    time === null ? null : 1000 / time,
  ];
  return rates.find((rate) => rate !== null && Number.isFinite(rate) && rate > 0) ?? null;
}

/**
 * The data set that holds a macro of a frame: its own functional group, that of all frames, else the file's own elements,
 * where objects of one plane have them.
 */
export function grouped(set: DataSet, frame: number, macro: number): DataSet {
  const own = itemsOf(set, TAG.perFrameGroups)[frame];
  const [shared] = itemsOf(set, TAG.sharedGroups);
  for (const group of [own, shared]) {
    const [item] = group === undefined ? [] : itemsOf(group, macro);
    if (item !== undefined) return item;
  }
  return set;
}

function vectorOf(numbers: readonly number[]): Vector | null {
  const [x, y, z] = numbers;
  if (x === undefined || y === undefined || z === undefined) return null;
  return [x, y, z].every((one) => Number.isFinite(one)) ? [x, y, z] : null;
}

function unitOf(numbers: readonly number[]): Vector | null {
  const vector = vectorOf(numbers);
  if (vector === null) return null;
  const length = Math.hypot(...vector);
  return Math.abs(length - 1) > STRAIGHT
    ? null
    : [vector[0] / length, vector[1] / length, vector[2] / length];
}

/** PS3.3 §C.8.5.5.1.15: 3 is cm, 4 seconds, 7 cm/s. */
function stepOf(unit: number | null, delta: number | null): PhysicalStep | null {
  if (delta === null || !isStep(Math.abs(delta))) return null;
  if (unit === 3) return { unit: 'mm', size: Math.abs(delta) * 10 };
  if (unit === 4) return { unit: 's', size: Math.abs(delta) };
  return unit === 7 ? { unit: 'cm/s', size: Math.abs(delta) } : null;
}

function isStep(size: number): boolean {
  return Number.isFinite(size) && size > 0;
}
