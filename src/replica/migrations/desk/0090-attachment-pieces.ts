import type { Migration } from '../../migrations.ts';

/** What was taken of a file, by which the same file is known again. */
export const desk0090: Migration = {
  number: 90,
  name: 'attachment-pieces',
  sql: `
    CREATE TABLE attachment_pieces (
      upload INTEGER NOT NULL,
      at INTEGER NOT NULL,
      length INTEGER NOT NULL CHECK (length > 0),
      -- SHA-256 of the piece as the doctor's file has it
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      PRIMARY KEY (upload, at)
    ) STRICT, WITHOUT ROWID;
  `,
};
