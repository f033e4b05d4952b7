/**
 * The end of a visit. The card was spent when it opened; now the history goes from this machine and the patient
 * leaves with the next card, which the slip gave. The ledger hears of it as soon as the node is reached, and ends
 * the visit by its term in any case.
 */
import { writeCard, type PublicCard } from '../../../crypto/card.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import type { EpochKey } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { isRevocation } from '../../../contracts/entities.ts';
import { visitIsOpen } from '../../../contracts/visit/visit.ts';
import type { ResultOf } from '../../api.ts';
import type { NextCard } from '../../api/visits.ts';
import { qrPng } from '../../qr.ts';
import { presentTime, readSpent, readVisit } from './ledgerReads.ts';
import { settle, signedEntry, staffSigner, termOf, TRANSACTION_LIFETIME_MS } from './transactions.ts';
import { epochKeyOf, nextCardOf } from './visitContext.ts';
import type { VisitWork } from './work.ts';

/**
 * Ends the visit here and on the ledger. Ending it twice changes nothing; then there is no next card any more (the
 * slip, in the patient's hand, still has it).
 * @throws ConsiliumError `visit-unknown`
 */
export async function endVisit(work: VisitWork, visitHex: string): Promise<ResultOf<'visit/end'>> {
  const visit = epochKeyOf(visitHex);
  const { desk } = work.session;
  if (desk.visits.visit(visit) === null) throw new ConsiliumError('visit-unknown');
  // Read before the ledger hears of it: whoever looks at the visits then takes the key away.
  const next = nextCardOf(desk, visit);
  const queued = queueEnd(work, visit);
  if (queued !== null) await settle(work.context, queued);
  const isRevoked = next !== null && wasRevoked(work, next);
  const answer = next === null || isRevoked ? null : await printed(next);
  desk.visits.end(visit, work.context.ports.clock.now());
  work.forgetVisit(visit);
  work.context.emit({ type: 'visits' });
  return { next: answer, ...(isRevoked && { revoked: true as const }) };
}

/** Cards were replaced while the visit was open: what the slip yielded opens nothing any more. */
function wasRevoked(work: VisitWork, { certificate }: PublicCard): boolean {
  const spent = readSpent(work.ledger.replica.store, certificate.epochKey);
  return spent !== null && isRevocation(spent.use);
}

/** Card text and its QR picture, as it is handed out. */
export async function printed(card: PublicCard): Promise<NextCard> {
  const text = writeCard(card);
  return { epoch: card.epoch, text, qrPng: await qrPng(text) };
}

/** The entry that tells the ledger; null when it knows, or needs not be told. */
function queueEnd(work: VisitWork, visit: EpochKey): number | null {
  const { desk } = work.session;
  const { store } = work.ledger.replica;
  const queued = desk.outbox
    .byVisit(visit)
    .find(({ kind, state }) => kind === 'visit/end' && state !== 'rejected');
  if (queued !== undefined) return queued.id;
  const entity = readVisit(store, visit);
  // Who joined leaves; the visit goes on until its doctor ends it.
  if (entity !== null && !bytesEqual(entity.doctor, work.session.identity.entity)) return null;
  const now = presentTime(work.context.ports.clock, store);
  if (entity !== null && !visitIsOpen(entity, store, now)) return null;
  const body = {
    kind: 'visit/end',
    ...termOf(work.context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(work.session)],
    epoch: visit,
  } as const;
  return desk.outbox.add(signedEntry(work.context, { body, keys: [work.session.keys.sign.secretKey], visit }))
    .id;
}
