/** The visits of this desk, with what the ledger says of each. */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import type { EpochKey } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { participantOf, visitIsOpen } from '../../../contracts/visit/visit.ts';
import { millis } from '../../../ports.ts';
import type { DeskVisit } from '../../../replica/desk/visits.ts';
import type { Banner, Visit } from '../../api/visits.ts';
import { bannerOf } from './documents.ts';
import { chartAtHand } from './chart.ts';
import { presentTime, readVisit } from './ledgerReads.ts';
import { endOverdueVisits } from './overdue.ts';
import { sharingOfVisit } from './sharing.ts';
import type { VisitWork } from './work.ts';

/** Visits that began within this time are listed; an inpatient stay is the longest there is. */
const LISTED_MS = 31 * 24 * 60 * 60 * 1000;

/** The newest first. */
export async function listVisits(work: VisitWork): Promise<Visit[]> {
  endOverdueVisits(work);
  const since = millis(Math.max(0, work.context.ports.clock.now() - LISTED_MS));
  return Promise.all(work.session.desk.visits.since(since).map((known) => viewOf(work, known)));
}

/** @throws ConsiliumError `visit-unknown` */
export async function visitView(work: VisitWork, visit: EpochKey): Promise<Visit> {
  const known = work.session.desk.visits.visit(visit);
  if (known === null) throw new ConsiliumError('visit-unknown');
  return viewOf(work, known);
}

async function viewOf(work: VisitWork, known: DeskVisit): Promise<Visit> {
  const entity = readVisit(work.ledger.replica.store, known.visit);
  return {
    id: toHex(known.visit),
    epoch: known.epoch,
    patient: await bannerIfOpen(work, known),
    registration: known.registration === null ? null : toHex(known.registration),
    department: known.department,
    openedAt: entity?.time ?? known.openedAt,
    until: entity?.until ?? known.until,
    state: stateOf(work, known),
    role: roleOf(work, known.visit),
    consented: known.consented,
    records: recordsOf(work, known.visit),
    sharing: sharingOfVisit(work, known.visit),
  };
}

/** Null once the visit is over: who the patient was is no longer here. */
async function bannerIfOpen(work: VisitWork, known: DeskVisit): Promise<Banner | null> {
  if (known.endedAt !== null) return null;
  return bannerOf(await chartAtHand(work, known.visit), work.context.ports.clock);
}

function stateOf(work: VisitWork, known: DeskVisit): Visit['state'] {
  const { store } = work.ledger.replica;
  const entity = readVisit(store, known.visit);
  if (entity === null) return known.endedAt === null ? 'opening' : 'over';
  if (entity.ended !== null || endIsQueued(work, known)) return 'ended';
  if (!visitIsOpen(entity, store, presentTime(work.context.ports.clock, store))) return 'over';
  if (known.endedAt !== null) return 'ended';
  return participantOf(entity, work.session.identity.entity) === null ? 'opening' : 'open';
}

/** As what this doctor takes part; a visit that is not on the ledger yet is one's own. */
function roleOf(work: VisitWork, visit: EpochKey): Visit['role'] {
  const entity = readVisit(work.ledger.replica.store, visit);
  if (entity === null || bytesEqual(entity.doctor, work.session.identity.entity)) return 'doctor';
  const role = participantOf(entity, work.session.identity.entity)?.role;
  return role === 'trainee' || role === 'laboratory' ? role : 'colleague';
}

/** Ended here; the ledger hears of it when the outbox gets through. */
function endIsQueued(work: VisitWork, known: DeskVisit): boolean {
  if (known.endedAt === null) return false;
  return work.session.desk.outbox.byVisit(known.visit).some(({ kind }) => kind === 'visit/end');
}

/** Records signed here for the visit, on the ledger or on their way. */
function recordsOf(work: VisitWork, visit: EpochKey): number {
  const signed = work.session.desk.outbox.byVisit(visit);
  return signed.filter(({ kind, state }) => kind === 'visit/record' && state !== 'rejected').length;
}
