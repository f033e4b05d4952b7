import type { Migration } from '../../migrations.ts';

/** Video consults: the requests for them, the calls, and the signed words by which both sides can show what was agreed. */
export const desk0240: Migration = {
  number: 240,
  name: 'calls',
  sql: `
    CREATE TABLE video_requests (
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
      dialogue INTEGER NOT NULL REFERENCES dialogues (id),
      mine INTEGER NOT NULL CHECK (mine IN (0, 1)),
      reason TEXT NOT NULL,
      issued INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      -- the time that was proposed; null is now
      at INTEGER,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'declined', 'withdrawn')),
      answered INTEGER,
      CHECK ((state = 'waiting') = (answered IS NULL))
    ) STRICT;
    CREATE INDEX video_requests_by_dialogue ON video_requests (dialogue, id);

    CREATE TABLE calls (
      id INTEGER PRIMARY KEY,
      call BLOB NOT NULL UNIQUE CHECK (length(call) = 16),
      dialogue INTEGER NOT NULL REFERENCES dialogues (id),
      -- rang first
      mine INTEGER NOT NULL CHECK (mine IN (0, 1)),
      media TEXT NOT NULL CHECK (media IN ('audio', 'video')),
      began INTEGER NOT NULL,
      -- both saw each other from then on
      live INTEGER,
      ended INTEGER,
      reason TEXT,
      -- who ended it
      ended_by TEXT CHECK (ended_by IN ('me', 'peer')),
      duration INTEGER NOT NULL DEFAULT 0,
      -- where both sides' words have come to
      own_next INTEGER NOT NULL DEFAULT 0,
      own_last BLOB CHECK (own_last IS NULL OR length(own_last) = 32),
      their_next INTEGER NOT NULL DEFAULT 0,
      their_last BLOB CHECK (their_last IS NULL OR length(their_last) = 32),
      CHECK ((ended IS NULL) = (reason IS NULL) AND (ended IS NULL) = (ended_by IS NULL))
    ) STRICT;
    CREATE INDEX calls_by_dialogue ON calls (dialogue, id);
    CREATE INDEX calls_open ON calls (id) WHERE ended IS NULL;

    -- Of a call: what shows who agreed to what. Neither keys of media nor addresses are among them.
    CREATE TABLE call_words (
      call INTEGER NOT NULL REFERENCES calls (id),
      mine INTEGER NOT NULL CHECK (mine IN (0, 1)),
      sequence INTEGER NOT NULL,
      word TEXT NOT NULL CHECK (word IN ('ring', 'answer', 'confirm', 'record-consent', 'rekey', 'end')),
      signed BLOB NOT NULL,
      PRIMARY KEY (call, mine, sequence)
    ) STRICT, WITHOUT ROWID;
  `,
};
