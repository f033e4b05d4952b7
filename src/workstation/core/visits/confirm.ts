/** The patient's consent, brought later: a visit/confirm for each statement of the visit that waits for it. */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { decodeCertificate } from '../../../crypto/certificate.ts';
import { toStatementHash, type EpochKey, type StatementHash } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { decodeBody } from '../../../contracts/transaction.ts';
import { isSettled, type OutboxEntry } from '../../../replica/outbox.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { readVisit, statementsOf } from './ledgerReads.ts';
import { consentTo } from './recordEntry.ts';
import { keepSharingAnswers, signedInVisit } from './sharing.ts';
import { openSlipFor, pinAccess } from './slips.ts';
import { settle, signedEntry, staffSigner, termOf, TRANSACTION_LIFETIME_MS } from './transactions.ts';
import { epochKeyOf, keepNextCard } from './visitContext.ts';
import type { VisitWork } from './work.ts';

/**
 * Confirms every statement of the visit that is pending, on the ledger or on its way there. There is no term: the
 * visit may be over. The slip's next card is kept until the end of a visit that still goes on.
 * @throws ConsiliumError `visit-opening`, and those of {@link openSlipFor}
 */
export async function confirmRecords(
  work: VisitWork,
  { visit: visitHex, consent }: ArgsOf<'sign/confirm'>,
): Promise<ResultOf<'sign/confirm'>> {
  const visit = epochKeyOf(visitHex);
  const entity = readVisit(work.ledger.replica.store, visit);
  if (entity === null) throw new ConsiliumError('visit-opening');
  const { desk } = work.session;
  const known = desk.visits.visit(visit);
  const target = {
    epoch: known?.epoch ?? null,
    certificate: decodeCertificate(entity.certificate),
    root: null,
  };
  const slip = await openSlipFor(pinAccess(work.context), target, consent);
  const entries = desk.atomically(() => {
    if (known !== null && known.endedAt === null) keepNextCard(desk, visit, slip.nextCard);
    else desk.visits.setConsented(visit);
    const choice = consent.sharing ?? null;
    if (choice !== null)
      keepSharingAnswers(work, { visit, statements: signedInVisit(work, visit), choice, slip });
    return pendingOf(work, visit).map((hash) =>
      desk.outbox.add(confirmEntry(work, { visit, hash, consentSignature: consentTo(hash, slip) })),
    );
  });
  work.context.emit({ type: 'outbox' });
  work.context.emit({ type: 'visits' });
  const last = entries.at(-1);
  if (last !== undefined) await settle(work.context, last.id);
  return { confirmed: entries.length };
}

function confirmEntry(
  work: VisitWork,
  of: { readonly visit: EpochKey; readonly hash: StatementHash; readonly consentSignature: Uint8Array },
) {
  const body = {
    kind: 'visit/confirm',
    ...termOf(work.context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(work.session)],
    statement: of.hash,
    consentSignature: of.consentSignature,
  } as const;
  // The entry names no statement: the outbox would take the record's own block for the confirmation's.
  return signedEntry(work.context, { body, keys: [work.session.keys.sign.secretKey], visit: of.visit });
}

/** On the ledger as pending, or signed here without consent and not there yet; without those already confirmed. */
function pendingOf(work: VisitWork, visit: EpochKey): readonly StatementHash[] {
  const { store } = work.ledger.replica;
  const listed = statementsOf(store, { epoch: 0, epochKey: visit });
  const onLedger = listed.filter(({ entity }) => entity.state === 'pending').map(({ hash }) => toHex(hash));
  const entries = work.session.desk.outbox.byVisit(visit).filter(({ state }) => state !== 'rejected');
  const onTheirWay = entries.filter((entry) => !isSettled(entry.state)).flatMap(unconsented);
  const confirmed = new Set(entries.filter((entry) => !isSettled(entry.state)).flatMap(confirms));
  const known = new Set(listed.map(({ hash }) => toHex(hash)));
  const waiting = [...onLedger, ...onTheirWay.filter((hash) => !known.has(hash))];
  return waiting.filter((hash) => !confirmed.has(hash)).map((hash) => toStatementHash(fromHex(hash)));
}

function unconsented(entry: OutboxEntry): readonly string[] {
  const body = decodeBody(entry.body);
  if (body.kind !== 'visit/record' || body.consentSignature !== null || entry.statement === null) return [];
  return [toHex(entry.statement)];
}

function confirms(entry: OutboxEntry): readonly string[] {
  const body = decodeBody(entry.body);
  return body.kind === 'visit/confirm' ? [toHex(body.statement)] : [];
}
