/**
 * Executes blocks: the same code in validators and in replicas. Each transaction is atomic; a refused one changes
 * nothing, not even the list of applied ids.
 */
import { resultsHash, type ExecTxResult } from '../chain/results.ts';
import { grantAccess, revokeAccess } from './access/grant.ts';
import { asRefusal, codeNumber, demand, type Refusal } from './codes.ts';
import type { BlockContext } from './context.ts';
import { anchorRecording, withdrawRecording } from './consult/anchor.ts';
import { signConsultReceipt } from './consult/receipt.ts';
import { appliedCodec, KIND } from './entities.ts';
import { acknowledgeErasure } from './governance/eraseReceipt.ts';
import { claimPoints } from './incentive/claim.ts';
import { closePeriod } from './incentive/period.ts';
import { reportReads } from './incentive/reads.ts';
import { addCardKey, addInstitution, addNodeKey } from './registry/institution.ts';
import {
  addStaff,
  loseKey,
  reinstateStaff,
  revokeKey,
  rotateKey,
  setKey,
  suspendStaff,
} from './registry/staff.ts';
import { publishCounts } from './sharing/counts.ts';
import { acceptExchange, proposeExchange, revokeExchange } from './sharing/exchange.ts';
import { publishCases } from './sharing/publish.ts';
import { withdrawCase } from './sharing/withdraw.ts';
import { verifySigners } from './signers.ts';
import { OverlayState, write, type EntityChange, type StateReader } from './state.ts';
import { decodeTransaction, MAXIMUM_LIFETIME_MS, type Transaction } from './transaction.ts';
import type { TransactionBody, TransactionKind } from './transactionKinds.ts';
import { revokeCards } from './visit/card.ts';
import { endVisit, extendVisit, joinVisit, openVisit, registerVisit } from './visit/visit.ts';
import { eraseRecord } from './visit/erase.ts';
import { recordOwnEntry } from './visit/ownEntry.ts';
import { confirmStatement, recordStatement } from './visit/record.ts';
import { succeedRoot } from './visit/succession.ts';

/** A transaction's clock may run ahead of the ledger's by this much. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

type RegistryKind = Extract<TransactionKind, `registry/${string}`>;
type SharedKind = Extract<TransactionKind, `sharing/${string}` | `incentive/${string}`>;

export interface BlockExecution {
  readonly results: readonly ExecTxResult[];
  readonly resultsHash: Uint8Array;
  readonly changes: readonly EntityChange[];
}

/** Executes all transactions of a block over `state`, which is left alone. */
export function executeBlock(
  txs: readonly Uint8Array[],
  state: StateReader,
  context: BlockContext,
): BlockExecution {
  const overlay = new OverlayState(state);
  if (txs.length > 0) forgetExpired(overlay, context);
  const results = txs.map((tx) => executeOne(tx, overlay, context));
  return { results, resultsHash: resultsHash(results), changes: overlay.changes() };
}

/** What a transaction would do now; null when it would be taken. For mempools: a block decides again. */
export function checkTransaction(tx: Uint8Array, state: StateReader, context: BlockContext): Refusal | null {
  try {
    applyTransaction(tx, new OverlayState(state), context);
    return null;
  } catch (error) {
    return asRefusal(error);
  }
}

function executeOne(tx: Uint8Array, overlay: OverlayState, context: BlockContext): ExecTxResult {
  const attempt = new OverlayState(overlay);
  try {
    applyTransaction(tx, attempt, context);
    overlay.absorb(attempt.changes());
    return { code: 0, data: new Uint8Array(0), gasWanted: 0n, gasUsed: 0n };
  } catch (error) {
    const refusal = asRefusal(error);
    return { code: codeNumber(refusal.code), data: refusal.data, gasWanted: 0n, gasUsed: 0n };
  }
}

function applyTransaction(tx: Uint8Array, state: OverlayState, context: BlockContext): void {
  const transaction = decodeTransaction(tx);
  demandInTime(transaction, context);
  demand(state.get(KIND.applied, transaction.id) === undefined, 'tx-duplicate');
  verifySigners(transaction, state, context);
  applyBody(transaction, state, context);
  write(state, appliedCodec, transaction.id, { expires: transaction.body.expires });
}

function demandInTime({ body }: Transaction, context: BlockContext): void {
  demand(body.expires >= body.time && body.expires - body.time <= MAXIMUM_LIFETIME_MS, 'tx-lifetime');
  demand(body.time <= context.time + CLOCK_TOLERANCE_MS, 'tx-early');
  demand(context.time <= body.expires, 'tx-expired');
}

