/**
 * One instance for each userData folder, as Electron has it. The holder's process id lies in a file that only one can
 * make; others leave it a note, since they must know at once and cannot wait for a socket.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Note {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/** Takes the lock of `folder`; `onNote` hears of others that tried. False when another process holds it. */
export function takeInstanceLock(folder: string, note: Note, onNote: (note: Note) => void): boolean {
  const lock = join(folder, 'StandInLock');
  const notes = join(folder, 'StandInNotes');
  mkdirSync(notes, { recursive: true });
  if (!makeLock(lock)) {
    writeFileSync(join(notes, `${String(process.pid)}.json`), JSON.stringify(note));
    return false;
  }
  for (const name of readdirSync(notes)) rmSync(join(notes, name));
  watch(notes, { persistent: false }, () => readNotes(notes, onNote));
  process.once('exit', () => rmSync(lock, { force: true }));
  return true;
}

function makeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isAlive(Number(readFileSync(lock, 'utf8')))) return false;
    rmSync(lock, { force: true });
    return makeLock(lock);
  }
}

function readNotes(folder: string, onNote: (note: Note) => void): void {
  for (const name of readdirSync(folder).filter((item) => item.endsWith('.json'))) {
    const path = join(folder, name);
    let note: Note;
    try {
      note = JSON.parse(readFileSync(path, 'utf8')) as Note;
    } catch {
      // Half written: the end of the writing is a change of its own.
      continue;
    }
    rmSync(path, { force: true });
    onNote(note);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
