import type { Migration } from '../../../replica/migrations.ts';

/** Rows that doctors gave to doctors of this institution, as they were brought; they go with the exchange. */
export const node0110: Migration = {
  number: 110,
  name: 'exchanges',
  sql: `
    CREATE TABLE exchanges (
      id INTEGER PRIMARY KEY,
      -- id of the proposal: its name on the ledger
      exchange BLOB NOT NULL CHECK (length(exchange) = 32),
      -- given in return, by the receiver
      back INTEGER NOT NULL CHECK (back IN (0, 1)),
      reader BLOB NOT NULL CHECK (length(reader) = 16),
      parcel BLOB NOT NULL,
      UNIQUE (exchange, back)
    ) STRICT;
    CREATE INDEX exchanges_by_reader ON exchanges (reader);
  `,
};
