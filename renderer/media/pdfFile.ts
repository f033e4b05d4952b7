/** A PDF that was opened: read in a worker of its own, which is ended when it does not come back. */
import * as pdfjs from 'pdfjs-dist';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { CoreError } from '../client/core.ts';
import { shown } from './shown.ts';
import { trustedScript } from '../client/trustedScript.ts';
import workerUrl from './pdfWorker.ts?worker&url';

/** No page takes so long; ms. */
const PATIENCE_MS = 30_000;
/** Pixels of one picture within a page; larger ones are left out. */
const LARGEST_PICTURE = 0x400_0000;
/** Pages that are offered; a document that claims more is shown up to there. */
const MOST_PAGES = 2_000;

/** What is in a file beside what is shown. */
export type PdfNotice = 'scripts' | 'files' | 'form' | 'pages';

export interface PdfFile {
  readonly pages: number;
  readonly notices: readonly PdfNotice[];
  /** Numbered from 1. Throws CoreError `pdf-page-damaged`. */
  page(number: number): Promise<PDFPageProxy>;
  /** Waits for work on a page; ends the worker when it takes too long. Throws CoreError `pdf-page-damaged`. */
  patiently<T>(work: Promise<T>): Promise<T>;
  close(): void;
}

/** Opens a file; its bytes go to the worker. Throws CoreError `pdf-damaged`, `pdf-encrypted`. */
export async function openPdf(bytes: Uint8Array): Promise<PdfFile> {
  const worker = new Worker(trustedScript('pdf-worker', new URL(workerUrl, import.meta.url).href), {
    type: 'module',
  });
  // Taken by the next document, which is this one.
  pdfjs.GlobalWorkerOptions.workerPort = worker;
  const task = pdfjs.getDocument({ ...OPTIONS, ...places(), data: bytes });
  const close = (): void => {
    task.destroy().catch(() => undefined);
    worker.terminate();
  };
  const patiently = async <T>(work: Promise<T>): Promise<T> => {
    const late = Promise.withResolvers<never>();
    const timer = window.setTimeout(() => {
      close();
      late.reject(shown('pdf-page-damaged'));
    }, PATIENCE_MS);
    return Promise.race([work, late.promise]).finally(() => window.clearTimeout(timer));
  };
  try {
    const document = await patiently(task.promise);
    const pages = Math.min(document.numPages, MOST_PAGES);
    return {
      pages,
      notices: await patiently(noticesOf(document)),
      page: async (number) => patiently(document.getPage(number)).catch(pageDamaged),
      patiently: async (work) => patiently(work).catch(pageDamaged),
      close,
    };
  } catch (error) {
    close();
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    throw isLocked ? shown('pdf-encrypted') : new CoreError('pdf-damaged', {});
  }
}

/** Nothing of a file runs, nothing of it leads away: no scripting, no forms that compute, no layer with links. */
const OPTIONS = {
  enableXfa: false,
  verbosity: 0,
  stopAtErrors: false,
  maxImageSize: LARGEST_PICTURE,
  disableRange: true,
  disableStream: true,
  disableAutoFetch: true,
  disableWorkerRendering: true,
  pdfBug: false,
} as const;

/** Character maps, fonts and decoders come with the program: main/vite.config.ts puts them there. */
function places() {
  const at = (folder: string): string => new URL(`pdf/${folder}/`, document.baseURI).href;
  return {
    cMapUrl: at('cmaps'),
    standardFontDataUrl: at('standard_fonts'),
    wasmUrl: at('wasm'),
    iccUrl: at('iccs'),
  };
}

async function noticesOf(document: PDFDocumentProxy): Promise<readonly PdfNotice[]> {
  const notices: PdfNotice[] = [];
  // What is wrong with one of them says nothing of the pages.
  if (await document.hasJSActions().catch(() => false)) notices.push('scripts');
  if (((await document.getAttachments().catch(() => null))?.size ?? 0) > 0) notices.push('files');
  if (document.isPureXfa) notices.push('form');
  if (document.numPages > MOST_PAGES) notices.push('pages');
  return notices;
}

function pageDamaged(error: unknown): never {
  if (error instanceof Error && error.name === 'RenderingCancelledException') throw error;
  throw shown('pdf-page-damaged');
}
