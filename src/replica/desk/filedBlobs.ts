import { toHex } from '../../crypto/bytes.ts';
import { toBlobId, type BlobId } from '../../crypto/ids.ts';
import type { Database } from '../database.ts';
import { bytes, integer } from '../rows.ts';

/** A sealed blob in a file beside the desk, which is named by its hash. */
export interface FiledBlob {
  readonly id: BlobId;
  /** Bytes. */
  readonly size: number;
}

/** Which files a desk needs. A file is in its place before a row names it, and goes after the last row that did. */
export interface FiledBlobs {
  /** In hex. */
  names(): ReadonlySet<string>;
  /**
   * Moves what attachments of drafts lie in rows, as desks of before have it, into files: `keep` has to have each on the
   * disk when it returns.
   */
  moveFromRows(keep: (id: BlobId, blob: Uint8Array) => void): void;
}

export function filedBlobsOf(database: Database): FiledBlobs {
  const names = database.prepare(`
    SELECT blob_id FROM draft_attachments WHERE file_size IS NOT NULL
    UNION SELECT blob_id FROM outbox_blobs WHERE file_size IS NOT NULL
    UNION SELECT blob_id FROM attachment_uploads WHERE blob_id IS NOT NULL
    UNION SELECT blob_id FROM dialogue_files WHERE state <> 'refused'
    UNION SELECT blob_id FROM recording_segments WHERE blob_id IS NOT NULL`);
  const inRows = database.prepare('SELECT id FROM draft_attachments WHERE file_size IS NULL ORDER BY id');
  const one = database.prepare('SELECT blob_id, blob FROM draft_attachments WHERE id = ?');
  const moved = database.prepare("UPDATE draft_attachments SET blob = x'', file_size = ? WHERE id = ?");
  return {
    names: () => new Set(names.all().map((row) => toHex(bytes(row, 'blob_id')))),
    moveFromRows: (keep) => {
      for (const id of inRows.all().map((row) => integer(row, 'id'))) {
        const row = one.get(id);
        if (row === undefined) continue;
        const blob = bytes(row, 'blob');
        keep(toBlobId(bytes(row, 'blob_id')), blob);
        database.immediate(() => moved.run(blob.length, id));
      }
    },
  };
}
