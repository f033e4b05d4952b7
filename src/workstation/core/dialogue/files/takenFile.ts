/**
 * A file that comes in a dialogue, as it grows beside the desk: sealed as it is, and nothing of it otherwise. It is
 * looked at when all of it is here, and has its name only after that.
 */
import {
  AttachmentSealer,
  LARGEST_AT_ONCE,
  PREFIX_LENGTH,
  SEALED_SEGMENT,
} from '../../../../crypto/attachment.ts';
import { bytesEqual, concatBytes, toHex } from '../../../../crypto/bytes.ts';
import { RECORDING_SEGMENT_TYPE, RECORDING_TYPE } from '../../../../consult/givenFiles.ts';
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

/** Bytes of what came before a restart that are read at once. */
const READ = 4 * 1024 * 1024;
/** 8 MiB: a clinical part is text, and so is a manifest. */
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
  readonly #named: RecordAttachment;
  #file: GrowingFile | null = null;
  /** Looks into it as it comes; null of one that goes on after a restart, which is looked into when it is whole. */
  #look: SealedLook | null = null;
  /** One write after the other. */
  #writing: Promise<void> = Promise.resolve();

  constructor(files: AttachmentFiles, of: TakenName, named: RecordAttachment) {
    this.#files = files;
    this.#of = of;
    this.#named = named;
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
      if (this.#file.size === 0 && isLookedIntoOnTheWay(this.#named))
        this.#look = new SealedLook(this.#named);
      await storing(this.#file.append(bytes));
      this.#look?.take(bytes);
    });
    return this.#writing;
  }

  /**
   * Compares all of it with what was named: the hash of the sealed blob, the seal of every segment, the hash of the
   * content, and what kind of file it is. Errors: `attachment-altered` {check}, `attachment-kind`,
   * `attachment-polyglot`, and the others of attachedContent; `storage-full`.
   */
  async look(): Promise<void> {
    await this.#writing;
    this.#file ??= await storing(this.#files.grow(this.#part));
    await storing(this.#file.sync());
    if (!bytesEqual(await this.#file.hash(), this.#of.blob))
      throw new ConsiliumError('attachment-altered', { check: 'hash' });
    // Its seal is looked at with its manifest, when all of the recording is here.
    if (this.#named.contentType === RECORDING_SEGMENT_TYPE) return;
    const look = this.#look ?? new SealedLook(this.#named);
    for (let at = look.taken; at < this.#of.blobSize; at += READ)
      look.take(await this.#files.readPartAt(this.#part, at, READ));
    look.end();
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
    this.#look = null;
    this.#writing = Promise.resolve();
    await file?.sync().catch(() => undefined);
    await file?.close();
  }

  get #part(): string {
    return takenPart(this.#of.id);
  }
}

/** What has to be looked into whole is held only when all of it is here, unless it is small. */
function isLookedIntoOnTheWay({ contentType, size }: RecordAttachment): boolean {
  if (contentType === RECORDING_SEGMENT_TYPE) return false;
  return size <= LARGEST_AT_ONCE || /^(?:audio|video)\/|pdf$/u.test(contentType);
}

/** The seal of every segment, one after the other, and what is in them. What is wrong is told at the end. */
class SealedLook {
  readonly #named: RecordAttachment;
  readonly #kind: KindLook | DataLook;
  #sealer: AttachmentSealer | null = null;
  #error: unknown = null;
  /** Sealed bytes, and how many of them wait for the rest of their segment. */
  #waiting: Uint8Array[] = [];
  #waits = 0;
  taken = 0;

  constructor(named: RecordAttachment) {
    this.#named = named;
    const { contentType, size } = named;
    const isData = contentType === PARTS_TYPE || contentType === RECORDING_TYPE;
    this.#kind = isData ? new DataLook(contentType, size) : new KindLook(size);
  }

  take(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#waits += bytes.length;
    this.taken += bytes.length;
    const isLast = this.taken === this.#named.blobSize;
    if (this.#error !== null || (this.#waits < PREFIX_LENGTH + SEALED_SEGMENT && !isLast)) return;
    try {
      this.#open(isLast);
    } catch (error) {
      this.#error = error;
      this.#waiting = [];
    }
  }

  /** Errors: `attachment-altered` {check}, those of the kind. */
  end(): void {
    const { contentType, sha256, size } = this.#named;
    if (this.#error !== null) throw this.#error;
    const hash = this.#sealer?.taken === size ? this.#sealer.contentHash() : new Uint8Array(0);
    if (!bytesEqual(hash, sha256)) throw new ConsiliumError('attachment-altered', { check: 'content' });
    if (this.#kind.end() !== contentType) throw new ConsiliumError('attachment-kind', { looksLike: 'other' });
  }

  #open(isLast: boolean): void {
    const joined = concatBytes(...this.#waiting);
    const { key, size } = this.#named;
    const start = this.#sealer === null ? PREFIX_LENGTH : 0;
    this.#sealer ??= new AttachmentSealer({ size, key, prefix: joined.slice(0, PREFIX_LENGTH) }, bulkCrypto);
    let at = start;
    for (; joined.length - at >= SEALED_SEGMENT || (isLast && at < joined.length); at += SEALED_SEGMENT)
      this.#kind.take(this.#sealer.again(joined.subarray(at, at + SEALED_SEGMENT)));
    const rest = joined.subarray(Math.min(at, joined.length));
    this.#waiting = rest.length > 0 ? [rest] : [];
    this.#waits = rest.length;
  }
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
    if (bytes.length === 0) return;
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

/** A record's parts, which are compared with the ledger when they are shown, or a manifest, when all of it is here. */
class DataLook {
  readonly #type: string;
  readonly #size: number;

  constructor(type: string, size: number) {
    this.#type = type;
    this.#size = size;
  }

  take(): void {
    if (this.#size > LARGEST_PARTS)
      throw new ConsiliumError('attachment-too-large', { limit: LARGEST_PARTS });
  }

  end(): string {
    return this.#type;
  }
}

/** Whether it was the disk, and not the file, that failed. */
export function isOfDisk(error: unknown): boolean {
  return !isConsiliumError(error) || error.code.startsWith('storage-');
}
