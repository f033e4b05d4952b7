import { CoreError } from './core.ts';

/**
 * Turns any picture the browser can decode into a PNG, here in the sandboxed renderer, for the core to read.
 * @throws CoreError `picture-malformed`
 */
export async function pngOfPicture(picture: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const bitmap = await createImageBitmap(picture).catch(() => {
    throw new CoreError('picture-malformed', {});
  });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const png = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await png.arrayBuffer());
}
