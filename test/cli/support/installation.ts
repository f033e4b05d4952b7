/**
 * A whole installation as the workstation makes it: two hospitals, six accounts, nodes as processes. Made once for a
 * test file; a test that changes it works on a copy, whose nodes listen elsewhere.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { MINIMUM_LIMITS } from '../../../src/crypto/passwordHash.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { silentLogger } from '../../../src/node/logger.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { systemTimers } from '../../../src/node/timers.ts';
import { workstationApi } from '../../../src/workstation/api.ts';
import { NodeProcesses } from '../../../src/workstation/cli/nodeProcesses.ts';
import { startCore } from '../../../src/workstation/core/core.ts';
import { MACHINE_KEY, writeMachineKey } from './folders.ts';
import { answered } from './cli.ts';

export const PASSPHRASE = 'correct horse battery staple';
export const PIN = '246810';
/** What every call of the story has in its environment. */
export const SECRETS = { CONSILIUM_PASSPHRASE: PASSPHRASE, CONSILIUM_PIN: PIN };

/** Someone who can log in at the installation. */
export interface InstalledAccount {
  readonly id: string;
  readonly role: string;
  readonly institution: string;
  readonly name: { readonly zh: string; readonly en: string };
}

export interface Installation {
  readonly folder: string;
  readonly accounts: readonly InstalledAccount[];
  /** Hex ids. */
  readonly institutions: readonly string[];
  remove(): void;
}

export async function makeInstallation(): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-installed-'));
  writeMachineKey(folder);
  const nodes = new NodeProcesses();
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
      emit: () => undefined,
    },
    // What it costs to guess a passphrase is proved elsewhere.
    { keyStoreLimits: MINIMUM_LIMITS },
  );
  const setup = await core.handle('setup/demonstration', { passphrase: PASSPHRASE });
  await core.close();
  await nodes.stopAll();
  if (!setup.ok) throw new Error(`set-up: ${setup.code}`);
  const { institutions } = workstationApi['setup/status'].result.parse(setup.value);
  const listed = (await answered(['account', 'list', '--data', folder])) as { accounts: InstalledAccount[] };
  return {
    folder,
    accounts: listed.accounts,
    institutions: institutions.map(({ id }) => id),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A copy that goes with the test. */
export function copyOf({ folder }: Installation): string {
  const copy = mkdtempSync(join(tmpdir(), 'consilium-copy-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** The account of this name. */
export function accountOf({ accounts }: Installation, nameEn: string): InstalledAccount {
  const found = accounts.find(({ name }) => name.en === nameEn);
  if (found === undefined) throw new Error(`no account of ${nameEn}`);
  return found;
}

/** The folder of an institution's node within an installation's folder. */
export function nodeFolderOf(folder: string, institution: string): string {
  return join(folder, 'nodes', institution);
}
