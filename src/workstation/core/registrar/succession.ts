/**
 * A patient whose master card is lost, or in wrong hands, gets a new root. First the unused cards of the former one are
 * revoked; then the new root is registered, with a statement that carries what is at hand of the former chain, sealed to
 * the new cards alone; then the ledger is told that the one follows the other, and gates give the former one nothing more.
 *
 * A process killed on the way has handed out nothing: the patient still has what they brought, and it is done again. The
 * ledger may then say twice that the root was succeeded.
 */
import { newPatientSeed, rootKeyPair } from '../../../crypto/patientKeys.ts';
import { assertShareTerms } from '../../../crypto/recoveryShares.ts';
import { formerRootName, successionLink } from '../../../crypto/succession.ts';
import type { StatementHash } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { KnownPatient } from '../../../replica/desk/patients.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { CoreContext } from '../context.ts';
import { importProgress, sealDocuments } from '../imports/readFiles.ts';
import type { FormerRoot } from '../visits/formerRoot.ts';
import { institutionName } from '../visits/ledgerReads.ts';
import { documentHash } from '../visits/prepare.ts';
import { recordEntry } from '../visits/recordEntry.ts';
import {
  settleOrThrow,
  signedEntry,
  staffSigner,
  termOf,
  TRANSACTION_LIFETIME_MS,
} from '../visits/transactions.ts';
import { assertRegistrar } from './assertRegistrar.ts';
import { formerRoot, openFormer, type FormerSecret } from './formerSecret.ts';
import { issueCards } from './issueCards.ts';
import { keepPatient, revokeOf, wishesEmergency } from './patients.ts';
import { ownDocument } from './registerPatient.ts';
import {
  endRegistration,
  handOut,
  openRegistration,
  recordRegistration,
  type Registration,
} from './registration.ts';
import type { RegisteredPerson } from './registrationDocument.ts';
import { successionDocument } from './successionDocument.ts';

type Wishes = ArgsOf<'registrar/succeed'>;
type Succeeded = ResultOf<'registrar/succeed'>;

/** Errors: see the request table. */
export async function succeedMaster(context: CoreContext, wishes: Wishes): Promise<Succeeded> {
  assertRegistrar(context);
  if (wishes.shares !== null) assertShareTerms(wishes.shares);
  const patient = context.session().desk.patients.patient(wishes.patient);
  const secret = await openFormer(context, patient, wishes.former);
  try {
    // First of all: whoever has them opens nothing any more.
    const revoked = await revokeOf(context, patient.id, wishes.reason);
    return { ...(await issueRoot(context, { wishes, patient, secret })), revoked };
  } finally {
    if (secret.kind === 'seed') secret.seed.fill(0);
  }
}

async function issueRoot(
  context: CoreContext,
  of: { readonly wishes: Wishes; readonly patient: KnownPatient; readonly secret: FormerSecret },
): Promise<Omit<Succeeded, 'revoked'>> {
  const { wishes, patient, secret } = of;
  const person = personOf(patient);
  const seed = newPatientSeed(context.ports.random);
  const step = (done: number, total: number): void =>
    importProgress(context, { done, total, step: 'seal-cards' });
  const issued = await issueCards(context, seed, {
    ...wishes,
    emergency: wishesEmergency(context, patient.id),
    step,
  });
  const next = rootKeyPair(seed).publicKey;
  const former = formerRoot(context, patient, { secret, next });
  const { registration } = issued;
  await openRegistration(context, registration);
  await recordRegistration(context, registration, [ownDocument(context, person)]);
  const statement = await recordSuccession(context, registration, { person, former, wishes });
  await declareSuccession(context, registration, { statement, former });
  await endRegistration(context, registration);
  keepPatient(context, person, issued);
  return { ...(await handOut(context, issued, wishes.shares)), kept: keptOf(former) };
}

async function recordSuccession(
  context: CoreContext,
  { card, slip }: Registration,
  of: { readonly person: RegisteredPerson; readonly former: FormerRoot; readonly wishes: Wishes },
): Promise<StatementHash> {
  const time = context.ports.clock.now();
  const { institution } = context.session().identity;
  const parts = successionDocument(of, {
    time,
    institutionName: institutionName(context.ledger().replica.store, institution).zh,
    random: context.ports.random,
  });
  const documents = await sealDocuments(context, [parts]);
  const [document] = documents;
  if (document === undefined) throw new ConsiliumError('internal', { documents: documents.length });
  const { entry, statement } = recordEntry(context, {
    kind: 'succession',
    visit: card.certificate.epochKey,
    certificate: card.certificate,
    refers: null,
    documents,
    data: documentHash(document),
    time,
    followUntil: time,
    consent: slip,
  });
  await settleOrThrow(context, context.session().desk.outbox.add(entry).id);
  return statement;
}

async function declareSuccession(
  context: CoreContext,
  { card }: Registration,
  of: { readonly statement: StatementHash; readonly former: FormerRoot },
): Promise<void> {
  const session = context.session();
  const { root } = of.former;
  const body = {
    kind: 'visit/succession',
    ...termOf(context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(session)],
    statement: of.statement,
    former: formerRootName(root),
    link: successionLink(root, card.root),
  } as const;
  const keys = [session.keys.sign.secretKey];
  const entry = signedEntry(context, { body, keys, visit: card.certificate.epochKey });
  await settleOrThrow(context, session.desk.outbox.add(entry).id);
}

function keptOf({ viewKey, epoch, last }: FormerRoot): Succeeded['kept'] {
  if (viewKey === null) return 'nothing';
  return epoch > last ? 'all' : 'partly';
}

/** As they were registered; the address stands in the former registration. */
function personOf(patient: KnownPatient): RegisteredPerson {
  const { name, birthDate, identifier, phone, guardian, relation } = patient;
  const sex = SEXES.find((each) => each === patient.sex) ?? 'unknown';
  return {
    name,
    sex,
    birthDate,
    identifier,
    phone,
    address: '',
    guardian: guardian === '' ? null : { name: guardian, relation },
  };
}

const SEXES = ['male', 'female', 'other', 'unknown'] as const;
