/** What a data set says about its pixels (DICOM PS3.3 §C.7.6.3), within what can be decoded. */
import { ConsiliumError } from '../../errors.ts';
import type { DataSet } from '../dataSet.ts';
import { numberOf, plainText } from '../dataSet.ts';
import { LARGEST_FRAME, MOST_FRAMES } from '../limits.ts';
import { TAG } from '../tags.ts';

export interface PixelDescription {
  readonly rows: number;
  readonly columns: number;
  readonly samples: 1 | 3;
  /** 1, 8, 16, 32 or 64. */
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly isSigned: boolean;
  /** Samples of a native frame one plane after the other. */
  readonly isPlanar: boolean;
  /** `MONOCHROME2`, `RGB`, `YBR_FULL`, `PALETTE COLOR` … */
  readonly photometric: string;
  /** As the data set says; the pixels may have more. */
  readonly frames: number;
  readonly kind: 'integer' | 'float';
  /** Where the pixels stand. */
  readonly tag: number;
}

/** Bytes of one decoded frame: one byte a sample where one bit is allocated. */
export function frameBytes({ bitsAllocated, columns, rows, samples }: PixelDescription): number {
  return rows * columns * samples * Math.max(1, bitsAllocated / 8);
}

/**
 * Throws `pixels-missing` where the data set has none, `pixels-attributes` {attribute} where one is missing or makes no
 * sense, `pixels-too-large` {rows, columns} for a frame above 256 MiB or more than a million frames.
 */
export function describePixels(set: DataSet): PixelDescription {
  const [tag, width] = pixelElement(set);
  const kind = width === null ? 'integer' : 'float';
  const bitsAllocated = width ?? demand(set, 'bitsAllocated', isAllocated);
  const samples = demand(set, 'samplesPerPixel', (value) => value === 1 || value === 3) === 3 ? 3 : 1;
  const description: PixelDescription = {
    rows: demand(set, 'rows', isSide),
    columns: demand(set, 'columns', isSide),
    samples,
    bitsAllocated,
    bitsStored: kind === 'float' ? bitsAllocated : storedBits(set, bitsAllocated),
    isSigned: kind === 'integer' && demand(set, 'pixelRepresentation', (value) => value <= 1) === 1,
    isPlanar: samples === 3 && numberOf(set, TAG.planar) === 1,
    photometric: plainText(set, TAG.photometric) ?? (samples === 3 ? 'RGB' : 'MONOCHROME2'),
    frames: framesOf(set),
    kind,
    tag,
  };
  if (frameBytes(description) > LARGEST_FRAME) {
    throw new ConsiliumError('pixels-too-large', { rows: description.rows, columns: description.columns });
  }
  return description;
}

function pixelElement(set: DataSet): readonly [number, number | null] {
  if (set.elements.has(TAG.pixels)) return [TAG.pixels, null];
  if (set.elements.has(TAG.floatPixels)) return [TAG.floatPixels, 32];
  if (set.elements.has(TAG.doublePixels)) return [TAG.doublePixels, 64];
  throw new ConsiliumError('pixels-missing');
}

type Attribute = 'bitsAllocated' | 'columns' | 'pixelRepresentation' | 'rows' | 'samplesPerPixel';

function demand(set: DataSet, attribute: Attribute, holds: (value: number) => boolean): number {
  const value = numberOf(set, TAG[attribute]);
  if (value === null || !holds(value)) throw new ConsiliumError('pixels-attributes', { attribute, value });
  return value;
}

function storedBits(set: DataSet, allocated: number): number {
  const stored = numberOf(set, TAG.bitsStored) ?? allocated;
  if (stored < 1 || stored > allocated) {
    throw new ConsiliumError('pixels-attributes', { attribute: 'bitsStored', value: stored });
  }
  return stored;
}

function framesOf(set: DataSet): number {
  const frames = numberOf(set, TAG.frames) ?? 1;
  if (!Number.isInteger(frames) || frames < 0) {
    throw new ConsiliumError('pixels-attributes', { attribute: 'frames', value: frames });
  }
  if (frames > MOST_FRAMES) throw new ConsiliumError('pixels-too-large', { frames });
  return Math.max(1, frames);
}

const isSide = (value: number): boolean => value >= 1 && value <= 65_535;
const isAllocated = (value: number): boolean => [1, 8, 16, 32, 64].includes(value);
