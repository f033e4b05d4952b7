/**
 * What was attached out of the scanner's folder, and what became of it. An original may be deleted once a record that holds it
 * stands on the ledger: its blob is then in the author's own copy of the clinical part.
 */
import { z } from 'zod';
import { fromUtf8, toHex } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import { fileOf, removeFolderFile, type FolderFile } from '../../../node/folderFiles.ts';
import { nameOf, draftAttachments } from '../attachments/draft.ts';
import type { VisitWork } from '../visits/work.ts';
import { folderOf } from './folder.ts';

const SETTING = 'scanner-taken';
/** Older ones are forgotten: their originals stay where they are. */
const MOST = 500;

const takenFile = z.object({
  name: z.string(),
  size: z.number(),
  modified: z.number(),
  /** Hex. */
  blob: z.string(),
});
type TakenFile = z.infer<typeof takenFile>;

interface Taken {
  readonly visit: string;
  /** Its id in the draft. */
  readonly attachment: number;
  readonly file: FolderFile;
}

export function noteTaken(work: VisitWork, { attachment, file, visit }: Taken): void {
  const drafted = draftAttachments(work, nameOf(work, visit)).find(({ id }) => id === attachment);
  if (drafted === undefined) return;
  const { modified, name, size } = file;
  const others = takenFiles(work).filter((one) => !isSame(one, file));
  const now = [...others, { name, size, modified, blob: toHex(drafted.blob) }].slice(-MOST);
  work.session.desk.settings.set(SETTING, JSON.stringify(now));
}

/** Null for a file that was never attached from here, or that is another one by now. */
export function stateOfTaken(work: VisitWork, file: FolderFile): 'attached' | 'sent' | null {
  const taken = takenFiles(work).find((one) => isSame(one, file));
  if (taken === undefined) return null;
  return isSent(work, taken) ? 'sent' : 'attached';
}

/** Errors: `scanner-file-unknown`, `scanner-file-kept`. */
export function deleteScanned(work: VisitWork, name: string): void {
  const folder = folderOf(work);
  const file = folder === null ? null : fileOf(folder, name);
  if (folder === null || file === null) throw new ConsiliumError('scanner-file-unknown');
  if (stateOfTaken(work, file) !== 'sent') throw new ConsiliumError('scanner-file-kept');
  removeFolderFile(folder, file);
}

function isSent({ session }: VisitWork, { blob }: TakenFile): boolean {
  const { outbox, ownRecords } = session.desk;
  return outbox.list().some(({ state, statement }) => {
    const isThere = state === 'committed' || state === 'pending-consent';
    const record = isThere && statement !== null ? ownRecords.record(statement) : null;
    return record !== null && fromUtf8(record.clinical.bytes).includes(blob);
  });
}

function isSame(taken: TakenFile, { modified, name, size }: FolderFile): boolean {
  return taken.name === name && taken.size === size && taken.modified === modified;
}

function takenFiles({ session }: VisitWork): readonly TakenFile[] {
  const stored = session.desk.settings.get(SETTING);
  const read = stored === null ? null : z.array(takenFile).safeParse(JSON.parse(stored));
  return read?.data ?? [];
}
