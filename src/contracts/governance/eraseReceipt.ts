/**
 * Receipts of erasure: each institution's node signs that it has deleted. Machines delete, so the key of the machine
 * signs, not an officer who could not look. Whose receipt is missing is read from the ledger alone.
 *
 * Invariants:
 *   1. Every institution that was on the ledger when the record was erased owes one receipt, and no other one.
 *   2. The author's institution names the term until which its archive row stays, as the ledger reckoned it; all others
 *      say that nothing stays.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import type { Institution } from '../entities.ts';
import {
  erasureCodec,
  erasureReceiptCodec,
  erasureReceiptId,
  type Erasure,
  type ErasureReceipt,
} from '../erasureEntities.ts';
import { demandInstitution, institutionIds } from '../registry/institution.ts';
import { demandRoles, readInstitution } from '../signers.ts';
import { read, write, type OverlayState, type StateReader } from '../state.ts';

export function acknowledgeErasure(
  verified: Verified<'governance/erase-receipt'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body, transaction } = verified;
  const [signer] = demandRoles(transaction, ['node']);
  if (signer === undefined) throw new Refusal('node-receipt-missing');
  const erasure = read(state, erasureCodec, body.statement);
  if (erasure === null) throw new Refusal('erasure-unknown');
  const institution = signer.entity;
  demand(owesReceipt(demandInstitution(state, institution), erasure), 'erase-receipt-not-due');
  demand(readReceipt(state, body.statement, institution) === null, 'erase-receipt-exists');
  demand(body.archiveUntil === archiveTermAt(erasure, institution), 'erase-receipt-term');
  write(state, erasureReceiptCodec, erasureReceiptId(body.statement, institution), {
    archiveUntil: body.archiveUntil,
    keyVersion: signer.version,
    time: context.time,
    height: context.height,
  });
}

/** Invariant 2: until when an institution's archive row stays, ms; null where it keeps none. */
export function archiveTermAt(erasure: Erasure, institution: Uint8Array): number | null {
  return bytesEqual(erasure.institution, institution) ? erasure.archiveUntil : null;
}

/** An institution and its receipt for an erasure; null while it is missing. */
export interface DueReceipt {
  readonly institution: Uint8Array;
  readonly receipt: ErasureReceipt | null;
}

/** Invariant 1: every receipt that is due for an erasure, in the registry's order. */
export function dueReceipts(
  state: StateReader,
  statement: Uint8Array,
  erasure: Erasure,
): readonly DueReceipt[] {
  return institutionIds(state)
    .filter((id) => {
      const institution = readInstitution(state, id);
      return institution !== null && owesReceipt(institution, erasure);
    })
    .map((institution) => ({ institution, receipt: readReceipt(state, statement, institution) }));
}

export function readReceipt(
  state: StateReader,
  statement: Uint8Array,
  institution: Uint8Array,
): ErasureReceipt | null {
  return read(state, erasureReceiptCodec, erasureReceiptId(statement, institution));
}

/** It was there when the record was erased: its first node key tells since when. */
function owesReceipt({ nodeKeys }: Institution, { height }: Erasure): boolean {
  const since = nodeKeys[0]?.from;
  return since !== undefined && since <= height;
}
