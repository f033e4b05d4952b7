/**
 * A second copy of every record, and of every recording that stands on the ledger. The envelope and blobs of a statement lie at the node of its author's institution,
 * and at one other: the next active institution in the registry's order keeps a copy, fetched as soon as its own
 * ledger has the statement. Either of the two fetches again from the other what it lost.
 *
 * Invariants:
 *   1. Nobody is told what to keep: who keeps what follows from the verified ledger alone.
 *   2. What is fetched is believed as far as the ledger's commitment and the blobs' ids reach (envelopes.ts).
 *   3. A pending statement is its author's affair; it is copied once the patient has consented.
 *   4. Nothing is forgotten over an absent node: what is missing is asked for until it is here.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import { toInstitutionId, toStatementHash, type InstitutionId, type StatementHash } from '../crypto/ids.ts';
import { errorCode } from '../errors.ts';
import { soon } from '../node/soon.ts';
import { KIND } from '../contracts/entities.ts';
import type { Logger, Timers } from '../ports.ts';
import type { LedgerStore } from '../replica/ledgerStore.ts';
import type { Envelopes } from './envelopes.ts';
import { keeperOf } from './keeper.ts';
import type { Kept } from './kept.ts';

export interface CopiesOptions {
  readonly institution: InstitutionId;
  readonly store: LedgerStore;
  readonly envelopes: Envelopes;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** How far the copies have come. */
export interface CopiesStatus {
  /** Statements that were looked at. */
  readonly seen: number;
  /** Those of them that this node should hold, and how many of these it could not get yet. */
  readonly due: number;
  readonly missing: number;
}

/** Statements looked at before others get their turn. */
const PORTION = 100;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

export class Copies {
  readonly #options: CopiesOptions;
  /** Row of the last statement that was looked at. */
  #cursor = 0;
  /** Recordings of blocks below this height were looked at. */
  #recordingsFrom = 0;
  #seen = 0;
  #due = 0;
  /** Known, due here, and not yet to be had: away, or pending. */
  readonly #open = new Map<string, { readonly hash: StatementHash; isMissing: boolean }>();
  #running: Promise<void> | null = null;
  #again = false;
  #pauses = 0;
  #cancelPause: () => void = () => undefined;
  #closed = false;

  constructor(options: CopiesOptions) {
    this.#options = options;
  }

  /** There may be new statements, or a node may be back. */
  wake(): void {
    if (this.#closed) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#again) this.wake();
    });
  }

  status(): CopiesStatus {
    return {
      seen: this.#seen,
      due: this.#due,
      missing: [...this.#open.values()].filter(({ isMissing }) => isMissing).length,
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelPause();
    await this.#running;
  }

  async #run(): Promise<void> {
    this.#again = false;
    this.#cancelPause();
    await this.#lookAtNew();
    await this.#lookAtRecordings();
    await this.#tryOpen();
    if (this.status().missing === 0) this.#pauses = 0;
    else this.#tryLater();
  }

  async #lookAtNew(): Promise<void> {
    const { lookups } = this.#options.store;
    for (;;) {
      const portion = this.#closed ? [] : lookups.statementsAfter(this.#cursor, PORTION);
      for (const { row, hash } of portion) {
        this.#cursor = row;
        if (await this.#settle(toStatementHash(hash))) this.#due += 1;
        this.#seen += 1;
      }
      if (portion.length < PORTION) return;
      await new Promise<void>((next) => soon(next));
    }
  }

  /** They are few beside records, and stand in no list of their own. */
  async #lookAtRecordings(): Promise<void> {
    const { store } = this.#options;
    const height = store.height();
    for (const { id } of store.state.createdSince(KIND.recordingAnchor, this.#recordingsFrom)) {
      if (this.#closed) return;
      if (await this.#settle(toStatementHash(id))) this.#due += 1;
      this.#seen += 1;
    }
    this.#recordingsFrom = height + 1;
  }

  async #tryOpen(): Promise<void> {
    for (const { hash } of this.#open.values()) {
      if (this.#closed) return;
      await this.#settle(hash);
    }
  }

  /** Gets what should be here of a statement, or notes that it is still open. Answers whether anything should be. */
  async #settle(hash: StatementHash): Promise<boolean> {
    const { envelopes, logger } = this.#options;
    const name = hash.join();
    const entity = envelopes.kept(hash);
    if (entity === null || envelopes.isErased(hash) || !this.#isDue(entity)) {
      this.#open.delete(name);
      return false;
    }
    if (entity.isPending) {
      this.#open.set(name, { hash, isMissing: false });
      return true;
    }
    try {
      await envelopes.fetchWhole(hash, entity);
      this.#open.delete(name);
    } catch (error) {
      this.#open.set(name, { hash, isMissing: true });
      logger.info('copy-not-fetched', { code: errorCode(error) });
    }
    return true;
  }

  #isDue({ institution }: Kept): boolean {
    const { store, institution: self } = this.#options;
    if (bytesEqual(institution, self)) return true;
    const keeper = keeperOf(store, toInstitutionId(institution));
    return keeper !== null && bytesEqual(keeper, self);
  }

  #tryLater(): void {
    if (this.#closed) return;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#pauses, 10));
    this.#pauses += 1;
    this.#cancelPause = this.#options.timers.after(pause, () => this.wake());
  }
}
