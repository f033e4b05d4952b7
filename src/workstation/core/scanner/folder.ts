/** The scanner's folder: the path lies in the doctor's desk, and nothing outside of it is read. */
import { LARGEST_ATTACHMENT } from '../../../crypto/attachment.ts';
import { ConsiliumError } from '../../../errors.ts';
import { fileOf, filesOf, readFolderFile, type FolderFile } from '../../../node/folderFiles.ts';
import type { ScannedFile } from '../../api/scanner.ts';
import type { VisitWork } from '../visits/work.ts';
import { stateOfTaken } from './taken.ts';

/** The name under which the desk keeps it. */
const SETTING = 'scanner';
/** Files that are offered: a scanner's folder is seldom cleared. */
const MOST = 50;
/** So long nothing wrote a file that is offered; ms. */
const REST_MS = 3_000;

export function folderOf({ session }: VisitWork): string | null {
  return session.desk.settings.get(SETTING);
}

export function useFolder({ session }: VisitWork, folder: string): void {
  session.desk.settings.set(SETTING, folder);
}

/** As a person knows it; a drive has its letter alone. */
export function folderName(folder: string): string {
  return folder.split(/[/\\]/u).findLast((part) => part !== '') ?? folder;
}

export function listScanned(work: VisitWork): readonly ScannedFile[] {
  const folder = folderOf(work);
  if (folder === null) return [];
  return filesOf(folder, MOST).map((file) => ({ ...file, state: stateOf(work, file) }));
}

function stateOf(work: VisitWork, file: FolderFile): ScannedFile['state'] {
  const taken = stateOfTaken(work, file);
  return taken ?? (rests(work, file) ? 'ready' : 'growing');
}

/** A file without anything in it was begun, and no more. */
function rests(work: VisitWork, { modified, size }: FolderFile): boolean {
  return size > 0 && work.context.ports.clock.now() - modified >= REST_MS;
}

/** Errors: `scanner-file-unknown`, `scanner-file-growing`, `attachment-too-large` {limit}. */
export function readScanned(
  work: VisitWork,
  name: string,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly file: FolderFile } {
  const folder = folderOf(work);
  const file = folder === null ? null : fileOf(folder, name);
  if (folder === null || file === null) throw new ConsiliumError('scanner-file-unknown');
  if (!rests(work, file)) throw new ConsiliumError('scanner-file-growing');
  const limit = LARGEST_ATTACHMENT;
  if (file.size > limit) throw new ConsiliumError('attachment-too-large', { limit });
  return { bytes: readFolderFile(folder, file), file };
}
