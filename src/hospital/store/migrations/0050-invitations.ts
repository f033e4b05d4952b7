import type { Migration } from '../../../replica/migrations.ts';

/** Invitations of officers, and the enrolment that a new workstation answered with. */
export const node0050: Migration = {
  number: 50,
  name: 'invitations',
  sql: `
    CREATE TABLE invitations (
      id INTEGER PRIMARY KEY,
      token BLOB NOT NULL UNIQUE CHECK (length(token) = 16),
      expires INTEGER NOT NULL,
      declined INTEGER NOT NULL DEFAULT 0 CHECK (declined IN (0, 1)),
      enrolment TEXT,
      offered INTEGER,
      CHECK ((enrolment IS NULL) = (offered IS NULL))
    ) STRICT;
  `,
};
