/** Files that are there whole or not at all, readable by their owner alone. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { ConsiliumError } from '../errors.ts';
import { storageError } from './storageError.ts';

/** A path below a folder, as this system writes it. */
export function joinPath(folder: string, ...names: readonly string[]): string {
  return join(folder, ...names);
}

/** Makes a directory (and its parents) that only the owner may enter. */
export function makePrivateDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

/**
 * Writes a file so that after a crash, and when the disk is full, either the old or the new content is there. Mode 0600.
 * Errors: `storage-full`.
 */
export function writeFileAtomic(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.${String(process.pid)}.tmp`;
  try {
    writeSynced(temporary, bytes);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw storageError(error);
  }
  syncDirectory(dirname(path));
}

/**
 * Writes a file piece by piece, there whole or not at all. What `pieces` throws goes on as it is; nothing is left then.
 * Errors: `storage-full`, `file-write-failed` {cause}.
 */
export function writePiecesAtomic(path: string, pieces: Iterable<Uint8Array>): void {
  const temporary = `${path}.${String(process.pid)}.tmp`;
  try {
    const file = openSync(temporary, 'w', 0o600);
    try {
      for (const piece of pieces) writeFileSync(file, piece);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error instanceof Error && 'syscall' in error ? writeFailure(error) : error;
  }
}

function writeFailure(error: Error): unknown {
  const known = storageError(error);
  if (known !== error) return known;
  const cause = 'code' in error ? String(error.code) : 'unknown';
  return new ConsiliumError('file-write-failed', { cause }, { cause: error });
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w', 0o600);
  try {
    // Not writeSync: a disk that fills up takes a part of it, and says so by a number alone.
    writeFileSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The content, or null when there is no such file. */
export function readFileIfExists(path: string): Uint8Array | null {
  if (!existsSync(path)) return null;
  return new Uint8Array(readFileSync(path));
}

export function listDirectory(path: string): readonly string[] {
  return existsSync(path) ? readdirSync(path).toSorted() : [];
}

export function removePath(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/**
 * Takes a lock file for this process. A lock left by a process that is gone, or written before the system was last
 * started (its process id may be somebody else's by now), is taken over.
 *
 * Errors: `data-folder-in-use` {pid}.
 */
export function takeLock(path: string): () => void {
  const own = `${String(process.pid)} ${bootId()}`;
  for (;;) {
    if (createWhole(path, new TextEncoder().encode(own))) return () => removePath(path);
    const pid = lockHolder(path);
    if (pid !== null) throw new ConsiliumError('data-folder-in-use', { pid });
    removePath(path);
  }
}

/** The other process that holds a lock; null for one that nobody else holds, or holds any more. */
export function lockHolder(path: string): number | null {
  const text = new TextDecoder().decode(readFileIfExists(path) ?? new Uint8Array(0));
  const [pidText, boot = ''] = text.split(' ');
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || boot !== bootId()) return null;
  return isAlive(pid) ? pid : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !hasEnded(pid);
  } catch (error) {
    // Alive, and of another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether it has ended already, and only waits for its parent to ask how. Nobody asks after a process without one. */
function hasEnded(pid: number): boolean {
  const stat = new TextDecoder().decode(readFileIfExists(`/proc/${String(pid)}/stat`) ?? new Uint8Array(0));
  return stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
}

/** Names the time since the system was started; empty where the system has no name for it. */
function bootId(): string {
  const bytes = readFileIfExists('/proc/sys/kernel/random/boot_id');
  return bytes === null ? '' : new TextDecoder().decode(bytes).trim();
}

/** Makes a file with its whole content, unless one is there. */
function createWhole(path: string, bytes: Uint8Array): boolean {
  const temporary = `${path}.${String(process.pid)}.tmp`;
  writeFileSync(temporary, bytes, { mode: 0o600 });
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** A rename is durable only when the directory is. Windows cannot open one, and needs not. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
