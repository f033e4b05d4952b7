import type { Migration } from '../../../replica/migrations.ts';

/** Rows that patients granted to doctors of this institution, as they were brought; they go with the grant. */
export const node0040: Migration = {
  number: 40,
  name: 'grants',
  sql: `
    CREATE TABLE grants (
      id INTEGER PRIMARY KEY,
      -- SPK_e: the grant's name on the ledger
      epoch BLOB NOT NULL UNIQUE CHECK (length(epoch) = 32),
      grantee BLOB NOT NULL CHECK (length(grantee) = 16),
      parcel BLOB NOT NULL
    ) STRICT;
    CREATE INDEX grants_by_grantee ON grants (grantee);
  `,
};
