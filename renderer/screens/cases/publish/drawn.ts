/** An image of a record as its author sees it, drawn on a canvas, with what was covered black. */
import type { CaseMask, ReviewedImage } from '../../../../src/workstation/api/caseDrafts.ts';
import { CoreError } from '../../../client/core.ts';
import { ImageReader } from '../../../images/imageReader.ts';
import { WINDOW_PORTS } from '../../../images/startWorker.ts';
import { coloursOf } from '../../../media/thumbnails/draw.ts';

/** A side of the small picture for lists, pixels. */
const SMALL = 160;

export interface DrawnImage {
  readonly canvas: OffscreenCanvas;
  readonly frames: number;
}

/** The middle frame, by the worker that alone looks into files. Errors: CoreError of opening it. */
export async function drawnImage(kind: ReviewedImage['kind'], bytes: Uint8Array): Promise<DrawnImage> {
  const reader = new ImageReader(WINDOW_PORTS);
  try {
    const opened = await reader.open(0, kind, new Uint8Array(bytes));
    const shown = opened === null ? null : await reader.frame(0, Math.floor(opened.frames / 2));
    if (opened === null || shown === null) throw new CoreError('pixels-damaged', {});
    const { columns, rows } = shown.frame;
    const canvas = new OffscreenCanvas(columns, rows);
    canvas.getContext('2d')?.putImageData(new ImageData(coloursOf(shown.frame), columns, rows), 0, 0);
    return { canvas, frames: opened.frames };
  } finally {
    reader.close();
  }
}

/** A copy in which nothing of what is covered is left. */
export function covered(image: OffscreenCanvas, masks: readonly CaseMask[]): OffscreenCanvas {
  const copy = new OffscreenCanvas(image.width, image.height);
  const context = copy.getContext('2d');
  context?.drawImage(image, 0, 0);
  if (context !== null) context.fillStyle = '#000';
  for (const { height, left, top, width } of masks) context?.fillRect(left, top, width, height);
  return copy;
}

/** JPEG of photographs, PNG of what a machine drew: its lines stay sharp. */
export async function fileOf(
  canvas: OffscreenCanvas,
  kind: ReviewedImage['kind'],
): Promise<Uint8Array<ArrayBuffer>> {
  const type = kind === 'picture' ? 'image/jpeg' : 'image/png';
  const blob = await canvas.convertToBlob({ type, quality: 0.9 });
  return new Uint8Array(await blob.arrayBuffer());
}

export async function smallOf(canvas: OffscreenCanvas): Promise<Uint8Array<ArrayBuffer>> {
  const scale = Math.min(1, SMALL / Math.max(canvas.width, canvas.height));
  const small = new OffscreenCanvas(
    Math.max(1, Math.round(canvas.width * scale)),
    Math.max(1, Math.round(canvas.height * scale)),
  );
  small.getContext('2d')?.drawImage(canvas, 0, 0, small.width, small.height);
  const blob = await small.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
  return new Uint8Array(await blob.arrayBuffer());
}
