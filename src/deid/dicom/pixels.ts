/** Whether words may be burnt into the pixels of an image, and covering them. */
import type { DicomFile } from '../../imaging/dicomFile.ts';
import { plainText, type DataSet } from '../../imaging/dataSet.ts';
import { TAG } from '../../imaging/tags.ts';
import { LARGEST_FILE } from '../../imaging/limits.ts';
import type { Codecs } from '../../imaging/pixels/codecs.ts';
import { openFrames } from '../../imaging/pixels/decode.ts';
import { describePixels, frameBytes, type PixelDescription } from '../../imaging/pixels/description.ts';
import { ConsiliumError } from '../../errors.ts';

const BURNED_IN = 0x0028_0301;
const RECOGNISABLE = 0x0028_0302;
/** Machines that write the patient's name into the picture, and pictures of screens, of paper and of people. */
const WRITTEN_ON: ReadonlySet<string> = new Set(
  'US IVUS SC XC GM SM ES OP OPT OCT ECG HC DOC OT RF XA MG NM PT SR BI EPS HD BMD AU'.split(' '),
);

/** `review` blocks an image until a doctor has covered what names somebody, or has said that nothing does. */
export type PixelState =
  | { readonly state: 'clear' }
  | { readonly state: 'review'; readonly reason: 'burned-in' | 'modality' | 'face' | 'unsaid' };

export function pixelStateOf(set: DataSet): PixelState {
  const burned = plainText(set, BURNED_IN)?.trim() ?? '';
  if (burned === 'YES') return { state: 'review', reason: 'burned-in' };
  if (plainText(set, RECOGNISABLE)?.trim() === 'YES') return { state: 'review', reason: 'face' };
  if (WRITTEN_ON.has(plainText(set, TAG.modality)?.trim() ?? ''))
    return { state: 'review', reason: 'modality' };
  return burned === 'NO' ? { state: 'clear' } : { state: 'review', reason: 'unsaid' };
}

/** A rectangle of pixels, in every frame. */
export interface Mask {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What stands in a file in the place of its pixels: native, little endian, colours side by side. */
export interface WrittenPixels {
  readonly values: Uint8Array;
  readonly photometric: string;
  readonly frames: number;
}

/**
 * The pixels of a file as they are seen, with the masked ones zero, in all frames: compressed ones are decoded first, and
 * stay so, since nothing is to be compressed a second time.
 * Errors: `deid-mask-compressed` for compressed ones where there is no decoder, and for single bits; those of decoding.
 */
export function maskedPixels(
  file: DicomFile,
  masks: readonly Mask[],
  codecs: Codecs | undefined,
): WrittenPixels {
  const { dataSet, syntax } = file;
  const isCompressed = dataSet.elements.get(TAG.pixels)?.kind === 'fragments';
  if (describePixels(dataSet).bitsAllocated % 8 !== 0 || (isCompressed && codecs === undefined))
    throw new ConsiliumError('deid-mask-compressed', { syntax: syntax.uid });
  const frames = openFrames(file, codecs ?? null);
  const { count, description } = frames;
  const size = frameBytes(description);
  if (size * count > LARGEST_FILE)
    throw new ConsiliumError('pixels-too-large', { rows: description.rows, columns: description.columns });
  const values = new Uint8Array(size * count);
  let { photometric } = description;
  for (let index = 0; index < count; index += 1) {
    const decoded = frames.frame(index);
    ({ photometric } = decoded);
    values.set(decoded.values, index * size);
    cover(values.subarray(index * size, (index + 1) * size), masks, description);
  }
  return { values, photometric, frames: count };
}

function cover(
  frame: Uint8Array,
  masks: readonly Mask[],
  { bitsAllocated, columns, rows, samples }: PixelDescription,
): void {
  const pixel = (bitsAllocated / 8) * samples;
  for (const { height, left, top, width } of masks) {
    const [from, to] = [Math.max(0, left), Math.min(columns, left + width)];
    for (let row = Math.max(0, top); row < Math.min(rows, top + height); row += 1)
      frame.fill(0, (row * columns + from) * pixel, (row * columns + to) * pixel);
  }
}
