import type { Migration } from '../../migrations.ts';

/** Patients' signed consents to sharing what was written in a visit: no ledger has them, so they lie where backup reaches. */
export const desk0260: Migration = {
  number: 260,
  name: 'case-consents',
  sql: `
    CREATE TABLE case_consents (
      id INTEGER PRIMARY KEY,
      -- SPK_e of the visit; a later consent takes the place of an earlier one
      epoch BLOB NOT NULL UNIQUE CHECK (length(epoch) = 32),
      consent BLOB NOT NULL,
      signature BLOB NOT NULL CHECK (length(signature) = 64)
    ) STRICT;
  `,
};
