import type { Migration } from '../../migrations.ts';

/**
 * Files and records that two doctors give each other in a dialogue. The sealed blobs lie in files beside the desk, named by
 * their hash; what is still to come of one grows in a part of its own.
 */
export const desk0150: Migration = {
  number: 150,
  name: 'dialogue-files',
  sql: `
    CREATE TABLE dialogue_given (
      message INTEGER PRIMARY KEY REFERENCES dialogue_messages (id),
      kind TEXT NOT NULL CHECK (kind IN ('files', 'voice', 'record')),
      -- how many files belong to it, also of those that were not named yet
      count INTEGER NOT NULL CHECK (count >= 0),
      -- of a record: H(S)
      statement BLOB CHECK (statement IS NULL OR length(statement) = 32),
      -- 'offered': of a large one this doctor has not said yet whether to take it
      state TEXT NOT NULL CHECK (state IN ('offered', 'wanted', 'whole', 'refused')),
      paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
      -- all of it lies at its author's node, and the other side knows
      stored INTEGER NOT NULL DEFAULT 0 CHECK (stored IN (0, 1)),
      CHECK ((kind = 'record') = (statement IS NOT NULL))
    ) STRICT;
    CREATE INDEX dialogue_given_underway ON dialogue_given (message) WHERE state IN ('offered', 'wanted');

    CREATE TABLE dialogue_files (
      id INTEGER PRIMARY KEY,
      message INTEGER NOT NULL REFERENCES dialogue_given (message),
      place INTEGER NOT NULL CHECK (place >= 0),
      -- name, kind and key, in the encoding of the layer above
      about BLOB NOT NULL,
      blob_id BLOB NOT NULL UNIQUE CHECK (length(blob_id) = 32),
      blob_size INTEGER NOT NULL CHECK (blob_size > 0),
      state TEXT NOT NULL CHECK (state IN ('coming', 'here', 'refused')),
      code TEXT,
      stored INTEGER NOT NULL DEFAULT 0 CHECK (stored IN (0, 1)),
      CHECK ((state = 'refused') = (code IS NOT NULL)),
      UNIQUE (message, place)
    ) STRICT;
  `,
};
