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
  /** What is said of it; its file stays. */
  change(name: DraftName, id: number, about: Uint8Array): void;
  remove(name: DraftName, id: number): void;
  /** All of a draft: it was signed. */
  clear(name: DraftName): void;
}

/** Draft attachments in a desk. */
export function draftAttachmentsOf(database: Database): DraftAttachments {
  const insert = database.prepare(
    "INSERT INTO draft_attachments (doctor, visit, about, blob_id, blob, file_size) VALUES (?, ?, ?, ?, x'', ?)",
  );
  // What could not be moved out of its row yet (filedBlobs.ts) is neither shown nor lost.
  const list = database.prepare(`SELECT id, about, blob_id, file_size FROM draft_attachments
    WHERE visit = ? AND doctor = ? AND file_size IS NOT NULL ORDER BY id`);
  const change = database.prepare(
    'UPDATE draft_attachments SET about = ? WHERE visit = ? AND doctor = ? AND id = ?',
  );
  const remove = database.prepare('DELETE FROM draft_attachments WHERE visit = ? AND doctor = ? AND id = ?');
  const clear = database.prepare(
    'DELETE FROM draft_attachments WHERE visit = ? AND doctor = ? AND file_size IS NOT NULL',
  );
  return {
    add: ({ doctor, visit }, about, file) =>
      database.immediate(() => insert.run(doctor, visit, about, file.id, file.size).rowid),
    list: ({ doctor, visit }) =>
      list.all(visit, doctor).map((row) => ({
        id: integer(row, 'id'),
        about: bytes(row, 'about'),
        file: { id: toBlobId(bytes(row, 'blob_id')), size: integer(row, 'file_size') },
      })),
    change: ({ doctor, visit }, id, about) => void change.run(about, visit, doctor, id),
    remove: ({ doctor, visit }, id) => void remove.run(visit, doctor, id),
    clear: ({ doctor, visit }) => void clear.run(visit, doctor),
  };
}
