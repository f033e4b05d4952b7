/**
 * Records and recordings that this node signed for and the ledger never took: refused, or given up. After a term their envelope and what it
 * alone names are deleted, so that nobody is charged for them for ever.
 *
 * Invariants:
 *   1. The term is long: a workstation that was away renews a transaction around the same statement, and has no copy of
 *      parts that the node signed for.
 *   2. It runs by the ledger's time and the machine's clock, whichever is earlier, and only while the node has all blocks:
 *      neither a clock that jumped nor a ledger that is behind deletes anything.
 *   3. What the ledger counts is looked up again before it is deleted. A blob that another envelope names stays.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import { errorCode } from '../errors.ts';
import { soon } from '../node/soon.ts';
import { millis, type Clock, type Logger, type Millis, type Timers } from '../ports.ts';
import { keptOf } from './kept.ts';
import type { LedgerHost } from './ledgerHost.ts';
import type { NodeStore } from './store/nodeStore.ts';
import type { StoredEnvelope } from './store/orphanTable.ts';

interface OrphansOptions {
  readonly host: LedgerHost;
  readonly nodeStore: NodeStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
}

export const LOOK_FOR_ORPHANS_MS = 12 * 60 * 60 * 1000;
/** 90 days: invariant 1. A transaction itself lives 8. */
export const ORPHAN_TERM_MS = 90 * 24 * 60 * 60 * 1000;
/** Looked at before others get their turn. */
const PORTION = 500;

export class Orphans {
  readonly #options: OrphansOptions;
  /** Envelopes up to this row are marked, or stand on the ledger for good. */
  #cursor = 0;
  #cancel: () => void = () => undefined;
  #closed = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: OrphansOptions) {
    this.#options = options;
    this.#lookLater();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#running;
  }

  #lookLater(): void {
    if (this.#closed) return;
    this.#cancel = this.#options.timers.after(LOOK_FOR_ORPHANS_MS, () => {
      this.#running = this.#look().finally(() => this.#lookLater());
    });
  }

  async #look(): Promise<void> {
    const { clock, host, logger } = this.#options;
    // Invariant 2.
    if (!host.isCurrent()) return;
    const now = millis(Math.min(host.store.head()?.time ?? 0, clock.now()));
    try {
      await this.#markNew(now);
      const forgotten = await this.#forgetOld(now);
      if (forgotten > 0) logger.info('orphans-forgotten', { records: forgotten });
    } catch (error) {
      logger.error('orphans-not-swept', { code: errorCode(error) });
    }
  }

  async #markNew(now: Millis): Promise<void> {
    const { orphans } = this.#options.nodeStore;
    for (;;) {
      const portion = this.#closed ? [] : orphans.envelopesAfter(this.#cursor, PORTION);
      const unknown = portion.filter((one) => !this.#counts(one)).map(({ id }) => id);
      if (unknown.length > 0) await orphans.mark(unknown, now);
      this.#cursor = portion.at(-1)?.id ?? this.#cursor;
      if (portion.length < PORTION) return;
      await new Promise<void>((next) => soon(next));
    }
  }

  async #forgetOld(now: Millis): Promise<number> {
    const { blobs, orphans } = this.#options.nodeStore;
    let forgotten = 0;
    for (const one of orphans.marked()) {
      if (this.#closed) break;
      // Invariant 3.
      if (this.#counts(one)) await orphans.unmark([one.id]);
      else if (now - one.since > ORPHAN_TERM_MS) {
        // Files first: a row without its file is a lost blob, a file without its row would stay for ever.
        await blobs.erase(orphans.blobsOf(one.id));
        await orphans.forget(one.id);
        forgotten += 1;
      }
    }
    return forgotten;
  }

  /** Whether the ledger has the statement, with this envelope and no other. */
  #counts({ commitment, statement }: StoredEnvelope): boolean {
    const kept = keptOf(this.#options.host.store, statement);
    return kept !== null && bytesEqual(kept.commitment, commitment);
  }
}
