/**
 * A machine on which the demonstration was set up and the patient of the story registered, made once for all window
 * tests: each that begins there has a copy of it. That a window can make one is what the story and the desk show.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machineKey, type SystemKeyRing } from '../../main/keyStorage.ts';
import type { ResultOf } from '../../src/workstation/api.ts';
import { startCore } from '../../src/workstation/core/core.ts';
import { historyFile, INSTITUTION_A, newPatient, PASSPHRASE } from '../../tools/demo/story.ts';
import type { PatientItems } from '../../tools/demo/workstationWindow.ts';
import { asker, type Asker } from './asker.ts';
import { CHEAP, ChildProcessHost } from './childProcessHost.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that {@link makeDemonstration} made for this run. */
    readonly demonstration: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const MACHINE = 'machine';
const WITHOUT_PATIENT = 'without-patient';
const PATIENT = 'patient.json';
/** A key that lies in a file asks no key ring. */
const NO_KEY_RING: SystemKeyRing = {
  isAsyncEncryptionAvailable: async () => Promise.resolve(false),
  encryptStringAsync: async () => Promise.reject(new Error('no key ring')),
  decryptStringAsync: async () => Promise.reject(new Error('no key ring')),
  getSelectedStorageBackend: () => 'unknown',
};

type Registered = ResultOf<'registrar/register-patient'>;

/** Makes it in a folder of its own, which the caller removes; key stores are cheap to open. */
export async function makeDemonstration(): Promise<string> {
  const made = mkdtempSync(join(tmpdir(), 'consilium-demonstration-'));
  const host = new ChildProcessHost(join(made, MACHINE));
  try {
    mkdirSync(host.dataFolder, { mode: 0o700 });
    await machineKey({
      folder: host.dataFolder,
      mode: 'file',
      platform: process.platform,
      keyRing: NO_KEY_RING,
      random: () => host.machineKey,
    });
    await withCore(host, async ({ ask }) => ask('setup/demonstration', { passphrase: PASSPHRASE }));
    cpSync(host.dataFolder, join(made, WITHOUT_PATIENT), { recursive: true });
    writeFileSync(join(made, PATIENT), JSON.stringify(await withCore(host, registerPatient)));
    return made;
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    throw error;
  }
}

/** A core over the machine for the time of `work`; then nothing of it runs any more. */
async function withCore<Result>(
  host: ChildProcessHost,
  work: (core: Asker) => Promise<Result>,
): Promise<Result> {
  const core = await startCore(host, CHEAP);
  try {
    return await work(asker(core));
  } finally {
    await core.close();
    await host.stopAllNodes();
  }
}

async function registerPatient({ ask }: Asker): Promise<Registered> {
  const registrar = (await ask('account/list', {})).find(
    ({ role, institutionName }) => role === 'registrar' && institutionName.zh === INSTITUTION_A.zh,
  );
  await ask('account/unlock', { id: registrar?.id ?? '', passphrase: PASSPHRASE });
  const { history, ...person } = newPatient(historyFile(root));
  const files = [{ name: basename(history), bytes: new Uint8Array(readFileSync(history)) }];
  return ask('registrar/register-patient', { ...person, files, emergency: false });
}

/** Puts a copy into `dataFolder`, which is not there yet; nobody is registered on it. See {@link copyWithPatient}. */
export function copyDemonstration(made: string, dataFolder: string): void {
  cpSync(join(made, WITHOUT_PATIENT), dataFolder, { recursive: true });
}

/**
 * Puts a copy into `dataFolder`, which is not there yet, and answers what the patient of the story goes home with.
 * `made` is what {@link makeDemonstration} made: `inject('demonstration')`.
 */
export function copyWithPatient(made: string, dataFolder: string): PatientItems {
  cpSync(join(made, MACHINE), dataFolder, { recursive: true });
  const patient = JSON.parse(readFileSync(join(made, PATIENT), 'utf8')) as Registered;
  const byEpoch = (items: Registered['cards']): ReadonlyMap<number, string> =>
    new Map(items.map(({ epoch, text }) => [epoch, text]));
  return {
    cards: byEpoch(patient.cards),
    slips: byEpoch(patient.slips),
    master: { text: patient.masterText, passphrase: patient.masterPassphrase },
  };
}
