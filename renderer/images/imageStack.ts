/** The images of one series in their order: opened one after the other, decoded when they are looked at. */
import type { AttachmentView } from '../../src/workstation/api/attachments.ts';
import { asCoreError, CoreError } from '../client/core.ts';
import { orderOf } from './order.ts';
import type { FileKind, FramePlace, ImageSource, Opened, Shown } from './protocol.ts';

/** One place in a stack: a frame, or why a file of it cannot be shown. */
export type Slice = ImageSlice | FailedSlice;

export interface ImageSlice {
  readonly is: 'image';
  readonly file: number;
  readonly frame: number;
  readonly opened: Opened;
  readonly place: FramePlace;
}

export interface FailedSlice {
  readonly is: 'failed';
  readonly file: number;
  readonly title: string;
  readonly error: CoreError;
}

export type ReadBytes = (attachment: AttachmentView) => Promise<Uint8Array>;

/** Images that are shown together: a series, or one file alone. */
export interface Series {
  readonly key: string;
  readonly title: string;
  readonly modality: string;
  readonly attachments: readonly AttachmentView[];
}

/** Attachments by series, each in the order of its images; pictures stand alone. */
export function seriesOf(attachments: readonly AttachmentView[]): readonly Series[] {
  const groups = new Map<string, AttachmentView[]>();
  for (const attachment of attachments) {
    const key = attachment.place === null ? `file ${String(attachment.id)}` : attachment.place.series;
    groups.set(key, [...(groups.get(key) ?? []), attachment]);
  }
  return [...groups].map(([key, group]) => ({
    key,
    title: group[0]?.title ?? '',
    modality: group[0]?.place?.modality ?? '',
    attachments: group.toSorted((a, b) => (a.place?.number ?? 0) - (b.place?.number ?? 0)),
  }));
}

const NOWHERE: FramePlace = { plane: null, spacing: null, aspect: null };

/** Files are read again when a frame of one is wanted that its source keeps no more: no file is held here. */
export class ImageStack {
  readonly #series: Series;
  readonly #read: ReadBytes;
  readonly #source: ImageSource;
  #slices: readonly Slice[] = [];
  #done = 0;

  constructor(series: Series, read: ReadBytes, source: ImageSource) {
    this.#series = series;
    this.#read = read;
    this.#source = source;
  }

  /** What is opened so far. In the order of the files until all are, then as they lie in the patient. */
  get slices(): readonly Slice[] {
    return this.#slices;
  }

  get done(): number {
    return this.#done;
  }

  get isWhole(): boolean {
    return this.#done === this.#series.attachments.length;
  }

  /** Opens all files of a series; `told` after each, which is waited for. One that cannot be opened has its place, with why. */
  async open(told: () => Promise<void> | void): Promise<void> {
    for (const attachment of this.#series.attachments) {
      const opened = await this.#openOne(attachment);
      this.#slices = [...this.#slices, ...opened];
      this.#done += 1;
      if (this.isWhole) this.#slices = orderOf(this.#slices);
      await told();
    }
  }

  /** Errors: CoreError with a code of src/imaging. */
  async frame({ file, frame }: ImageSlice): Promise<Shown> {
    const attachment = this.#series.attachments.find(({ id }) => id === file);
    for (let attempt = 0; attempt < ATTEMPTS && attachment !== undefined; attempt += 1) {
      const shown = await this.#source.frame(file, frame);
      if (shown !== null) return shown;
      await this.#openFile(attachment);
    }
    throw damaged();
  }

  async #openOne(attachment: AttachmentView): Promise<readonly Slice[]> {
    const { id: file, title } = attachment;
    try {
      const opened = await this.#openFile(attachment);
      return Array.from({ length: opened.frames }, (_, frame) => ({
        is: 'image',
        file,
        frame,
        opened,
        place: opened.places[frame] ?? opened.places[0] ?? NOWHERE,
      }));
    } catch (error) {
      return [{ is: 'failed', file, title, error: asCoreError(error) }];
    }
  }

  async #openFile(attachment: AttachmentView): Promise<Opened> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const bytes = own(await this.#read(attachment));
      const opened = await this.#source.open(attachment.id, kindOf(attachment), bytes);
      if (opened !== null) return opened;
    }
    throw damaged();
  }
}

/** A source may be interrupted, or give up a file for another that is wanted at the same time: not time and again. */
const ATTEMPTS = 4;

function damaged(): CoreError {
  return new CoreError('pixels-damaged', {});
}

/** Errors: `attachment-kind` for what is no image. */
function kindOf({ kind }: AttachmentView): FileKind {
  if (kind !== 'dicom' && kind !== 'picture') throw new CoreError('attachment-kind', {});
  return kind;
}

/** Whether a series is of images: a document, a film or a sound stands alone. */
export function isOfImages({ attachments }: Series): boolean {
  return attachments.every(({ kind }) => kind === 'dicom' || kind === 'picture');
}

/** What goes to the worker is gone from here: never more than the bytes themselves. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isWhole = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
  return isWhole ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
}
