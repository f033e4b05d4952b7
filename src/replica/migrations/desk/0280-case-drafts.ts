import type { Migration } from '../../migrations.ts';

/** Cases that are being made ready: what was decided so far, and the images as others will see them. Gone once published. */
export const desk0280: Migration = {
  number: 280,
  name: 'case-drafts',
  sql: `
    CREATE TABLE case_drafts (
      id INTEGER PRIMARY KEY,
      -- 16 random bytes
      draft BLOB NOT NULL UNIQUE CHECK (length(draft) = 16),
      changed INTEGER NOT NULL,
      content BLOB NOT NULL
    ) STRICT;
    CREATE TABLE case_draft_images (
      id INTEGER PRIMARY KEY,
      draft INTEGER NOT NULL REFERENCES case_drafts (id) ON DELETE CASCADE,
      image TEXT NOT NULL,
      -- what was decided of it
      about BLOB NOT NULL,
      content BLOB NOT NULL,
      thumbnail BLOB NOT NULL,
      UNIQUE (draft, image)
    ) STRICT;
  `,
};
