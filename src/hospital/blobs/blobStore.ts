/**
 * The blobs of a node: small ones as rows, large ones as files named by their hash, which arrive in pieces.
 *
 * Invariants:
 *   1. What an answer says is stored, of a whole blob or of a beginning, is on the disk before the answer leaves.
 *   2. A blob stands under its name only after the SHA-256 of all of it was compared with that name.
 *   3. A name without its file, or with a file of another size, counts as lost: it is fetched, or stored, again.
 *   4. One piece at a time is written to an upload: whoever goes on ends the former attempt first.
 */
import { bytesEqual, toHex } from '../../crypto/bytes.ts';
import { blobId } from '../../crypto/blob.ts';
import type { BlobId } from '../../crypto/ids.ts';
import { ConsiliumError, isConsiliumError } from '../../errors.ts';
import { BlobFiles, type ByteRange, type FileStream, type GrowingFile } from '../../node/blobFiles.ts';
import { storageError } from '../../node/storageError.ts';
import { millis, type Clock } from '../../ports.ts';
import type { BlobTable, UploadRow } from '../store/blobTable.ts';
import { BLOB_QUOTA, type BlobOwner, type BlobQuota } from './owner.ts';

/** How far an upload has come. */
export interface UploadState {
  readonly size: number;
  /** Bytes that are here, on the disk. */
  readonly offset: number;
}

/** What of a blob comes next. */
export interface UploadPiece {
  readonly offset: number;
  readonly body: AsyncIterable<Uint8Array>;
  /** Called when somebody else goes on with this upload: the body has to end. */
  readonly end?: () => void;
}

/** Blobs up to this size are rows: SQLite writes and reads them faster than a file system does. */
export const LARGEST_ROW = 64 * 1024;
/** Uploads that nobody goes on with are forgotten after this. */
const ABANDONED_MS = 3 * 24 * 60 * 60 * 1000;
/** The time of what no client comes back to: swept as soon as it is not being written. */
const NOBODYS = millis(0);

interface Appending {
  readonly end: () => void;
  readonly done: Promise<unknown>;
}

export class BlobStore {
  readonly #table: BlobTable;
  readonly #files: BlobFiles;
  readonly #appending = new Map<number, Appending>();
  #quota = BLOB_QUOTA;

  constructor(table: BlobTable, folder: string) {
    this.#table = table;
    this.#files = new BlobFiles(folder);
  }

  limit(quota: BlobQuota): void {
    this.#quota = quota;
  }

