/** A real core over real nodes, as the workstation and the command line run them, for measurements. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyStore, type KeyStoreIdentity } from '../../src/crypto/keyStore.ts';
import { MINIMUM_LIMITS } from '../../src/crypto/passwordHash.ts';
import { staffKeys, type StaffKeys } from '../../src/crypto/staffKeys.ts';
import { systemClock } from '../../src/node/clock.ts';
import { silentLogger } from '../../src/node/logger.ts';
import { systemRandom } from '../../src/node/random.ts';
import { systemTimers } from '../../src/node/timers.ts';
import { workstationApi, type ArgsOf, type Channel, type ResultOf } from '../../src/workstation/api.ts';
import type { WorkstationEvent } from '../../src/workstation/api.ts';
import { NodeProcesses } from '../../src/workstation/cli/nodeProcesses.ts';
import { startCore } from '../../src/workstation/core/core.ts';

export const PASSPHRASE = 'correct horse battery staple';
export const MACHINE_KEY: Uint8Array = new Uint8Array(32).fill(7);

/** Someone of the demonstration, with their keys. */
export interface BenchStaff extends Pick<KeyStoreIdentity, 'role' | 'entity' | 'institution'> {
  readonly keys: StaffKeys;
}

/** A core that was set up, and what measurements ask of it. */
export interface BenchWorkstation {
  readonly folder: string;
  /** Of the institution with the validator, in hex. */
  readonly home: string;
  readonly ask: <C extends Channel>(channel: C, args: ArgsOf<C>) => Promise<ResultOf<C>>;
  /** As the page has it answered: nothing is parsed again here. Resolves when it was, whatever it says. */
  readonly answered: <C extends Channel>(channel: C, args: ArgsOf<C>) => Promise<unknown>;
  /** Logs in as whoever has this name. */
  readonly unlock: (nameEn: string) => Promise<void>;
  /** Keys and identity of whoever has this name, for measurements beside the core. */
  staff(nameEn: string): Promise<BenchStaff>;
  /** Calls back with every event; the returned function ends it. */
  onEvent(listener: (event: WorkstationEvent) => void): () => void;
  close(): Promise<void>;
}

/** Sets up the demonstration's two hospitals in a folder of its own, or in one that the caller keeps. */
export async function benchWorkstation({ keep }: { readonly keep?: string } = {}): Promise<BenchWorkstation> {
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'consilium-bench-'));
  writeMachineKey(folder);
  const nodes = new NodeProcesses();
  const listeners = new Set<(event: WorkstationEvent) => void>();
  const core = await startCore(
    {
      clock: systemClock,
      random: systemRandom,
      timers: systemTimers,
      logger: silentLogger,
      dataFolder: folder,
      machineKey: MACHINE_KEY,
      startNode: (path) => nodes.start(path),
      stopNode: (path) => nodes.stop(path),
      confirmDate: async (path) => nodes.confirmDate(path),
      emit: (event) => {
        for (const listener of listeners) listener(event);
      },
    },
    { keyStoreLimits: MINIMUM_LIMITS },
  );
  const ask: BenchWorkstation['ask'] = async (channel, args) => {
    const outcome = await core.handle(channel, args);
    if (!outcome.ok) throw new Error(`${channel}: ${outcome.code} ${JSON.stringify(outcome.detail)}`);
    return workstationApi[channel].result.parse(outcome.value) as ResultOf<typeof channel>;
  };
  const accountOf = async (nameEn: string): Promise<string> => {
    const accounts = await ask('account/list', {});
    const account = accounts.find(({ name }) => name.en === nameEn);
    if (account === undefined) throw new Error(`no account of ${nameEn}`);
    return account.id;
  };
  const { institutions } = await ask('setup/demonstration', { passphrase: PASSPHRASE });
  return {
    folder,
    home: institutions[0]?.id ?? '',
    ask,
    answered: async (channel, args) => core.handle(channel, args),
    unlock: async (nameEn) => {
      await ask('account/unlock', { id: await accountOf(nameEn), passphrase: PASSPHRASE });
    },
    staff: async (nameEn) => {
      const file = join(folder, 'accounts', `${await accountOf(nameEn)}.keystore.json`);
      const { content, identity } = openKeyStore(new Uint8Array(readFileSync(file)), PASSPHRASE);
      return { ...identity, keys: staffKeys(content.rootSecret, 1) };
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      await core.close();
      await nodes.stopAll();
      if (keep === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As main/keyStorage.ts keeps it in a file, so that the program opens what was made here. */
function writeMachineKey(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stored = { version: 1, backend: 'file', key: Buffer.from(MACHINE_KEY).toString('base64') };
  writeFileSync(join(folder, 'machine-key.json'), JSON.stringify(stored), { mode: 0o600 });
}

export const PERSON = {
  name: '张秀英',
  sex: 'female',
  birthDate: '1958-03-12',
  identifier: '120101195803124567',
  phone: '13820004567',
  address: '天津市南开区长江道88号6门502室',
  pin: '246810',
  emergency: false,
} as const;

export const NOTE = {
  visitType: 'first',
  chiefComplaint: '咳嗽3天',
  presentIllness: '张秀英，3天前受凉后咳嗽，无发热，夜间明显，无胸痛，无咯血。',
  pastHistory: '高血压10年，规律服药。',
  allergyHistory: '青霉素过敏',
  physicalExamination: 'T 36.8℃，P 82次/分，BP 138/86 mmHg，双肺呼吸音清，未闻及干湿啰音。',
  auxiliaryExamination: '血常规未见异常。',
  diagnosis: '急性支气管炎',
  plan: '对症治疗，多饮水，3天后随诊。',
} as const;
