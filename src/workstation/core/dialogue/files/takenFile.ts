/**
 * A file that comes in a dialogue, as it grows beside the desk: sealed as it is, and nothing of it otherwise. It is
 * looked at when all of it is here, and has its name only after that.
 */
import { openRange, type SealedSource } from '../../../../crypto/attachment.ts';
import { bytesEqual, concatBytes, toHex } from '../../../../crypto/bytes.ts';
import type { BlobId } from '../../../../crypto/ids.ts';
import { ConsiliumError, isConsiliumError } from '../../../../errors.ts';
import { streamCleaner, type StreamCleaner } from '../../../../imaging/films/streamed.ts';
import type { GrowingFile } from '../../../../node/blobFiles.ts';
import type { RecordAttachment } from '../../../../records/attachments.ts';
import { bulkCrypto } from '../../attachments/bulk.ts';
import { attachedContent } from '../../attachments/content.ts';
import { storing, takenPart, type AttachmentFiles } from '../../attachments/files.ts';
import { LARGEST_WHOLE } from '../../attachments/taking.ts';
import { PARTS_TYPE } from './givenContent.ts';

/** Bytes of the content that are opened at once. */
const OPENED = 4 * 1024 * 1024;
/** 8 MiB: a clinical part is text. */
const LARGEST_PARTS = 0x80_0000;

/** Which file, by its row in the desk. */
export interface TakenName {
  readonly id: number;
  readonly blob: BlobId;
  readonly blobSize: number;
}

export class TakenFile {
  readonly #files: AttachmentFiles;
  readonly #of: TakenName;
  #file: GrowingFile | null = null;
  /** One write after the other. */
  #writing: Promise<void> = Promise.resolve();

  constructor(files: AttachmentFiles, of: TakenName) {
    this.#files = files;
    this.#of = of;
  }

  /** Bytes that are here. More than it has is what nobody sent. */
  get size(): number {
    const size = this.#files.partSize(this.#part) ?? 0;
    if (size <= this.#of.blobSize) return size;
    this.#files.removePart(this.#part);
    return 0;
  }

  /** It was whole and looked at before the program ended. */
  get isNamed(): boolean {
    return this.#files.size(toHex(this.#of.blob)) === this.#of.blobSize;
  }

  /** Behind what is here. Rejects with `storage-full`, then and at every later append. */
  async append(bytes: Uint8Array): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      this.#file ??= await storing(this.#files.grow(this.#part));
      await storing(this.#file.append(bytes));
    });
    return this.#writing;
  }

  /**
   * Compares all of it with what was named: the hash of the sealed blob, the seal of every segment, the hash of the
   * content, and what kind of file it is. Errors: `attachment-altered` {check}, `attachment-kind`,
   * `attachment-polyglot`, and the others of attachedContent; `storage-full`.
   */
  async look(named: RecordAttachment): Promise<void> {
    await this.#writing;
    this.#file ??= await storing(this.#files.grow(this.#part));
    await storing(this.#file.sync());
    if (!bytesEqual(await this.#file.hash(), this.#of.blob))
      throw new ConsiliumError('attachment-altered', { check: 'hash' });
    const read = async (from: number, length: number) => this.#files.readPartAt(this.#part, from, length);
    await lookInto({ size: this.#of.blobSize, read }, named);
  }

  /** Gives it its name. */
  async keep(): Promise<void> {
    await this.close();
    this.#files.finish(this.#part, toHex(this.#of.blob));
  }

  async throwAway(): Promise<void> {
    await this.close();
    this.#files.removePart(this.#part);
  }

  /** What came so far is on the disk then, as far as there was room. */
  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    const file = this.#file;
    this.#file = null;
    this.#writing = Promise.resolve();
    await file?.sync().catch(() => undefined);
    await file?.close();
  }

  get #part(): string {
    return takenPart(this.#of.id);
  }
}

async function lookInto(source: SealedSource, named: RecordAttachment): Promise<void> {
  const { contentType, key, sha256, size } = named;
  const hash = bulkCrypto.sha256();
  const kind = contentType === PARTS_TYPE ? new PartsLook(size) : new KindLook(size);
  for (let from = 0; from < size || from === 0; from += OPENED) {
    const bytes = await openRange(source, key, { from, length: OPENED, size }, bulkCrypto);
    hash.update(bytes);
    kind.take(bytes);
  }
  if (!bytesEqual(hash.digest(), sha256))
    throw new ConsiliumError('attachment-altered', { check: 'content' });
  if (kind.end() !== contentType) throw new ConsiliumError('attachment-kind', { looksLike: 'other' });
}

/** Told by its bytes, as every file that is attached here is. */
class KindLook {
  readonly #size: number;
  #cleaner: StreamCleaner | null | undefined;
  readonly #held: Uint8Array[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  take(bytes: Uint8Array): void {
    this.#cleaner ??= this.#cleaner === undefined ? streamCleaner(bytes) : null;
    if (this.#cleaner !== null) {
      this.#cleaner.take(bytes);
      return;
    }
    if (this.#size > LARGEST_WHOLE)
      throw new ConsiliumError('attachment-too-large', { limit: LARGEST_WHOLE });
    this.#held.push(bytes);
  }

  end(): string {
    if (this.#cleaner === null || this.#cleaner === undefined)
      return attachedContent(concatBytes(...this.#held)).contentType;
    this.#cleaner.end();
    return this.#cleaner.contentType();
  }
}

/** Whether a record's parts are those of the ledger is looked at when they are shown. */
class PartsLook {
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  take(): void {
    if (this.#size > LARGEST_PARTS)
      throw new ConsiliumError('attachment-too-large', { limit: LARGEST_PARTS });
  }

  end(): string {
    return PARTS_TYPE;
  }
}

/** Whether it was the disk, and not the file, that failed. */
export function isOfDisk(error: unknown): boolean {
  return !isConsiliumError(error) || error.code.startsWith('storage-');
}
