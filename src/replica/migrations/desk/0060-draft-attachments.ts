import type { Migration } from '../../migrations.ts';

/** What is attached to a note that is not signed yet: sealed already, so that it is signed and sent as it lies here. */
export const desk0060: Migration = {
  number: 60,
  name: 'draft-attachments',
  sql: `
    CREATE TABLE draft_attachments (
      id INTEGER PRIMARY KEY,
      doctor BLOB NOT NULL CHECK (length(doctor) = 16),
      visit BLOB NOT NULL CHECK (length(visit) = 32),
      -- what the record will say of it, in the encoding of the layer above
      about BLOB NOT NULL,
      blob_id BLOB NOT NULL CHECK (length(blob_id) = 32),
      blob BLOB NOT NULL
    ) STRICT;
    CREATE INDEX draft_attachments_by_draft ON draft_attachments (visit, doctor, id);
  `,
};
