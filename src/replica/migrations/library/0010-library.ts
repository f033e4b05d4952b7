import type { Migration } from '../../migrations.ts';

/** Shared cases that this doctor may open. The tables of the search index beside them are made by src/cases/search. */
export const library0010: Migration = {
  number: 10,
  name: 'library',
  sql: `
    CREATE TABLE library_cases (
      id INTEGER PRIMARY KEY,
      -- hex, as the search index names its documents
      name TEXT NOT NULL UNIQUE CHECK (length(name) = 64),
      -- due: its text is still to be fetched; refused: what the node gave is not what the ledger has
      state TEXT NOT NULL CHECK (state IN ('due', 'held', 'refused')),
      -- ms
      published INTEGER NOT NULL,
      completeness INTEGER NOT NULL,
      -- JSON: what it is narrowed by
      facets TEXT NOT NULL,
      -- as it was decrypted, without its images where these are large; null until then
      document BLOB CHECK ((document IS NOT NULL) = (state = 'held')),
      -- 1 where the document has all its images
      whole INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX library_cases_by_state ON library_cases (state, id);

    -- cases that were read, of which the node was not told yet
    CREATE TABLE library_opened (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE library_meta (
      name TEXT PRIMARY KEY NOT NULL,
      value INTEGER NOT NULL
    ) STRICT;
  `,
};
