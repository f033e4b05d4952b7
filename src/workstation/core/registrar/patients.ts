/**
 * The patients whom this registrar registered, after an identity check at the desk: further cards, and what becomes of
 * cards that are lost. Nothing is kept here by which a record could be opened; what issues cards is the master card.
 */
import { decodeCertificate } from '../../../crypto/certificate.ts';
import type { PublicCard } from '../../../crypto/card.ts';
import { isRevoked, type Revocation } from '../../../contracts/entities.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { CertifiedCard, KnownPatient } from '../../../replica/desk/patients.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { CoreContext } from '../context.ts';
import { importProgress } from '../imports/readFiles.ts';
import { presentTime, readSpent } from '../visits/ledgerReads.ts';
import {
  settleOrThrow,
  signedEntry,
  staffSigner,
  termOf,
  TRANSACTION_LIFETIME_MS,
} from '../visits/transactions.ts';
import { assertRegistrar } from './assertRegistrar.ts';
import { issueFurther, type IssuedCards } from './issueCards.ts';
import { printedItem } from './printedItem.ts';
import type { RegisteredPerson } from './registrationDocument.ts';
import { isSucceeded, openOwnMaster } from './shares.ts';

type PatientView = ResultOf<'registrar/patients'>[number];

/** Remembers who was registered, and by which certificates their cards can be revoked. */
export function keepPatient(
  context: CoreContext,
  person: Omit<RegisteredPerson, 'address'>,
  issued: Pick<IssuedCards, 'registration' | 'certified'>,
): void {
  const { name, sex, birthDate, identifier, phone, guardian } = person;
  const { patients } = context.session().desk;
  patients.add(
    {
      root: issued.registration.card.root,
      registered: context.ports.clock.now(),
      name,
      sex,
      birthDate,
      identifier,
      phone,
      guardian: guardian?.name ?? '',
      relation: guardian?.relation ?? '',
    },
    issued.certified.map(certifiedCard),
  );
}

/** Errors: `role-registrar-required`. */
export async function listPatients(context: CoreContext, query: string): Promise<PatientView[]> {
  assertRegistrar(context);
  const { desk } = context.session();
  return desk.patients.search(query.trim()).map((patient) => patientView(context, patient));
}

/**
 * Further cards and slips out of the master card. With `replace`, those that are out are revoked first: they open
 * nothing any more, and the new ones open what the old ones did, since they are of the same keys.
 *
 * @throws ConsiliumError `role-registrar-required`, `patient-unknown`, `card-malformed`, `passphrase-wrong`,
 *   `card-foreign`, `card-other-patient` for the master card of somebody else, `pin-malformed`, `node-away`, and the
 *   refusals of node and ledger
 */
export async function furtherCards(
  context: CoreContext,
  { patient: id, master, replace, ...wishes }: ArgsOf<'registrar/issue-cards'>,
): Promise<ResultOf<'registrar/issue-cards'>> {
  assertRegistrar(context);
  const { seed } = openOwnMaster(context, id, master);
  try {
    const revoked = replace === null ? 0 : await revokeOf(context, id, replace);
    const step = (done: number, total: number): void =>
      importProgress(context, { done, total, step: 'seal-cards' });
    const place = nextPlace(context, id);
    const issued = await issueFurther(context, seed, { ...wishes, ...place, step });
    context.session().desk.patients.addCards(id, issued.certified.map(certifiedCard));
    return {
      cards: await Promise.all(issued.cards.map(printedItem)),
      slips: await Promise.all(issued.slips.map(printedItem)),
      revoked,
    };
  } finally {
    seed.fill(0);
  }
}

/**
 * Revokes every card of the patient that was not used yet.
 * @throws ConsiliumError `role-registrar-required`, `patient-unknown`, `cards-none-unused`, `node-away`, and the
 *   ledger's refusals
 */
export async function revokePatientCards(
  context: CoreContext,
  { patient, reason }: ArgsOf<'registrar/revoke-cards'>,
): Promise<ResultOf<'registrar/revoke-cards'>> {
  assertRegistrar(context);
  const revoked = await revokeOf(context, patient, reason);
  if (revoked === 0) throw new ConsiliumError('cards-none-unused');
  return { revoked };
}

/** Answers how many were revoked; none is sent where there is none. */
export async function revokeOf(context: CoreContext, id: number, reason: Revocation): Promise<number> {
  const session = context.session();
  session.desk.patients.patient(id);
  await context.ledger().catchUp();
  const unused = session.desk.patients.cards(id).filter((card) => cardState(context, card) === 'unused');
  if (unused.length === 0) return 0;
  const body = {
    kind: 'visit/card-revoke',
    ...termOf(context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(session)],
    reason,
    cards: unused.map(({ certificate, issuerSignature }) => ({ certificate, issuerSignature })),
  } as const;
  const entry = signedEntry(context, { body, keys: [session.keys.sign.secretKey], visit: null });
  await settleOrThrow(context, session.desk.outbox.add(entry).id);
  return unused.length;
}

interface Place {
  readonly first: number;
  readonly opens: boolean;
  readonly emergency: boolean;
}

/**
 * Where a further sheet begins. The last card that was certified has no slip yet, since the slip before it yields it:
 * it is the first of the new sheet, unless it was used or revoked. It is printed open where no other can be shown.
 */
function nextPlace(context: CoreContext, id: number): Place {
  const cards = context.session().desk.patients.cards(id);
  const last = cards.at(-1);
  const isOver = last === undefined || !canBeShown(context, last);
  const first = (last?.epoch ?? 0) + (isOver ? 1 : 0);
  const opens = cards.every((card) => card.epoch >= first || !canBeShown(context, card));
  return { first, opens, emergency: wishesEmergency(context, id) };
}

/** Whether the patient wished at their registration that their home institution can open in an emergency. */
export function wishesEmergency(context: CoreContext, id: number): boolean {
  const last = context.session().desk.patients.cards(id).at(-1);
  return last !== undefined && decodeCertificate(last.certificate).emergencyRow;
}

function canBeShown(context: CoreContext, card: CertifiedCard): boolean {
  return cardState(context, card) === 'unused';
}

function certifiedCard({ epoch, certificateBytes, issuerSignature }: PublicCard): CertifiedCard {
  return { epoch, certificate: certificateBytes, issuerSignature };
}

function cardState(
  context: CoreContext,
  { certificate }: CertifiedCard,
): PatientView['cards'][number]['state'] {
  const { store } = context.ledger().replica;
  const { epochKey, notAfter } = decodeCertificate(certificate);
  const spent = readSpent(store, epochKey);
  if (spent !== null) return isRevoked(spent) ? 'revoked' : 'used';
  return presentTime(context.ports.clock, store) > notAfter ? 'expired' : 'unused';
}

function patientView(context: CoreContext, patient: KnownPatient): PatientView {
  const { id, name, sex, birthDate, identifier, phone, guardian, relation, registered } = patient;
  const all = context
    .session()
    .desk.patients.cards(id)
    .map((card) => ({ epoch: card.epoch, state: cardState(context, card) }));
  const last = all.at(-1)?.epoch;
  // Nobody holds the last one before the slip of the one before it has given it.
  const cards = all.filter(({ epoch, state }) => epoch > 0 && (epoch !== last || state !== 'unused'));
  return {
    id,
    name,
    sex,
    birthDate,
    identifier,
    phone,
    guardian: guardian === '' ? null : { name: guardian, relation },
    registeredAt: registered,
    cards,
    succeeded: isSucceeded(context, patient.root),
  };
}
