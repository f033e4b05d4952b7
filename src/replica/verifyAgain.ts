/**
 * Verifies and executes a stored ledger again from its genesis, over a state in memory, and compares everything that
 * readers look up with what came out: a file that was changed from outside does not pass.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import { ConsiliumError } from '../errors.ts';
import { decodeBlock, type Block } from '../chain/block.ts';
import { decodeCommit } from '../chain/commit.ts';
import type { BlockId } from '../chain/header.ts';
import type { ExecTxResult } from '../chain/results.ts';
import { millisFromTime } from '../chain/time.ts';
import { genesisState, trustedAfter, verifyNextBlock, type TrustedState } from '../chain/verifier.ts';
import { codeNumber } from '../contracts/codes.ts';
import { executeBlock } from '../contracts/execute.ts';
import { initialChanges } from '../contracts/genesis.ts';
import { transactionRecord, type StatementRecord } from './ledgerRecords.ts';
import { MemoryState } from './ledgerState.ts';
import type { LedgerStore } from './ledgerStore.ts';
import type { RawBlock } from './sync.ts';

/** What was verified. */
export interface VerifiedLedger {
  readonly height: number;
  readonly transactions: number;
  readonly appHash: Uint8Array;
}

/** Blocks read at once. */
const BATCH = 200;

interface Run {
  readonly store: LedgerStore;
  readonly state: MemoryState;
  trusted: TrustedState;
  transactions: number;
  statements: number;
  consents: number;
}

/**
 * Calls `progress` after each block.
 *
 * @throws ConsiliumError of the verifier, or `replica-corrupt` {height, check}, at the first height that does not hold
 */
export function verifyFromGenesis(store: LedgerStore, progress?: (height: number) => void): VerifiedLedger {
  return store.snapshot(() => {
    const run = startRun(store);
    const last = store.lookups.lastHeight() ?? run.trusted.height;
    while (run.trusted.height < last) {
      const batch = store.lookups.rawBlocks(run.trusted.height + 1, BATCH);
      demandSame(batch.length > 0, run, 'block-missing');
      for (const raw of batch) {
        verifyStored(run, raw);
        progress?.(run.trusted.height);
      }
    }
    checkTotals(run);
    return { height: run.trusted.height, transactions: run.transactions, appHash: run.state.root() };
  });
}

function startRun(store: LedgerStore): Run {
  const state = new MemoryState();
  state.write(initialChanges(store.genesis.appState));
  const trusted = genesisState(store.genesis, state.root());
  return { store, state, trusted, transactions: 0, statements: 0, consents: 0 };
}

function verifyStored(run: Run, raw: RawBlock): void {
  const { state, store, trusted } = run;
  const { block, commit } = decodeStored(raw, trusted.height + 1);
  const blockId = verifyNextBlock(trusted, { block, commit }, null);
  const { height, time } = block.header;
  const context = { network: store.genesis.network, height, time: millisFromTime(time) };
  const { changes, results, resultsHash } = executeBlock(block.txs, state, context);
  state.write(changes);
  const executed = { appHash: state.root(), resultsHash };
  compareBlock(run, { block, blockId }, executed);
  compareTransactions(run, block, results);
  run.trusted = trustedAfter(trusted, { header: block.header, blockId }, executed);
}

/** What cannot even be decoded is refused at its height, too. */
function decodeStored(raw: RawBlock, height: number) {
  try {
    return { block: decodeBlock(raw.block), commit: decodeCommit(raw.commit) };
  } catch (cause) {
    throw new ConsiliumError('block-malformed', { height }, { cause });
  }
}

function compareBlock(
  run: Run,
  { block, blockId }: { readonly block: Block; readonly blockId: BlockId },
  executed: { readonly appHash: Uint8Array; readonly resultsHash: Uint8Array },
): void {
  const { height, time } = block.header;
  const stored = run.store.lookups.block(height);
  const isSame =
    stored !== null &&
    bytesEqual(stored.headerHash, blockId.hash) &&
    stored.time === millisFromTime(time) &&
    bytesEqual(stored.appHash, executed.appHash) &&
    bytesEqual(stored.resultsHash, executed.resultsHash);
  if (!isSame) throw new ConsiliumError('replica-corrupt', { height, check: 'block' });
}

function compareTransactions(run: Run, block: Block, results: readonly ExecTxResult[]): void {
  const { height } = block.header;
  const stored = run.store.lookups.transactionsAt(height);
  const isSame =
    stored.length === block.txs.length &&
    block.txs.every((bytes, position) => {
      const row = stored[position];
      const result = results[position];
      if (row === undefined || result === undefined) return false;
      const isApplied = result.code === 0;
      const record = transactionRecord(bytes, isApplied);
      const isKept =
        bytesEqual(row.id, record.id) &&
        row.position === position &&
        codeNumber(row.code) === result.code &&
        bytesEqual(row.data, result.data);
      return isKept && sameStatement(run, record.statement) && sameConsent(run, record.consent);
    });
  if (!isSame) throw new ConsiliumError('replica-corrupt', { height, check: 'transactions' });
  run.transactions += block.txs.length;
}

function sameStatement(run: Run, expected: StatementRecord | null): boolean {
  if (expected === null) return true;
  run.statements += 1;
  const stored = run.store.lookups.statement(expected.hash);
  if (stored === null) return false;
  const isSame =
    bytesEqual(stored.statement, expected.statement) &&
    stored.keyVersion === expected.keyVersion &&
    sameBytes(stored.doctorSignature, expected.doctorSignature);
  if (expected.consentSignature === null) return isSame;
  return isSame && sameConsent(run, { hash: expected.hash, signature: expected.consentSignature });
}

function sameConsent(
  run: Run,
  expected: { readonly hash: Uint8Array; readonly signature: Uint8Array } | null,
): boolean {
  if (expected === null) return true;
  run.consents += 1;
  const stored = run.store.lookups.statement(expected.hash);
  return stored !== null && sameBytes(stored.consentSignature, expected.signature);
}

/** Nothing stands in the file that no block brought, and the entities are those of the blocks. */
function checkTotals(run: Run): void {
  const { lookups, state } = run.store;
  const counts = lookups.counts();
  demandSame(counts.transactions === run.transactions, run, 'transactions');
  demandSame(counts.statements === run.statements, run, 'statements');
  demandSame(counts.consents === run.consents, run, 'consents');
  demandSame(bytesEqual(state.rebuildMap().root(), run.state.root()), run, 'entities');
}

function sameBytes(left: Uint8Array | null, right: Uint8Array | null): boolean {
  return left === null || right === null ? left === right : bytesEqual(left, right);
}

function demandSame(condition: boolean, run: Run, check: string): void {
  if (!condition) throw new ConsiliumError('replica-corrupt', { height: run.trusted.height, check });
}
