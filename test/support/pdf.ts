/** What stands on the pages of a PDF, read by another library than the one that made it. */
import { PDFDocument } from '@cantoo/pdf-lib';
import jsqr from 'jsqr';
import { extractImages, extractText, getDocumentProxy } from 'unpdf';
import { nameHanCharacters } from '../../src/workstation/proof/pdfHan.ts';
import type { LaunchedApp } from './launchApp.ts';

/** What the window would print now, its Chinese text readable. */
export async function printedPdf({ app }: LaunchedApp): Promise<Uint8Array> {
  const data = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return (await window?.webContents.printToPDF({ preferCSSPageSize: true }))?.toString('base64') ?? '';
  });
  const document = await PDFDocument.load(Buffer.from(data, 'base64'));
  nameHanCharacters(document);
  return await document.save();
}

/** The text of each page of a PDF that the program made. */
export async function textOfPages(pdf: Uint8Array): Promise<readonly string[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const { text } = await extractText(document, { mergePages: false });
  return text;
}

/** What the QR codes say, page by page, in the order in which they are drawn. */
export async function codesOfPages(pdf: Uint8Array): Promise<readonly (readonly string[])[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const codes: string[][] = [];
  for (let page = 1; page <= document.numPages; page += 1) {
    const pictures = await extractImages(document, page);
    codes.push(
      pictures.flatMap(({ data, width, height, channels }) => {
        const found = jsqr.default(rgba(data, channels), width, height);
        return found === null ? [] : [found.data];
      }),
    );
  }
  return codes;
}

function rgba(data: Uint8ClampedArray, channels: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray((data.length / channels) * 4).fill(255);
  for (let pixel = 0; pixel < data.length / channels; pixel += 1)
    for (let channel = 0; channel < 3; channel += 1)
      pixels[pixel * 4 + channel] = data[pixel * channels + (channels < 3 ? 0 : channel)] ?? 0;
  return pixels;
}
