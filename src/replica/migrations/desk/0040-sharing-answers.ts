import type { Migration } from '../../migrations.ts';

/** Patients' signed answers to whether a case may be shared: no ledger has them, so they lie where backup reaches. */
export const desk0040: Migration = {
  number: 40,
  name: 'sharing-answers',
  sql: `
    CREATE TABLE sharing_answers (
      id INTEGER PRIMARY KEY,
      -- H(S) of the record; a later answer takes the place of an earlier one
      statement BLOB NOT NULL UNIQUE CHECK (length(statement) = 32),
      answer BLOB NOT NULL,
      signature BLOB NOT NULL CHECK (length(signature) = 64)
    ) STRICT;
  `,
};
