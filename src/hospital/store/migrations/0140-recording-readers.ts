import type { Migration } from '../../../replica/migrations.ts';

/** Keys of recordings of the ledger, sealed to doctors of this institution whom a recording's holder named. */
export const node0140: Migration = {
  number: 140,
  name: 'recording-readers',
  sql: `
    CREATE TABLE recording_readers (
      id INTEGER PRIMARY KEY,
      -- name on the ledger
      anchor BLOB NOT NULL CHECK (length(anchor) = 32),
      reader BLOB NOT NULL CHECK (length(reader) = 16),
      key_version INTEGER NOT NULL,
      row BLOB NOT NULL,
      UNIQUE (anchor, reader)
    ) STRICT;
    CREATE INDEX recording_readers_by_reader ON recording_readers (reader);
  `,
};
