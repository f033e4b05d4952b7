import { toBlobId, type BlobId } from '../../crypto/ids.ts';
import type { Database, Row } from '../database.ts';
import { bytes, integer } from '../rows.ts';
import type { DraftName } from './drafts.ts';

/** Something attached to a draft; `about` is in the encoding of the layer above. */
export interface DraftAttachment {
  readonly id: number;
  readonly about: Uint8Array;
}

export interface SealedBlob {
  readonly id: BlobId;
  readonly blob: Uint8Array;
}

/** Attachments of drafts, sealed. */
export interface DraftAttachments {
  add(name: DraftName, about: Uint8Array, sealed: SealedBlob): number;
  /** In the order in which they were added. */
  list(name: DraftName): readonly DraftAttachment[];
  /** Null for one that is not of this draft. */
  blob(name: DraftName, id: number): SealedBlob | null;
  remove(name: DraftName, id: number): void;
  /** All of a draft: it was signed. */
  clear(name: DraftName): void;
}

/** Draft attachments in a desk. */
export function draftAttachmentsOf(database: Database): DraftAttachments {
  const insert = database.prepare(
    'INSERT INTO draft_attachments (doctor, visit, about, blob_id, blob) VALUES (?, ?, ?, ?, ?)',
  );
  const list = database.prepare(
    'SELECT id, about FROM draft_attachments WHERE visit = ? AND doctor = ? ORDER BY id',
  );
  const blob = database.prepare(
    'SELECT blob_id, blob FROM draft_attachments WHERE visit = ? AND doctor = ? AND id = ?',
  );
  const remove = database.prepare('DELETE FROM draft_attachments WHERE visit = ? AND doctor = ? AND id = ?');
  const clear = database.prepare('DELETE FROM draft_attachments WHERE visit = ? AND doctor = ?');
  return {
    add: ({ doctor, visit }, about, sealed) =>
      database.immediate(() => insert.run(doctor, visit, about, sealed.id, sealed.blob).rowid),
    list: ({ doctor, visit }) =>
      list.all(visit, doctor).map((row) => ({ id: integer(row, 'id'), about: bytes(row, 'about') })),
    blob: ({ doctor, visit }, id) => sealedBlob(blob.get(visit, doctor, id)),
    remove: ({ doctor, visit }, id) => void remove.run(visit, doctor, id),
    clear: ({ doctor, visit }) => void clear.run(visit, doctor),
  };
}

function sealedBlob(row: Row | undefined): SealedBlob | null {
  return row === undefined ? null : { id: toBlobId(bytes(row, 'blob_id')), blob: bytes(row, 'blob') };
}
