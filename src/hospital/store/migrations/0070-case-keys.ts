import type { Migration } from '../../../replica/migrations.ts';

/** Keys of shared cases, wrapped for each reader. A case that was withdrawn stays as its name, so that it stays so. */
export const node0070: Migration = {
  number: 70,
  name: 'case-keys',
  sql: `
    CREATE TABLE cases (
      id INTEGER PRIMARY KEY,
      name BLOB NOT NULL UNIQUE CHECK (length(name) = 16),
      author BLOB NOT NULL CHECK (length(author) = 16),
      withdrawn INTEGER
    ) STRICT;
    CREATE INDEX cases_by_author ON cases (author);

    CREATE TABLE case_keys (
      id INTEGER PRIMARY KEY,
      case_row INTEGER NOT NULL REFERENCES cases (id),
      doctor BLOB NOT NULL CHECK (length(doctor) = 16),
      version INTEGER NOT NULL,
      wrapped BLOB NOT NULL CHECK (length(wrapped) = 97)
    ) STRICT;
    CREATE UNIQUE INDEX case_keys_by_reader ON case_keys (case_row, doctor);
  `,
};
