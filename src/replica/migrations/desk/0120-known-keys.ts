import type { Migration } from '../../migrations.ts';

/** Of a doctor whose key is another than in the dialogue before: the one that was looked at. */
export const desk0120: Migration = {
  number: 120,
  name: 'known-keys',
  sql: `
    CREATE TABLE consult_looked (
      doctor BLOB PRIMARY KEY NOT NULL CHECK (length(doctor) = 16),
      signing_key BLOB NOT NULL CHECK (length(signing_key) = 32),
      since INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX dialogues_by_peer ON dialogues (peer, id);
  `,
};
