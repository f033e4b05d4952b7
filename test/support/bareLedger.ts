/** Contracts over a state in memory, block by block, without validators, files or sockets. */
import { codeFromNumber, type ResultCode } from '../../src/contracts/codes.ts';
import type { BlockContext } from '../../src/contracts/context.ts';
import { checkTransaction, executeBlock } from '../../src/contracts/execute.ts';
import { initialChanges } from '../../src/contracts/genesis.ts';
import type { EntityChange } from '../../src/contracts/state.ts';
import { MemoryState } from '../../src/replica/ledgerState.ts';
import { signDraft, staffing, type Draft } from './transactions.ts';
import { makeWorld, START, type World } from './world.ts';

/** What became of a transaction. */
export interface BareResult {
  readonly code: ResultCode;
  readonly data: Uint8Array;
}

export class BareLedger {
  readonly world: World;
  readonly state = new MemoryState();
  /** Everything that ever changed the state, genesis first. */
  readonly changes: EntityChange[] = [];
  /** Height of the last block. */
  height = 0;
  /** Time of the next block, ms. */
  time = START;

  constructor(world: World = makeWorld()) {
    this.world = world;
    this.#write(initialChanges(world.genesis.appState));
  }

  /** A ledger whose registrars and doctors are registered, in block 1. */
  static staffed(world: World = makeWorld()): BareLedger {
    const ledger = new BareLedger(world);
    ledger.take(...staffing(world, ledger.time));
    return ledger;
  }

  /** Executes one block and answers what became of each transaction; the clock goes on by a second. */
  runBytes(...txs: readonly Uint8Array[]): readonly BareResult[] {
    const { results, changes } = executeBlock(txs, this.state, this.#next());
    this.#write(changes);
    this.height += 1;
    this.time += 1000;
    return results.map(({ code, data }) => ({ code: codeFromNumber(code), data }));
  }

  /** As {@link runBytes}, for drafts. */
  run(...drafts: readonly Draft[]): readonly ResultCode[] {
    return this.runBytes(...drafts.map((draft) => this.sign(draft))).map(({ code }) => code);
  }

  /** Executes one block whose every transaction must be taken. */
  take(...drafts: readonly Draft[]): void {
    const codes = this.run(...drafts);
    const refused = codes.findIndex((code) => code !== 'ok');
    if (refused >= 0)
      throw new Error(`${drafts[refused]?.action.kind ?? ''} refused: ${codes[refused] ?? ''}`);
  }

  /** What would become of a transaction in the next block, which is not made. */
  check(draft: Draft): ResultCode {
    return this.checkBytes(this.sign(draft));
  }

  checkBytes(tx: Uint8Array): ResultCode {
    return checkTransaction(tx, this.state, this.#next())?.code ?? 'ok';
  }

  sign(draft: Draft): Uint8Array {
    return signDraft(this.world.network, draft);
  }

  #write(changes: readonly EntityChange[]): void {
    this.state.write(changes);
    this.changes.push(...changes);
  }

  #next(): BlockContext {
    return { network: this.world.network, height: this.height + 1, time: this.time };
  }
}
