import type { Migration } from '../../migrations.ts';

/**
 * Recordings that this doctor put on the ledger, and whom they named beside the two doctors. The salt alone leads from a
 * recording to its name there; it goes when the recording is taken back.
 */
export const desk0300: Migration = {
  number: 300,
  name: 'recording-anchors',
  sql: `
    CREATE TABLE recording_anchors (
      id INTEGER PRIMARY KEY,
      -- its name on the ledger
      anchor BLOB NOT NULL UNIQUE CHECK (length(anchor) = 32),
      recording BLOB NOT NULL CHECK (length(recording) = 16),
      salt BLOB NOT NULL CHECK (length(salt) = 32),
      -- the transaction that puts it there
      outbox INTEGER NOT NULL REFERENCES outbox (id)
    ) STRICT;
    CREATE INDEX recording_anchors_by_recording ON recording_anchors (recording);

    CREATE TABLE recording_anchor_readers (
      id INTEGER PRIMARY KEY,
      anchor INTEGER NOT NULL REFERENCES recording_anchors (id) ON DELETE CASCADE,
      doctor BLOB NOT NULL CHECK (length(doctor) = 16),
      UNIQUE (anchor, doctor)
    ) STRICT;
  `,
};
