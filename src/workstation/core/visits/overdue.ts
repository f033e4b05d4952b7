/** Visits end by time, without anyone acting: what a card opened goes with them. */
import type { EpochKey } from '../../../crypto/ids.ts';
import { visitIsOpen, visitOverSince } from '../../../contracts/visit/visit.ts';
import { millis, type Millis } from '../../../ports.ts';
import type { DeskVisit } from '../../../replica/desk/visits.ts';
import { presentTime, readVisit } from './ledgerReads.ts';
import type { VisitWork } from './work.ts';

/**
 * Brings the desk in line with the ledger: a visit that the ledger ended, or whose term or doctor is over, loses its
 * key here; one whose opening was refused is forgotten; identities whose follow-up has passed go.
 */
export function endOverdueVisits(work: VisitWork): void {
  const { desk } = work.session;
  const now = presentTime(work.context.ports.clock, work.ledger.replica.store);
  for (const known of desk.visits.open()) endIfOver(work, known, now);
  desk.ownRecords.forgetIdentities(now);
}

function endIfOver(work: VisitWork, known: DeskVisit, now: Millis): void {
  const { desk } = work.session;
  const { store } = work.ledger.replica;
  const { visit } = known;
  const entity = readVisit(store, visit);
  if (entity === null) {
    if (openingWasRefused(work, visit)) desk.visits.discard(visit);
    else if (now > known.until) endHere(work, visit, now);
    return;
  }
  if (entity.until > known.until) desk.visits.extend(visit, millis(entity.until));
  if (!visitIsOpen(entity, store, now)) endHere(work, visit, millis(visitOverSince(entity, now) ?? now));
}

function endHere(work: VisitWork, visit: EpochKey, time: Millis): void {
  work.session.desk.visits.end(visit, time);
  work.forgetVisit(visit);
}

function openingWasRefused(work: VisitWork, visit: EpochKey): boolean {
  const openings = work.session.desk.outbox.byVisit(visit).filter(({ kind }) => kind === 'visit/open');
  return openings.length > 0 && openings.every(({ state }) => state === 'rejected');
}
