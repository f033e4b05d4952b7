/** The ledger at a node, whether it makes the blocks or follows those of another. */
import type { TxId } from '../crypto/ids.ts';
import { millis, type Clock, type Millis } from '../ports.ts';
import type { LedgerStore } from '../replica/ledgerStore.ts';
import type { NodeStatus, RawBlock } from '../replica/sync.ts';

export interface LedgerHost {
  readonly store: LedgerStore;
  /** Resolves once a durable block has taken it, with its id. Errors: the ledger's refusal by its code. */
  submit(transaction: Uint8Array): Promise<TxId>;
  /**
   * Blocks that the validator lost and others verified; answers its height. Only its own, with its signature, in order,
   * are taken. Errors: those of the verifier; `ledger-forked` {height} for another block than the one it has.
   */
  takeBack(blocks: readonly RawBlock[]): Promise<number>;
  /** The validator's signed word on its head. Errors: `node-away`. */
  status(nonce: Uint8Array): Promise<NodeStatus>;
  /** Called after each batch of new blocks, when they are durable. */
  onBlocks(listener: (height: number) => void): void;
  /** Whether it has had, since it was opened, all blocks that the other nodes, or its validator, could give. */
  isCurrent(): boolean;
  /** Resolves once {@link isCurrent} holds. */
  whenCurrent(): Promise<void>;
  /**
   * The code of what keeps it from serving now: `node-syncing`, `clock-off`, `node-halted`,
   * `ledger-rolled-back`; null when nothing does.
   */
  trouble(): string | null;
  close(): Promise<void>;
}

/**
 * The time by which terms are judged at a gate. On a quiet ledger the last block may be old, so this machine's
 * clock counts where it is later: what should be closed by now is never kept open by silence.
 */
export function ledgerTime(store: LedgerStore, clock: Clock): Millis {
  return millis(Math.max(store.head()?.time ?? 0, clock.now()));
}

/** Something that happens once, and may be waited for. */
export class Once {
  readonly promise: Promise<void>;
  #happened = false;
  #resolve: () => void = () => undefined;

  constructor() {
    this.promise = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get hasHappened(): boolean {
    return this.#happened;
  }

  happen(): void {
    this.#happened = true;
    this.#resolve();
  }
}
