import type { Migration } from '../../../replica/migrations.ts';

/**
 * What a node holds for others: envelopes and blobs, the peppers of its patients' slips, the certificates it
 * signed, and refused logins. Integer keys, random hashes in unique indexes, as in the ledger's file.
 */
export const node0010: Migration = {
  number: 10,
  name: 'node',
  sql: `
    CREATE TABLE host (
      name TEXT PRIMARY KEY NOT NULL,
      value INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE envelopes (
      id INTEGER PRIMARY KEY,
      statement BLOB NOT NULL CHECK (length(statement) = 32),
      -- one statement may come in several envelopes; the ledger says which one counts
      commitment BLOB NOT NULL CHECK (length(commitment) = 32),
      envelope BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX envelopes_by_name ON envelopes (statement, commitment);

    CREATE TABLE blob_names (
      id INTEGER PRIMARY KEY,
      blob BLOB NOT NULL CHECK (length(blob) = 32),
      envelope INTEGER NOT NULL REFERENCES envelopes (id)
    ) STRICT;
    CREATE INDEX blob_names_by_blob ON blob_names (blob);
    CREATE INDEX blob_names_by_envelope ON blob_names (envelope);

    CREATE TABLE blobs (
      id INTEGER PRIMARY KEY,
      blob BLOB NOT NULL UNIQUE CHECK (length(blob) = 32),
      size INTEGER NOT NULL,
      content BLOB NOT NULL
    ) STRICT;

    CREATE TABLE peppers (
      id INTEGER PRIMARY KEY,
      item BLOB NOT NULL UNIQUE CHECK (length(item) = 16),
      tag BLOB NOT NULL CHECK (length(tag) = 32),
      pepper BLOB NOT NULL CHECK (length(pepper) = 32),
      wrong INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE certificates (
      id INTEGER PRIMARY KEY,
      consent_key BLOB NOT NULL CHECK (length(consent_key) = 32),
      certificate BLOB NOT NULL CHECK (length(certificate) = 190),
      signature BLOB NOT NULL CHECK (length(signature) = 64)
    ) STRICT;
    -- The patient's next slip may be certified again under a newer card key; the last one is given out.
    CREATE UNIQUE INDEX certificates_by_key ON certificates (consent_key);

    CREATE TABLE login_refusals (
      id INTEGER PRIMARY KEY,
      role TEXT NOT NULL,
      entity BLOB NOT NULL CHECK (length(entity) = 16),
      code TEXT NOT NULL,
      count INTEGER NOT NULL,
      last INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX login_refusals_by_name ON login_refusals (role, entity, code);
  `,
};
