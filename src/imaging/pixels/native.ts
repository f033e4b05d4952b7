/** Uncompressed pixels (DICOM PS3.5 §8): bits, bytes and words, of either byte order, in planes or not. */
import { ConsiliumError } from '../../errors.ts';
import type { PixelDescription } from './description.ts';
import { frameBytes } from './description.ts';

/** Bytes that a frame takes in the file, which for single bits need not be whole. */
export function storedFrameBytes(description: PixelDescription): number {
  const { bitsAllocated, columns, photometric, rows, samples } = description;
  if (bitsAllocated === 1) return (rows * columns * samples) / 8;
  const length = frameBytes(description);
  return photometric === 'YBR_FULL_422' ? (length / 3) * 2 : length;
}

/** How many frames the bytes hold: what they were declared to, or more. */
export function nativeFrameCount(description: PixelDescription, length: number): number {
  const whole = Math.floor(length / storedFrameBytes(description));
  return description.photometric === 'YBR_FULL_422'
    ? description.frames
    : Math.max(description.frames, whole);
}

/** Samples interleaved, little endian. Throws `pixels-truncated` {frame} where the bytes end before the frame does. */
export function decodeNative(
  description: PixelDescription,
  pixels: Uint8Array,
  from: { readonly frame: number; readonly bigEndian: boolean; readonly isWords: boolean },
): Uint8Array {
  const length = storedFrameBytes(description);
  const start = from.frame * length;
  if (Math.ceil(start + length) > pixels.length) {
    throw new ConsiliumError('pixels-truncated', { frame: from.frame });
  }
  if (description.bitsAllocated === 1) return bits(pixels, start * 8, length * 8);
  const sampleBytes = description.bitsAllocated / 8;
  // Bytes that were written as big-endian words stand in pairs the wrong way round (PS3.5 §8.1.1).
  const width = from.bigEndian && sampleBytes === 1 && from.isWords ? 2 : from.bigEndian ? sampleBytes : 1;
  const frame = swapped(pixels, start, length, width);
  if (description.photometric === 'YBR_FULL_422') return upsampled(frame);
  return description.isPlanar ? interleaved(frame, description, sampleBytes) : frame;
}

function bits(pixels: Uint8Array, start: number, count: number): Uint8Array {
  const unpacked = new Uint8Array(count);
  for (let index = 0; index < count; index += 1) {
    const bit = start + index;
    unpacked[index] = ((pixels[bit >>> 3] ?? 0) >>> (bit & 7)) & 1;
  }
  return unpacked;
}

/** A copy, each `width` bytes turned round by their place in the whole element. */
function swapped(pixels: Uint8Array, start: number, length: number, width: number): Uint8Array {
  if (width === 1) return pixels.slice(start, start + length);
  const frame = new Uint8Array(length);
  for (let index = 0; index < length; index += 1) {
    const at = start + index;
    const place = at % width;
    frame[index] = pixels[at - place + (width - 1 - place)] ?? 0;
  }
  return frame;
}

/** Y1 Y2 B R → Y1 B R Y2 B R (PS3.3 §C.7.6.3.1.2). */
function upsampled(frame: Uint8Array): Uint8Array {
  const full = new Uint8Array((frame.length / 4) * 6);
  for (let from = 0, to = 0; from + 3 < frame.length; from += 4, to += 6) {
    const [first = 0, second = 0, blue = 0, red = 0] = frame.subarray(from, from + 4);
    full.set([first, blue, red, second, blue, red], to);
  }
  return full;
}

/** Plane after plane → sample after sample. */
export function interleaved(
  frame: Uint8Array,
  { columns, rows, samples }: PixelDescription,
  sampleBytes: number,
): Uint8Array {
  const pixels = rows * columns;
  const mixed = new Uint8Array(frame.length);
  for (let sample = 0; sample < samples; sample += 1) {
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      const from = (sample * pixels + pixel) * sampleBytes;
      const to = (pixel * samples + sample) * sampleBytes;
      for (let byte = 0; byte < sampleBytes; byte += 1) mixed[to + byte] = frame[from + byte] ?? 0;
    }
  }
  return mixed;
}
