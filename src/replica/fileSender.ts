/**
 * Sends the sealed files of outbox entries, beside what the outbox does otherwise: a film that takes minutes keeps no
 * other record waiting. It decides nothing: outboxDriver.ts says which entry is due, and is told how it ended.
 *
 * Invariants:
 *   1. A file is marked as stored only after the node said that all of it is on its disk.
 *   2. Nothing is written to the desk after `stop` was called.
 */
import { toHex } from '../crypto/bytes.ts';
import type { BlobId } from '../crypto/ids.ts';
import type { FiledBlob } from './desk/filedBlobs.ts';
import type { OutboxFiles } from './desk/outboxFiles.ts';
import type { OutboxStore } from './desk/outboxStore.ts';

/** How a file is sent. Errors of {@link SendFile}: the node's refusal; `transfer-paused` after the signal. */
export interface SendingOptions {
  readonly signal: AbortSignal;
  /** Told of the bytes that are over there. */
  readonly progress: (bytes: number) => void;
}

export type SendFile = (file: FiledBlob, options: SendingOptions) => Promise<void>;

export interface FileSenderOptions {
  readonly outbox: Pick<OutboxStore, 'blobsStored'>;
  readonly files: OutboxFiles;
  readonly send: SendFile;
  /** An entry's files are all stored (null), or one was not. Not told of what was paused. */
  readonly ended: (entry: number, error: unknown) => void;
  /** Something came further. */
  readonly moved: () => void;
}

/** Entries whose files are sent at once: a photo does not wait for a film. */
const ENTRIES_AT_ONCE = 2;
/** Files up to this size, in bytes, go side by side. */
const SMALL = 1024 * 1024;
const SMALL_AT_ONCE = 8;

export class FileSender {
  readonly #options: FileSenderOptions;
  readonly #running = new Map<number, { readonly control: AbortController; readonly done: Promise<void> }>();
  /** By the blob's id in hex: bytes of it that are over there. */
  readonly #sent = new Map<string, number>();
  #stopped = false;

  constructor(options: FileSenderOptions) {
    this.#options = options;
  }

  /** Begins to send the files of an entry, unless that is under way, or as many as can be are. */
  start(entry: number): void {
    if (this.#stopped || this.#running.has(entry) || this.#running.size >= ENTRIES_AT_ONCE) return;
    const control = new AbortController();
    this.#running.set(entry, { control, done: this.#run(entry, control.signal) });
  }

  pause(entry: number): void {
    this.#running.get(entry)?.control.abort();
  }

  isSending(entry: number): boolean {
    return this.#running.has(entry);
  }

  /** Bytes of a file that are over there, as far as was seen since the start. */
  sent(file: BlobId): number {
    return this.#sent.get(toHex(file)) ?? 0;
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  /** Ends what is under way; the desk may be closed as soon as this was called. */
  stop(): void {
    this.#stopped = true;
    for (const { control } of this.#running.values()) control.abort();
  }

  async #run(entry: number, signal: AbortSignal): Promise<void> {
    let error: unknown = null;
    try {
      // The caller goes on before anything is asked.
      await Promise.resolve();
      for (let next = this.#next(entry, signal); next.length > 0; next = this.#next(entry, signal))
        await this.#send(entry, next, signal);
    } catch (cause) {
      error = cause;
    }
    this.#running.delete(entry);
    // Invariant 2.
    if (!signal.aborted) this.#options.ended(entry, error);
    else if (!this.#stopped) this.#options.moved();
  }

  #next(entry: number, signal: AbortSignal): readonly FiledBlob[] {
    if (signal.aborted) return [];
    const waiting = this.#options.files.list(entry).filter(({ stored }) => !stored);
    const large = waiting.findIndex(({ size }) => size > SMALL);
    const small = large < 0 ? waiting : waiting.slice(0, large);
    return small.length > 0 ? small.slice(0, SMALL_AT_ONCE) : waiting.slice(0, 1);
  }

  async #send(entry: number, files: readonly FiledBlob[], signal: AbortSignal): Promise<void> {
    await Promise.all(files.map(async (file) => this.#sendOne(file, signal)));
    if (this.#stopped) return;
    // Invariant 1.
    this.#options.outbox.blobsStored(
      entry,
      files.map(({ id }) => id),
    );
    for (const { id } of files) this.#sent.delete(toHex(id));
    this.#options.moved();
  }

  async #sendOne(file: FiledBlob, signal: AbortSignal): Promise<void> {
    const progress = (bytes: number): void => {
      this.#sent.set(toHex(file.id), bytes);
      if (!signal.aborted) this.#options.moved();
    };
    await this.#options.send(file, { signal, progress });
  }
}