  /** After a start: finishes what a sudden end left between file and row, removes growing files that are nobody's. */
  async recover(): Promise<void> {
    const open = this.#table.uploads();
    for (const upload of open) {
      const name = toHex(upload.blob);
      const isMoved = this.#files.partSize(partOf(upload)) === null && this.#files.size(name) === upload.size;
      // Invariant 2 held before the file was moved.
      if (isMoved) await this.#table.finish(upload);
    }
    const known = new Set(this.#table.uploads().map(partOf));
    for (const part of this.#files.parts()) if (!known.has(part)) this.#files.removePart(part);
  }

  /** Who was charged for a blob first, also for one that is lost. */
  ownerOf(id: BlobId): BlobOwner | null {
    return this.#table.ownerOf(id);
  }

  size(id: BlobId): number | null {
    return this.#table.smallSize(id) ?? this.#largeSize(id);
  }

  get(id: BlobId): Uint8Array | null {
    const small = this.#table.small(id);
    if (small !== null || this.#largeSize(id) === null) return small;
    return this.#files.whole(toHex(id));
  }

  /** Null when it is not here. */
  read(id: BlobId, range?: ByteRange): Uint8Array | FileStream | null {
    const small = this.#table.small(id);
    if (small !== null) return range === undefined ? small : small.subarray(range.first, range.last + 1);
    return this.#largeSize(id) === null ? null : this.#files.read(toHex(id), range);
  }

  /** Looks whether a large blob is what it is named for; one that is not is here no more. */
  async check(id: BlobId): Promise<boolean> {
    if (this.#largeSize(id) === null) return true;
    if (bytesEqual(await this.#files.hash(toHex(id)), id)) return true;
    this.#files.remove(toHex(id));
    await this.#table.forgetFile(id);
    return false;
  }

  /** Storing what is there already changes nothing. Errors: `blob-quota` {whose, limit}, `storage-full`. */
  async put(blob: Uint8Array, owner: BlobOwner): Promise<BlobId> {
    const id = blobId(blob);
    if (blob.length <= LARGEST_ROW) {
      await this.#table.putSmall({ blob: id, size: blob.length, owner }, blob, this.#quota);
      return id;
    }
    const { offset, size } = await this.begin(id, blob.length, { owner, now: NOBODYS });
    if (offset === size) return id;
    try {
      await this.append(id, owner, { offset, body: pieces(blob.subarray(offset)) });
    } catch (error) {
      // Nobody goes on with it piece by piece.
      await this.abandon(id, owner).catch(() => undefined);
      throw error;
    }
    return id;
  }

  /**
   * Announces a blob, anew or again. Errors: `blob-too-large` {limit}, `blob-quota` {whose, limit}, `uploads-full`.
   */
  async begin(
    id: BlobId,
    size: number,
    { owner, now }: { readonly owner: BlobOwner; readonly now: ReturnType<Clock['now']> },
  ): Promise<UploadState> {
    const limit = this.#quota.largest;
    if (size > limit) throw new ConsiliumError('blob-too-large', { limit });
    const here = this.size(id);
    if (here !== null) {
      await this.#table.own({ blob: id, size: here, owner }, this.#quota);
      return { size: here, offset: here };
    }
    const former = this.#table.upload(id, owner.owner);
    // Another size for the same hash: one of the two was wrong, and the newer word counts.
    if (former !== null && former.size !== size) await this.abandon(id, owner);
    return this.#stateOf(await this.#table.begin({ blob: id, size, owner }, { now, quota: this.#quota }));
  }

  /** Ends a former attempt, so that what is answered stays true. Errors: `upload-unknown`. */
  async state(id: BlobId, owner: BlobOwner): Promise<UploadState> {
    const here = this.size(id);
    if (here !== null) return { size: here, offset: here };
    const upload = this.#demandUpload(id, owner);
    await this.#endFormer(upload);
    return this.#stateOf(upload);
  }

  /**
   * Takes what comes next of a blob; what arrived before the body broke off stays.
   * Errors: `upload-unknown`, `upload-offset` {offset} for another place than that where it goes on, `blob-altered`
   * when it is whole and not what its name says (it is forgotten then), `storage-full`.
   */
  async append(id: BlobId, owner: BlobOwner, piece: UploadPiece): Promise<UploadState> {
    const upload = this.#demandUpload(id, owner);
    await this.#endFormer(upload);
    const run = this.#append(upload, piece);
    const appending = { end: piece.end ?? (() => undefined), done: run.catch(() => undefined) };
    this.#appending.set(upload.id, appending);
    try {
      return await run;
    } finally {
      if (this.#appending.get(upload.id) === appending) this.#appending.delete(upload.id);
    }
  }

  async touch(id: BlobId, owner: BlobOwner, now: ReturnType<Clock['now']>): Promise<void> {
    const upload = this.#table.upload(id, owner.owner);
    if (upload !== null) await this.#table.touch(upload, now);
  }

  /** Nothing happens where there is no such upload. */
  async abandon(id: BlobId, owner: BlobOwner): Promise<void> {
    const upload = this.#table.upload(id, owner.owner);
    if (upload === null) return;
    await this.#endFormer(upload);
    await this.#forget([upload]);
  }

  /** Forgets uploads that nobody went on with for three days. */
  async sweep(now: ReturnType<Clock['now']>): Promise<number> {
    const before = millis(Math.max(0, now - ABANDONED_MS));
    const abandoned = this.#table.abandoned(before).filter(({ id }) => !this.#appending.has(id));
    if (abandoned.length > 0) await this.#forget(abandoned);
    return abandoned.length;
  }

  /** Removes files of blobs that are erased, and what arrives of them; they are gone from the disk when it resolves. */
  async erase(blobs: readonly BlobId[]): Promise<void> {
    for (const id of blobs) {
      const uploads = this.#table.uploadsOf(id);
      for (const upload of uploads) await this.#endFormer(upload);
      await this.#forget(uploads);
      this.#files.removeForGood(toHex(id));
    }
  }

  /**
   * Takes back what one owner stored. A blob that an envelope names stays as it is; one that others stored too is no longer
   * this owner's; any other is gone from the disk when it resolves. What was never this owner's is passed over.
   */
  async disown(blobs: readonly BlobId[], owner: BlobOwner): Promise<void> {
    for (const id of blobs) {
      await this.abandon(id, owner);
      // Files first: a row without its file is a lost blob, a file without its row would stay for ever.
      if (this.#table.isAlone(id, owner)) this.#files.removeForGood(toHex(id));
    }
    await this.#table.disown(blobs, owner);
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    const running = [...this.#appending.values()];
    for (const { end } of running) end();
    await Promise.all(running.map(({ done }) => done));
  }

  async #append(upload: UploadRow, { offset, body }: UploadPiece): Promise<UploadState> {
    const file = await storing(this.#files.grow(partOf(upload)));
    try {
      if (file.size !== offset) throw new ConsiliumError('upload-offset', { offset: file.size });
      await fill(file, upload.size, body);
      if (file.size < upload.size) return { size: upload.size, offset: file.size };
      // Invariant 2.
      if (!bytesEqual(await file.hash(), upload.blob)) {
        await this.#forget([upload]);
        throw new ConsiliumError('blob-altered', { check: 'hash' });
      }
      await this.#finish(upload);
      return { size: upload.size, offset: upload.size };
    } finally {
      await file.close();
    }
  }

  /** What was erased while it arrived does not stay. Errors: `erased`. */
  async #finish(upload: UploadRow): Promise<void> {
    this.#files.finish(partOf(upload), toHex(upload.blob));
    try {
      await this.#table.finish(upload);
    } catch (error) {
      if (isConsiliumError(error, 'erased')) this.#files.remove(toHex(upload.blob));
      throw error;
    }
  }

  /** Invariant 4. */
  async #endFormer({ id }: UploadRow): Promise<void> {
    for (let former = this.#appending.get(id); former !== undefined; former = this.#appending.get(id)) {
      former.end();
      await former.done;
      if (this.#appending.get(id) === former) this.#appending.delete(id);
    }
  }

  async #forget(uploads: readonly UploadRow[]): Promise<void> {
    await this.#table.abandon(uploads);
    for (const upload of uploads) this.#files.removePart(partOf(upload));
  }

  #demandUpload(id: BlobId, { owner }: BlobOwner): UploadRow {
    const upload = this.#table.upload(id, owner);
    if (upload === null) throw new ConsiliumError('upload-unknown');
    return upload;
  }

  #stateOf(upload: UploadRow): UploadState {
    return { size: upload.size, offset: this.#files.partSize(partOf(upload)) ?? 0 };
  }

  /** Invariant 3. */
  #largeSize(id: BlobId): number | null {
    const named = this.#table.largeSize(id);
    return named !== null && this.#files.size(toHex(id)) === named ? named : null;
  }
}

/** Invariant 1, also when the body breaks off. */
async function fill(file: GrowingFile, size: number, body: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const bytes of body) {
      if (file.size + bytes.length > size) throw new ConsiliumError('blob-altered', { check: 'size' });
      await storing(file.append(bytes));
    }
  } finally {
    await storing(file.sync());
  }
}

async function storing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw storageError(error);
  }
}

async function* pieces(blob: Uint8Array): AsyncGenerator<Uint8Array> {
  yield blob;
}

function partOf({ id }: Pick<UploadRow, 'id'>): string {
  return String(id);
}
