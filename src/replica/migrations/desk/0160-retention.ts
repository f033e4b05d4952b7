import type { Migration } from '../../migrations.ts';

/** How long what is said in a dialogue stays here, as both doctors agreed, and what went because of it. */
export const desk0160: Migration = {
  number: 160,
  name: 'retention',
  sql: `
    CREATE TABLE dialogue_retention (
      dialogue INTEGER PRIMARY KEY NOT NULL REFERENCES dialogues (id),
      -- agreed; 0 keeps everything
      days INTEGER NOT NULL DEFAULT 0 CHECK (days BETWEEN 0 AND 3650),
      since INTEGER,
      -- what either side proposed last; the other side's is null once it was answered
      own BLOB CHECK (own IS NULL OR length(own) = 16),
      own_days INTEGER CHECK (own_days BETWEEN 0 AND 3650),
      own_open INTEGER NOT NULL DEFAULT 0 CHECK (own_open IN (0, 1)),
      peer BLOB CHECK (peer IS NULL OR length(peer) = 16),
      peer_days INTEGER CHECK (peer_days BETWEEN 0 AND 3650),
      gone INTEGER NOT NULL DEFAULT 0,
      gone_before INTEGER
    ) STRICT;
    CREATE INDEX dialogue_messages_by_time ON dialogue_messages (dialogue, time);
  `,
};
