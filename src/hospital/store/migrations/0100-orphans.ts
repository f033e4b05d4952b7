import type { Migration } from '../../../replica/migrations.ts';

/** Envelopes that this node signed for and the ledger does not have: since when that is known. */
export const node0100: Migration = {
  number: 100,
  name: 'orphans',
  sql: `
    CREATE TABLE orphans (
      envelope INTEGER PRIMARY KEY REFERENCES envelopes (id) ON DELETE CASCADE,
      since INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX orphans_by_age ON orphans (since);
  `,
};
