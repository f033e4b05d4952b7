import type { Migration } from '../../migrations.ts';

/** Transcripts of dialogues that wait for the other doctor's signature, or for the record that they go into. */
export const desk0170: Migration = {
  number: 170,
  name: 'transcripts',
  sql: `
    CREATE TABLE transcripts (
      id INTEGER PRIMARY KEY,
      dialogue INTEGER NOT NULL REFERENCES dialogues (id),
      -- who made it
      mine INTEGER NOT NULL CHECK (mine IN (0, 1)),
      -- the message that shows it
      message BLOB NOT NULL CHECK (length(message) = 16),
      -- when the oldest of what is in it was said
      oldest INTEGER NOT NULL,
      -- of an own one: the visit that it is made for
      visit BLOB CHECK (visit IS NULL OR length(visit) = 32),
      transcript BLOB NOT NULL,
      -- of who made it, and of who was asked
      version INTEGER NOT NULL,
      signature BLOB NOT NULL CHECK (length(signature) = 64),
      other_version INTEGER,
      other_signature BLOB CHECK (other_signature IS NULL OR length(other_signature) = 64),
      state TEXT NOT NULL CHECK (state IN ('asked', 'signed', 'declined', 'attached')),
      CHECK ((state IN ('signed', 'attached')) = (other_signature IS NOT NULL)),
      CHECK ((other_version IS NULL) = (other_signature IS NULL)),
      CHECK ((mine = 1) = (visit IS NOT NULL)),
      UNIQUE (dialogue, mine, message)
    ) STRICT;
    CREATE INDEX transcripts_by_age ON transcripts (dialogue, oldest);
  `,
};
