/** RLE Lossless (DICOM PS3.5 annex G): a byte plane a segment, most significant first, packed as by PackBits. */
import { ConsiliumError } from '../../errors.ts';

const HEADER = 64;

/**
 * One frame, samples interleaved, little endian. Throws `pixels-damaged` {check} where the segments do not make up a
 * frame of `pixels` pixels.
 */
export function decodeRle(
  frame: Uint8Array,
  of: { readonly pixels: number; readonly samples: number; readonly sampleBytes: number },
): Uint8Array {
  const planes = of.samples * of.sampleBytes;
  if (frame.length < HEADER) throw new ConsiliumError('pixels-damaged', { check: 'rle-header' });
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== planes)
    throw new ConsiliumError('pixels-damaged', { check: 'rle-segments' });
  const decoded = new Uint8Array(of.pixels * planes);
  for (let plane = 0; plane < planes; plane += 1) {
    const start = view.getUint32(4 + plane * 4, true);
    const end = plane + 1 < planes ? view.getUint32(8 + plane * 4, true) : frame.length;
    const sample = Math.floor(plane / of.sampleBytes);
    const byte = of.sampleBytes - 1 - (plane % of.sampleBytes);
    const target = { bytes: decoded, at: sample * of.sampleBytes + byte, step: planes, count: of.pixels };
    unpack(frame.subarray(start, Math.max(start, end)), target);
  }
  return decoded;
}

interface Target {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly step: number;
  readonly count: number;
}

/** PackBits into every `step`th byte; what follows the last pixel is padding. */
function unpack(segment: Uint8Array, { at, bytes, count, step }: Target): void {
  let from = 0;
  let done = 0;
  while (done < count) {
    const control = segment[from];
    if (control === undefined) throw new ConsiliumError('pixels-damaged', { check: 'rle-short' });
    from += 1;
    if (control === 128) continue;
    const isRun = control > 128;
    const length = Math.min(isRun ? 257 - control : control + 1, count - done);
    if (from + (isRun ? 1 : length) > segment.length) {
      throw new ConsiliumError('pixels-damaged', { check: 'rle-short' });
    }
    for (let index = 0; index < length; index += 1) {
      bytes[at + (done + index) * step] = segment[isRun ? from : from + index] ?? 0;
    }
    from += isRun ? 1 : control + 1;
    done += length;
  }
}
