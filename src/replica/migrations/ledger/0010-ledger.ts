import type { Migration } from '../../migrations.ts';

/**
 * Blocks with their commits, the current entities, and what readers look up by hash.
 *
 * Tables keep their rowid and are joined by integers: a WITHOUT ROWID table keyed by random hashes costs 3–5
 * times as much to fill, since every insert lands on another page.
 */
export const ledger0010: Migration = {
  number: 10,
  name: 'ledger',
  sql: `
    CREATE TABLE meta (
      name TEXT PRIMARY KEY NOT NULL,
      value BLOB NOT NULL
    ) STRICT;

    CREATE TABLE blocks (
      height INTEGER PRIMARY KEY,
      header_hash BLOB NOT NULL CHECK (length(header_hash) = 32),
      -- ms; the header's nanoseconds are inside \`block\`
      time INTEGER NOT NULL,
      block BLOB NOT NULL,
      block_commit BLOB NOT NULL,
      -- what executing this block gave, to be found in the next header
      app_hash BLOB NOT NULL CHECK (length(app_hash) = 32),
      results_hash BLOB NOT NULL CHECK (length(results_hash) = 32)
    ) STRICT;
    CREATE INDEX blocks_by_time ON blocks (time);

    CREATE TABLE transactions (
      id INTEGER PRIMARY KEY,
      tx_id BLOB NOT NULL CHECK (length(tx_id) = 32),
      height INTEGER NOT NULL REFERENCES blocks (height),
      position INTEGER NOT NULL,
      -- 0 when it changed the state, otherwise the number of the refusal
      code INTEGER NOT NULL,
      -- what the refusal said beside its code; covered by the results hash
      data BLOB NOT NULL
    ) STRICT;
    -- Not unique: a transaction that was refused in one block may be taken in a later one.
    CREATE INDEX transactions_by_id ON transactions (tx_id);
    CREATE UNIQUE INDEX transactions_by_place ON transactions (height, position);

    CREATE TABLE entities (
      id INTEGER PRIMARY KEY,
      kind INTEGER NOT NULL,
      entity BLOB NOT NULL,
      value BLOB NOT NULL,
      created INTEGER NOT NULL,
      changed INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX entities_by_name ON entities (kind, entity);
    CREATE INDEX entities_by_creation ON entities (kind, created);

    CREATE TABLE applied (
      id INTEGER PRIMARY KEY,
      expires INTEGER NOT NULL,
      tx_id BLOB NOT NULL UNIQUE
    ) STRICT;
    CREATE INDEX applied_by_expiry ON applied (expires);

    CREATE TABLE statements (
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
      statement BLOB NOT NULL,
      key_version INTEGER NOT NULL,
      doctor_signature BLOB,
      consent_signature BLOB,
      transaction_id INTEGER NOT NULL REFERENCES transactions (id)
    ) STRICT;
    CREATE INDEX statements_by_transaction ON statements (transaction_id);
  `,
};
