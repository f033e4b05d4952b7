/**
 * Registers a patient. The registration is epoch 0: the registrar opens it, imports what there is under the
 * patient's consent, and ends it, so that the first card handed out is card 1 and opens all of it.
 *
 * What is handed out works: the answer comes only when the ledger has the registration. A process killed before
 * that has handed out nothing, and leaves keys that nobody holds.
 */
import { epochKeys, newPatientSeed } from '../../../crypto/patientKeys.ts';
import { assertShareTerms, type ShareTerms } from '../../../crypto/recoveryShares.ts';
import { importDataHash } from '../../../crypto/statementData.ts';
import { LONGEST_VISIT_MS } from '../../../contracts/visit/visit.ts';
import type { RecordParts } from '../../../records/importBundle.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { qrPng } from '../../qr.ts';
import type { CoreContext } from '../context.ts';
import { assertBrings, planImport, type ImportPlan } from '../imports/plan.ts';
import { importProgress, readFiles, sealDocuments } from '../imports/readFiles.ts';
import { institutionName } from '../visits/ledgerReads.ts';
import { documentHash } from '../visits/prepare.ts';
import { recordEntry } from '../visits/recordEntry.ts';
import {
  OPENING_LIFETIME_MS,
  settleOrThrow,
  signedEntry,
  staffSigner,
  termOf,
  TRANSACTION_LIFETIME_MS,
} from '../visits/transactions.ts';
import { assertRegistrar } from './assertRegistrar.ts';
import { issueCards, type IssuedCards } from './issueCards.ts';
import { printedItem } from './printedItem.ts';
import { printedShares } from './shares.ts';
import { keepPatient } from './patients.ts';
import { registrationDocument } from './registrationDocument.ts';

type NewPatient = ArgsOf<'registrar/register-patient'>;
type Registered = ResultOf<'registrar/register-patient'>;
type Registration = IssuedCards['registration'];

/** A registration takes minutes, an import of a long history a little more. */
const REGISTRATION_MS = LONGEST_VISIT_MS / 24;

/**
 * @throws ConsiliumError `role-registrar-required`, `pin-malformed`, `node-away`, the refusals of node and ledger, and
 *   those of {@link assertBrings}
 */
export async function registerPatient(context: CoreContext, person: NewPatient): Promise<Registered> {
  assertRegistrar(context);
  // Read before anything is issued: files that cannot be read leave nothing behind.
  const plan = await planOf(context, person);
  if (person.shares) assertShareTerms(person.shares);
  const seed = newPatientSeed(context.ports.random);
  const step = (done: number, total: number): void =>
    importProgress(context, { done, total, step: 'seal-cards' });
  const issued = await issueCards(context, seed, { ...person, step });
  await openRegistration(context, issued.registration);
  await recordRegistration(context, issued.registration, [ownDocument(context, person), ...plan.parts]);
  await endRegistration(context, issued.registration);
  keepPatient(context, person, issued);
  return handOut(context, { issued, plan, shares: person.shares ?? null });
}

/** The registrar chose the files for this person: one that is another's by its dates is shown, and taken. */
async function planOf(context: CoreContext, { files, sex, birthDate }: NewPatient): Promise<ImportPlan> {
  const outcomes = await readFiles(context, files);
  const plan = planImport(outcomes, {
    known: new Set(),
    person: { sex, birthDate },
    otherIdentity: true,
  });
  if (files.length > 0) assertBrings(plan);
  return plan;
}

async function openRegistration(context: CoreContext, { card }: Registration): Promise<void> {
  const session = context.session();
  const term = termOf(context, OPENING_LIFETIME_MS);
  const visit = card.certificate.epochKey;
  const body = {
    kind: 'visit/open',
    ...term,
    signers: [staffSigner(session), { role: 'view', entity: visit, version: 0 }],
    certificate: card.certificateBytes,
    issuerSignature: card.issuerSignature,
    registration: null,
    purpose: 'registration',
    until: term.time + REGISTRATION_MS,
  } as const;
  const viewKey = epochKeys(card.viewKey, card.epoch).signing.secretKey;
  const keys = [session.keys.sign.secretKey, viewKey];
  await settleOrThrow(context, session.desk.outbox.add(signedEntry(context, { body, keys, visit })).id);
}

/** One statement over all documents: the patient consents once, to the root of their hashes. */
async function recordRegistration(
  context: CoreContext,
  { card, slip }: Registration,
  parts: readonly RecordParts[],
): Promise<void> {
  const documents = await sealDocuments(context, parts);
  const time = context.ports.clock.now();
  const { entry } = recordEntry(context, {
    kind: 'import',
    visit: card.certificate.epochKey,
    certificate: card.certificate,
    refers: null,
    documents,
    data: importDataHash(documents.map(documentHash)),
    time,
    // Nobody follows up on an import.
    followUntil: time,
    consent: slip,
  });
  await settleOrThrow(context, context.session().desk.outbox.add(entry).id);
}

async function endRegistration(context: CoreContext, { card }: Registration): Promise<void> {
  const session = context.session();
  const visit = card.certificate.epochKey;
  const body = {
    kind: 'visit/end',
    ...termOf(context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(session)],
    epoch: visit,
  } as const;
  const entry = signedEntry(context, { body, keys: [session.keys.sign.secretKey], visit });
  await settleOrThrow(context, session.desk.outbox.add(entry).id);
}

function ownDocument(context: CoreContext, person: NewPatient): RecordParts {
  const { institution } = context.session().identity;
  return registrationDocument(person, {
    time: context.ports.clock.now(),
    institutionName: institutionName(context.ledger().replica.store, institution).zh,
    random: context.ports.random,
  });
}

interface HandedOut {
  readonly issued: IssuedCards;
  readonly plan: ImportPlan;
  readonly shares: ShareTerms | null;
}

async function handOut(context: CoreContext, { issued, plan, shares }: HandedOut): Promise<Registered> {
  const { text, passphrase, card } = issued.master;
  return {
    masterText: text,
    masterPassphrase: passphrase,
    masterQrPng: await qrPng(text),
    shares: shares === null ? [] : await printedShares(context, card, shares),
    cards: await Promise.all(issued.cards.map(printedItem)),
    slips: await Promise.all(issued.slips.map(printedItem)),
    imported: plan.documents,
    files: plan.reports,
  };
}
