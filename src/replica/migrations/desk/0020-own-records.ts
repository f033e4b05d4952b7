import type { Migration } from '../../migrations.ts';

/**
 * The author's own copy of what they signed. The identity part goes once the follow-up has passed; its hash stays,
 * so that Hash(Data) of the ledger can be checked ever after.
 */
export const desk0020: Migration = {
  number: 20,
  name: 'own-records',
  sql: `
    CREATE TABLE own_records (
      id INTEGER PRIMARY KEY,
      statement BLOB NOT NULL UNIQUE CHECK (length(statement) = 32),
      follow_until INTEGER NOT NULL,
      clinical_salt BLOB NOT NULL CHECK (length(clinical_salt) = 32),
      clinical BLOB NOT NULL,
      identity_hash BLOB NOT NULL CHECK (length(identity_hash) = 32),
      identity BLOB
    ) STRICT;
    CREATE INDEX own_records_by_follow_up ON own_records (follow_until) WHERE identity IS NOT NULL;
  `,
};
