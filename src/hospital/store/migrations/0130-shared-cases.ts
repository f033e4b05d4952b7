import type { Migration } from '../../../replica/migrations.ts';

/**
 * Shared cases with their payloads: those of this institution's doctors, which wait here for their batch, and those of
 * others as this node fetched them; sender keys; and which foreign cases were opened here.
 */
export const node0130: Migration = {
  number: 130,
  name: 'shared-cases',
  sql: `
    CREATE TABLE sender_keys (
      id INTEGER PRIMARY KEY,
      institution BLOB NOT NULL CHECK (length(institution) = 16),
      number INTEGER NOT NULL,
      key BLOB NOT NULL CHECK (length(key) = 32),
      made INTEGER NOT NULL,
      -- hash over who was suspended when it was made
      suspended BLOB NOT NULL CHECK (length(suspended) = 32),
      UNIQUE (institution, number)
    ) STRICT;

    CREATE TABLE shared_cases (
      id INTEGER PRIMARY KEY,
      name BLOB NOT NULL UNIQUE CHECK (length(name) = 32),
      envelope BLOB NOT NULL,
      payload BLOB NOT NULL
    ) STRICT;

    CREATE TABLE case_deposits (
      id INTEGER PRIMARY KEY,
      case_row INTEGER NOT NULL UNIQUE REFERENCES shared_cases (id) ON DELETE CASCADE,
      author BLOB NOT NULL CHECK (length(author) = 16),
      content BLOB NOT NULL,
      key_version INTEGER NOT NULL,
      signature BLOB NOT NULL CHECK (length(signature) = 64),
      -- 32 bytes for each visit, ascending
      sources BLOB NOT NULL,
      dossier BLOB NOT NULL,
      archive BLOB NOT NULL,
      received INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX case_deposits_by_author ON case_deposits (author);

    CREATE TABLE case_reads (
      id INTEGER PRIMARY KEY,
      period INTEGER NOT NULL,
      name BLOB NOT NULL CHECK (length(name) = 32),
      UNIQUE (period, name)
    ) STRICT;
  `,
};
