/**
 * Receipts of consults: that two doctors talked, as both of them say. Each signs the same receipt, whoever does it first;
 * it stands when both have. What it was about, and what was said, stands on no ledger.
 *
 * Invariants, cited by number where they are upheld:
 *   1. It is voluntary: each doctor's own key signs, and nobody signs for another.
 *   2. Two different doctors, both on the ledger: who signs second is whom the first one named, and names the first.
 *   3. It stands once, and counts once, for both, when the second has signed.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import { credit } from '../incentive/period.ts';
import { demandRoles, readStaff } from '../signers.ts';
import { read, write, type OverlayState } from '../state.ts';
import { consultReceiptCodec, type ConsultReceipt } from './receiptEntities.ts';

/** A doctor signs it, naming the other one. */
export interface ReceiptAct {
  readonly by: Uint8Array;
  readonly other: Uint8Array;
  readonly isOtherKnown: boolean;
}

/**
 * The receipt after a signature; `current` is null before the first.
 * Errors: `consult-doctors`, `consult-exists`.
 */
export function evaluate(
  current: ConsultReceipt | null,
  { by, isOtherKnown, other }: ReceiptAct,
  at: { readonly time: number; readonly height: number },
): ConsultReceipt {
  if (current === null) {
    // Invariant 2.
    demand(isOtherKnown && !bytesEqual(by, other), 'consult-doctors');
    return { first: by, second: other, signed: at, confirmed: null };
  }
  // Invariant 3.
  demand(current.confirmed === null && !bytesEqual(by, current.first), 'consult-exists');
  // Invariant 2.
  demand(bytesEqual(by, current.second) && bytesEqual(other, current.first), 'consult-doctors');
  return { ...current, confirmed: at };
}

export function signConsultReceipt(
  { body, transaction }: Verified<'consult/receipt'>,
  state: OverlayState,
  context: BlockContext,
): void {
  // Invariant 1.
  const [signer] = demandRoles(transaction, ['doctor']);
  if (signer === undefined) throw new Refusal('doctor-key-missing');
  const { other, receipt } = body;
  const act = { by: signer.entity, other, isOtherKnown: readStaff(state, 'doctor', other) !== null };
  const { height, time } = context;
  const next = evaluate(read(state, consultReceiptCodec, receipt), act, { time, height });
  write(state, consultReceiptCodec, receipt, next);
  if (next.confirmed === null) return;
  for (const account of [next.first, next.second])
    credit(state, { account, field: 'consults', units: 1, most: 'incentiveMostConsults' }, context);
}
