/**
 * Large content in files that are named by its hash, and files that are still growing. A finished file is there
 * whole or not at all; of a growing one, what was synced is there after a loss of power.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { open, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { listDirectory, makePrivateDirectory, syncDirectory, writeFileAtomic } from './files.ts';

/** Bytes that are written to the disk, and read from it, at once. */
const PIECE = 1024 * 1024;
const PARTS = 'parts';

/** Bytes `first` to `last`, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** What {@link BlobFiles.read} gives: a stream of Node's, for whoever sends it on. */
export type FileStream = Readable;

export class BlobFiles {
  readonly #folder: string;

  /** Makes the folder. Finished files lie in 256 folders below it, by the first two digits of their names. */
  constructor(folder: string) {
    this.#folder = folder;
    makePrivateDirectory(join(folder, PARTS));
  }

  /** `name` is 64 hexadecimal digits. Null when there is no such file. */
  size(name: string): number | null {
    return sizeOf(this.#path(name));
  }

  /** Throws (ENOENT) when there is no such file. */
  whole(name: string): Uint8Array {
    return new Uint8Array(readFileSync(this.#path(name)));
  }

  read(name: string, range?: ByteRange): FileStream {
    const bounds = range === undefined ? {} : { start: range.first, end: range.last };
    return createReadStream(this.#path(name), { ...bounds, highWaterMark: PIECE });
  }

  /** Bytes `from` to `from + length`, fewer at the end. Throws (ENOENT) when there is no such file. */
  async readAt(name: string, from: number, length: number): Promise<Uint8Array> {
    return readAt(this.#path(name), from, length);
  }

  /** As {@link readAt}, of a growing file. */
  async readPartAt(part: string, from: number, length: number): Promise<Uint8Array> {
    return readAt(this.#partPath(part), from, length);
  }

  /** Names of all finished files. */
  names(): readonly string[] {
    return listDirectory(this.#folder)
      .filter((folder) => /^[0-9a-f]{2}$/u.test(folder))
      .flatMap((folder) => listDirectory(join(this.#folder, folder)));
  }

  remove(name: string): void {
    rmSync(this.#path(name), { force: true });
  }

  /** As {@link remove}, and not there any more after a loss of power either. */
  removeForGood(name: string): void {
    const folder = join(this.#folder, name.slice(0, 2));
    if (!existsSync(folder)) return;
    this.remove(name);
    syncDirectory(folder);
  }

  /** SHA-256 of a finished file. */
  async hash(name: string): Promise<Uint8Array> {
    return digest(await hashOf(this.#path(name)));
  }

  /** Puts bytes under a name at once; on the disk when it returns. */
  put(name: string, bytes: Uint8Array): void {
    const folder = this.#folderOf(name);
    writeFileAtomic(join(folder, name), bytes);
  }

  parts(): readonly string[] {
    return listDirectory(join(this.#folder, PARTS));
  }

  partSize(part: string): number | null {
    return sizeOf(this.#partPath(part));
  }

  removePart(part: string): void {
    rmSync(this.#partPath(part), { force: true });
  }

  /** Cuts a growing file, of which the last bytes may be from before a loss of power, to so many. */
  async cutPart(part: string, size: number): Promise<void> {
    await truncate(this.#partPath(part), size);
  }

  /** Opens a file to append to, made when it is not there. */
  async grow(part: string): Promise<GrowingFile> {
    const path = this.#partPath(part);
    const isNew = !existsSync(path);
    const file = await open(path, 'a', 0o600);
    if (isNew) syncDirectory(join(this.#folder, PARTS));
    return new GrowingFile(path, file, (await file.stat()).size);
  }

  /** Puts a synced file in its place. */
  finish(part: string, name: string): void {
    const folder = this.#folderOf(name);
    renameSync(this.#partPath(part), this.#path(name));
    syncDirectory(folder);
    syncDirectory(join(this.#folder, PARTS));
  }

  /** Made when it is not there. */
  #folderOf(name: string): string {
    const folder = join(this.#folder, name.slice(0, 2));
    if (!existsSync(folder)) {
      makePrivateDirectory(folder);
      syncDirectory(this.#folder);
    }
    return folder;
  }

  #path(name: string): string {
    return join(this.#folder, name.slice(0, 2), name);
  }

  #partPath(part: string): string {
    return join(this.#folder, PARTS, part);
  }
}

/** A file that is appended to, with the hash of what it has. */
export class GrowingFile {
  readonly #path: string;
  readonly #file: FileHandle;
  #size: number;
  #hash: Hash | null = null;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** One write at a time is under way while more arrives. */
  #writing: Promise<void> = Promise.resolve();

  /** Use {@link BlobFiles.grow}. */
  constructor(path: string, file: FileHandle, size: number) {
    this.#path = path;
    this.#file = file;
    this.#size = size;
    if (size === 0) this.#hash = createHash('sha256');
  }

  /** Bytes it has, those that are being written, or wait to be, included. */
  get size(): number {
    return this.#size + this.#waitingBytes;
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.#hash?.update(bytes);
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes < PIECE) return;
    await this.#writing;
    this.#writing = this.#write();
    // Told at the next write, or when all is synced.
    this.#writing.catch(() => undefined);
  }

  /** Resolves when all that was appended is on the disk. */
  async sync(): Promise<void> {
    await this.#writing;
    await this.#write();
    await this.#file.datasync();
  }

  /** SHA-256 of all of it, which has to be synced. */
  async hash(): Promise<Uint8Array> {
    return digest(this.#hash ?? (await hashOf(this.#path)));
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #write(): Promise<void> {
    const pieces = this.#waiting;
    this.#waiting = [];
    const length = this.#waitingBytes;
    this.#waitingBytes = 0;
    this.#size += length;
    if (length === 0) return;
    const { bytesWritten } = await this.#file.writev(pieces);
    // A disk that fills up takes a part, and says why at the next attempt.
    if (bytesWritten < length) await this.#file.appendFile(Buffer.concat(pieces).subarray(bytesWritten));
  }
}

async function readAt(path: string, from: number, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const bytes = new Uint8Array(length);
    let read = 0;
    while (read < length) {
      const { bytesRead } = await file.read(bytes, read, length - read, from + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return bytes.subarray(0, read);
  } finally {
    await file.close();
  }
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

async function hashOf(path: string): Promise<Hash> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: PIECE }))
    hash.update(piece as Uint8Array);
  return hash;
}

function digest(hash: Hash): Uint8Array {
  return new Uint8Array(hash.digest());
}
