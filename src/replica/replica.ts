/**
 * The verified copy of the ledger on a workstation or a following node: it gets bytes and believes none. Blocks are
 * decoded, verified (chain/verifier.ts), executed, and kept in one transaction; the first block that fails stops the
 * replica at the last good height, read-only from then on, and its check and height are remembered.
 *
 * Results and application hash are not sent but computed here; a node that computed others shows it in its next
 * header. A block whose time lies ahead of this machine's clock halts the replica only as long as it does: a wrong
 * clock is no fault of the ledger.
 */
import { ConsiliumError, isConsiliumError } from '../errors.ts';
import type { Clock, Millis } from '../ports.ts';
import { decodeBlock } from '../chain/block.ts';
import { headerHash } from '../chain/header.ts';
import { bytesEqual } from '../crypto/bytes.ts';
import { decodeCommit } from '../chain/commit.ts';
import { millisFromTime } from '../chain/time.ts';
import { MAXIMUM_CLOCK_DRIFT_MS, verifyNextBlock, type TrustedState } from '../chain/verifier.ts';
import { executeBlock } from '../contracts/execute.ts';
import { initialChanges } from '../contracts/genesis.ts';
import { openLedgerStore, type ExecutedBlock, type LedgerStore } from './ledgerStore.ts';
import type { ApplyOutcome, Halted, RawBlock, SyncTarget } from './sync.ts';
import { verifyFromGenesis, type VerifiedLedger } from './verifyAgain.ts';

export interface Replica extends SyncTarget {
  readonly store: LedgerStore;
  height(): number;
  halted(): Halted | null;
  /** @throws ConsiliumError `database-read-only` when it was opened for reading only */
  apply(blocks: readonly RawBlock[]): ApplyOutcome;
  /** Verifies and executes everything again from genesis, beside the stored state. Errors: as the verifier, {height}. */
  verifyAgain(progress?: (height: number) => void): VerifiedLedger;
  close(): void;
}

export interface OpenReplicaOptions {
  readonly path: string;
  /** 32 random bytes. */
  readonly key: Uint8Array;
  /** Genesis document: pinned when the file is made, compared later. Null opens only a ledger that is there. */
  readonly genesis: Uint8Array | null;
  readonly clock: Clock;
  readonly readOnly?: boolean;
  /** The block of that height must be this one: `block-checkpoint` otherwise. */
  readonly checkpoint?: Checkpoint | undefined;
}

/** A block that somebody vouched for whom the reader trusts. */
export interface Checkpoint {
  readonly height: number;
  /** Hash of its header. */
  readonly header: Uint8Array;
}

/**
 * Opens the replica at `path`, making it at the first opening.
 *
 * @throws ConsiliumError as openLedgerStore
 */
export function openReplica({ clock, checkpoint, ...options }: OpenReplicaOptions): Replica {
  const initialEntities = ({ appState }: { readonly appState: Uint8Array }) => initialChanges(appState);
  return new VerifyingReplica(openLedgerStore({ ...options, initialEntities }), clock, checkpoint ?? null);
}

/** What the first block that was not taken is refused for. */
interface RefusedBlock {
  readonly halted: Halted;
  /** Block time of a block that is refused only for lying in the future. */
  readonly ahead: Millis | null;
}

class VerifyingReplica implements Replica {
  readonly store: LedgerStore;
  readonly #clock: Clock;
  readonly #checkpoint: Checkpoint | null;
  #halted: Halted | null;
  #waiting: { readonly halted: Halted; readonly ahead: Millis } | null = null;

  constructor(store: LedgerStore, clock: Clock, checkpoint: Checkpoint | null) {
    this.store = store;
    this.#clock = clock;
    this.#checkpoint = checkpoint;
    this.#halted = store.meta.halted();
  }

  height(): number {
    return this.store.height();
  }

  halted(): Halted | null {
    if (this.#halted !== null) return this.#halted;
    const isAhead =
      this.#waiting !== null && this.#waiting.ahead > this.#clock.now() + MAXIMUM_CLOCK_DRIFT_MS;
    return isAhead ? (this.#waiting?.halted ?? null) : null;
  }

  apply(blocks: readonly RawBlock[]): ApplyOutcome {
    if (this.store.readOnly) throw new ConsiliumError('database-read-only');
    const halted = this.halted();
    if (halted !== null || blocks.length === 0) return { applied: 0, halted };
    const before = this.height();
    const refused = this.store.batch(() => this.#appendGood(blocks));
    this.#remember(refused);
    return { applied: this.height() - before, halted: refused?.halted ?? null };
  }

  verifyAgain(progress?: (height: number) => void): VerifiedLedger {
    return verifyFromGenesis(this.store, progress);
  }

  close(): void {
    this.store.close();
  }

  #appendGood(blocks: readonly RawBlock[]): RefusedBlock | null {
    const rules = { now: this.#clock.now(), checkpoint: this.#checkpoint };
    for (const raw of blocks) {
      const verified = verifyRaw(this.store.trusted(), raw, rules);
      if (verified.refused !== null) {
        if (verified.refused.ahead === null) this.store.meta.setHalted(verified.refused.halted);
        return verified.refused;
      }
      this.store.append(executeOver(this.store, verified.taken));
    }
    return null;
  }

  #remember(refused: RefusedBlock | null): void {
    this.#waiting = null;
    if (refused === null) return;
    const { halted, ahead } = refused;
    if (ahead === null) this.#halted = halted;
    else this.#waiting = { halted, ahead };
  }
}

type DecodedBlock = Pick<ExecutedBlock, 'block' | 'commit'>;
type VerifiedRaw =
  | { readonly refused: RefusedBlock; readonly taken: null }
  | { readonly refused: null; readonly taken: DecodedBlock };

function verifyRaw(
  trusted: TrustedState,
  raw: RawBlock,
  { now, checkpoint }: { readonly now: Millis; readonly checkpoint: Checkpoint | null },
): VerifiedRaw {
  try {
    const taken = { block: decodeBlock(raw.block), commit: decodeCommit(raw.commit) };
    verifyNextBlock(trusted, taken, now);
    if (checkpoint !== null) assertCheckpoint(checkpoint, taken.block);
    return { refused: null, taken };
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    // The height at which a block was expected, whatever the block itself claims.
    const halted = { code: error.code, height: trusted.height + 1 };
    const isAhead = isConsiliumError(error, 'block-time-ahead');
    return { refused: { halted, ahead: isAhead ? blockTime(raw) : null }, taken: null };
  }
}

/** Errors: `block-checkpoint`. */
function assertCheckpoint({ height, header }: Checkpoint, block: ExecutedBlock['block']): void {
  if (block.header.height === height && !bytesEqual(headerHash(block.header), header)) {
    throw new ConsiliumError('block-checkpoint');
  }
}

function blockTime(raw: RawBlock): Millis {
  return millisFromTime(decodeBlock(raw.block).header.time);
}

function executeOver(store: LedgerStore, { block, commit }: DecodedBlock): ExecutedBlock {
  const { height, time } = block.header;
  const context = { network: store.genesis.network, height, time: millisFromTime(time) };
  const { results, changes } = executeBlock(block.txs, store, context);
  return { block, commit, results, changes };
}
