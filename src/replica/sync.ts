/**
 * Brings a replica up to its node: ranges of blocks are fetched, handed to the replica as bytes, and nothing else
 * the node says is used. A push is a wake-up only; what is fetched next follows from the replica's own head.
 */
import { errorCode } from '../errors.ts';
import type { Logger } from '../ports.ts';

/** A block and the commit that finalises it, as bytes nobody has looked at yet. */
export interface RawBlock {
  readonly block: Uint8Array;
  readonly commit: Uint8Array;
}

/** What a node says about its head; see status.ts for what of it can be believed. */
export interface NodeStatus {
  readonly height: number;
  readonly headerHash: Uint8Array;
  /** Milliseconds, the node's own clock. */
  readonly time: number;
  readonly signature: Uint8Array;
}

/** Where blocks come from: a hospital node over its protocol, or another ledger in the same process. */
export interface BlockSource {
  /** The genesis document, JSON bytes. */
  genesis(): Promise<Uint8Array>;
  /** `nonce` is 32 random bytes of the asker. */
  status(nonce: Uint8Array): Promise<NodeStatus>;
  /** Up to `count` consecutive blocks from height `from`; fewer, or none, at the head. */
  blocks(from: number, count: number): Promise<readonly RawBlock[]>;
  /** Calls `listener` when there may be a new block; the returned function ends it. */
  subscribe(listener: () => void): Promise<() => void>;
}

/** Why and where a replica stopped believing its node. */
export interface Halted {
  readonly code: string;
  readonly height: number;
}

/** The replica as syncing needs it. */
export interface SyncTarget {
  /** Height of the last applied block; 0 before the first. */
  height(): number;
  halted(): Halted | null;
  /** Verifies and applies consecutive blocks, all that are good, in one transaction. Never throws for bad blocks. */
  apply(blocks: readonly RawBlock[]): ApplyOutcome;
}

export interface ApplyOutcome {
  readonly applied: number;
  readonly halted: Halted | null;
}

/** Blocks asked for at once: enough to spread the cost of one durable commit, few enough to answer in between. */
export const BLOCKS_PER_FETCH = 200;

export interface SyncOutcome {
  readonly applied: number;
  readonly height: number;
  readonly halted: Halted | null;
}

/**
 * Fetches and applies until the source has no more blocks, or the replica has halted.
 *
 * @throws whatever the source throws: the node is away, which is no fault of a block
 */
export async function syncOnce(
  target: SyncTarget,
  source: BlockSource,
  applied?: (outcome: SyncOutcome) => void,
): Promise<SyncOutcome> {
  let total = 0;
  for (;;) {
    if (target.halted() !== null) return outcomeOf(target, total);
    const from = target.height() + 1;
    const blocks = await source.blocks(from, BLOCKS_PER_FETCH);
    // Somebody else brought the target on meanwhile: what was asked for is not what comes next.
    if (target.height() + 1 !== from) continue;
    if (blocks.length === 0) return outcomeOf(target, total);
    // A source that sends more than it was asked for does not get more applied in one transaction.
    const outcome = target.apply(blocks.slice(0, BLOCKS_PER_FETCH));
    total += outcome.applied;
    applied?.(outcomeOf(target, total));
    if (outcome.applied === 0) return outcomeOf(target, total);
  }
}

function outcomeOf(target: SyncTarget, applied: number): SyncOutcome {
  return { applied, height: target.height(), halted: target.halted() };
}

export interface SyncDriverOptions {
  readonly target: SyncTarget;
  readonly source: BlockSource;
  readonly logger: Logger;
  /** After each batch that changed something, or halted the replica. */
  readonly applied: (outcome: SyncOutcome) => void;
  /** The source did not answer; wake the driver when it is back. */
  readonly away: (code: string) => void;
}

/**
 * Keeps a replica at its node's head. Any number of wake-ups while it runs make it look once more, so that a
 * block announced during a fetch is not missed. It has no timer: who holds the connection wakes it.
 */
export class SyncDriver {
  readonly #options: SyncDriverOptions;
  #running: Promise<void> | null = null;
  #again = false;
  #unsubscribe: (() => void) | null = null;
  #stopped = false;

  constructor(options: SyncDriverOptions) {
    this.#options = options;
  }

  /** Subscribes and catches up. Rejects with the source's error when it is away. */
  async start(): Promise<void> {
    this.#unsubscribe?.();
    this.#unsubscribe = await this.#options.source.subscribe(() => void this.wake());
    await this.wake();
  }

  /** Looks for new blocks; resolves when there are none left. Never rejects. */
  async wake(): Promise<void> {
    if (this.#stopped) return;
    if (this.#running !== null) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#runUntilQuiet();
    try {
      await this.#running;
    } finally {
      this.#running = null;
    }
  }

  /** Ends the subscription and waits for the batch in hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    await this.#running;
  }

  async #runUntilQuiet(): Promise<void> {
    do {
      this.#again = false;
      await this.#runOnce();
    } while (this.#again && !this.#stopped);
  }

  async #runOnce(): Promise<void> {
    const { applied, away, logger, source, target } = this.#options;
    try {
      const { halted } = await syncOnce(target, source, applied);
      if (halted !== null) logger.error('replica-halted', { code: halted.code, height: halted.height });
    } catch (error) {
      logger.warn('sync-interrupted', { code: errorCode(error), height: target.height() });
      away(errorCode(error));
    }
  }
}
