import type { Migration } from '../../../replica/migrations.ts';

/** What doctors say of themselves, as they signed it. */
export const node0120: Migration = {
  number: 120,
  name: 'profiles',
  sql: `
    CREATE TABLE profiles (
      id INTEGER PRIMARY KEY,
      doctor BLOB NOT NULL UNIQUE CHECK (length(doctor) = 16),
      time INTEGER NOT NULL,
      profile BLOB NOT NULL CHECK (length(profile) <= 512)
    ) STRICT;
  `,
};
