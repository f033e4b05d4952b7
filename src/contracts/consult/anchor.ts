/**
 * Recordings of consults: the doctor who holds one may put it on the ledger, and either of the two doctors takes it back.
 * What was recorded, and of whom it speaks, stands on no ledger.
 *
 * Invariants, cited by number where they are upheld:
 *   1. It is voluntary: the holder's own key signs, and nobody anchors for another.
 *   2. Two different doctors, both on the ledger, and the hashes of what both signed.
 *   3. The node of the holder's institution signed last: it holds the envelope that the commitment names.
 *   4. A recording stands once; what was taken back does not come again.
 *   5. Either of the two takes it back, once, for good, and nobody else. That is an erasure like that of a record: every
 *      institution owes its receipt (governance/eraseReceipt.ts).
 *   6. It counts once for its holder in the period that is open, and no more when it is taken back in that period.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { missingCase } from '../../errors.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import { erasureCodec } from '../erasureEntities.ts';
import { credit, takeBack } from '../incentive/period.ts';
import { demandRoles, readStaff } from '../signers.ts';
import { read, write, type OverlayState } from '../state.ts';
import type { BodyOf } from '../transactionKinds.ts';
import { recordingAnchorCodec, type RecordingAnchor } from './anchorEntities.ts';
import { recordingCreditCodec } from './receiptEntities.ts';

/** A consult belongs to no visit on the ledger. */
const NO_EPOCH = new Uint8Array(32);

/** What somebody does to it, with what the ledger knows of them. */
export type AnchorAct =
  | {
      readonly act: 'anchor';
      readonly by: Pick<RecordingAnchor, 'holder' | 'keyVersion' | 'institution'>;
      /** Whose node signed last. */
      readonly node: Uint8Array;
      readonly isOtherKnown: boolean;
      readonly of: Pick<BodyOf<'consult/anchor'>, 'other' | 'call' | 'consents' | 'commitment'>;
    }
  | { readonly act: 'withdraw'; readonly by: Uint8Array };

/**
 * The anchor after an act; `current` is null before there is one.
 * Errors: `anchor-exists`, `anchor-doctors`, `node-receipt-missing`, `anchor-unknown`, `anchor-withdrawn`.
 */
export function evaluate(
  current: RecordingAnchor | null,
  act: AnchorAct,
  at: { readonly time: number; readonly height: number },
): RecordingAnchor {
  switch (act.act) {
    case 'anchor': {
      const { by, isOtherKnown, node, of } = act;
      // Invariant 4.
      demand(current === null, 'anchor-exists');
      // Invariant 2.
      demand(isOtherKnown && !bytesEqual(by.holder, of.other), 'anchor-doctors');
      // Invariant 3.
      demand(bytesEqual(node, by.institution), 'node-receipt-missing');
      return { ...by, ...of, anchored: at, withdrawn: null };
    }
    case 'withdraw': {
      if (current === null) throw new Refusal('anchor-unknown');
      demand(current.withdrawn === null, 'anchor-withdrawn');
      // Invariant 5.
      const isTheirs = [current.holder, current.other].some((doctor) => bytesEqual(doctor, act.by));
      demand(isTheirs, 'anchor-doctors');
      return { ...current, withdrawn: { ...at, by: act.by } };
    }
    default:
      return missingCase(act);
  }
}

export function anchorRecording(
  { body, transaction }: Verified<'consult/anchor'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { height, time } = context;
  // Invariant 1.
  const [holder, node] = demandRoles(transaction, ['doctor', 'node']);
  const staff = holder === undefined ? null : readStaff(state, 'doctor', holder.entity);
  if (holder === undefined || node === undefined || staff === null) throw new Refusal('doctor-key-missing');
  const { anchor, call, commitment, consents, other } = body;
  const act = {
    act: 'anchor',
    by: { holder: holder.entity, keyVersion: holder.version, institution: staff.institution },
    node: node.entity,
    isOtherKnown: readStaff(state, 'doctor', other) !== null,
    of: { other, call, consents, commitment },
  } as const;
  const current = read(state, recordingAnchorCodec, anchor);
  write(state, recordingAnchorCodec, anchor, evaluate(current, act, { time, height }));
  // Invariant 6.
  const by = { account: holder.entity, field: 'recordings', most: 'incentiveMostRecordings' } as const;
  const { counted, period } = credit(state, { ...by, units: 1 }, context);
  if (counted > 0)
    write(state, recordingCreditCodec, anchor, { account: holder.entity, period, units: counted });
}

export function withdrawRecording(
  { body, transaction }: Verified<'consult/withdraw'>,
  state: OverlayState,
  { height, time }: BlockContext,
): void {
  const [signer] = demandRoles(transaction, ['doctor']);
  if (signer === undefined) throw new Refusal('doctor-key-missing');
  const current = read(state, recordingAnchorCodec, body.anchor);
  const next = evaluate(current, { act: 'withdraw', by: signer.entity }, { time, height });
  write(state, recordingAnchorCodec, body.anchor, next);
  // Invariant 6.
  const counted = read(state, recordingCreditCodec, body.anchor);
  if (counted !== null) takeBack(state, { ...counted, field: 'recordings' }, counted.period);
  write(state, erasureCodec, body.anchor, {
    epoch: NO_EPOCH,
    institution: next.institution,
    officer: signer.entity,
    reason: 'consent-withdrawn',
    asked: time,
    time,
    height,
    archiveUntil: null,
  });
}
