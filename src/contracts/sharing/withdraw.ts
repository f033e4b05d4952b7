/**
 * Withdrawing a shared case: an erasure like that of a record. Every institution deletes key envelope and payload and owes
 * its receipt (governance/eraseReceipt.ts). What somebody had read before that, they have read; blocks keep the facets
 * that were published, the state does not.
 *
 * Invariants:
 *   1. The author, or an officer of the author's institution (for a patient who takes their consent back, or an author
 *      who has left), and nobody else.
 *   2. It happens once, for good: nobody publishes that case again.
 *   3. What it had earned in a period that is still open is given back; its sources stay counted.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import { erasureCodec, type ErasureReason } from '../erasureEntities.ts';
import { takeBack } from '../incentive/period.ts';
import { demandRoles, readStaff } from '../signers.ts';
import { read, write, type OverlayState } from '../state.ts';
import { caseCodec, type CaseEntity } from './caseEntities.ts';

/** A case belongs to no visit on the ledger. */
const NO_EPOCH = new Uint8Array(32);

/** Who asks for it, as the ledger knows them. */
export interface Withdrawer {
  readonly role: 'doctor' | 'officer';
  readonly id: Uint8Array;
  readonly institution: Uint8Array;
}

/**
 * The case after its withdrawal. Invariants 1 and 2.
 * Errors: `case-unknown`, `case-withdrawn`, `case-author`.
 */
export function evaluate(
  current: CaseEntity | null,
  { by, reason }: { readonly by: Withdrawer; readonly reason: ErasureReason },
  at: { readonly time: number; readonly height: number },
): CaseEntity {
  if (current === null) throw new Refusal('case-unknown');
  demand(current.withdrawn === null, 'case-withdrawn');
  const mayDo =
    by.role === 'doctor'
      ? bytesEqual(by.id, current.author)
      : bytesEqual(by.institution, current.institution);
  demand(mayDo, 'case-author');
  return { ...current, facets: null, withdrawn: { ...at, reason, by: by.id } };
}

export function withdrawCase(
  { body, transaction }: Verified<'sharing/withdraw'>,
  state: OverlayState,
  { height, time }: BlockContext,
): void {
  const role = body.signers[0]?.role === 'officer' ? 'officer' : 'doctor';
  const [signer] = demandRoles(transaction, [role]);
  const staff = signer === undefined ? null : readStaff(state, role, signer.entity);
  if (signer === undefined || staff === null) throw new Refusal('signer-missing');
  const by = { role, id: signer.entity, institution: staff.institution } as const;
  const current = read(state, caseCodec, body.case);
  const next = evaluate(current, { by, reason: body.reason }, { time, height });
  write(state, caseCodec, body.case, next);
  takeBack(state, { account: next.author, field: 'shares', units: next.units }, next.period);
  write(state, erasureCodec, body.case, {
    epoch: NO_EPOCH,
    institution: next.institution,
    officer: signer.entity,
    reason: body.reason,
    asked: time,
    time,
    height,
    archiveUntil: null,
  });
}
