/** Whether words may be burnt into the pixels of an image, and covering them. */
import type { DicomFile } from '../../imaging/dicomFile.ts';
import { plainText, type DataSet } from '../../imaging/dataSet.ts';
import { TAG } from '../../imaging/tags.ts';
import { describePixels } from '../../imaging/pixels/description.ts';
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

/**
 * The native pixels of a file with the masked ones zero, in all frames.
 * Errors: `deid-mask-compressed` where they are compressed: decode them first.
 */
export function maskedPixels({ dataSet, syntax }: DicomFile, masks: readonly Mask[]): Uint8Array {
  const pixels = dataSet.elements.get(TAG.pixels);
  const { bitsAllocated, columns, isPlanar, photometric, rows, samples } = describePixels(dataSet);
  const isSubsampled = photometric.startsWith('YBR_FULL_4') || photometric.startsWith('YBR_PARTIAL');
  if (pixels?.kind !== 'value' || bitsAllocated % 8 !== 0 || isSubsampled) {
    throw new ConsiliumError('deid-mask-compressed', { syntax: syntax.uid });
  }
  const copy = dataSet.bytes.slice(pixels.offset, pixels.offset + pixels.length);
  // Colours side by side, or a plane each: a row of a plane is masked alike.
  const pixel = (bitsAllocated / 8) * (isPlanar ? 1 : samples);
  const planeBytes = rows * columns * pixel;
  for (let plane = 0; plane + planeBytes <= copy.length; plane += planeBytes) {
    for (const { height, left, top, width } of masks) {
      const [from, to] = [Math.max(0, left), Math.min(columns, left + width)];
      for (let row = Math.max(0, top); row < Math.min(rows, top + height); row += 1) {
        copy.fill(0, plane + (row * columns + from) * pixel, plane + (row * columns + to) * pixel);
      }
    }
  }
  return copy;
}
