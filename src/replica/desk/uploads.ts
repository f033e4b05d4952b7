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

/** A piece of an upload as the doctor's file has it. */
export interface UploadPiece {
  readonly at: number;
  readonly length: number;
  /** SHA-256, 32 bytes; zeros where it is not known any more. */
  readonly digest: Uint8Array;
}

/** What is being taken to drafts; it survives a restart. */
export interface Uploads {
  begin(draft: DraftName, name: string, sealing: Sealing): Upload;
  /** The ones that are not whole yet, in the order in which they were begun. */
  list(draft: DraftName): readonly Upload[];
  /** Notes what was taken; not waiting for the disk, as the file itself does not. */
  took(id: number, piece: UploadPiece): void;
  /** It goes on at a place that may lie within a piece: of that one it is not known any more what it was. */
  cutPieces(id: number, at: number): void;
  /** In their order, as far as each begins where the one before ends. */
  pieces(id: number): readonly UploadPiece[];
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
  const pieces = uploadPiecesOf(database);
  const end = (id: number): void => {
    remove.run(id);
    pieces.forget(id);
  };
  return {
    begin: ({ doctor, visit }, name, { key, prefix, size }) =>
      database.immediate(() => {
        const { rowid } = insert.run(doctor, visit, name, size, key, prefix);
        return { id: rowid, name, key, prefix, size };
      }),
    list: ({ doctor, visit }) => list.all(visit, doctor).map(readUpload),
    took: pieces.took,
    cutPieces: pieces.cut,
    pieces: pieces.list,
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
        end(id);
        return rowid;
      }),
    abandon: (id) => database.immediate(() => end(id)),
  };
}

/** What was taken of uploads. */
function uploadPiecesOf(database: Database) {
  const took =
    database.prepare(`INSERT INTO attachment_pieces (upload, at, length, digest) VALUES (?, ?, ?, ?)
    ON CONFLICT (upload, at) DO UPDATE SET length = excluded.length, digest = excluded.digest`);
  const list = database.prepare(
    'SELECT at, length, digest FROM attachment_pieces WHERE upload = ? ORDER BY at',
  );
  const forgetFrom = database.prepare('DELETE FROM attachment_pieces WHERE upload = ? AND at >= ?');
  const shorten = database.prepare(
    'UPDATE attachment_pieces SET length = ? - at, digest = ? WHERE upload = ? AND at + length > ?',
  );
  return {
    took: (id: number, { at, digest, length }: UploadPiece) =>
      database.lazily(() => void took.run(id, at, length, digest)),
    list: (id: number) => joining(list.all(id).map(readPiece)),
    cut: (id: number, at: number) =>
      database.immediate(() => {
        forgetFrom.run(id, at);
        shorten.run(at, new Uint8Array(32), id, at);
      }),
    forget: (id: number) => void forgetFrom.run(id, 0),
  };
}

function readPiece(row: Row): UploadPiece {
  return { at: integer(row, 'at'), length: integer(row, 'length'), digest: bytes(row, 'digest') };
}

function joining(pieces: readonly UploadPiece[]): readonly UploadPiece[] {
  let end = 0;
  return pieces.filter(({ at, length }) => {
    if (at !== end) return false;
    end += length;
    return true;
  });
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
