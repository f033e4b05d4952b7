/** The data folder: there, whose, who else may read it, who runs over it, and whether it was set up. */
import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { errorCode } from '../../../errors.ts';
import { lockHolder, readFileIfExists } from '../../../node/files.ts';
import { decodeMachine, type Machine } from '../../core/machine.ts';
import { lockPath, machinePath, setupPath } from '../layout.ts';
import { error, ok, warning, type Found } from './finding.ts';

/** Bits of group and others. */
const OTHERS = 0o077;
/** Enough for any installation; a folder of something else is not walked to its end. */
const MOST_FILES = 5_000;

export interface FolderFindings {
  readonly found: readonly Found[];
  /** Null when there is none that can be used. */
  readonly machine: Machine | null;
  /** Whether a workstation runs over the folder now. */
  readonly isInUse: boolean;
}

export function checkFolder(path: string): FolderFindings {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info?.isDirectory() !== true) {
    return { found: [error('data-folder-missing', { folder: path })], machine: null, isInUse: false };
  }
  const lock = lockState(path);
  const setup = setupState(path);
  return {
    found: [...accessOf(path, info), lock.found, setup.found],
    machine: setup.machine,
    isInUse: lock.isHeld,
  };
}

function accessOf(path: string, info: { readonly mode: number; readonly uid: number }): readonly Found[] {
  // Windows keeps access lists instead, and the folder lies in the user's own profile.
  if (process.platform === 'win32') return [ok('data-folder-ok', { folder: path })];
  if (info.uid !== process.getuid?.())
    return [error('data-folder-foreign', { folder: path, owner: info.uid })];
  if ((info.mode & OTHERS) !== 0)
    return [warning('data-folder-open', { folder: path, mode: octal(info.mode) })];
  const open = filesOpenToOthers(path);
  const [first] = open;
  return first === undefined
    ? [ok('data-folder-ok', { folder: path })]
    : [warning('files-open', { count: open.length, first: relative(path, first) })];
}

function filesOpenToOthers(folder: string): readonly string[] {
  const open: string[] = [];
  const waiting = [folder];
  for (let seen = 0; waiting.length > 0 && seen < MOST_FILES; seen += 1) {
    const next = waiting.pop() ?? folder;
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      const path = join(next, entry.name);
      if (entry.isDirectory()) waiting.push(path);
      else if (entry.isFile() && (lstatSync(path).mode & OTHERS) !== 0) open.push(path);
    }
  }
  return open;
}

function lockState(folder: string): { readonly found: Found; readonly isHeld: boolean } {
  const path = lockPath(folder);
  const pid = lockHolder(path);
  if (pid !== null) return { found: ok('lock-held', { pid }), isHeld: true };
  const isThere = readFileIfExists(path) !== null;
  return { found: ok(isThere ? 'lock-stale' : 'lock-free'), isHeld: false };
}

function setupState(folder: string): { readonly found: Found; readonly machine: Machine | null } {
  const bytes = readFileIfExists(machinePath(folder));
  if (bytes === null) {
    const wasBegun = readFileIfExists(setupPath(folder)) !== null;
    return { found: error(wasBegun ? 'setup-interrupted' : 'setup-missing'), machine: null };
  }
  try {
    const machine = decodeMachine(bytes);
    const detail = { demonstration: machine.demonstration, nodes: machine.nodes.length };
    return { found: ok('setup-done', detail), machine };
  } catch (cause) {
    return { found: error('machine-malformed', { code: errorCode(cause) }), machine: null };
  }
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8);
}
