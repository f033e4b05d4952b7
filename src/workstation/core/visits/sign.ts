/**
 * Signing: the scheme's new_record. The previewed bytes are signed by doctor and, with slip and PIN, by the patient;
 * the draft closes into the outbox in the same transaction. Without a slip the record waits as pending.
 */
import { toHex } from '../../../crypto/bytes.ts';
import { millis } from '../../../ports.ts';
import { partHash } from '../../../crypto/statementData.ts';
import type { VisitSlip } from '../../../crypto/sealedCard.ts';
import type { SharingChoice } from '../../../contracts/sharing/answer.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { sealedFiles } from '../attachments/draft.ts';
import { requirePrepared, type PreparedRecord } from './prepare.ts';
import { recordEntry, type RecordEntry } from './recordEntry.ts';
import { openSlipFor, pinAccess, type GivenSlip } from './slips.ts';
import { keepSharingAnswers } from './sharing.ts';
import { sendLater } from './transactions.ts';
import {
  assertOpenOnLedger,
  epochKeyOf,
  keepNextCard,
  visitContext,
  type VisitContext,
} from './visitContext.ts';
import type { VisitWork } from './work.ts';

/**
 * Signs what was previewed. When it answers, the record is durable here and is sent until it is on the ledger.
 * @throws ConsiliumError `draft-changed`, `attachment-unknown`, `note-incomplete`, `visit-opening`, `visit-over`, `slip-mismatch`,
 *   `slip-expected`, `card-other-patient`, `pin-wrong` {left}, `slip-locked`; `node-away` when the pepper cannot be
 *   had: the record can still be signed without the slip
 */
export async function commitRecord(
  work: VisitWork,
  { visit: visitHex, hash, consent }: ArgsOf<'sign/commit'>,
): Promise<ResultOf<'sign/commit'>> {
  const visit = epochKeyOf(visitHex);
  const context = visitContext(work, visit);
  assertOpenOnLedger(work, visit);
  const record = await requirePrepared(work, visit, hash);
  const slip = consent === null ? null : await slipFor(work, context, consent);
  const signed = recordEntry(work.context, {
    kind: 'record',
    visit,
    certificate: context.card.certificate,
    refers: null,
    documents: [record.document],
    attachments: sealedFiles(work, record.draft.name, record.attachments),
    data: record.data,
    time: record.time,
    followUntil: record.followUntil,
    consent: slip,
  });
  const sharing = consent?.sharing ?? null;
  closeDraft(work, { context, record, signed, slip, sharing });
  work.forgetPrepared(visit);
  work.context.emit({ type: 'outbox' });
  work.context.emit({ type: 'visits' });
  sendLater(work.context);
  return { statement: toHex(signed.statement), state: slip === null ? 'pending' : 'consented' };
}

/** The slip of a visit whose card is on the desk. */
export async function slipFor(work: VisitWork, { card }: VisitContext, given: GivenSlip): Promise<VisitSlip> {
  const target = { epoch: card.epoch, certificate: card.certificate, root: card.root };
  return openSlipFor(pinAccess(work.context), target, given);
}

interface Closing {
  readonly context: VisitContext;
  readonly record: PreparedRecord;
  readonly signed: RecordEntry;
  readonly slip: VisitSlip | null;
  readonly sharing: SharingChoice | null;
}

/** All of it or nothing: after a kill there is the draft, or the record with all that belongs to it. */
function closeDraft(work: VisitWork, { context, record, signed, slip, sharing }: Closing): void {
  const { desk } = work.session;
  const { identity, clinical } = record.document;
  desk.atomically(() => {
    desk.attachments.clear(record.draft.name);
    desk.closeDraftIntoOutbox({ ...record.draft.name, revision: record.draft.revision }, signed.entry);
    desk.ownRecords.keep({
      statement: signed.statement,
      followUntil: millis(record.followUntil),
      clinical: clinical.content,
      identityHash: partHash('identity', identity.content),
      identity: identity.content.bytes,
    });
    if (slip === null) return;
    keepNextCard(desk, context.visit, slip.nextCard);
    const { visit } = context;
    if (sharing !== null)
      keepSharingAnswers(work, { visit, statements: [signed.statement], choice: sharing, slip });
  });
}
