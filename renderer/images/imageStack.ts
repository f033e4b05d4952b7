/** The images of one series in their order: opened one after the other, decoded when they are looked at, kept within bounds. */
import type { AttachmentView } from '../../src/workstation/api/attachments.ts';
import { asCoreError, CoreError } from '../client/core.ts';
import type { ImageSource, Opened, Shown } from './protocol.ts';

/** Bytes of decoded images that are kept: a CT of 300 slices whole. */
const KEPT_BYTES = 400 * 1024 * 1024;

/** One place in a stack: a frame, or why a file of it cannot be shown. */
export type Slice =
  | { readonly is: 'image'; readonly file: number; readonly frame: number; readonly opened: Opened }
  | { readonly is: 'failed'; readonly title: string; readonly error: CoreError };

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

export class ImageStack {
  readonly #reader: ImageSource;
  readonly #frames = new Map<number, Shown>();
  readonly #slices: Slice[] = [];
  #bytes = 0;

  constructor(reader: ImageSource) {
    this.#reader = reader;
  }

  /** What is opened so far. */
  get slices(): readonly Slice[] {
    return this.#slices;
  }

  /** Opens all files of a series; `told` after each. One that cannot be opened has its place, with why. */
  async open(series: Series, read: ReadBytes, told: (done: number) => void): Promise<void> {
    let done = 0;
    for (const attachment of series.attachments) {
      this.#slices.push(...(await this.#openOne(attachment, read)));
      done += 1;
      told(done);
    }
  }

  /** Null for a place that holds no image. */
  async frame(index: number): Promise<Shown | null> {
    const known = this.#frames.get(index);
    const slice = this.#slices[index];
    if (known !== undefined || slice?.is !== 'image') return known ?? null;
    const shown = await this.#reader.frame(slice.file, slice.frame);
    this.#keep(index, shown);
    return shown;
  }

  async #openOne(attachment: AttachmentView, read: ReadBytes): Promise<readonly Slice[]> {
    const { id: file, kind, title } = attachment;
    try {
      if (kind !== 'dicom' && kind !== 'picture') throw new CoreError('attachment-kind', {});
      // A copy: what goes to the worker is gone from here.
      const opened = await this.#reader.open(file, kind, new Uint8Array(await read(attachment)));
      return Array.from({ length: opened.frames }, (_, frame) => ({ is: 'image', file, frame, opened }));
    } catch (error) {
      return [{ is: 'failed', title, error: asCoreError(error) }];
    }
  }

  #keep(index: number, shown: Shown): void {
    this.#frames.set(index, shown);
    this.#bytes += shown.frame.values.byteLength;
    for (const [oldest, { frame }] of this.#frames) {
      if (this.#bytes <= KEPT_BYTES || oldest === index) break;
      this.#frames.delete(oldest);
      this.#bytes -= frame.values.byteLength;
    }
  }
}
