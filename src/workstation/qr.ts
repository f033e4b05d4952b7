/** Cards as QR pictures. Card texts are Base45, so that a code stays in the alphanumeric mode of QR (15-M). */
import { Buffer } from 'node:buffer';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import qrcode from 'qrcode';
import { ConsiliumError } from '../errors.ts';

const MAXIMUM_PIXELS = 40_000_000;

/** A PNG of `text` as a QR code, error correction M, four pixels a module. */
export async function qrPng(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const png = await qrcode.toBuffer(text, { errorCorrectionLevel: 'M', type: 'png', margin: 4, scale: 4 });
  return new Uint8Array(png);
}

/**
 * The text of the QR code in a PNG picture.
 * Errors: `picture-malformed` (no PNG, or too large), `qr-not-found`.
 */
export function readQrPng(picture: Uint8Array): string {
  const image = decodePng(picture);
  const found = jsqr.default(new Uint8ClampedArray(image.data), image.width, image.height);
  if (found === null || found.data === '') throw new ConsiliumError('qr-not-found');
  return found.data;
}

/** The size stands in the header: a picture that would unpack to gigabytes is refused before it does. */
function decodePng(picture: Uint8Array): PNG {
  const header = new DataView(picture.buffer, picture.byteOffset, picture.byteLength);
  if (picture.length < 33 || header.getUint32(0) !== 0x89504e47)
    throw new ConsiliumError('picture-malformed');
  if (header.getUint32(16) * header.getUint32(20) > MAXIMUM_PIXELS)
    throw new ConsiliumError('picture-malformed');
  try {
    return PNG.sync.read(Buffer.from(picture));
  } catch (cause) {
    throw new ConsiliumError('picture-malformed', {}, { cause });
  }
}
