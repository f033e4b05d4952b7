/**
 * Carries out what outbox.ts decides: asks the node, stores the answer, and looks into verified blocks. It has no
 * timers: `drain` says when it wants to be called again.
 */
import type { BlobId, StatementHash, TxId } from '../crypto/ids.ts';
import { errorCode, isConsiliumError, missingCase } from '../errors.ts';
import type { OutboxFiles } from './desk/outboxFiles.ts';
import { FileSender, type SendFile } from './fileSender.ts';
import type { Clock, Millis } from '../ports.ts';
import type { OutboxStore } from './desk/outboxStore.ts';
import { evaluate, isSettled, nextAttempt } from './outbox.ts';
import type {
  LedgerOutcome,
  OutboxAction,
  OutboxEntry,
  OutboxSituation,
  RenewedTransaction,
} from './outbox.ts';
import { transactionOf } from './outbox.ts';

/** The hospital node as the outbox needs it; refusals are ConsiliumErrors with the node's code. */
export interface OutboxNode {
  connected(): boolean;
  /** `kind` is that of the transaction which it goes with. */
  storeBlob(id: BlobId, blob: Uint8Array, kind: string): Promise<void>;
  /** Stores the envelope; the node's signature over the body, checked. */
  receipt(entry: OutboxEntry): Promise<Uint8Array>;
  submit(transaction: Uint8Array): Promise<void>;
}

/** What a verified replica knows of a transaction or statement. */
export interface SeenOnLedger {
  readonly txId: TxId;
  readonly height: number;
  readonly blockTime: Millis;
  readonly outcome: LedgerOutcome;
}

/** The verified replica as the outbox needs it. */
export interface OutboxLedger {
  /** Time of the last verified block; null before the first. */
  headTime(): Millis | null;
  /** The last block with this transaction; one that took it before one that refused it. */
  transaction(id: TxId): SeenOnLedger | null;
  /** Whether what the entry follows was erased, so that the ledger will not take it. */
  followsErased(entry: OutboxEntry): boolean;
  /** The statement, whatever transaction carried it. */
  statement(hash: StatementHash): SeenOnLedger | null;
}

/** Blobs sent side by side: they share the node's write, and few enough to be held in memory. */
const BLOBS_AT_ONCE = 8;

export interface OutboxAttachments {
  readonly files: OutboxFiles;
  /** Goes on where it broke off. */
  readonly send: SendFile;
  /** Told when a file came further. */
  readonly moved: () => void;
  /** Something can be done again that `drain` did not wait for: call it. */
  readonly wake: () => void;
}

export interface OutboxDriverOptions {
  readonly outbox: OutboxStore;
  /** Sealed attachments in files; an outbox without them has none. */
  readonly attachments?: OutboxAttachments;
  readonly node: OutboxNode;
  readonly ledger: OutboxLedger;
  readonly clock: Clock;
  /** Signs the statement of an expired entry into a new transaction; null while the doctor's key is locked. */
  readonly renew: (entry: OutboxEntry) => RenewedTransaction | 'impossible' | null;
  /** Told of each entry whose stored state changed. */
  readonly changed: (entry: OutboxEntry) => void;
}

/** Sends an outbox. One drain runs at a time; a call during one makes it go round once more. */
export class OutboxDriver {
  readonly #options: OutboxDriverOptions;
  readonly #attempts = new Map<number, { readonly count: number; readonly notBefore: Millis }>();
  #running: Promise<Millis | null> | null = null;
  #again = false;
  readonly #sender: FileSender | null;

  constructor(options: OutboxDriverOptions) {
    this.#options = options;
    const { attachments, outbox } = options;
    const ended = (entry: number, error: unknown): void => this.#filesEnded(entry, error);
    this.#sender = attachments === undefined ? null : new FileSender({ ...attachments, outbox, ended });
  }

  /** The files of entries as they are being sent; null where there are none. */
  get sending(): Pick<FileSender, 'idle' | 'isSending' | 'sent'> | null {
    return this.#sender;
  }

