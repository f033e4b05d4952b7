import { toBlobId } from '../../crypto/ids.ts';
import type { Database } from '../database.ts';
import { bytes, integer } from '../rows.ts';
import type { DraftName } from './drafts.ts';
import type { FiledBlob } from './filedBlobs.ts';

/** Something attached to a draft; `about` is in the encoding of the layer above. */
export interface DraftAttachment {
  readonly id: number;
  readonly about: Uint8Array;
  readonly file: FiledBlob;
}

/** Attachments of drafts, sealed in files. */
export interface DraftAttachments {
  /** The file has to be in its place. */
  add(name: DraftName, about: Uint8Array, file: FiledBlob): number;
  /** In the order in which they were added. */
  list(name: DraftName): readonly DraftAttachment[];
  remove(name: DraftName, id: number): void;
  /** All of a draft: it was signed. */
  clear(name: DraftName): void;
}

/** Draft attachments in a desk. */
export function draftAttachmentsOf(database: Database): DraftAttachments {
  const insert = database.prepare(
    "INSERT INTO draft_attachments (doctor, visit, about, blob_id, blob, file_size) VALUES (?, ?, ?, ?, x'', ?)",
  );
  const list = database.prepare(
    'SELECT id, about, blob_id, file_size FROM draft_attachments WHERE visit = ? AND doctor = ? ORDER BY id',
  );
  const remove = database.prepare('DELETE FROM draft_attachments WHERE visit = ? AND doctor = ? AND id = ?');
  const clear = database.prepare('DELETE FROM draft_attachments WHERE visit = ? AND doctor = ?');
  return {
    add: ({ doctor, visit }, about, file) =>
      database.immediate(() => insert.run(doctor, visit, about, file.id, file.size).rowid),
    list: ({ doctor, visit }) =>
      list.all(visit, doctor).map((row) => ({
        id: integer(row, 'id'),
        about: bytes(row, 'about'),
        file: { id: toBlobId(bytes(row, 'blob_id')), size: integer(row, 'file_size') },
      })),
    remove: ({ doctor, visit }, id) => void remove.run(visit, doctor, id),
    clear: ({ doctor, visit }) => void clear.run(visit, doctor),
  };
}