function forgetExpired(overlay: OverlayState, context: BlockContext): void {
  for (const id of overlay.expiredApplied(context.time)) overlay.remove(KIND.applied, id);
}

/** One case a kind: the compiler asks for the missing one. */
function applyBody(transaction: Transaction, state: OverlayState, context: BlockContext): void {
  const { body } = transaction;
  switch (body.kind) {
    case 'registry/institution-add':
    case 'registry/staff-add':
    case 'registry/staff-suspend':
    case 'registry/staff-reinstate':
    case 'registry/key-rotate':
    case 'registry/key-revoke':
    case 'registry/key-lost':
    case 'registry/key-set':
    case 'registry/card-key-add':
    case 'registry/node-key-add':
      return applyToRegistry(body, transaction, { state, context });
    case 'visit/register':
      return registerVisit({ body, transaction }, state, context);
    case 'visit/open':
      return openVisit({ body, transaction }, state, context);
    case 'visit/card-revoke':
      return revokeCards({ body, transaction }, state, context);
    case 'visit/join':
      return joinVisit({ body, transaction }, state, context);
    case 'visit/end':
      return endVisit({ body, transaction }, state, context);
    case 'visit/extend':
      return extendVisit({ body, transaction }, state, context);
    case 'visit/record':
      return recordStatement({ body, transaction }, state, context);
    case 'visit/confirm':
      return confirmStatement({ body, transaction }, state);
    case 'visit/own-entry':
      return recordOwnEntry({ body, transaction }, state, context);
    case 'visit/erase':
      return eraseRecord({ body, transaction }, state, context);
    case 'visit/succession':
      return succeedRoot({ body, transaction }, state, context);
    case 'access/grant':
      return grantAccess({ body, transaction }, state, context);
    case 'access/revoke':
      return revokeAccess({ body, transaction }, state, context);
    case 'sharing/propose':
    case 'sharing/accept':
    case 'sharing/revoke':
    case 'sharing/publish':
    case 'sharing/withdraw':
    case 'sharing/counts':
    case 'incentive/reads':
    case 'incentive/close':
    case 'incentive/claim':
      return applyToShared(body, transaction, { state, context });
    case 'consult/receipt':
      return signConsultReceipt({ body, transaction }, state, context);
    case 'consult/anchor':
      return anchorRecording({ body, transaction }, state, context);
    case 'consult/withdraw':
      return withdrawRecording({ body, transaction }, state, context);
    case 'governance/erase-receipt':
      return acknowledgeErasure({ body, transaction }, state, context);
  }
}

function applyToRegistry(
  body: Extract<TransactionBody, { kind: RegistryKind }>,
  transaction: Transaction,
  { context, state }: { readonly state: OverlayState; readonly context: BlockContext },
): void {
  switch (body.kind) {
    case 'registry/institution-add':
      return addInstitution({ body, transaction }, state, context);
    case 'registry/staff-add':
      return addStaff({ body, transaction }, state, context);
    case 'registry/staff-suspend':
      return suspendStaff({ body, transaction }, state);
    case 'registry/staff-reinstate':
      return reinstateStaff({ body, transaction }, state);
    case 'registry/key-rotate':
      return rotateKey({ body, transaction }, state, context);
    case 'registry/key-revoke':
      return revokeKey({ body, transaction }, state, context);
    case 'registry/key-lost':
      return loseKey({ body, transaction }, state, context);
    case 'registry/key-set':
      return setKey({ body, transaction }, state, context);
    case 'registry/card-key-add':
      return addCardKey({ body, transaction }, state, context);
    case 'registry/node-key-add':
      return addNodeKey({ body, transaction }, state, context);
  }
}

/** What doctors share with one another, and what comes of it. */
function applyToShared(
  body: Extract<TransactionBody, { kind: SharedKind }>,
  transaction: Transaction,
  { context, state }: { readonly state: OverlayState; readonly context: BlockContext },
): void {
  switch (body.kind) {
    case 'sharing/propose':
      return proposeExchange({ body, transaction }, state, context);
    case 'sharing/accept':
      return acceptExchange({ body, transaction }, state, context);
    case 'sharing/revoke':
      return revokeExchange({ body, transaction }, state, context);
    case 'sharing/publish':
      return publishCases({ body, transaction }, state, context);
    case 'sharing/withdraw':
      return withdrawCase({ body, transaction }, state, context);
    case 'sharing/counts':
      return publishCounts({ body, transaction }, state, context);
    case 'incentive/reads':
      return reportReads({ body, transaction }, state, context);
    case 'incentive/close':
      return closePeriod({ body, transaction }, state, context);
    case 'incentive/claim':
      return claimPoints({ body, transaction }, state, context);
  }
}