  /** Lets the files of an entry wait, or go on. What was sent of them is not sent again. */
  pause(entry: number, paused: boolean): void {
    this.#options.attachments?.files.setPaused(entry, paused);
    if (paused) this.#sender?.pause(entry);
    else this.#attempts.delete(entry);
  }

  /** Ends what is under way beside `drain`: the desk is about to be closed. */
  stop(): void {
    this.#sender?.stop();
  }

  /** Looks for every open entry in the verified ledger. Call it after each batch of blocks. */
  observe(): void {
    const { outbox } = this.#options;
    // Invariant 2 of outbox.ts: what only a node refused may still turn up in a block.
    for (const entry of [...outbox.unsettled(), ...outbox.refusedByNode()]) this.#observeOpen(entry);
    for (const entry of outbox.pendingConsent()) {
      if (entry.statement === null) continue;
      const seen = this.#options.ledger.statement(entry.statement);
      if (seen?.outcome.ok === true && seen.outcome.consent === 'complete') {
        this.#store(entry, outbox.record(entry.id, { type: 'confirmed' }));
      }
    }
  }

  /**
   * Does everything that is due.
   *
   * @returns when the next attempt is due; null when only an event (a block, a connection, an unlocked key)
   *   can bring things further
   */
  async drain(): Promise<Millis | null> {
    if (this.#running !== null) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#drainUntilQuiet();
    try {
      return await this.#running;
    } finally {
      this.#running = null;
    }
  }

  /** Forgets pauses between attempts: call it when the connection is back. */
  reconnected(): void {
    this.#attempts.clear();
  }

  async #drainUntilQuiet(): Promise<Millis | null> {
    let due: Millis | null;
    do {
      this.#again = false;
      due = await this.#drainOnce();
    } while (this.#again);
    return due;
  }

  async #drainOnce(): Promise<Millis | null> {
    this.observe();
    const dueTimes: Millis[] = [];
    for (const { id } of this.#options.outbox.unsettled()) {
      const due = await this.#drainEntry(id);
      if (due !== null) dueTimes.push(due);
    }
    return dueTimes.reduce<Millis | null>(
      (first, due) => (first === null || due < first ? due : first),
      null,
    );
  }

  /** Goes on with one entry until it has to wait. */
  async #drainEntry(id: number): Promise<Millis | null> {
    for (;;) {
      const entry = this.#options.outbox.entry(id);
      if (entry === null) return null;
      if (this.#isDropped(entry)) return null;
      const action = evaluate(entry, this.#situation(entry));
      if (action.do === 'wait') return action.until;
      const progressed = await this.#perform(entry, action);
      if (!progressed) return this.#attempts.get(id)?.notBefore ?? null;
    }
  }

  /** @returns whether the entry came further, so that the next decision follows at once */
  async #perform(entry: OutboxEntry, action: Exclude<OutboxAction, { do: 'wait' }>): Promise<boolean> {
    if (action.do === 'renew') return this.#renew(entry);
    if (action.do === 'send-files') {
      this.#sender?.start(entry.id);
      return false;
    }
    try {
      await this.#ask(entry, action);
    } catch (error) {
      if (isConsiliumError(error, 'blob-missing')) this.#options.outbox.blobsLost(entry.id);
      this.#pause(entry, false);
      this.#store(entry, this.#options.outbox.record(entry.id, { type: 'refused', code: errorCode(error) }));
      return false;
    }
    if (action.do !== 'submit') return true;
    this.#pause(entry, true);
    return false;
  }

