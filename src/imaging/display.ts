/** From stored values to what is shown: rescaled gray values with their first window, or colours. */
import { ConsiliumError } from '../errors.ts';
import type { DataSet } from './dataSet.ts';
import { numbersOf, numberOf, valueBytes } from './dataSet.ts';
import { grouped } from './geometry.ts';
import type { PixelDescription } from './pixels/description.ts';
import type { DecodedFrame } from './pixels/decode.ts';
import { TAG } from './tags.ts';

/** Gray values as they are stored; `value × slope + intercept` is what they mean: Hounsfield units of a CT. */
export interface GrayFrame {
  readonly kind: 'gray';
  readonly values: StoredValues;
  readonly slope: number;
  readonly intercept: number;
  /** The lowest and highest of the stored values. */
  readonly low: number;
  readonly high: number;
  readonly inverted: boolean;
  /** In what the values mean. */
  readonly window: { readonly center: number; readonly width: number };
}

/** Wider integers and floating point are brought to 16 bits: what a screen shows has 8. */
export type StoredValues =
  | Int8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>;

export interface ColourFrame {
  readonly kind: 'colour';
  /** RGBA, opaque. */
  readonly values: Uint8ClampedArray<ArrayBuffer>;
}

/** Frame `index` of a file. Throws `pixels-attributes` {attribute} for a palette that is not there. */
export function displayFrame(
  set: DataSet,
  description: PixelDescription,
  frame: DecodedFrame,
  index = 0,
): GrayFrame | ColourFrame {
  if (description.samples === 3)
    return { kind: 'colour', values: opaque(eightBits(frame.values, description)) };
  const stored = storedNumbers(frame.values, description);
  if (frame.photometric === 'PALETTE COLOR') return { kind: 'colour', values: paletted(set, stored) };
  return { kind: 'gray', ...grayOf(set, stored, index), inverted: frame.photometric === 'MONOCHROME1' };
}

function grayOf(set: DataSet, stored: Numbers, index: number): Omit<GrayFrame, 'inverted' | 'kind'> {
  const rescale = grouped(set, index, TAG.rescaleMacro);
  const slope = numberOf(rescale, TAG.rescaleSlope) ?? 1;
  const intercept = numberOf(rescale, TAG.rescaleIntercept) ?? 0;
  const range = rangeOf(stored);
  const ends = [range.low, range.high].map((value) => value * slope + intercept);
  const declared = declaredWindow(grouped(set, index, TAG.windowMacro));
  const window = declared ?? wholeWindow(Math.min(...ends), Math.max(...ends));
  if (isNarrow(stored)) return { values: stored, slope, intercept, ...range, window };
  const step = Math.max((range.high - range.low) / LARGEST_16, Number.MIN_VALUE);
  const values = Uint16Array.from(stored, (value) =>
    Number.isFinite(value) ? Math.round((value - range.low) / step) : 0,
  );
  const [low, high] = [0, Math.round((range.high - range.low) / step)];
  return { values, slope: slope * step, intercept: intercept + range.low * slope, low, high, window };
}

const LARGEST_16 = 0xffff;

type Numbers = StoredValues | Int32Array | Uint32Array | Float32Array | Float64Array;

function isNarrow(stored: Numbers): stored is StoredValues {
  return stored.BYTES_PER_ELEMENT <= 2;
}

function storedNumbers(bytes: Uint8Array, of: PixelDescription): Numbers {
  const { bitsAllocated, isSigned, kind } = of;
  // Of its own: it is handed on, and begins where words may.
  const { buffer } = bytes.slice();
  if (kind === 'float') return bitsAllocated === 32 ? new Float32Array(buffer) : new Float64Array(buffer);
  if (bitsAllocated <= 8) return isSigned ? new Int8Array(buffer) : new Uint8Array(buffer);
  if (bitsAllocated === 16) return isSigned ? new Int16Array(buffer) : new Uint16Array(buffer);
  if (bitsAllocated !== 32) {
    throw new ConsiliumError('pixels-attributes', { attribute: 'bitsAllocated', value: bitsAllocated });
  }
  return isSigned ? new Int32Array(buffer) : new Uint32Array(buffer);
}

function declaredWindow(set: DataSet): GrayFrame['window'] | null {
  const [center] = numbersOf(set, TAG.windowCenter);
  const [width] = numbersOf(set, TAG.windowWidth);
  if (center === undefined || width === undefined || !Number.isFinite(center) || !(width >= 1)) return null;
  return { center, width };
}

function rangeOf(values: Numbers): Pick<GrayFrame, 'high' | 'low'> {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  // By its place: a worker that has just started runs no iterator fast, and these are millions.
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (value < low && value !== Number.NEGATIVE_INFINITY) low = value;
    if (value > high && value !== Number.POSITIVE_INFINITY) high = value;
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}

/** From the lowest value to the highest. */
function wholeWindow(low: number, high: number): GrayFrame['window'] {
  return { center: (low + high) / 2, width: Math.max(1, high - low) };
}

function eightBits(values: Uint8Array, { bitsAllocated, bitsStored }: PixelDescription): Uint8Array {
  if (bitsAllocated === 8) return values;
  const bytes = bitsAllocated / 8;
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength);
  const shift = Math.max(0, Math.min(bitsStored, 16) - 8);
  return Uint8Array.from(
    { length: values.length / bytes },
    (_, index) => view.getUint16(index * bytes, true) >>> shift,
  );
}

function opaque(rgb: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((rgb.length / 3) * 4);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] ?? 0;
    rgba[to + 1] = rgb[from + 1] ?? 0;
    rgba[to + 2] = rgb[from + 2] ?? 0;
    rgba[to + 3] = 255;
  }
  return rgba;
}

/** PS3.3 §C.7.6.3.1.5: number of entries (0 for 65,536), first value mapped, bits of an entry. */
function paletted(set: DataSet, stored: Numbers): Uint8ClampedArray<ArrayBuffer> {
  const [entries = 0, first = 0, bits = 16] = numbersOf(set, TAG.redDescriptor);
  const count = entries === 0 ? 65_536 : entries;
  const tables = [TAG.redPalette, TAG.greenPalette, TAG.bluePalette].map((tag) => {
    const bytes = valueBytes(set, tag);
    if (bytes === null) throw new ConsiliumError('pixels-attributes', { attribute: 'palette', value: null });
    return paletteTable(bytes, { count, bits, bigEndian: set.bigEndian });
  });
  const rgba = new Uint8ClampedArray(stored.length * 4);
  for (let index = 0; index < stored.length; index += 1) {
    const entry = Math.min(count - 1, Math.max(0, (stored[index] ?? 0) - first));
    tables.forEach((table, channel) => {
      rgba[index * 4 + channel] = table[entry] ?? 0;
    });
    rgba[index * 4 + 3] = 255;
  }
  return rgba;
}

function paletteTable(
  bytes: Uint8Array,
  { bigEndian, bits, count }: { readonly count: number; readonly bits: number; readonly bigEndian: boolean },
): Uint8Array {
  if (bits === 8 && bytes.length < count * 2) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Math.min(count, Math.floor(bytes.length / 2));
  return Uint8Array.from(
    { length },
    (_, index) => view.getUint16(index * 2, !bigEndian) >>> (bits > 8 ? 8 : 0),
  );
}
