/** The files of one folder, and of none other: names are names of files in it, and links are no files. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ConsiliumError } from '../errors.ts';
import type { Millis } from '../ports.ts';

export interface FolderFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly modified: Millis;
}

/** Regular files, the newest first, at most `most`; none where the folder is not there. */
export function filesOf(folder: string, most: number): readonly FolderFile[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const found = names.flatMap((name) => (name.startsWith('.') ? [] : (fileOf(folder, name) ?? [])));
  return found.toSorted((a, b) => b.modified - a.modified || a.name.localeCompare(b.name)).slice(0, most);
}

/** Null for what is no regular file of this folder. */
export function fileOf(folder: string, name: string): FolderFile | null {
  if (name === '' || name.includes('\\') || basename(name) !== name || /^\.+$/u.test(name)) return null;
  const stat = lstatSync(join(folder, name), { throwIfNoEntry: false });
  if (stat?.isFile() !== true) return null;
  return { name, size: stat.size, modified: Math.floor(stat.mtimeMs) as Millis };
}

/** All of a file, without following a link. Errors: `scanner-file-unknown`, `scanner-file-growing`. */
export function readFolderFile(folder: string, file: FolderFile): Uint8Array<ArrayBuffer> {
  // Where the system has no such flag, the look at the name before has to do.
  const handle = openSync(join(folder, file.name), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const bytes = new Uint8Array(file.size);
    let at = 0;
    for (let read = 1; at < bytes.length && read > 0; at += read)
      read = readSync(handle, bytes, at, bytes.length - at, at);
    const { mtimeMs, size } = fstatSync(handle);
    if (at < file.size || size !== file.size || Math.floor(mtimeMs) !== file.modified)
      throw new ConsiliumError('scanner-file-growing');
    return bytes;
  } finally {
    closeSync(handle);
  }
}

export function removeFolderFile(folder: string, { name }: FolderFile): void {
  rmSync(join(folder, name));
}
