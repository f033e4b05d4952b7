/**
 * Erasures at a node: what the ledger has erased is deleted here, and this node's receipt for it brought onto the ledger.
 *
 * Invariants:
 *   1. Nothing of an erased record is answered from the block on that says so (envelopes.ts), and none is taken in again
 *      (store/erasureTable.ts).
 *   2. A receipt is signed only when rows, blobs and files are gone, and the write-ahead log is empty of them.
 *   3. What was deleted and has no receipt yet gets it: after a sudden end at the next start, after an absence of the
 *      validator once it is back. Whether there is one is read from the ledger, so that none is given twice.
 *   4. A node put back from a backup answers nothing of records before it has replayed what was erased since.
 *   5. An archive row ends when both the ledger's time and this machine's clock are past its term: a clock that jumped
 *      destroys nothing.
 */
import { toStatementHash, type InstitutionId, type StatementHash } from '../crypto/ids.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../errors.ts';
import { millis, type Clock, type Logger, type Millis, type Timers } from '../ports.ts';
import { KIND } from '../contracts/entities.ts';
import { caseCodec } from '../contracts/sharing/caseEntities.ts';
import { erasureCodec, type Erasure } from '../contracts/erasureEntities.ts';
import { archiveTermAt, readReceipt } from '../contracts/governance/eraseReceipt.ts';
import { read, type StateReader } from '../contracts/state.ts';
import { MAXIMUM_LIFETIME_MS, signTransaction } from '../contracts/transaction.ts';
import type { NodeKeys } from './keyFile.ts';
import { keptOf } from './kept.ts';
import type { LedgerHost } from './ledgerHost.ts';
import type { Peers } from './peers.ts';
import type { NodeStore } from './store/nodeStore.ts';

export interface ErasuresOptions {
  readonly institution: InstitutionId;
  readonly keys: NodeKeys;
  readonly host: LedgerHost;
  readonly nodeStore: NodeStore;
  readonly peers: Peers;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
}

interface Erased {
  readonly statement: StatementHash;
  readonly erasure: Erasure;
}

const TRY_AGAIN_MS = 5_000;
/** How often it is looked whether an archive row is over. */
const LOOK_EVERY_MS = 12 * 60 * 60 * 1000;
/** The ledger has it already, or wants none from this institution. */
const SETTLED: ReadonlySet<string> = new Set([
  'erase-receipt-exists',
  'erase-receipt-not-due',
  'tx-duplicate',
]);

export class Erasures {
  readonly #options: ErasuresOptions;
  /** Erasures of blocks below this height are deleted here and have their receipts. */
  #from = 0;
  #running: Promise<void> | null = null;
  #again = false;
  #cancel: () => void = () => undefined;
  #closed = false;
  #isReplayed: boolean;

