/**
 * The ledger at the node that makes its blocks. A block is made as soon as transactions wait, over all that have
 * arrived by then; after a block that changes the state comes an empty one whose header proves the change, as
 * CometBFT makes it. Refused transactions stand in no block: their senders are told why.
 *
 * Invariants:
 *   1. No signature leaves this process before its block is durable, so a crash leaves either nothing or the block.
 *   2. No height is signed twice: not after a crash (1, and the guard in the ledger's file), and not over a ledger
 *      file put back from an older copy: the height noted in the node's other file is then above it, and nothing is
 *      signed until whoever verified the lost blocks has handed them back (takeBack).
 *   3. A transaction that was answered is in a durable block.
 *   4. After a jump of the clock nothing is signed until a person confirms the date.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import { toNetwork, type SigningKey, type TxId } from '../crypto/ids.ts';
import { signStatus } from '../crypto/login.ts';
import type { NamedKeyPair } from '../crypto/patientKeys.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../errors.ts';
import { soon } from '../node/soon.ts';
import type { Millis } from '../ports.ts';
import { decodeBlock } from '../chain/block.ts';
import { decodeCommit, NO_COMMIT, type Commit } from '../chain/commit.ts';
import { headerHash } from '../chain/header.ts';
import { commitBlock, proposeBlock, type LastSigned } from '../chain/soloValidator.ts';
import { millisFromTime } from '../chain/time.ts';
import { verifyNextBlock } from '../chain/verifier.ts';
import { codeFromNumber, Refusal } from '../contracts/codes.ts';
import { executeBlock } from '../contracts/execute.ts';
import type { LedgerStore } from '../replica/ledgerStore.ts';
import type { NodeStatus, RawBlock } from '../replica/sync.ts';
import { ClockGuard } from './clockGuard.ts';
import { Once, type LedgerHost } from './ledgerHost.ts';
import { Mempool, type WaitingTransaction } from './mempool.ts';
import type { NodePorts } from './ports.ts';
import { decodeLastSigned, encodeLastSigned, LAST_SIGNED } from './lastSigned.ts';
import type { NodeStore } from './store/nodeStore.ts';

/** An older time than this is not given to a block with transactions: an empty block brings the time up first. */
const STALE_TIME_MS = 1_000;
/** The height in the other file guards against old copies, which are older than this. */
const NOTE_HEIGHT_AFTER_MS = 1_000;

export interface ValidatorOptions {
  readonly store: LedgerStore;
  readonly nodeStore: NodeStore;
  readonly keys: NamedKeyPair<SigningKey>;
  readonly ports: NodePorts;
}

export class ValidatorHost implements LedgerHost {
  readonly store: LedgerStore;
  readonly #options: ValidatorOptions;
  readonly #mempool = new Mempool();
  readonly #guard: ClockGuard;
  readonly #listeners: ((height: number) => void)[] = [];
  /** The height that was signed, as far as it was noted before this process began. */
  readonly #signed: number;
  #held: Promise<void> = Promise.resolve();
  readonly #current = new Once();
  /** Whether the other nodes were asked for what this one may have lost. */
  #hasAsked = false;
  #lastCommit: Commit;
  #scheduled = false;
  #closed = false;
  #cancelNote: (() => void) | null = null;

  constructor(options: ValidatorOptions) {
    this.#options = options;
    this.store = options.store;
    this.#signed = options.nodeStore.signedHeight();
    this.#lastCommit = this.store.lastCommit() ?? NO_COMMIT;
    this.#guard = new ClockGuard(options.ports.clock, options.ports.timers);
    this.#beginLedger();
  }

