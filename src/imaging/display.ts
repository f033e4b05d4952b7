/** From stored values to what is shown: rescaled gray values with their first window, or colours. */
import { ConsiliumError } from '../errors.ts';
import type { DataSet } from './dataSet.ts';
import { numbersOf, numberOf, plainText, valueBytes } from './dataSet.ts';
import type { PixelDescription } from './pixels/description.ts';
import type { DecodedFrame } from './pixels/decode.ts';
import { TAG } from './tags.ts';

export interface GrayFrame {
  readonly kind: 'gray';
  readonly values: Float32Array<ArrayBuffer>;
  readonly inverted: boolean;
  readonly window: { readonly center: number; readonly width: number };
}

export interface ColourFrame {
  readonly kind: 'colour';
  /** RGBA, opaque. */
  readonly values: Uint8ClampedArray<ArrayBuffer>;
}

/** Throws `pixels-attributes` {attribute} for a palette that is not there. */
export function displayFrame(
  set: DataSet,
  description: PixelDescription,
  frame: DecodedFrame,
): GrayFrame | ColourFrame {
  if (description.samples === 3)
    return { kind: 'colour', values: opaque(eightBits(frame.values, description)) };
  const stored = storedNumbers(frame.values, description);
  if (frame.photometric === 'PALETTE COLOR') return { kind: 'colour', values: paletted(set, stored) };
  const slope = numberOf(set, TAG.rescaleSlope) ?? 1;
  const intercept = numberOf(set, TAG.rescaleIntercept) ?? 0;
  const values = stored.map((value) => value * slope + intercept);
  const window = declaredWindow(set) ?? wholeWindow(values);
  return { kind: 'gray', values, inverted: frame.photometric === 'MONOCHROME1', window };
}

/** Millimetres between pixels, down and across, or null. */
export function pixelSpacing(set: DataSet): readonly [number, number] | null {
  for (const tag of [TAG.pixelSpacing, TAG.imagerPixelSpacing]) {
    const [down = 0, across = 0] = numbersOf(set, tag);
    if (down > 0 && across > 0) return [down, across];
  }
  return null;
}

type Numbers = { readonly length: number; readonly [index: number]: number };

function storedNumbers(bytes: Uint8Array, description: PixelDescription): Float32Array<ArrayBuffer> {
  return Float32Array.from(arrayOf(bytes, description));
}

function arrayOf({ buffer, byteLength, byteOffset }: Uint8Array, of: PixelDescription): Numbers {
  const { bitsAllocated, isSigned, kind } = of;
  const length = byteLength / Math.max(1, bitsAllocated / 8);
  if (kind === 'float') {
    return bitsAllocated === 32
      ? new Float32Array(buffer, byteOffset, length)
      : new Float64Array(buffer, byteOffset, length);
  }
  if (bitsAllocated <= 8) {
    return isSigned ? new Int8Array(buffer, byteOffset, length) : new Uint8Array(buffer, byteOffset, length);
  }
  if (bitsAllocated === 16) {
    return isSigned
      ? new Int16Array(buffer, byteOffset, length)
      : new Uint16Array(buffer, byteOffset, length);
  }
  if (bitsAllocated !== 32) {
    throw new ConsiliumError('pixels-attributes', { attribute: 'bitsAllocated', value: bitsAllocated });
  }
  return isSigned ? new Int32Array(buffer, byteOffset, length) : new Uint32Array(buffer, byteOffset, length);
}

function declaredWindow(set: DataSet): GrayFrame['window'] | null {
  const [center] = numbersOf(set, TAG.windowCenter);
  const [width] = numbersOf(set, TAG.windowWidth);
  if (center === undefined || width === undefined || !Number.isFinite(center) || !(width >= 1)) return null;
  return { center, width };
}

/** From the lowest value to the highest. */
function wholeWindow(values: Float32Array): GrayFrame['window'] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high)) return { center: 0.5, width: 1 };
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
function paletted(set: DataSet, stored: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  const [entries = 0, first = 0, bits = 16] = numbersOf(set, TAG.redDescriptor);
  const count = entries === 0 ? 65_536 : entries;
  const tables = [TAG.redPalette, TAG.greenPalette, TAG.bluePalette].map((tag) => {
    const bytes = valueBytes(set, tag);
    if (bytes === null) throw new ConsiliumError('pixels-attributes', { attribute: 'palette', value: null });
    return paletteTable(bytes, { count, bits, bigEndian: set.bigEndian });
  });
  const rgba = new Uint8ClampedArray(stored.length * 4);
  stored.forEach((value, index) => {
    const entry = Math.min(count - 1, Math.max(0, value - first));
    tables.forEach((table, channel) => {
      rgba[index * 4 + channel] = table[entry] ?? 0;
    });
    rgba[index * 4 + 3] = 255;
  });
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

/** What the object is of, for a list: CT, MR, US … */
export function modalityOf(set: DataSet): string {
  return (plainText(set, TAG.modality) ?? '').slice(0, 16);
}