  constructor(options: ErasuresOptions) {
    this.#options = options;
    this.#isReplayed = !options.nodeStore.isRestored();
    if (!this.#isReplayed) void options.host.whenCurrent().then(() => this.wake());
  }

  /** Invariant 4. Errors: `node-syncing`. */
  demandReplayed(): void {
    if (!this.#isReplayed) throw new ConsiliumError('node-syncing');
  }

  /** The code of what keeps records from being answered; null when nothing does. */
  trouble(): string | null {
    return this.#isReplayed ? null : 'node-syncing';
  }

  /** Before anybody is let in: what this node's own ledger has erased already. */
  async recover(): Promise<void> {
    await this.#delete(this.#erasedFrom(0));
  }

  /** A validator's, once it has asked the others: before anybody is let in, as far as it has all of its blocks. */
  async replay(): Promise<void> {
    if (this.#isReplayed || !this.#options.host.isCurrent()) return;
    await this.recover();
    this.#noteReplayed();
  }

  /** There may be new blocks, or the validator may be back. */
  wake(): void {
    if (this.#closed) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#again) this.wake();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#running;
  }

  async #run(): Promise<void> {
    this.#again = false;
    this.#cancel();
    let pause: number | null = null;
    try {
      const height = this.#options.host.store.height();
      const erased = this.#erasedFrom(this.#from);
      await this.#delete(erased);
      await this.#endArchives();
      this.#noteReplayed();
      if (await this.#acknowledge(erased)) this.#from = height + 1;
      else pause = TRY_AGAIN_MS;
    } catch (error) {
      this.#options.logger.error('erasure-failed', { code: errorCode(error) });
      pause = TRY_AGAIN_MS;
    }
    pause ??= this.#options.nodeStore.erasures.nextArchiveEnd() === null ? null : LOOK_EVERY_MS;
    if (!this.#closed && pause !== null) this.#cancel = this.#options.timers.after(pause, () => this.wake());
  }

  #erasedFrom(height: number): readonly Erased[] {
    const { state } = this.#options.host.store;
    return state.createdSince(KIND.erasure, height).map(({ id, value }) => ({
      statement: toStatementHash(id),
      erasure: erasureCodec.decode(value),
    }));
  }

  /** Rows in one transaction; then the files, which are named there until they are gone. */
  async #delete(erased: readonly Erased[]): Promise<void> {
    const { host, institution, nodeStore } = this.#options;
    for (const { statement, erasure } of erased) {
      if (nodeStore.erasures.isErased(statement)) continue;
      const commitment = commitmentOf(host.store, statement);
      if (commitment === null) throw new ConsiliumError('state-corrupt', { kind: KIND.statement });
      const term = archiveTermAt(erasure, institution);
      await nodeStore.erasures.erase({
        statement,
        commitment,
        archiveUntil: term === null ? null : millis(term),
      });
      this.#options.logger.info('record-erased', { height: erasure.height });
    }
    await this.#removeFiles();
  }

  async #removeFiles(): Promise<void> {
    const { blobs, erasures } = this.#options.nodeStore;
    const files = erasures.filesToRemove();
    await blobs.erase(files);
    if (files.length > 0) await erasures.filesRemoved(files);
  }

  /** Invariant 5. */
  async #endArchives(): Promise<void> {
    const { clock, host, nodeStore } = this.#options;
    const time: Millis = millis(Math.min(host.store.head()?.time ?? 0, clock.now()));
    const over = nodeStore.erasures.archivesOver(time);
    if (over.length === 0) return;
    for (const statement of over) await nodeStore.erasures.endArchive(statement);
    await this.#removeFiles();
    nodeStore.erasures.settle();
    this.#options.logger.info('archive-terms-over', { records: over.length });
  }

  #noteReplayed(): void {
    const { host, nodeStore } = this.#options;
    if (this.#isReplayed || !host.isCurrent()) return;
    nodeStore.setReplayed();
    this.#isReplayed = true;
  }

  /** Invariants 2 and 3. Answers whether all of them are on the ledger. */
  async #acknowledge(erased: readonly Erased[]): Promise<boolean> {
    const { host, institution, nodeStore } = this.#options;
    const missing = erased.filter(
      ({ statement }) => readReceipt(host.store, statement, institution) === null,
    );
    if (missing.length === 0) return true;
    if (!nodeStore.erasures.settle()) return false;
    for (const one of missing) {
      if (this.#closed || !(await this.#send(one))) return false;
    }
    return true;
  }

  async #send({ statement, erasure }: Erased): Promise<boolean> {
    const { clock, host, institution, keys, logger, peers } = this.#options;
    const time = clock.now();
    const { network } = host.store.genesis;
    const signed = signTransaction(
      network,
      {
        kind: 'governance/erase-receipt',
        statement,
        archiveUntil: archiveTermAt(erasure, institution),
        time,
        expires: time + MAXIMUM_LIFETIME_MS,
        signers: [{ role: 'node', entity: institution, version: peers.keyVersion() }],
      },
      [keys.node.secretKey],
    );
    try {
      await host.submit(signed);
      return true;
    } catch (error) {
      if (!isConsiliumError(error)) throw error;
      if (SETTLED.has(error.code)) return true;
      logger.info('erase-receipt-not-sent', { code: error.code });
      return false;
    }
  }
}

/** Of a record's envelope, of a withdrawn case's, or of a recording's. */
function commitmentOf(state: StateReader, erased: StatementHash): Uint8Array | null {
  return keptOf(state, erased)?.commitment ?? read(state, caseCodec, erased)?.payload ?? null;
}
