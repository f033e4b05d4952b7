/**
 * The ledger at a node that makes no blocks: a verified copy that follows the validator's node and believes it
 * nothing. Transactions and questions for the validator's word are passed on.
 */
import type { InstitutionId, TxId } from '../crypto/ids.ts';
import { ConsiliumError, errorCode } from '../errors.ts';
import type { LedgerStore } from '../replica/ledgerStore.ts';
import type { Replica } from '../replica/replica.ts';
import { SyncDriver, type NodeStatus, type RawBlock } from '../replica/sync.ts';
import { Once, type LedgerHost } from './ledgerHost.ts';
import type { Peers } from './peers.ts';
import type { NodePorts } from './ports.ts';

/** A follower that was refused (its institution is not registered yet) asks again after this. */
const ASK_AGAIN_MS = 1_000;

export interface FollowerOptions {
  readonly replica: Replica;
  readonly peers: Peers;
  /** Whose node makes the blocks. */
  readonly validator: InstitutionId;
  readonly ports: NodePorts;
}

export class FollowerHost implements LedgerHost {
  readonly store: LedgerStore;
  readonly #options: FollowerOptions;
  readonly #listeners: ((height: number) => void)[] = [];
  #driver: SyncDriver;
  #following: Promise<void> | null = null;
  #stopWatching: () => void;
  #cancelRetry: () => void = () => undefined;
  #closed = false;
  /** Whether the validator's node broke off since it was asked last. */
  #brokeOff = false;
  readonly #current = new Once();

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.store = options.replica.store;
    this.#driver = this.#newDriver();
    const client = options.peers.client(options.validator);
    this.#stopWatching = client.onConnection((connected) => {
      if (connected) this.#follow();
    });
    this.#follow();
  }

  onBlocks(listener: (height: number) => void): void {
    this.#listeners.push(listener);
  }

  /** Errors: the validator's refusal, `node-away`; `node-halted` {halted, height} once the copy stopped believing. */
  async submit(transaction: Uint8Array): Promise<TxId> {
    this.#demandNotHalted();
    const { peers, validator } = this.#options;
    return peers.ask(validator, async (peer) => peer.submit(transaction));
  }

  /** Passed on: blocks come here from the node that makes them, or not at all. */
  async takeBack(blocks: readonly RawBlock[]): Promise<number> {
    return this.#options.peers.client(this.#options.validator).returnBlocks(blocks);
  }

  async status(nonce: Uint8Array): Promise<NodeStatus> {
    return this.#options.peers.client(this.#options.validator).status(nonce);
  }

  trouble(): string | null {
    if (this.#options.replica.halted() !== null) return 'node-halted';
    return this.store.head() === null ? 'node-syncing' : null;
  }

  isCurrent(): boolean {
    return this.#current.hasHappened;
  }

  async whenCurrent(): Promise<void> {
    return this.#current.promise;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopWatching();
    this.#cancelRetry();
    await this.#driver.stop();
  }

  #demandNotHalted(): void {
    const halted = this.#options.replica.halted();
    if (halted !== null) {
      throw new ConsiliumError('node-halted', { halted: halted.code, height: halted.height });
    }
  }

  #newDriver(): SyncDriver {
    const { replica, peers, validator, ports } = this.#options;
    return new SyncDriver({
      target: replica,
      source: peers.client(validator),
      logger: ports.logger,
      applied: ({ height }) => {
        for (const listener of this.#listeners) listener(height);
      },
      away: () => {
        this.#brokeOff = true;
        this.#followLater();
      },
    });
  }

  /** Logs in at the validator's node, subscribes, catches up; tries again until it is let in. */
  #follow(): void {
    if (this.#closed || this.#following !== null) return;
    this.#cancelRetry();
    this.#following = this.#start()
      .catch((error: unknown) => {
        this.#options.ports.logger.info('following-refused', { code: errorCode(error) });
        this.#followLater();
      })
      .finally(() => {
        this.#following = null;
      });
  }

  async #start(): Promise<void> {
    const { peers, validator, replica } = this.#options;
    const client = await peers.loggedIn(validator);
    // A connection that came back is logged in again by itself; asking once more is the same for both cases.
    await client.hello();
    this.#brokeOff = false;
    await this.#driver.start();
    if (!this.#brokeOff && replica.halted() === null) this.#current.happen();
    this.#options.ports.logger.info('following', { height: replica.height() });
  }

  #followLater(): void {
    if (this.#closed) return;
    this.#cancelRetry();
    this.#cancelRetry = this.#options.ports.timers.after(ASK_AGAIN_MS, () => this.#follow());
  }
}
