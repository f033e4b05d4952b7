import type { Migration } from '../../../replica/migrations.ts';

/** The audit log, which also takes the place of the bare count of refused logins. Nothing in it is ever changed. */
export const node0030: Migration = {
  number: 30,
  name: 'audit',
  sql: `
    DROP TABLE login_refusals;

    CREATE TABLE audit (
      number INTEGER PRIMARY KEY,
      time INTEGER NOT NULL,
      method TEXT NOT NULL,
      kind TEXT NOT NULL,
      code TEXT NOT NULL,
      count INTEGER NOT NULL CHECK (count > 0),
      role TEXT CHECK (role IN ('officer', 'registrar', 'doctor', 'node')),
      entity BLOB CHECK (length(entity) = 16),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      CHECK ((entity IS NULL) = (role IS NULL))
    ) STRICT;
    CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'audit is append-only'); END;
    CREATE TRIGGER audit_is_whole BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'audit is append-only'); END;
  `,
};