  onBlocks(listener: (height: number) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Errors: as the mempool's; `clock-off`; `ledger-rolled-back` {height, signed} until what was lost is back; `node-away`
   * once it is closed.
   */
  async submit(transaction: Uint8Array): Promise<TxId> {
    await this.#held;
    if (this.#closed) throw new ConsiliumError('node-away');
    this.#demandClock();
    this.#demandWhole();
    const answer = this.#mempool.add(transaction);
    this.#schedule();
    return answer;
  }

  /** Transactions wait until then: others may have blocks of this validator that it lost. */
  holdUntil(asked: Promise<void>): void {
    this.#held = asked;
    void asked.then(() => {
      this.#hasAsked = true;
      this.#lookWhetherCurrent();
    });
  }

  async takeBack(blocks: readonly RawBlock[]): Promise<number> {
    if (this.#closed) throw new ConsiliumError('node-away');
    const before = this.store.height();
    this.#batch(() => {
      for (const raw of blocks) this.#takeBack(raw);
    });
    const height = this.store.height();
    if (height > before) {
      this.#options.ports.logger.warn('blocks-taken-back', { from: before + 1, to: height });
      this.#noteHeight();
      this.#lookWhetherCurrent();
      for (const listener of this.#listeners) listener(height);
    }
    return height;
  }

  async status(nonce: Uint8Array): Promise<NodeStatus> {
    const head = this.store.head();
    if (head === null) throw new ConsiliumError('node-syncing');
    this.#demandClock();
    const { chainId, network } = this.store.genesis;
    const { height, headerHash } = head;
    const time = this.#options.ports.clock.now();
    const signed = { network: toNetwork(network), chainId, height, headerHash, time, nonce };
    return { height, headerHash, time, signature: signStatus(signed, this.#options.keys.secretKey) };
  }

  trouble(): string | null {
    if (this.#isRolledBack()) return 'ledger-rolled-back';
    if (this.#guard.isOff(this.#headTime())) return 'clock-off';
    return this.store.head() === null ? 'node-syncing' : null;
  }

  isCurrent(): boolean {
    return this.#current.hasHappened;
  }

  async whenCurrent(): Promise<void> {
    return this.#current.promise;
  }

  /** A person has looked at the date: signing goes on. */
  confirmClock(): void {
    this.#guard.confirm();
    this.#schedule();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#guard.stop();
    for (const waiting of this.#mempool.take(Infinity)) waiting.refused(new ConsiliumError('node-away'));
    this.#cancelNote?.();
    this.#setHeight();
  }

  /** The first block at once, so that every ledger has a head. */
  #beginLedger(): void {
    const now = this.#options.ports.clock.now();
    if (this.#guard.isOff(this.#headTime()) || this.#isRolledBack()) return;
    if (this.store.head() !== null) return;
    this.#batch(() => this.#append([], now));
    this.#noteHeight();
  }

  #headTime(): Millis {
    return millisFromTime(this.store.trusted().time);
  }

  #demandClock(): void {
    if (this.#guard.isOff(this.#headTime())) throw new ConsiliumError('clock-off');
  }

  #isRolledBack(): boolean {
    return this.#signed > this.store.height();
  }

  #lookWhetherCurrent(): void {
    if (this.#hasAsked && !this.#isRolledBack()) this.#current.happen();
  }

  /** Invariant 2. */
  #demandWhole(): void {
    if (this.#isRolledBack()) {
      throw new ConsiliumError('ledger-rolled-back', { height: this.store.height(), signed: this.#signed });
    }
  }

  /** It was made here: the verifier asks for this validator's own signature over it. */
  #takeBack(raw: RawBlock): void {
    const block = decodeBlock(raw.block);
    const commit = decodeCommit(raw.commit);
    const { height, time } = block.header;
    const own = this.store.lookups.block(height);
    if (own !== null) {
      const isSame = bytesEqual(own.headerHash, headerHash(block.header));
      if (!isSame) throw new ConsiliumError('ledger-forked', { height });
      return;
    }
    verifyNextBlock(this.store.trusted(), { block, commit }, this.#options.ports.clock.now());
    const context = { network: this.store.genesis.network, height, time: millisFromTime(time) };
    const { results, changes } = executeBlock(block.txs, this.store, context);
    this.store.append({ block, commit, results, changes });
    const signed = { height, round: commit.round, blockHash: commit.blockId.hash };
    this.store.meta.set(LAST_SIGNED, encodeLastSigned(signed));
    this.#lastCommit = commit;
  }

  #schedule(): void {
    if (this.#scheduled || this.#mempool.isEmpty || this.#closed) return;
    this.#scheduled = true;
    soon(() => {
      this.#scheduled = false;
      this.#makeBlocks();
      this.#schedule();
    });
  }

  #makeBlocks(): void {
    if (this.#closed) return;
    const batch = this.#mempool.take(Number(this.store.genesis.params.maxBytes) / 2);
    try {
      this.#demandClock();
      this.#demandWhole();
      const taken = this.#refuseBad(batch);
      if (taken.length === 0) return;
      this.#commitTransactions(taken.map(({ bytes }) => bytes));
      for (const transaction of taken) transaction.taken();
      for (const listener of this.#listeners) listener(this.store.height());
    } catch (error) {
      const height = this.store.height() + 1;
      this.#options.ports.logger.error('block-failed', { height, code: errorCode(error) });
      for (const transaction of batch) transaction.refused(error);
    }
  }

  /** Tells senders of what the state refuses, and keeps the rest: a refused transaction changes nothing for them. */
  #refuseBad(batch: readonly WaitingTransaction[]): readonly WaitingTransaction[] {
    const { results } = executeBlock(
      batch.map(({ bytes }) => bytes),
      this.store,
      this.#nextContext(),
    );
    return batch.filter((transaction, index) => {
      const result = results[index];
      if (result?.code === 0) return true;
      transaction.refused(new Refusal(codeFromNumber(result?.code ?? 1), result?.data));
      return false;
    });
  }

  /** Invariants 1 and 3: one transaction of the database holds the blocks and the guard. */
  #commitTransactions(txs: readonly Uint8Array[]): void {
    const now = this.#options.ports.clock.now();
    this.#batch(() => {
      if (this.#isTimeStale(now)) this.#append([], now);
      if (this.#append(txs, now)) this.#append([], now);
    });
    this.#noteHeight();
  }

  /** Answers whether the state changed. The next block proves it. */
  #append(txs: readonly Uint8Array[], now: Millis): boolean {
    const { keys } = this.#options;
    const trusted = this.store.trusted();
    const proposed = proposeBlock(trusted, { txs, lastCommit: this.#lastCommit }, keys.publicKey);
    const { header } = proposed.block;
    // Invariant 2.
    const commit = commitBlock(proposed, { keys, lastSigned: this.#lastSigned() }, now);
    const { height } = header;
    const context = { network: this.store.genesis.network, height, time: millisFromTime(header.time) };
    const { results, changes } = executeBlock(txs, this.store, context);
    this.store.append({ block: proposed.block, commit, results, changes });
    const signed = { height, round: 0, blockHash: proposed.blockId.hash };
    this.store.meta.set(LAST_SIGNED, encodeLastSigned(signed));
    this.#lastCommit = commit;
    return !bytesEqual(trusted.appHash, this.store.trusted().appHash);
  }

  /** All of `work`'s blocks are kept, or none. */
  #batch(work: () => void): void {
    const before = this.#lastCommit;
    try {
      this.store.batch(work);
    } catch (error) {
      this.#lastCommit = before;
      throw error;
    }
  }

  #lastSigned(): LastSigned | null {
    const stored = this.store.meta.get(LAST_SIGNED);
    return stored === null ? null : decodeLastSigned(stored);
  }

  #isTimeStale(now: Millis): boolean {
    return now - this.#nextBlockTime() > STALE_TIME_MS;
  }

  /** The time of the last precommit, which the next block takes. */
  #nextBlockTime(): Millis {
    const time = this.#lastCommit.signatures[0]?.time;
    return time === undefined ? this.#headTime() : millisFromTime(time);
  }

  #nextContext(): { readonly network: Uint8Array; readonly height: number; readonly time: number } {
    const now = this.#options.ports.clock.now();
    const { network } = this.store.genesis;
    const height = this.store.height() + 1;
    return this.#isTimeStale(now)
      ? { network, height: height + 1, time: now }
      : { network, height, time: this.#nextBlockTime() };
  }

  /** Off the path of the answer: invariant 2 needs it only against copies that are older than a moment. */
  #noteHeight(): void {
    if (this.#cancelNote !== null) return;
    this.#cancelNote = this.#options.ports.timers.after(NOTE_HEIGHT_AFTER_MS, () => {
      this.#cancelNote = null;
      if (!this.#closed) this.#setHeight();
    });
  }

  /** A full disk takes no note, and no block either: the next note is as good. */
  #setHeight(): void {
    try {
      // Never lowered: what was signed stays signed, also while it is not here.
      this.#options.nodeStore.setSignedHeight(Math.max(this.#signed, this.store.height()));
    } catch (error) {
      if (!isConsiliumError(error)) throw error;
      this.#options.ports.logger.error('height-not-noted', { code: error.code });
    }
  }
}
