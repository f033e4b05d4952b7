/**
 * The outbox as a pure state machine: `advance` takes what happened, `evaluate` says what to do next. Nothing
 * here sends, waits or reads a clock.
 *
 * waiting-receipt → queued → sent → committed | pending-consent → committed; or rejected, which a person may
 * send again.
 *
 * Invariants, cited by number where they are upheld:
 *  1. An entry is never dropped. It ends as committed, or stays visible as pending-consent or rejected.
 *  2. It is sent until it is seen in a verified block: a node's answer alone never makes it committed, and a
 *     verified block overrides whatever a node answered.
 *  3. One entry makes at most one change of the ledger: the same transaction is sent again byte for byte; a
 *     renewed one carries the same statement and is made only after the old one expired. A duplicate is a reason
 *     to look, not a failure.
 *  4. Entries of one visit go in the order in which they were signed, each after the one before it is settled.
 *  5. Blobs go before the receipt, the receipt before the transaction: nothing is on the ledger whose content a
 *     node did not take.
 */
import { encodeCanonical } from '../crypto/cbor.ts';
import type { EpochKey, StatementHash, TxId } from '../crypto/ids.ts';
import { bytesEqual } from '../crypto/bytes.ts';
import { missingCase } from '../errors.ts';
import { millis, type Millis } from '../ports.ts';

export const OUTBOX_STATES = [
  'waiting-receipt',
  'queued',
  'sent',
  'committed',
  'pending-consent',
  'rejected',
] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** A signed transaction on its way to the ledger. */
export interface OutboxEntry {
  readonly id: number;
  /** Kind of the transaction, as in its body. */
  readonly kind: string;
  readonly statement: StatementHash | null;
  readonly visit: EpochKey | null;
  readonly created: Millis;
  readonly state: OutboxState;
  readonly txId: TxId;
  readonly body: Uint8Array;
  readonly expires: Millis;
  /** In the order of the signers; the node's, where it is one, comes last and may still be missing. */
  readonly signatures: readonly Uint8Array[];
  readonly signers: number;
  /** What the node stores before it signs; null when none is needed, and once the entry is committed. */
  readonly envelope: Uint8Array | null;
  /** Why it was rejected, or why the last attempt did not go through. */
  readonly code: string | null;
  readonly height: number | null;
  readonly blockTime: Millis | null;
}

/** What a transaction did when its block was executed. */
export type LedgerOutcome =
  | { readonly ok: true; readonly consent: 'complete' | 'pending' }
  | { readonly ok: false; readonly code: string };

/** Something that happened to an entry. */
export type OutboxEvent =
  | { readonly type: 'receipt'; readonly signature: Uint8Array }
  | { readonly type: 'accepted' }
  | { readonly type: 'refused'; readonly code: string }
  | {
      readonly type: 'seen';
      readonly txId: TxId;
      readonly height: number;
      readonly blockTime: Millis;
      readonly outcome: LedgerOutcome;
    }
  | { readonly type: 'confirmed' }
  | { readonly type: 'renewed'; readonly transaction: RenewedTransaction }
  | { readonly type: 'renewal-impossible' }
  | { readonly type: 'send-again' };

/** The same statement in a new body, signed again; the node's signature, if it takes one, not yet there. */
export type RenewedTransaction = Pick<OutboxEntry, 'txId' | 'body' | 'expires' | 'signatures'>;

/** What is known when a decision is made. */
export interface OutboxSituation {
  readonly now: Millis;
  readonly node: 'connected' | 'away';
  /** Time of the last verified block; null before the first. */
  readonly headTime: Millis | null;
  /** There are blobs of this entry that the node has not taken yet. */
  readonly blobsWaiting: boolean;
  /** There are files of this entry that the node has not taken yet, and whether the doctor wants them to wait. */
  readonly filesWaiting: 'none' | 'due' | 'paused';
  /** An earlier entry of the same visit is not settled. */
  readonly earlierUnsettled: boolean;
  /** Not before this time is the next attempt due; null for at once. */
  readonly notBefore: Millis | null;
}

/** What to do next with an entry. */
export type OutboxAction =
  | { readonly do: 'wait'; readonly until: Millis | null }
  | { readonly do: 'store-blobs' }
  /** Beside everything else; see fileSender.ts. */
  | { readonly do: 'send-files' }
  | { readonly do: 'ask-receipt' }
  | { readonly do: 'submit' }
  /** Needs the doctor's unlocked key. */
  | { readonly do: 'renew' };

/** After which the same transaction is sent again when no block brought it. */
export const RESEND_AFTER_MS = 15_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;
const WAIT: OutboxAction = { do: 'wait', until: null };

/** The node says that the ledger has it, or is about to: whether it is true, only a verified block tells. */
const DUPLICATE_CODES: ReadonlySet<string> = new Set(['tx-duplicate', 'statement-duplicate']);
/** Says nothing about the transaction, only about the attempt. */
const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  'node-away',
  'node-busy',
  'node-halted',
  'node-syncing',
  'mempool-full',
  'rate-limited',
  'request-timeout',
  'connection-closed',
  'login-required',
  'blob-missing',
  'tx-early',
  'clock-off',
  'storage-full',
  'ledger-rolled-back',
  'blob-quota',
  'uploads-full',
  'transfer-paused',
  'internal',
]);
const EXPIRED_CODE = 'tx-expired';

/** What the entry follows, or is, was erased: it is dropped for good. */
export function isErasureRefusal(code: string): boolean {
  return code === 'statement-erased' || code === 'erased';
}

/** Whether nothing more has to be sent for the entry. */
export function isSettled(state: OutboxState): boolean {
  return state === 'committed' || state === 'pending-consent' || state === 'rejected';
}

