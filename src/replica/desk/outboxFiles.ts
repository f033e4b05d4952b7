import { toBlobId } from '../../crypto/ids.ts';
import type { Database } from '../database.ts';
import { bytes, integer } from '../rows.ts';
import type { FiledBlob } from './filedBlobs.ts';

/** A file of an entry of the outbox, and whether the node has it. */
export interface OutboxFile extends FiledBlob {
  readonly stored: boolean;
}

/** The sealed attachments of entries, which lie in files and go before the receipt as other blobs do. */
export interface OutboxFiles {
  /** Those of an entry that no block has taken, in their order. */
  list(entry: number): readonly OutboxFile[];
  /** Whether the doctor wants the files of an entry to be sent later. */
  isPaused(entry: number): boolean;
  setPaused(entry: number, paused: boolean): void;
}

export function outboxFilesOf(database: Database): OutboxFiles {
  const list = database.prepare(`SELECT blob_id, file_size, stored FROM outbox_blobs
    WHERE outbox = ? AND file_size IS NOT NULL ORDER BY id`);
  const paused = database.prepare('SELECT paused FROM outbox WHERE id = ?');
  const setPaused = database.prepare('UPDATE outbox SET paused = ? WHERE id = ?');
  return {
    list: (entry) =>
      list.all(entry).map((row) => ({
        id: toBlobId(bytes(row, 'blob_id')),
        size: integer(row, 'file_size'),
        stored: integer(row, 'stored') === 1,
      })),
    isPaused: (entry) => {
      const row = paused.get(entry);
      return row !== undefined && integer(row, 'paused') === 1;
    },
    setPaused: (entry, isPaused) => void setPaused.run(isPaused ? 1 : 0, entry),
  };
}
