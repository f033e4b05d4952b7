/** A large file handed to the core piece by piece; what was taken of it before is not handed over again. */
import { ask } from '../client/core.ts';

export interface Pieces {
  /** Bytes. */
  readonly size: number;
  slice(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Bytes of a piece. */
const PIECE = 4 * 1024 * 1024;
/** What {@link takeInPieces} rejects with when it was stopped. */
export const STOPPED = new Error('stopped');

/**
 * @throws CoreError `attachment-other-file` when something else was begun under this name and size, and those of
 *   `attachment/piece` and `attachment/finish`; {@link STOPPED}
 */
export async function takeInPieces(
  file: Pieces & { readonly visit: string; readonly name: string },
  progress: (taken: number, size: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { name, size, visit } = file;
  const begun = await ask('attachment/begin', { visit, name, size });
  const { known, upload } = begun;
  let { taken } = begun;
  if (known.length > 0) {
    const digests: string[] = [];
    for (const { at, length } of known) {
      if (signal.aborted) throw STOPPED;
      digests.push(await digestOf(await file.slice(at, at + length)));
    }
    ({ taken } = await ask('attachment/go-on', { visit, upload, digests }));
  }
  while (taken < size) {
    progress(taken, size);
    if (signal.aborted) throw STOPPED;
    const bytes = await file.slice(taken, Math.min(size, taken + PIECE));
    ({ taken } = await ask('attachment/piece', { visit, upload, at: taken, bytes }));
  }
  progress(size, size);
  await ask('attachment/finish', { visit, upload });
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
