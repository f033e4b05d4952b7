/**
 * Sealed attachments in the files beside a desk. A file is in its place before a row names it, and goes after the last row
 * that did: whatever a loss of power leaves between the two is put right at the next unlock.
 */
import {
  AttachmentSealer,
  newSealing,
  openRange,
  PREFIX_LENGTH,
  SEALED_SEGMENT,
  type ContentRange,
  type SealedSource,
  type Sealing,
} from '../../../crypto/attachment.ts';
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { toBlobId } from '../../../crypto/ids.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import { BlobFiles, type GrowingFile } from '../../../node/blobFiles.ts';
import { storageError } from '../../../node/storageError.ts';
import type { RandomBytes, RunningHash } from '../../../ports.ts';
import type { Desk } from '../../../replica/desk/desk.ts';
import type { FiledBlob } from '../../../replica/desk/filedBlobs.ts';
import { bulkCrypto } from './bulk.ts';

/** A file that is being taken, piece by piece; see taking.ts. */
export interface Taking {
  /** Bytes of the doctor's file. */
  readonly received: number;
  /** Whether it is cleaned as it comes; else all of it has to be, when it is there. */
  readonly streams: boolean;
  take(at: number, bytes: Uint8Array): Promise<void>;
  finish(): Promise<SealedContent>;
  /** The kind of what was finished. */
  contentType(): string;
  close(): Promise<void>;
}

/** The files beside one desk, and what is being sealed into them piece by piece. */
export class AttachmentFiles extends BlobFiles {
  /** By the id of the upload. */
  readonly taking = new Map<number, Taking>();

  /** Ends what is being taken; it is gone on with after the next unlock. */
  async close(): Promise<void> {
    const open = [...this.taking.values()];
    this.taking.clear();
    await Promise.all(open.map(async (one) => one.close()));
  }
}

/** A content that was sealed into a growing file, all of it on the disk. */
export interface SealedContent {
  readonly file: FiledBlob;
  /** SHA-256 of the content. */
  readonly sha256: Uint8Array;
}

export function attachmentFiles(folder: string): AttachmentFiles {
  return new AttachmentFiles(folder);
}

/** Content on its way into a sealed file: nothing of it is written otherwise. */
export class SealingFile {
  readonly #sealer: AttachmentSealer;
  readonly #file: GrowingFile;
  /** Of a file that is gone on with, whose beginning was hashed again; a new file hashes itself. */
  readonly #hash: RunningHash | null;

  private constructor(sealer: AttachmentSealer, file: GrowingFile, hash: RunningHash | null = null) {
    this.#sealer = sealer;
    this.#file = file;
    this.#hash = hash;
  }

  /** Errors: `storage-full`. */
  static async begin(files: AttachmentFiles, part: string, sealing: Sealing): Promise<SealingFile> {
    files.removePart(part);
    const file = await storing(files.grow(part));
    await file.append(sealing.prefix);
    return new SealingFile(new AttachmentSealer(sealing, bulkCrypto), file);
  }

  /**
   * Goes on behind the first `segments` of a growing file; `told` gets what of the content is in each.
   * Errors: `attachment-altered`, `storage-full`.
   */
  static async again(
    files: AttachmentFiles,
    {
      part,
      sealing,
      segments,
    }: { readonly part: string; readonly sealing: Sealing; readonly segments: number },
    told: (content: Uint8Array) => void,
  ): Promise<SealingFile> {
    await files.cutPart(part, PREFIX_LENGTH + segments * SEALED_SEGMENT);
    const hash = bulkCrypto.sha256();
    const prefix = await files.readPartAt(part, 0, PREFIX_LENGTH);
    if (!bytesEqual(prefix, sealing.prefix))
      throw new ConsiliumError('attachment-altered', { check: 'prefix' });
    hash.update(prefix);
    const sealer = new AttachmentSealer(sealing, bulkCrypto);
    for (let index = 0; index < segments; index += 1) {
      const at = PREFIX_LENGTH + index * SEALED_SEGMENT;
      const sealed = await files.readPartAt(part, at, SEALED_SEGMENT);
      told(sealer.again(sealed));
      hash.update(sealed);
    }
    return new SealingFile(sealer, await storing(files.grow(part)), hash);
  }

  /** Bytes of the content so far. */
  get taken(): number {
    return this.#sealer.taken;
  }

  /** Errors: `storage-full`, `attachment-size`. */
  async take(bytes: Uint8Array): Promise<void> {
    await this.#write(this.#sealer.take(bytes));
  }

