import type { Migration } from '../../migrations.ts';

/**
 * What only this doctor's machine has and no ledger can give back: drafts, outbox, settings, and, while a visit
 * lasts, what its card opened.
 */
export const desk0010: Migration = {
  number: 10,
  name: 'desk',
  sql: `
    CREATE TABLE settings (
      name TEXT PRIMARY KEY NOT NULL,
      value TEXT NOT NULL
    ) STRICT;

    CREATE TABLE drafts (
      id INTEGER PRIMARY KEY,
      doctor BLOB NOT NULL CHECK (length(doctor) = 16),
      visit BLOB NOT NULL CHECK (length(visit) = 32),
      revision INTEGER NOT NULL CHECK (revision > 0),
      saved_at INTEGER NOT NULL,
      content BLOB NOT NULL,
      UNIQUE (visit, doctor)
    ) STRICT;

    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      -- H(S) and SPK_e, where the transaction has them
      statement BLOB CHECK (statement IS NULL OR length(statement) = 32),
      visit BLOB CHECK (visit IS NULL OR length(visit) = 32),
      created INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (
        state IN ('waiting-receipt', 'queued', 'sent', 'committed', 'pending-consent', 'rejected')
      ),
      tx_id BLOB NOT NULL CHECK (length(tx_id) = 32),
      body BLOB NOT NULL,
      expires INTEGER NOT NULL,
      -- CBOR list of the signatures gathered so far, in the order of the signers
      signatures BLOB NOT NULL,
      -- how many signatures it takes; the one that may be missing is the node's, the storage receipt
      signers INTEGER NOT NULL CHECK (signers > 0),
      envelope BLOB,
      -- why it was refused, or why the last attempt did not go through
      code TEXT,
      height INTEGER,
      block_time INTEGER,
      CHECK ((height IS NULL) = (block_time IS NULL))
    ) STRICT;
    CREATE INDEX outbox_by_state ON outbox (state, id);
    CREATE INDEX outbox_by_statement ON outbox (statement) WHERE statement IS NOT NULL;
    CREATE INDEX outbox_by_visit ON outbox (visit) WHERE visit IS NOT NULL;

    -- Every id under which an entry was ever sent: a block may still bring one that has been renewed since.
    CREATE TABLE outbox_transactions (
      id INTEGER PRIMARY KEY,
      outbox INTEGER NOT NULL REFERENCES outbox (id),
      tx_id BLOB NOT NULL UNIQUE
    ) STRICT;
    CREATE INDEX outbox_transactions_by_outbox ON outbox_transactions (outbox);

    CREATE TABLE outbox_blobs (
      id INTEGER PRIMARY KEY,
      outbox INTEGER NOT NULL REFERENCES outbox (id),
      blob_id BLOB NOT NULL CHECK (length(blob_id) = 32),
      blob BLOB NOT NULL,
      stored INTEGER NOT NULL CHECK (stored IN (0, 1)),
      UNIQUE (outbox, blob_id)
    ) STRICT;

    CREATE TABLE visits (
      id INTEGER PRIMARY KEY,
      visit BLOB NOT NULL UNIQUE CHECK (length(visit) = 32),
      epoch INTEGER NOT NULL,
      registration BLOB,
      department TEXT,
      opened_at INTEGER NOT NULL,
      until INTEGER NOT NULL,
      ended_at INTEGER,
      consented INTEGER NOT NULL CHECK (consented IN (0, 1))
    ) STRICT;
    CREATE INDEX visits_by_opening ON visits (opened_at);

    -- What a card opened lies sealed under a key of the visit; deleting the key row is what ends it here.
    CREATE TABLE visit_keys (
      visit INTEGER PRIMARY KEY REFERENCES visits (id),
      key BLOB NOT NULL CHECK (length(key) = 32)
    ) STRICT;
    CREATE TABLE visit_cache (
      id INTEGER PRIMARY KEY,
      visit INTEGER NOT NULL REFERENCES visits (id),
      name TEXT NOT NULL,
      sealed BLOB NOT NULL,
      UNIQUE (visit, name)
    ) STRICT;
  `,
};
