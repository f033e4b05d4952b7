import type { Migration } from '../../../replica/migrations.ts';

/** Wishes of patients to have a record of this institution erased, until an officer signs or declines. */
export const node0090: Migration = {
  number: 90,
  name: 'erase-requests',
  sql: `
    CREATE TABLE erase_requests (
      id INTEGER PRIMARY KEY,
      -- H(S) of the record: one wish for each
      statement BLOB NOT NULL UNIQUE CHECK (length(statement) = 32),
      request BLOB NOT NULL,
      signature BLOB NOT NULL CHECK (length(signature) = 64),
      received INTEGER NOT NULL,
      declined INTEGER,
      reason TEXT,
      CHECK ((reason IS NULL) = (declined IS NULL))
    ) STRICT;
  `,
};
