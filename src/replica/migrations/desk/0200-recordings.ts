import type { Migration } from '../../migrations.ts';

/**
 * Recordings of consults. Their sealed segments lie in files beside the desk, named by their hash once they end; one that
 * is being written grows in a part of its own. The key stands here and nowhere else: with the row it is gone for good.
 */
export const desk0200: Migration = {
  number: 200,
  name: 'recordings',
  sql: `
    CREATE TABLE recordings (
      id INTEGER PRIMARY KEY,
      recording BLOB NOT NULL UNIQUE CHECK (length(recording) = 16),
      -- the dialogue's request
      dialogue BLOB NOT NULL CHECK (length(dialogue) = 32),
      title TEXT NOT NULL,
      -- of whom and by whose consent, in the encoding of the layer above
      about BLOB NOT NULL,
      key BLOB NOT NULL CHECK (length(key) = 32),
      -- 'running' also of one that a sudden end broke off, until it is put right
      state TEXT NOT NULL CHECK (state IN ('running', 'whole', 'broken')),
      began INTEGER NOT NULL,
      -- signed when it ended
      manifest BLOB,
      CHECK ((state = 'running') = (manifest IS NULL))
    ) STRICT;
    CREATE INDEX recordings_by_dialogue ON recordings (dialogue, began);

    CREATE TABLE recording_segments (
      id INTEGER PRIMARY KEY,
      recording INTEGER NOT NULL REFERENCES recordings (id),
      side TEXT NOT NULL CHECK (side IN ('own', 'other', 'mixed')),
      number INTEGER NOT NULL CHECK (number >= 0),
      content_type TEXT NOT NULL,
      from_ms INTEGER NOT NULL CHECK (from_ms >= 0),
      -- of one that ended: its file
      blob_id BLOB CHECK (blob_id IS NULL OR length(blob_id) = 32),
      size INTEGER,
      duration_ms INTEGER,
      -- whether it has its last frame
      ends INTEGER CHECK (ends IN (0, 1)),
      CHECK ((blob_id IS NULL) = (size IS NULL)),
      CHECK ((blob_id IS NULL) = (duration_ms IS NULL)),
      CHECK ((blob_id IS NULL) = (ends IS NULL)),
      UNIQUE (recording, side, number)
    ) STRICT;
    CREATE INDEX recording_segments_growing ON recording_segments (recording) WHERE blob_id IS NULL;
  `,
};
