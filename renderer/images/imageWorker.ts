/**
 * Looks into images from outside, in a worker that has no window, no bridge to the core and no network: what a file makes
 * the decoders do ends here, and the page gets numbers. Only the files that were used last are kept.
 */
import codecsUrl from 'dcmjs-codecs/build/dcmjs-native-codecs.wasm?url';
import { ConsiliumError, errorCode, isConsiliumError } from '../../src/errors.ts';
import { displayFrame } from '../../src/imaging/display.ts';
import { readDicomFile, type DicomFile } from '../../src/imaging/dicomFile.ts';
import { Codecs, type CodecImports, type CodecExports } from '../../src/imaging/pixels/codecs.ts';
import { openFrames, type Frames } from '../../src/imaging/pixels/decode.ts';
import { openedDicom, PICTURE } from './openedFile.ts';
import { RecentFiles } from './recentFiles.ts';
import type { Answer, Asked, Frame, Question } from './protocol.ts';

type OpenFile =
  | { readonly kind: 'dicom'; readonly file: DicomFile; readonly frames: Frames }
  | { readonly kind: 'picture'; readonly frame: Frame };

/** Bytes of files that are kept: with what was decoded of them they are in memory twice. */
const KEPT_BYTES = 16 * 1024 * 1024;

const open = new RecentFiles<OpenFile>(KEPT_BYTES);
/** Read before the first file comes; where that failed it is tried again with it. */
let codecs: Promise<Codecs> | null = loadCodecs();
codecs.catch(() => {
  codecs = null;
});

addEventListener('message', (event: MessageEvent<Asked>) => {
  const { number, question } = event.data;
  answer(question).then(
    (given) => postMessage({ number, answer: given }, { transfer: handedOver(given) }),
    (error: unknown) => postMessage({ number, answer: refusal(error) }),
  );
});

async function answer(question: Question): Promise<Answer> {
  if (question.ask === 'frame') return frameOf(question);
  return question.kind === 'dicom' ? openDicom(question) : openPicture(question);
}

/** Decoded pixels are of the page from then on: none are copied, none are kept. */
function handedOver(given: Answer): Transferable[] {
  return given.is === 'frame' ? [given.frame.values.buffer] : [];
}

type Opening = Extract<Question, { readonly ask: 'open' }>;

async function openDicom({ bytes, file: number }: Opening): Promise<Answer> {
  codecs ??= loadCodecs();
  const file = readDicomFile(bytes);
  const frames = openFrames(file, await codecs);
  open.keep(number, { kind: 'dicom', file, frames }, bytes.length);
  return { is: 'opened', opened: openedDicom(file, frames) };
}

async function openPicture({ bytes, file: number }: Opening): Promise<Answer> {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]), {
    imageOrientation: 'from-image',
  }).catch(() => null);
  if (bitmap === null) throw new ConsiliumError('picture-damaged');
  const { height: rows, width: columns } = bitmap;
  if (rows * columns > MOST_PIXELS) throw new ConsiliumError('pixels-too-large', { rows, columns });
  const canvas = new OffscreenCanvas(columns, rows);
  const context = canvas.getContext('2d');
  if (context === null) throw new ConsiliumError('picture-damaged');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, columns, rows);
  const values = new Uint8ClampedArray(data);
  open.keep(number, { kind: 'picture', frame: { kind: 'colour', rows, columns, values } }, values.length);
  return { is: 'opened', opened: { ...PICTURE, rows, columns } };
}

/** 64 million: what a large camera gives. */
const MOST_PIXELS = 0x400_0000;

function frameOf({ file: number, frame: index }: Extract<Question, { readonly ask: 'frame' }>): Answer {
  const file = open.find(number);
  if (file === null) return { is: 'gone' };
  if (file.kind === 'picture') {
    open.forget(number);
    return { is: 'frame', frame: file.frame, cut: false };
  }
  const { description } = file.frames;
  const { columns, rows } = description;
  const decoded = file.frames.frame(index);
  const shown = displayFrame(file.file.dataSet, description, decoded, index);
  // The page has all of it now, and keeps it as long as it can.
  if (file.frames.count === 1) open.forget(number);
  return { is: 'frame', frame: { rows, columns, ...shown }, cut: decoded.isCut };
}

async function loadCodecs(): Promise<Codecs> {
  const response = await fetch(new URL(codecsUrl, import.meta.url));
  const module = await WebAssembly.compile(await response.arrayBuffer());
  return new Codecs((imports: CodecImports) => instantiate(module, imports));
}

function instantiate(module: WebAssembly.Module, imports: CodecImports): CodecExports {
  const { exports } = new WebAssembly.Instance(module, imports);
  const { memory } = exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new TypeError('the module has no memory');
  return {
    memory,
    call: (name, ...parameters) => {
      const found = exports[name];
      if (typeof found !== 'function') throw new TypeError(`the module has no ${name}`);
      const result: unknown = Reflect.apply(found, undefined, parameters);
      return typeof result === 'number' ? result >>> 0 : 0;
    },
  };
}

function refusal(error: unknown): Answer {
  return { is: 'refused', code: errorCode(error), detail: isConsiliumError(error) ? error.detail : {} };
}
