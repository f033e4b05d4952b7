import { toBlobId } from '../../crypto/ids.ts';
import type { Sealing } from '../../crypto/attachment.ts';
import type { Database, Row } from '../database.ts';
import { bytes, integer, text } from '../rows.ts';
import type { DraftName } from './drafts.ts';
import type { FiledBlob } from './filedBlobs.ts';

/** A file that is taken to a draft piece by piece. */
export interface Upload extends Sealing {
  readonly id: number;
  /** As the doctor chose it. */
  readonly name: string;
}

/** An upload of which all is sealed. */
export interface SealedUpload {
  readonly id: number;
  readonly about: Uint8Array;
  readonly file: FiledBlob;
}

/** What is being taken to drafts; it survives a restart. */
export interface Uploads {
  begin(draft: DraftName, name: string, sealing: Sealing): Upload;
  /** The ones that are not whole yet, in the order in which they were begun. */
  list(draft: DraftName): readonly Upload[];
  /** Ids of all that are not whole yet, of any draft. */
  ids(): readonly number[];
  /** All of it is sealed: what the attachment will be. The file gets its name after this, and before {@link attach}. */
  sealed(upload: SealedUpload): void;
  /** Those of which all is sealed and that are no attachments yet: the power went between. */
  unattached(): readonly SealedUpload[];
  /** Makes it an attachment of its draft, in one step; answers the attachment's id. */
  attach(id: number): number;
  abandon(id: number): void;
}

export function uploadsOf(database: Database): Uploads {
  const insert = database.prepare(
    'INSERT INTO attachment_uploads (doctor, visit, name, size, key, prefix) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const list = database.prepare(`SELECT id, name, size, key, prefix FROM attachment_uploads
    WHERE visit = ? AND doctor = ? AND about IS NULL ORDER BY id`);
  const ids = database.prepare('SELECT id FROM attachment_uploads WHERE about IS NULL');
  const sealed = database.prepare(
    'UPDATE attachment_uploads SET about = ?, blob_id = ?, file_size = ? WHERE id = ?',
  );
  const unattached = database.prepare(
    'SELECT id, about, blob_id, file_size FROM attachment_uploads WHERE about IS NOT NULL ORDER BY id',
  );
  const attach =
    database.prepare(`INSERT INTO draft_attachments (doctor, visit, about, blob_id, blob, file_size)
    SELECT doctor, visit, about, blob_id, x'', file_size FROM attachment_uploads WHERE id = ?`);
  const remove = database.prepare('DELETE FROM attachment_uploads WHERE id = ?');
  return {
    begin: ({ doctor, visit }, name, { key, prefix, size }) =>
      database.immediate(() => {
        const { rowid } = insert.run(doctor, visit, name, size, key, prefix);
        return { id: rowid, name, key, prefix, size };
      }),
    list: ({ doctor, visit }) => list.all(visit, doctor).map(readUpload),
    ids: () => ids.all().map((row) => integer(row, 'id')),
    sealed: ({ about, file, id }) => database.immediate(() => sealed.run(about, file.id, file.size, id)),
    unattached: () =>
      unattached.all().map((row) => ({
        id: integer(row, 'id'),
        about: bytes(row, 'about'),
        file: { id: toBlobId(bytes(row, 'blob_id')), size: integer(row, 'file_size') },
      })),
    attach: (id) =>
      database.immediate(() => {
        const { rowid } = attach.run(id);
        remove.run(id);
        return rowid;
      }),
    abandon: (id) => void remove.run(id),
  };
}

function readUpload(row: Row): Upload {
  return {
    id: integer(row, 'id'),
    name: text(row, 'name'),
    size: integer(row, 'size'),
    key: bytes(row, 'key'),
    prefix: bytes(row, 'prefix'),
  };
}
