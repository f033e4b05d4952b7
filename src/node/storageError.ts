/** The file system's failures by the project's codes. */
import { ConsiliumError } from '../errors.ts';

/** No room: on the disk, in the user's quota of it, or below a limit for one file. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** `storage-full` for a disk without room; anything else as it is. */
export function storageError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return FULL.has(code) ? new ConsiliumError('storage-full', {}, { cause: error }) : error;
}