/** The transaction as it is submitted: CBOR [body, [signature, …]]. */
export function transactionOf(entry: Pick<OutboxEntry, 'body' | 'signatures'>): Uint8Array {
  return encodeCanonical([entry.body, entry.signatures]);
}

/** What the screen says of an entry. */
export function screenState(
  entry: OutboxEntry,
): 'signed-queued' | 'committed' | 'pending-consent' | 'rejected' {
  switch (entry.state) {
    case 'waiting-receipt':
    case 'queued':
    case 'sent':
      return 'signed-queued';
    case 'committed':
    case 'pending-consent':
    case 'rejected':
      return entry.state;
    default:
      return missingCase(entry.state);
  }
}

/** The one decision: what to do next with `entry`. */
export function evaluate(entry: OutboxEntry, situation: OutboxSituation): OutboxAction {
  if (isSettled(entry.state)) return WAIT;
  // Invariant 3: by the ledger's own time the old transaction can no longer be taken.
  if (hasExpired(entry, situation.headTime)) return { do: 'renew' };
  if (situation.node === 'away') return WAIT;
  // Invariant 4.
  if (situation.earlierUnsettled) return WAIT;
  if (situation.notBefore !== null && situation.now < situation.notBefore) {
    return { do: 'wait', until: situation.notBefore };
  }
  // Invariant 5.
  if (situation.blobsWaiting) return { do: 'store-blobs' };
  if (situation.filesWaiting === 'paused') return WAIT;
  if (situation.filesWaiting === 'due') return { do: 'send-files' };
  if (entry.state === 'waiting-receipt') return { do: 'ask-receipt' };
  // Invariant 2: also when it was sent before.
  return { do: 'submit' };
}

/** The entry after `event`. Events that no longer concern it leave it as it is. */
export function advance(entry: OutboxEntry, event: OutboxEvent): OutboxEntry {
  switch (event.type) {
    case 'receipt':
      if (entry.state !== 'waiting-receipt') return entry;
      return { ...entry, signatures: [...entry.signatures, event.signature], state: 'queued', code: null };
    case 'accepted':
      return isSettled(entry.state) ? entry : { ...entry, state: 'sent', code: null };
    case 'refused':
      return afterRefusal(entry, event.code);
    case 'seen':
      return afterSeen(entry, event);
    case 'confirmed':
      return entry.state === 'pending-consent' ? { ...entry, state: 'committed' } : entry;
    case 'renewed':
      return afterRenewal(entry, event.transaction);
    case 'renewal-impossible':
      return isSettled(entry.state) ? entry : { ...entry, state: 'rejected', code: EXPIRED_CODE };
    case 'send-again':
      return mayGoAgain(entry) ? { ...entry, ...unsent(entry), code: null } : entry;
    default:
      return missingCase(event);
  }
}

/** When the next attempt is due after `attempts` that did not settle it, the last of them at `now`. */
export function nextAttempt(now: Millis, attempts: number, sent: boolean): Millis {
  if (sent) return millis(now + RESEND_AFTER_MS);
  return millis(now + Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts, 10)));
}

function hasExpired(entry: OutboxEntry, headTime: Millis | null): boolean {
  return entry.code === EXPIRED_CODE || (headTime !== null && headTime > entry.expires);
}

function mayGoAgain({ state, code }: OutboxEntry): boolean {
  return state === 'rejected' && !(code !== null && isErasureRefusal(code));
}

function afterRefusal(entry: OutboxEntry, code: string): OutboxEntry {
  if (isSettled(entry.state)) return entry;
  // Invariant 3: it waits for the block that has it.
  if (DUPLICATE_CODES.has(code)) return { ...entry, state: 'sent', code };
  if (TRANSIENT_CODES.has(code) || code === EXPIRED_CODE) return { ...entry, code };
  return { ...entry, ...rejectedBy(entry, code) };
}

/** Sealed parts of what followed an erased record do not stay either. */
function rejectedBy(entry: OutboxEntry, code: string): Pick<OutboxEntry, 'state' | 'code' | 'envelope'> {
  return { state: 'rejected', code, envelope: isErasureRefusal(code) ? null : entry.envelope };
}

function afterSeen(entry: OutboxEntry, event: Extract<OutboxEvent, { type: 'seen' }>): OutboxEntry {
  const { height, blockTime, outcome } = event;
  if (entry.state === 'committed' || entry.state === 'pending-consent') return entry;
  if (outcome.ok) {
    // Invariant 2: whatever a node said before.
    const state = outcome.consent === 'pending' ? 'pending-consent' : 'committed';
    return { ...entry, txId: event.txId, state, code: null, height, blockTime, envelope: null };
  }
  // A refusal counts only for the transaction that stands for the entry now, and a duplicate is none.
  const superseded = !bytesEqual(event.txId, entry.txId);
  if (entry.state === 'rejected' || superseded || DUPLICATE_CODES.has(outcome.code)) return entry;
  if (outcome.code === EXPIRED_CODE) return { ...entry, code: EXPIRED_CODE };
  return { ...entry, ...rejectedBy(entry, outcome.code), height, blockTime };
}

function afterRenewal(entry: OutboxEntry, transaction: RenewedTransaction): OutboxEntry {
  if (isSettled(entry.state)) return entry;
  return { ...entry, ...transaction, ...unsent({ ...entry, ...transaction }), code: null };
}

function unsent(
  entry: Pick<OutboxEntry, 'signatures' | 'signers'>,
): Pick<OutboxEntry, 'state' | 'height' | 'blockTime'> {
  const state = entry.signatures.length < entry.signers ? 'waiting-receipt' : 'queued';
  return { state, height: null, blockTime: null };
}