  /** All of it is on the disk when this resolves. Errors: `storage-full`, `attachment-size`. */
  async finish(): Promise<SealedContent> {
    await this.#write(this.#sealer.end());
    await storing(this.#file.sync());
    const id = toBlobId(this.#hash?.digest() ?? (await this.#file.hash()));
    return { file: { id, size: this.#file.size }, sha256: this.#sealer.contentHash() };
  }

  /** What came so far is on the disk then, as far as there was room. */
  async close(): Promise<void> {
    await this.#file.sync().catch(() => undefined);
    await this.#file.close();
  }

  async #write(pieces: readonly Uint8Array[]): Promise<void> {
    for (const piece of pieces) {
      this.#hash?.update(piece);
      await storing(this.#file.append(piece));
    }
  }
}

/**
 * Seals what is in memory into a file of its name; answers the key too. The file is nobody's until a row names it.
 * Errors: `attachment-too-large` {limit}, `storage-full`.
 */
export async function sealIntoFile(
  files: AttachmentFiles,
  bytes: Uint8Array,
  random: RandomBytes,
): Promise<SealedContent & { readonly key: Uint8Array; readonly part: string }> {
  const sealing = newSealing(bytes.length, random);
  const part = `add-${toHex(random(8))}`;
  try {
    const file = await SealingFile.begin(files, part, sealing);
    try {
      await file.take(bytes);
      return { ...(await file.finish()), key: sealing.key, part };
    } finally {
      await file.close();
    }
  } catch (error) {
    files.removePart(part);
    throw error;
  }
}

/** A sealed file as it is read. Errors of its reads: `attachment-unknown` where it is not there. */
export function sourceOf(files: AttachmentFiles, { id, size }: FiledBlob): SealedSource {
  const name = toHex(id);
  return {
    size,
    read: async (from, length) => {
      if (files.size(name) !== size) throw new ConsiliumError('attachment-unknown');
      return files.readAt(name, from, length);
    },
  };
}

/** A part of the content of a sealed file. Errors: `attachment-unknown`, those of openRange. */
export async function rangeOfFile(
  files: AttachmentFiles,
  of: { readonly file: FiledBlob; readonly key: Uint8Array },
  range: ContentRange,
): Promise<Uint8Array<ArrayBuffer>> {
  return openRange(sourceOf(files, of.file), of.key, range, bulkCrypto);
}

/** All of the content, compared with its hash. Errors: as {@link rangeOfFile}. */
export async function wholeOfFile(
  files: AttachmentFiles,
  of: {
    readonly file: FiledBlob;
    readonly key: Uint8Array;
    readonly size: number;
    readonly sha256: Uint8Array;
  },
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await rangeOfFile(files, of, { from: 0, length: of.size, size: of.size });
  if (!bytesEqual(hashOf(bytes), of.sha256))
    throw new ConsiliumError('attachment-altered', { check: 'hash' });
  return bytes;
}

/** SHA-256, by what the runtime is quickest with. */
export function hashOf(bytes: Uint8Array): Uint8Array {
  const hash = bulkCrypto.sha256();
  hash.update(bytes);
  return hash.digest();
}

/** Removes files that no row names any more. */
export function sweepFiles(desk: Pick<Desk, 'files'>, files: AttachmentFiles): void {
  const needed = desk.files.names();
  for (const name of files.names()) if (!needed.has(name)) files.removeForGood(name);
}

/** At unlock: finishes what a sudden end left between file and row, moves what rows still hold, removes what is nobody's. */
export function recoverFiles(desk: Desk, files: AttachmentFiles): void {
  for (const upload of desk.uploads.unattached()) {
    const name = toHex(upload.file.id);
    if (files.partSize(uploadPart(upload.id)) !== null) files.finish(uploadPart(upload.id), name);
    if (files.size(name) === upload.file.size) desk.uploads.attach(upload.id);
    else desk.uploads.abandon(upload.id);
  }
  finishSegments(desk, files);
  moveFromRows(desk, files);
  const growing = new Set([
    ...desk.uploads.ids().map(uploadPart),
    ...desk.given.coming().map(takenPart),
    ...desk.recordings.growing().map(segmentPart),
  ]);
  for (const part of files.parts()) if (!growing.has(part)) files.removePart(part);
  sweepFiles(desk, files);
}

/** Of recordings: those that were named, and not in their place when the power went. */
function finishSegments(desk: Desk, files: AttachmentFiles): void {
  for (const part of files.parts()) {
    const [, id] = /^segment-(\d{1,15})$/u.exec(part) ?? [];
    const end = id === undefined ? null : desk.recordings.ended(Number(id));
    if (end !== null && files.partSize(part) === end.size) files.finish(part, toHex(end.blob));
  }
}

/** A disk without room keeps nobody from logging in: what is left in rows is moved at another unlock. */
function moveFromRows(desk: Desk, files: AttachmentFiles): void {
  try {
    desk.files.moveFromRows((id, blob) => files.put(toHex(id), blob));
  } catch (error) {
    if (!isConsiliumError(error, 'storage-full')) throw error;
  }
}

/** Name of the growing file of an upload. */
export function uploadPart(id: number): string {
  return `upload-${String(id)}`;
}

/** Name of the growing file of what comes in a dialogue. */
export function takenPart(id: number): string {
  return `taken-${String(id)}`;
}

/** Name of the growing file of a segment of a recording. */
export function segmentPart(id: number): string {
  return `segment-${String(id)}`;
}

/** The disk's failures by their codes; a full disk is said, and nothing is lost by it. */
export async function storing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isConsiliumError(error) ? error : storageError(error);
  }
}
