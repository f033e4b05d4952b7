/**
 * `npm start`: opens the workstation on the runtime that is there, and says first which one, where the data lies, how
 * the keys are kept and how to start anew. `--data=DIR` names another folder, `--reset` empties it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { launchOptions } from '../main/launchOptions.ts';
import { isConsiliumError } from '../src/errors.ts';
import { takeLock } from '../src/node/files.ts';
import { findRuntime, type Runtime } from './setup.js';
import { ensureDisplay } from './display.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const CORE_LOCK = 'core.lock';
/** Files by which a folder is known as ours: of the window, of the core. */
const OWN_FILES = ['machine-key.json', 'window', 'machine.json', 'setup.json'];

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});

async function main(args: readonly string[]): Promise<number> {
  const runtime = findRuntime(root);
  if (runtime === null) {
    throw new Error("Neither Electron's binary nor Chromium is here: install the Debian package chromium.");
  }
  const { dataFolder, keyStorage } = launchOptions(args, process.env);
  if (args.includes('--reset') && !(await reset(dataFolder, args.includes('--yes')))) return 1;
  const display = await ensureDisplay(process.env, runtime.kind);
  const hasOwnKeyFile = keyStorage === 'file' || !hasKeyRing(runtime);
  say('Runtime', runtime.label);
  say('Data', dataFolder);
  say(
    'Reset',
    `npm start -- --reset${args.some((text) => text.startsWith('--data=')) ? ` --data=${dataFolder}` : ''}`,
  );
  say(
    'Keys',
    hasOwnKeyFile
      ? 'this machine has no key ring: the machine key lies in a file that only you can read'
      : "kept by this machine's key ring",
  );
  say('Window', display.label);
  try {
    return await run(runtime, { ...process.env, ...display.env }, [
      `--data=${dataFolder}`,
      ...(hasOwnKeyFile ? ['--key-storage=file'] : []),
      ...args.filter((text) => !['--reset', '--yes'].includes(text) && !text.startsWith('--data=')),
    ]);
  } finally {
    display.stop();
  }
}

function say(what: string, text: string): void {
  console.log(`${`${what}:`.padEnd(9)}${text}`);
}

/** Linux has a key ring only inside of a desktop session; the stand-in reaches none. */
function hasKeyRing(runtime: Runtime): boolean {
  if (runtime.kind === 'stand-in') return false;
  if (process.platform !== 'linux') return true;
  const { DBUS_SESSION_BUS_ADDRESS: bus = '', XDG_CURRENT_DESKTOP: desktop = '' } = process.env;
  return bus !== '' && desktop !== '';
}

async function run(runtime: Runtime, env: NodeJS.ProcessEnv, args: readonly string[]): Promise<number> {
  const isElectron = runtime.kind === 'electron';
  const program = isElectron ? runtime.path : join(root, 'tools', 'electron-standin', 'bin', 'electron');
  // Electron refuses to run as root with its sandbox on.
  const switches = isElectron && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(program, [...switches, root, ...args], { stdio: 'inherit', env });
  passSignalsOn(child);
  return await new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}

function passSignalsOn(child: ChildProcess): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
}

/** Deletes the data folder, when it is one and its owner agrees. */
async function reset(folder: string, isAgreed: boolean): Promise<boolean> {
  if (!existsSync(folder)) return true;
  const names = readdirSync(folder);
  if (names.length > 0 && !OWN_FILES.some((name) => names.includes(name))) {
    console.error(`${folder} is no data folder of Consilium: nothing was deleted.`);
    return false;
  }
  const inUse = names.includes(CORE_LOCK) ? holderOf(join(folder, CORE_LOCK)) : null;
  if (inUse !== null) {
    console.error(`The workstation runs on ${folder} (process ${inUse}): quit it first.`);
    return false;
  }
  if (!isAgreed && !(await agrees(folder))) {
    console.error('Nothing was deleted.');
    return false;
  }
  rmSync(folder, { recursive: true, force: true });
  return true;
}

/** The process that holds a lock, or null for a lock that is free; it goes with the folder. */
function holderOf(lock: string): string | null {
  try {
    takeLock(lock);
    return null;
  } catch (error) {
    if (isConsiliumError(error) && error.code === 'data-folder-in-use') return String(error.detail['pid']);
    throw error;
  }
}

async function agrees(folder: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error('No terminal to ask on: add --yes to delete all data of this machine.');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Delete ${folder} with all keys, drafts and records in it? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}
