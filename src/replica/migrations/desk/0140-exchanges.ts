import type { Migration } from '../../migrations.ts';

/** Exchanges of records that were proposed in dialogues: what stands hidden behind a hash on the ledger. */
export const desk0140: Migration = {
  number: 140,
  name: 'exchanges',
  sql: `
    CREATE TABLE exchanges (
      id INTEGER PRIMARY KEY,
      -- id of the proposal
      exchange BLOB NOT NULL UNIQUE CHECK (length(exchange) = 32),
      dialogue INTEGER NOT NULL REFERENCES dialogues (id),
      -- whose proposal it is
      mine INTEGER NOT NULL CHECK (mine IN (0, 1)),
      -- the message that shows it
      message BLOB NOT NULL CHECK (length(message) = 16),
      salt BLOB NOT NULL CHECK (length(salt) = 32),
      note TEXT NOT NULL,
      -- H(S) of each record, one after the other
      statements BLOB NOT NULL CHECK (length(statements) % 32 = 0),
      UNIQUE (dialogue, mine, message)
    ) STRICT;
  `,
};
