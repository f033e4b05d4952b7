import type { Migration } from '../../migrations.ts';

/** What doctors say of themselves, verified when it came; the newest of each, the own one among them. */
export const desk0180: Migration = {
  number: 180,
  name: 'profiles',
  sql: `
    CREATE TABLE profiles (
      id INTEGER PRIMARY KEY,
      doctor BLOB NOT NULL UNIQUE CHECK (length(doctor) = 16),
      -- of the doctor's key that signed it
      version INTEGER NOT NULL,
      time INTEGER NOT NULL,
      -- codes, with a space between each two
      languages TEXT NOT NULL,
      profile BLOB NOT NULL
    ) STRICT;
  `,
};
