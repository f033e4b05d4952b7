/** Forgets uploads that nobody goes on with, at the start and now and then. */
import { errorCode } from '../../errors.ts';
import type { Clock, Logger, Timers } from '../../ports.ts';
import type { BlobStore } from './blobStore.ts';

const LOOK_EVERY_MS = 60 * 60 * 1000;

export class BlobSweeper {
  readonly #blobs: BlobStore;
  readonly #ports: { readonly clock: Clock; readonly timers: Timers; readonly logger: Logger };
  #cancel: () => void = () => undefined;
  #closed = false;

  constructor(blobs: BlobStore, ports: { clock: Clock; timers: Timers; logger: Logger }) {
    this.#blobs = blobs;
    this.#ports = ports;
    this.#lookLater();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  #lookLater(): void {
    if (this.#closed) return;
    this.#cancel = this.#ports.timers.after(LOOK_EVERY_MS, () => void this.#look());
  }

  async #look(): Promise<void> {
    const { clock, logger } = this.#ports;
    try {
      const forgotten = await this.#blobs.sweep(clock.now());
      if (forgotten > 0) logger.info('uploads-forgotten', { uploads: forgotten });
    } catch (error) {
      logger.error('uploads-not-swept', { code: errorCode(error) });
    }
    this.#lookLater();
  }
}
