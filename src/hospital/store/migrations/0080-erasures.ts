import type { Migration } from '../../../replica/migrations.ts';

/**
 * What was erased here, so that nothing of it is taken in again. Of the author's institution the archive row stays until
 * the law's term, and with it the sealed parts that it opens; they lie here and in their files, where nobody is served.
 */
export const node0080: Migration = {
  number: 80,
  name: 'erasures',
  sql: `
    CREATE TABLE erasures (
      id INTEGER PRIMARY KEY,
      statement BLOB NOT NULL UNIQUE CHECK (length(statement) = 32),
      archive_until INTEGER,
      archive BLOB,
      CHECK ((archive IS NULL) = (archive_until IS NULL))
    ) STRICT;
    CREATE INDEX erasures_by_term ON erasures (archive_until) WHERE archive_until IS NOT NULL;

    CREATE TABLE erased_blobs (
      id INTEGER PRIMARY KEY,
      blob BLOB NOT NULL UNIQUE CHECK (length(blob) = 32),
      erasure INTEGER NOT NULL REFERENCES erasures (id),
      -- 'kept' with the archive row; 'file' while a file of it may still lie there
      state TEXT NOT NULL CHECK (state IN ('kept', 'file', 'gone')),
      -- of a small one that is kept
      content BLOB CHECK (content IS NULL OR state = 'kept')
    ) STRICT;
    CREATE INDEX erased_blobs_by_erasure ON erased_blobs (erasure);
    CREATE INDEX erased_blobs_with_files ON erased_blobs (id) WHERE state = 'file';
  `,
};
