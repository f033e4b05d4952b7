/** The first run's part of the request table: what this machine is to be, and what a demonstration has beside it. */
import { toHex } from '../../../crypto/bytes.ts';
import { assertPassphraseStrength } from '../../../crypto/passphrase.ts';
import { ConsiliumError, errorCode } from '../../../errors.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { demonstrationApi, setupApi } from '../../api/setup.ts';
import { SAMPLE_FILES } from '../../demonstration/samples.ts';
import { accountView } from '../accounts/view.ts';
import type { HandlersOf } from '../context.ts';
import { joinInstitution } from '../membership/join.ts';
import type { Machine } from '../machine.ts';
import type { Sessions } from '../session.ts';
import { demonstrationUnits, makeDemonstration, type Hospitals } from './demonstration.ts';
import { Founders } from './founders.ts';
import type { SetupParts } from './founding.ts';
import { assertFounders, makeInstitution } from './institution.ts';
import type { SamplePatients } from './samplePatients.ts';
import { setupStatus, type MadeMachine } from './status.ts';

type SetupChannel =
  | keyof typeof setupApi
  | keyof typeof demonstrationApi
  | 'setup/join'
  | 'setup/person-from-words';

export interface SetupHandlerParts extends SetupParts {
  readonly sessions: Sessions;
  readonly samples: SamplePatients;
  /** Null before the setup. */
  readonly ready: () => MadeMachine | null;
  /** The setup is complete: the machine works from here on. */
  readonly open: (machine: Machine) => void;
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

export function setupHandlers(parts: SetupHandlerParts): HandlersOf<SetupChannel> {
  const { samples, inTurn, host } = parts;
  const founders = new Founders(host.random);
  const report = (done: number, total: number): void =>
    host.emit({ type: 'progress', task: 'import', done, total, step: 'sample-patients' });
  return {
    'setup/status': async () => setupStatus(parts),
    'setup/demonstration': (args) =>
      inTurn(async () => {
        const status = await setUpDemonstration(parts, args);
        // Whoever began to found an institution did not go on.
        founders.forget();
        return status;
      }),
    'setup/person': async (args) => {
      if (parts.ready() !== null) throw new ConsiliumError('setup-done');
      return founders.create(args);
    },
    'setup/person-from-words': async (args) => {
      if (parts.ready() !== null) throw new ConsiliumError('setup-done');
      return founders.fromWords(args);
    },
    'setup/person-confirm': async (args) => {
      founders.confirm(args);
      return {};
    },
    'setup/institution': (args) => inTurn(() => setUpInstitution(parts, founders, args)),
    'setup/join': (args) => inTurn(() => setUpAsMember(parts, founders, args)),
    'demonstration/patients': async () => samples.list(),
    'demonstration/patient': ({ file }) => samples.show(file),
    'demonstration/sample-patients': () => samples.register(report),
  };
}

async function setUpDemonstration(
  parts: SetupHandlerParts,
  { passphrase, patients = false, hospitals = 2 }: ArgsOf<'setup/demonstration'>,
): Promise<ResultOf<'setup/status'>> {
  assertPassphraseStrength(passphrase);
  const units = patients ? SAMPLE_FILES.length : 0;
  await setUp(parts, () => makeDemonstration(parts, { passphrase, patients: units, hospitals }));
  if (patients) await registerPatients(parts, passphrase, hospitals);
  return setupStatus(parts);
}

async function setUpInstitution(
  parts: SetupHandlerParts,
  founders: Founders,
  { name, people }: ArgsOf<'setup/institution'>,
): Promise<ResultOf<'setup/institution'>> {
  assertFounders(people);
  const institution = { nameZh: name.zh, nameEn: name.en, people: founders.take(people) };
  const { home } = await setUp(parts, () => makeInstitution(parts, institution));
  founders.forget();
  const bytes = new Uint8Array(parts.folder.offlineKeys(home) ?? []);
  return {
    status: setupStatus(parts),
    offlineKeys: { name: `offline-keys-${toHex(home).slice(0, 8)}.json`, bytes },
  };
}

async function setUpAsMember(
  parts: SetupHandlerParts,
  founders: Founders,
  args: ArgsOf<'setup/join'>,
): Promise<ResultOf<'setup/join'>> {
  if (parts.ready() !== null) throw new ConsiliumError('setup-done');
  const [founder] = founders.take([args]);
  if (founder === undefined) throw new ConsiliumError('ticket-unknown');
  const { identity, enrolment, machine } = await joinInstitution(parts, founder, args);
  founders.forget();
  parts.open(machine);
  return { account: accountView(identity, parts.accounts, null), enrolment };
}

async function setUp(parts: SetupHandlerParts, make: () => Promise<Machine>): Promise<Machine> {
  parts.folder.beginSetup();
  const machine = await make();
  parts.folder.completeSetup(machine);
  parts.open(machine);
  return machine;
}

/**
 * As the registrar of the first hospital. The demonstration stands already: what fails here is only logged, and the
 * registrar can register whoever is missing.
 */
async function registerPatients(
  parts: SetupHandlerParts,
  passphrase: string,
  hospitals: Hospitals,
): Promise<void> {
  const { accounts, samples, sessions, host } = parts;
  const machine = parts.ready()?.machine;
  const registrar = accounts
    .list()
    .find(
      ({ role, institution }) =>
        role === 'registrar' && toHex(institution) === toHex(machine?.home ?? institution),
    );
  if (registrar === undefined) return;
  const before = demonstrationUnits(hospitals);
  const report = (done: number, total: number): void =>
    host.emit({
      type: 'progress',
      task: 'setup',
      done: before + done,
      total: before + total,
      step: 'sample-patients',
    });
  try {
    await sessions.unseen(registrar.accountId, passphrase, () => samples.register(report));
  } catch (error) {
    host.logger.warn('sample-patients', { code: errorCode(error) });
  }
}
