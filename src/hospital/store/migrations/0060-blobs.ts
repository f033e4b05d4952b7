import type { Migration } from '../../../replica/migrations.ts';

/**
 * Large blobs lie in files beside this one, and arrive in pieces; small ones stay in `blobs`. Whoever stored a blob is
 * charged for it, from the moment on in which its upload begins.
 */
export const node0060: Migration = {
  number: 60,
  name: 'blobs',
  sql: `
    CREATE TABLE blob_files (
      id INTEGER PRIMARY KEY,
      blob BLOB NOT NULL UNIQUE CHECK (length(blob) = 32),
      size INTEGER NOT NULL
    ) STRICT;

    -- The number names the growing file: none is used twice.
    CREATE TABLE uploads (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      blob BLOB NOT NULL CHECK (length(blob) = 32),
      institution BLOB NOT NULL CHECK (length(institution) = 16),
      owner BLOB NOT NULL CHECK (length(owner) = 16),
      size INTEGER NOT NULL CHECK (size > 0),
      changed INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX uploads_by_name ON uploads (owner, blob);
    CREATE INDEX uploads_by_age ON uploads (changed);

    CREATE TABLE blob_owners (
      id INTEGER PRIMARY KEY,
      blob BLOB NOT NULL CHECK (length(blob) = 32),
      institution BLOB NOT NULL CHECK (length(institution) = 16),
      owner BLOB NOT NULL CHECK (length(owner) = 16),
      size INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX blob_owners_by_name ON blob_owners (blob, owner);

    -- Bytes of each owner, stored or announced: asked at every upload, so never counted anew.
    CREATE TABLE blob_load (
      id INTEGER PRIMARY KEY,
      institution BLOB NOT NULL CHECK (length(institution) = 16),
      owner BLOB NOT NULL CHECK (length(owner) = 16),
      bytes INTEGER NOT NULL CHECK (bytes >= 0)
    ) STRICT;
    CREATE UNIQUE INDEX blob_load_by_name ON blob_load (institution, owner);
    CREATE TRIGGER upload_begins AFTER INSERT ON uploads BEGIN
      INSERT INTO blob_load (institution, owner, bytes) VALUES (NEW.institution, NEW.owner, NEW.size)
      ON CONFLICT (institution, owner) DO UPDATE SET bytes = bytes + excluded.bytes;
    END;
    CREATE TRIGGER upload_ends AFTER DELETE ON uploads BEGIN
      UPDATE blob_load SET bytes = bytes - OLD.size WHERE institution = OLD.institution AND owner = OLD.owner;
    END;
    CREATE TRIGGER blob_is_owned AFTER INSERT ON blob_owners BEGIN
      INSERT INTO blob_load (institution, owner, bytes) VALUES (NEW.institution, NEW.owner, NEW.size)
      ON CONFLICT (institution, owner) DO UPDATE SET bytes = bytes + excluded.bytes;
    END;
    CREATE TRIGGER blob_is_gone AFTER DELETE ON blob_owners BEGIN
      UPDATE blob_load SET bytes = bytes - OLD.size WHERE institution = OLD.institution AND owner = OLD.owner;
    END;
  `,
};
