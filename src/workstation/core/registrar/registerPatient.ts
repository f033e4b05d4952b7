/**
 * Registers a patient. The registration is epoch 0: the registrar opens it, imports what there is under the
 * patient's consent, and ends it, so that the first card handed out is card 1 and opens all of it.
 *
 * What is handed out works: the answer comes only when the ledger has the registration. A process killed before
 * that has handed out nothing, and leaves keys that nobody holds.
 */
import { newPatientSeed } from '../../../crypto/patientKeys.ts';
import { assertShareTerms } from '../../../crypto/recoveryShares.ts';
import type { RecordParts } from '../../../records/importBundle.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { CoreContext } from '../context.ts';
import { assertBrings, planImport, type ImportPlan } from '../imports/plan.ts';
import { importProgress, readFiles } from '../imports/readFiles.ts';
import { institutionName } from '../visits/ledgerReads.ts';
import { assertRegistrar } from './assertRegistrar.ts';
import { issueCards } from './issueCards.ts';
import { keepPatient } from './patients.ts';
import { endRegistration, handOut, openRegistration, recordRegistration } from './registration.ts';
import { registrationDocument, type RegisteredPerson } from './registrationDocument.ts';

type NewPatient = ArgsOf<'registrar/register-patient'>;
type Registered = ResultOf<'registrar/register-patient'>;

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
  return {
    ...(await handOut(context, issued, person.shares ?? null)),
    imported: plan.documents,
    files: plan.reports,
  };
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

/** What the registrar writes down of a person at their registration. */
export function ownDocument(context: CoreContext, person: RegisteredPerson): RecordParts {
  const { institution } = context.session().identity;
  return registrationDocument(person, {
    time: context.ports.clock.now(),
    institutionName: institutionName(context.ledger().replica.store, institution).zh,
    random: context.ports.random,
  });
}