  async #ask(
    entry: OutboxEntry,
    action: Exclude<OutboxAction, { do: 'wait' | 'renew' | 'send-files' }>,
  ): Promise<void> {
    const { node, outbox } = this.#options;
    switch (action.do) {
      case 'store-blobs': {
        const waiting = outbox.blobsWaiting(entry.id, BLOBS_AT_ONCE);
        await Promise.all(waiting.map(async ({ id, blob }) => node.storeBlob(id, blob, entry.kind)));
        outbox.blobsStored(
          entry.id,
          waiting.map(({ id }) => id),
        );
        return;
      }
      case 'ask-receipt': {
        const signature = await node.receipt(entry);
        this.#store(entry, outbox.record(entry.id, { type: 'receipt', signature }));
        return;
      }
      case 'submit':
        await node.submit(transactionOf(entry));
        this.#store(entry, outbox.record(entry.id, { type: 'accepted' }));
        return;
      default:
        missingCase(action);
    }
  }

  #filesEnded(id: number, error: unknown): void {
    const { attachments, outbox } = this.#options;
    const entry = outbox.entry(id);
    if (entry !== null && error !== null) {
      this.#pause(entry, false);
      this.#store(entry, outbox.record(id, { type: 'refused', code: errorCode(error) }));
    }
    attachments?.wake();
  }

  #renew(entry: OutboxEntry): boolean {
    const { ledger, outbox } = this.#options;
    this.#attempts.delete(entry.id);
    const renewed = this.#options.renew(entry);
    if (renewed === null) return false;
    if (renewed !== 'impossible' && renewed.expires <= (ledger.headTime() ?? 0)) {
      // This machine's clock lies behind the ledger: another renewal would be as expired as this one.
      this.#store(entry, outbox.record(entry.id, { type: 'refused', code: 'clock-off' }));
      return false;
    }
    const event =
      renewed === 'impossible'
        ? ({ type: 'renewal-impossible' } as const)
        : ({ type: 'renewed', transaction: renewed } as const);
    this.#store(entry, outbox.record(entry.id, event));
    return true;
  }

  /** Before a part of it is sent: what followed an erased record goes no further. */
  #isDropped(entry: OutboxEntry): boolean {
    const { ledger, outbox } = this.#options;
    if (isSettled(entry.state) || !ledger.followsErased(entry)) return false;
    this.#store(entry, outbox.record(entry.id, { type: 'refused', code: 'statement-erased' }));
    return true;
  }

  #observeOpen(entry: OutboxEntry): void {
    const { ledger, outbox } = this.#options;
    const byId = outbox.transactionIds(entry.id).map((id) => ledger.transaction(id));
    const byStatement = entry.statement === null ? null : ledger.statement(entry.statement);
    const seen = [...byId, byStatement].filter((found) => found !== null);
    // What took it is told first: after that, refusals of its other transactions say nothing.
    for (const found of seen.toSorted((left, right) => Number(right.outcome.ok) - Number(left.outcome.ok))) {
      const current = outbox.entry(entry.id) ?? entry;
      this.#store(current, outbox.record(entry.id, { type: 'seen', ...found }));
    }
  }

  #situation(entry: OutboxEntry): OutboxSituation {
    const { clock, ledger, node, outbox } = this.#options;
    return {
      now: clock.now(),
      node: node.connected() ? 'connected' : 'away',
      headTime: ledger.headTime(),
      blobsWaiting: outbox.blobsWaiting(entry.id, 1).length > 0,
      filesWaiting: this.#filesWaiting(entry.id),
      earlierUnsettled: entry.visit !== null && outbox.hasEarlierUnsettled(entry.visit, entry.id),
      notBefore: this.#attempts.get(entry.id)?.notBefore ?? null,
    };
  }

  #filesWaiting(id: number): OutboxSituation['filesWaiting'] {
    const files = this.#options.attachments?.files;
    if (files === undefined || files.list(id).every(({ stored }) => stored)) return 'none';
    return files.isPaused(id) ? 'paused' : 'due';
  }

  #pause(entry: OutboxEntry, sent: boolean): void {
    const count = sent ? 0 : (this.#attempts.get(entry.id)?.count ?? 0);
    const notBefore = nextAttempt(this.#options.clock.now(), count, sent);
    this.#attempts.set(entry.id, { count: count + 1, notBefore });
  }

  #store(before: OutboxEntry, after: OutboxEntry): void {
    if (before.state !== after.state || before.code !== after.code) this.#options.changed(after);
  }
}
