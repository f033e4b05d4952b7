import type { Migration } from '../../migrations.ts';

/**
 * Sealed blobs lie in files beside the desk, named by their hash. A row that still holds one itself is moved at the next
 * unlock (desk/filedBlobs.ts): SQL writes no files.
 */
export const desk0080: Migration = {
  number: 80,
  name: 'sealed-files',
  sql: `
    -- Bytes of the file that holds the blob; null where the row itself does. Then the row's blob is empty.
    ALTER TABLE draft_attachments ADD COLUMN file_size INTEGER CHECK (file_size > 0);
    ALTER TABLE outbox_blobs ADD COLUMN file_size INTEGER CHECK (file_size > 0);
    CREATE INDEX outbox_files ON outbox_blobs (outbox, id) WHERE file_size IS NOT NULL;
    -- The doctor wants its files to be sent later.
    ALTER TABLE outbox ADD COLUMN paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1));
    -- What is being taken to a draft, piece by piece; its sealed beginning is a file of its own.
    CREATE TABLE attachment_uploads (
      id INTEGER PRIMARY KEY,
      doctor BLOB NOT NULL CHECK (length(doctor) = 16),
      visit BLOB NOT NULL CHECK (length(visit) = 32),
      name TEXT NOT NULL,
      size INTEGER NOT NULL CHECK (size >= 0),
      key BLOB NOT NULL CHECK (length(key) = 32),
      prefix BLOB NOT NULL CHECK (length(prefix) = 16),
      -- Set when all of it is sealed, before the file gets its name: what the row of the attachment will be.
      about BLOB,
      blob_id BLOB CHECK (length(blob_id) = 32),
      file_size INTEGER CHECK (file_size > 0)
    ) STRICT;
    CREATE INDEX attachment_uploads_by_draft ON attachment_uploads (visit, doctor, id);
  `,
};
