/** A file that leaves the program piece by piece, where a person said; see main/exportedFiles.ts. */
import { CoreError } from '../../client/core.ts';

export interface LeavingFile {
  write(position: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** It gets its name, or is removed. */
  end(keep: boolean): Promise<void>;
}

/** Null when the user changed their mind. @throws CoreError `file-write-failed` */
export async function leavingFile(suggestedName: string): Promise<LeavingFile | null> {
  const begun = await shell('shell/export-begin', { suggestedName });
  const file = typeof begun === 'object' && begun !== null && 'file' in begun ? begun.file : null;
  if (typeof file !== 'string') return null;
  return {
    write: async (position, bytes) => void (await shell('shell/export-write', { file, position, bytes })),
    end: async (keep) => void (await shell('shell/export-end', { file, keep })),
  };
}

async function shell(channel: string, args: unknown): Promise<unknown> {
  const outcome = await window.consilium.invoke(channel, args);
  if (!outcome.ok) throw new CoreError(outcome.code, outcome.detail);
  return outcome.value;
}
