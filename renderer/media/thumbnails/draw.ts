/** Small pictures of what is attached, drawn from its bytes in memory: by the workers that look into them, or by a player. */
import type { AttachmentView, PlayedHolder } from '../../../src/workstation/api/attachments.ts';
import { CoreError, playable, stopPlaying } from '../../client/core.ts';
import { ImageReader } from '../../images/imageReader.ts';
import { WINDOW_PORTS } from '../../images/startWorker.ts';
import type { ReadBytes } from '../../images/imageStack.ts';
import type { Frame } from '../../images/protocol.ts';
import { openPdf } from '../pdfFile.ts';

export interface Pictured {
  readonly attachment: AttachmentView;
  readonly read: ReadBytes;
  readonly holder: PlayedHolder;
}

/** Bytes: larger files are not read for a picture of a finger's breadth. Films are looked into where they lie. */
const LARGEST = 0x100_0000;
/** No player takes so long; ms. */
const PATIENCE_MS = 15_000;

/** Draws into a canvas, or rejects: then there is nothing to see. */
export async function drawSmall(canvas: HTMLCanvasElement, pictured: Pictured): Promise<void> {
  const { attachment, holder, read } = pictured;
  if (attachment.kind === 'video') return drawFilm(canvas, attachment, holder);
  const { kind } = attachment;
  if (kind === 'audio' || kind === 'transcript' || attachment.size > LARGEST)
    throw new CoreError('attachment-kind', {});
  // A copy: what goes to a worker is gone from here.
  const bytes = new Uint8Array(await read(attachment));
  return kind === 'pdf' ? drawDocument(canvas, bytes) : drawImage(canvas, kind, bytes);
}

async function drawImage(
  canvas: HTMLCanvasElement,
  kind: 'dicom' | 'picture',
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const reader = new ImageReader(WINDOW_PORTS);
  try {
    const opened = await reader.open(0, kind, bytes);
    const shown = opened === null ? null : await reader.frame(0, Math.floor(opened.frames / 2));
    if (shown === null) throw new CoreError('pixels-damaged', {});
    const { frame } = shown;
    const { columns: width, rows: height } = frame;
    const whole = new OffscreenCanvas(width, height);
    whole.getContext('2d')?.putImageData(new ImageData(coloursOf(frame), width, height), 0, 0);
    fill(canvas, whole, { width, height });
  } finally {
    reader.close();
  }
}

export function coloursOf(frame: Frame): Uint8ClampedArray<ArrayBuffer> {
  if (frame.kind === 'colour') return frame.values;
  const { center, width } = frame.window;
  const pixels = new Uint8ClampedArray(frame.values.length * 4).fill(255);
  // DICOM PS3.3 §C.11.2.1.2.1, linear; the array clamps what lies outside of the window.
  for (const [index, stored] of frame.values.entries()) {
    const value = stored * frame.slope + frame.intercept;
    const shade = ((value - center + 0.5) / Math.max(1, width - 1) + 0.5) * 255;
    pixels.fill(frame.inverted ? 255 - shade : shade, index * 4, index * 4 + 3);
  }
  return pixels;
}

async function drawDocument(canvas: HTMLCanvasElement, bytes: Uint8Array): Promise<void> {
  const file = await openPdf(bytes);
  try {
    const page = await file.page(1);
    const { height, width } = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: Math.min(canvas.width / width, canvas.height / height) });
    const whole = document.createElement('canvas');
    Object.assign(whole, { width: Math.ceil(viewport.width), height: Math.ceil(viewport.height) });
    await file.patiently(page.render({ canvas: whole, viewport }).promise);
    fill(canvas, whole, whole);
  } finally {
    file.close();
  }
}

async function drawFilm(
  canvas: HTMLCanvasElement,
  { contentType, id, size }: AttachmentView,
  of: PlayedHolder,
): Promise<void> {
  const address = await playable({ of, id, size, contentType });
  const player = document.createElement('video');
  const until = async (event: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const refuse = (): void => reject(new CoreError('media-unreadable', {}));
      const timer = window.setTimeout(refuse, PATIENCE_MS);
      player.addEventListener('error', refuse, { once: true });
      player.addEventListener(
        event,
        () => {
          window.clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  try {
    player.muted = true;
    player.preload = 'auto';
    const ready = until('loadeddata');
    player.src = address;
    await ready;
    fill(canvas, player, { width: player.videoWidth, height: player.videoHeight });
  } finally {
    player.removeAttribute('src');
    player.load();
    stopPlaying(address);
  }
}

/** As large as there is room, in the middle. */
function fill(
  canvas: HTMLCanvasElement,
  image: CanvasImageSource,
  { height, width }: { readonly height: number; readonly width: number },
): void {
  const scale = Math.min(canvas.width / width, canvas.height / height);
  const left = (canvas.width - width * scale) / 2;
  const top = (canvas.height - height * scale) / 2;
  canvas.getContext('2d')?.drawImage(image, left, top, width * scale, height * scale);
}
