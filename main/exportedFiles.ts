/**
 * Files that the page writes piece by piece where a person said: what is too large to be handed over in one. Until all of it
 * is there it has another name, and what is given up is removed.
 */
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { toHex } from '../src/crypto/bytes.ts';
import { ConsiliumError } from '../src/errors.ts';
import type { RandomBytes } from '../src/ports.ts';
import type { ShellArgs } from './shellApi.ts';

const TOKEN_LENGTH = 32;

interface Growing {
  readonly path: string;
  readonly part: string;
  readonly file: FileHandle;
}

export class ExportedFiles {
  readonly #random: RandomBytes;
  readonly #growing = new Map<string, Growing>();

  constructor(random: RandomBytes) {
    this.#random = random;
  }

  /** The name by which the page writes on. Errors: `file-write-failed` {reason}. */
  async begin(path: string): Promise<string> {
    const part = `${path}.part`;
    return writing(async () => {
      // Readable by its owner alone, as everything that is saved.
      const file = await open(part, 'w', 0o600);
      const token = toHex(this.#random(TOKEN_LENGTH));
      this.#growing.set(token, { path, part, file });
      return token;
    });
  }

  /** Errors: `file-write-failed` {reason}, also for a file that is not being written. */
  async write({ bytes, file: token, position }: ShellArgs<'shell/export-write'>): Promise<void> {
    const { file } = this.#demand(token);
    await writing(async () => {
      for (let at = 0; at < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, at, bytes.length - at, position + at);
        at += bytesWritten;
      }
    });
  }

  /** It gets its name, or is removed. Errors: as {@link write}. */
  async end({ file: token, keep }: ShellArgs<'shell/export-end'>): Promise<void> {
    const { file, part, path } = this.#demand(token);
    this.#growing.delete(token);
    await writing(async () => {
      if (keep) await file.sync();
      await file.close();
      if (keep) await rename(part, path);
      else await rm(part, { force: true });
    });
  }

  /** Nobody is logged in any more, or the page is gone: what was not finished is removed. */
  async clear(): Promise<void> {
    for (const file of this.#growing.keys()) await this.end({ file, keep: false }).catch(() => undefined);
  }

  #demand(token: string): Growing {
    const growing = this.#growing.get(token);
    if (growing === undefined) throw new ConsiliumError('file-write-failed', { reason: 'unknown' });
    return growing;
  }
}

async function writing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new ConsiliumError('file-write-failed', { reason: systemCode(cause) }, { cause });
  }
}

/** What the system calls it; `unknown` for anything else. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
