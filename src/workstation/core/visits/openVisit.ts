/**
 * Opening a visit: the card is spent, and its history may be read from then on.
 *
 * The visit, its card and the signed opening are in the desk, in one transaction, before anything is sent. So a
 * process killed at any moment leaves the card unspent, or a visit that goes on: the outbox sends the very same
 * bytes again, and they open it once.
 */
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import type { PublicCard } from '../../../crypto/card.ts';
import { toRegistrationNumber, type EpochKey, type RegistrationNumber } from '../../../crypto/ids.ts';
import { epochKeys } from '../../../crypto/patientKeys.ts';
import { ConsiliumError } from '../../../errors.ts';
import { registrationCodec, type Registration } from '../../../contracts/entities.ts';
import { read } from '../../../contracts/state.ts';
import { LONGEST_STAY_MS, LONGEST_VISIT_MS } from '../../../contracts/visit/visit.ts';
import { millis } from '../../../ports.ts';
import type { OutboxEntry } from '../../../replica/outbox.ts';
import type { ArgsOf } from '../../api.ts';
import type { Visit } from '../../api/visits.ts';
import { spentError } from './cards.ts';
import { openChart } from './chart.ts';
import { OPENING_LIFETIME_MS, settle, signedEntry, staffSigner, termOf } from './transactions.ts';
import { beginVisit } from './visitContext.ts';
import { visitView } from './visitList.ts';
import type { VisitWork } from './work.ts';

type OpenArgs = ArgsOf<'visit/open'>;

/** Leaves room for a ledger whose clock is behind this machine's: a longer term would be refused. */
const TERM_MARGIN_MS = 10 * 60 * 1000;

/**
 * Opens the visit of a card that was read. Reading on in a visit that this desk already opened is no error.
 * @throws ConsiliumError `card-handle-unknown`, `card-sealed`, `role-doctor-required`, `registration-*`, and the
 *   ledger's refusals: `card-spent` {by, institution, time}, `card-expired`, `signer-suspended`, …
 */
export async function openVisit(work: VisitWork, args: OpenArgs): Promise<Visit> {
  const held = work.held(args.handle);
  if (held.kind !== 'card') throw new ConsiliumError('card-sealed');
  if (work.session.identity.role !== 'doctor') throw new ConsiliumError('role-doctor-required');
  const { card } = held;
  return work.inTurn(toHex(card.certificate.epochKey), () => openOnce(work, card, args));
}

async function openOnce(work: VisitWork, card: PublicCard, args: OpenArgs): Promise<Visit> {
  const visit = card.certificate.epochKey;
  if (work.session.desk.visits.visit(visit)?.endedAt !== null) {
    await work.ledger.catchUp();
    const spent = spentError(work.ledger.replica.store, visit);
    if (spent !== null) throw spent;
    await decideOpening(work, card, enqueueOpening(work, card, args));
  }
  work.release(args.handle);
  work.context.emit({ type: 'visits' });
  // The history is opened at once, so that banner and names are here when the node is away later.
  await openChart(work, visit);
  // Only now a list of visits can say whose this one is.
  work.context.emit({ type: 'visits' });
  return visitView(work, visit);
}

function enqueueOpening(work: VisitWork, card: PublicCard, args: OpenArgs): OutboxEntry {
  const { session, context } = work;
  const term = termOf(context, OPENING_LIFETIME_MS);
  const number = args.registration === null ? null : toRegistrationNumber(fromHex(args.registration));
  const department = number === null ? null : demandWaiting(work, number).department;
  const visit = card.certificate.epochKey;
  const longest = args.purpose === 'inpatient' ? LONGEST_STAY_MS : LONGEST_VISIT_MS;
  const until = term.time + longest - TERM_MARGIN_MS;
  const body = {
    kind: 'visit/open',
    ...term,
    signers: [staffSigner(session), { role: 'view', entity: visit, version: 0 }],
    certificate: card.certificateBytes,
    issuerSignature: card.issuerSignature,
    registration: number,
    purpose: args.purpose,
    until,
  } as const;
  const viewKey = epochKeys(card.viewKey, card.epoch).signing.secretKey;
  const entry = signedEntry(context, { body, keys: [session.keys.sign.secretKey, viewKey], visit });
  const times = { openedAt: millis(term.time), until: millis(until) };
  // What an opening that expired left behind.
  session.desk.visits.discard(visit);
  return session.desk.atomically(() => {
    beginVisit(session.desk, { visit, epoch: card.epoch, registration: number, department, ...times }, card);
    return session.desk.outbox.add(entry);
  });
}

/** An opening that the ledger refused leaves nothing behind; one that is queued is a visit that is opening. */
async function decideOpening(work: VisitWork, card: PublicCard, queued: OutboxEntry): Promise<void> {
  const entry = await settle(work.context, queued.id);
  if (entry.state !== 'rejected') return;
  const visit: EpochKey = card.certificate.epochKey;
  work.session.desk.visits.discard(visit);
  const isUsedUp = entry.code === 'card-spent' || entry.code === 'card-revoked';
  const spent = isUsedUp ? spentError(work.ledger.replica.store, visit) : null;
  throw spent ?? new ConsiliumError(entry.code ?? 'internal', { visit: toHex(visit) });
}

function demandWaiting(work: VisitWork, number: RegistrationNumber): Registration {
  const registration = read(work.ledger.replica.store, registrationCodec, number);
  if (registration === null) throw new ConsiliumError('registration-unknown');
  if (registration.visit !== null) throw new ConsiliumError('registration-used');
  if (!bytesEqual(registration.institution, work.session.identity.institution))
    throw new ConsiliumError('registration-other-institution');
  return registration;
}
