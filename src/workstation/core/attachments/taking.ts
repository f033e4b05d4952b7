/**
 * A file that is taken to a note piece by piece: sealed as it comes, so that no more of it than a few pieces is held, and
 * nothing of it is written otherwise. What was taken survives a restart; the same file, known by its name, its size and
 * the hash of every piece, goes on from there.
 *
 * Documents, sounds and films are cleaned as they come (imaging/films/streamed.ts). A picture or DICOM file is opened whole
 * when all of it is there, cleaned, and sealed again.
 */
import { SEALED_SEGMENT, SEGMENT, PREFIX_LENGTH } from '../../../crypto/attachment.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import { streamCleaner, type StreamCleaner } from '../../../imaging/films/streamed.ts';
import type { Upload, UploadPiece, Uploads } from '../../../replica/desk/uploads.ts';
import {
  hashOf,
  SealingFile,
  uploadPart,
  type AttachmentFiles,
  type SealedContent,
  type Taking,
} from './files.ts';

/** 512 MiB: what has to be held whole to be cleaned. */
export const LARGEST_WHOLE = 0x2000_0000;
/** Bytes of the segments of a sealed content that come before its first: the length of all of it. */
const LENGTH_BYTES = 8;

export interface TakingPlace {
  readonly files: AttachmentFiles;
  readonly uploads: Uploads;
}

/** How far an upload came on the disk. */
export interface Reached {
  readonly segments: number;
  /** Bytes of the content in them. */
  readonly taken: number;
  /** The pieces of the doctor's file that they are of. */
  readonly pieces: readonly UploadPiece[];
}

export class TakingFile implements Taking {
  readonly #place: TakingPlace;
  readonly #upload: Upload;
  readonly #file: SealingFile;
  #cleaner: StreamCleaner | null;
  /** Bytes of the doctor's file. */
  #received: number;
  /** Cleaned bytes that come again and were sealed before. */
  #sealedBefore: number;

  private constructor(
    place: TakingPlace,
    upload: Upload,
    at: {
      readonly file: SealingFile;
      readonly cleaner: StreamCleaner | null;
      readonly received: number;
      readonly sealedBefore: number;
    },
  ) {
    this.#place = place;
    this.#upload = upload;
    this.#file = at.file;
    this.#cleaner = at.cleaner;
    this.#received = at.received;
    this.#sealedBefore = at.sealedBefore;
  }

  /** Errors: `storage-full`. */
  static async begin(place: TakingPlace, upload: Upload): Promise<TakingFile> {
    const file = await SealingFile.begin(place.files, uploadPart(upload.id), upload);
    return new TakingFile(place, upload, { file, cleaner: null, received: 0, sealedBefore: 0 });
  }

  /**
   * Goes on with what is on the disk. `digests` are of the same pieces in the file that the doctor chose now.
   * Errors: `attachment-other-file`, `attachment-altered`, `storage-full`.
   */
  static async again(
    place: TakingPlace,
    upload: Upload,
    digests: readonly Uint8Array[],
  ): Promise<TakingFile> {
    const { pieces, segments, taken } = reached(place, upload);
    const isSame =
      digests.length === pieces.length &&
      pieces.every(({ digest }, index) => isOf(digest, digests[index] ?? new Uint8Array(0)));
    if (!isSame) throw new ConsiliumError('attachment-other-file');
    let cleaner: StreamCleaner | null = null;
    let cleaned = 0;
    const told = (content: Uint8Array): void => {
      if (cleaned === 0 && cleaner === null) cleaner = streamCleaner(content);
      const ready = cleaner?.take(content) ?? [content];
      cleaned += ready.reduce((sum, { length }) => sum + length, 0);
    };
    const of = { part: uploadPart(upload.id), sealing: upload, segments };
    const file = await SealingFile.again(place.files, of, told);
    const received = taken - rewound(cleaner);
    place.uploads.cutPieces(upload.id, received);
    return new TakingFile(place, upload, { file, cleaner, received, sealedBefore: taken - cleaned });
  }

  get received(): number {
    return this.#received;
  }

  get streams(): boolean {
    return this.#cleaner !== null;
  }

  /**
   * Errors: `attachment-offset` {taken} for another place than where it goes on, `attachment-size`,
   * `attachment-too-large` {limit}, `storage-full`, and those of StreamCleaner.
   */
  async take(at: number, bytes: Uint8Array): Promise<void> {
    if (at !== this.#received) throw new ConsiliumError('attachment-offset', { taken: this.#received });
    if (at === 0) this.#cleaner = streamCleaner(bytes);
    if (this.#cleaner === null && this.#upload.size > LARGEST_WHOLE)
      throw new ConsiliumError('attachment-too-large', { limit: LARGEST_WHOLE });
    if (at + bytes.length > this.#upload.size) throw new ConsiliumError('attachment-size');
    await this.#seal(this.#cleaner?.take(bytes) ?? [bytes]);
    this.#received += bytes.length;
    const piece = { at, length: bytes.length, digest: hashOf(bytes) };
    this.#place.uploads.took(this.#upload.id, piece);
  }

  /** All of it is on the disk when this resolves. Errors: `attachment-size` before all of it came, those of {@link take}. */
  async finish(): Promise<SealedContent> {
    if (this.#received < this.#upload.size) throw new ConsiliumError('attachment-size');
    await this.#seal(this.#cleaner?.end() ?? []);
    return this.#file.finish();
  }

  contentType(): string {
    return this.#cleaner?.contentType() ?? '';
  }

  /** What came so far is on the disk then. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  async #seal(ready: readonly Uint8Array[]): Promise<void> {
    for (const bytes of ready) {
      const skipped = Math.min(this.#sealedBefore, bytes.length);
      this.#sealedBefore -= skipped;
      if (skipped < bytes.length) await this.#file.take(bytes.subarray(skipped));
    }
  }
}

/** A piece of which it is not known any more what it was, is of any file. */
function isOf(known: Uint8Array, digest: Uint8Array): boolean {
  return bytesEqual(known, digest) || known.every((byte) => byte === 0);
}

/** What the cleaner held of what was cleaned before has to come again as the doctor's file has it. */
function rewound(cleaner: StreamCleaner | null): number {
  return cleaner?.rewind() ?? 0;
}

/** Whole segments on the disk of which it is known which pieces of the doctor's file they are. */
export function reached({ files, uploads }: TakingPlace, { id }: Pick<Upload, 'id'>): Reached {
  const pieces = uploads.pieces(id);
  const last = pieces.at(-1);
  const known = last === undefined ? 0 : last.at + last.length;
  const onDisk = Math.floor(((files.partSize(uploadPart(id)) ?? 0) - PREFIX_LENGTH) / SEALED_SEGMENT);
  const segments = Math.max(0, Math.min(onDisk, Math.floor((known + LENGTH_BYTES) / SEGMENT)));
  const taken = segments === 0 ? 0 : segments * SEGMENT - LENGTH_BYTES;
  return { segments, taken, pieces: pieces.filter(({ at }) => at < taken) };
}
