import type { Migration } from '../../migrations.ts';

/** Patients whom a registrar registered, and the certificates of their cards: nothing here opens anything of theirs. */
export const desk0050: Migration = {
  number: 50,
  name: 'patients',
  sql: `
    CREATE TABLE patients (
      id INTEGER PRIMARY KEY,
      -- P, by which a master card is known to be this patient's
      root BLOB NOT NULL UNIQUE CHECK (length(root) = 32),
      name TEXT NOT NULL,
      sex TEXT NOT NULL,
      birth_date TEXT NOT NULL,
      identifier TEXT NOT NULL,
      phone TEXT NOT NULL,
      guardian TEXT NOT NULL,
      relation TEXT NOT NULL,
      registered INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE patient_cards (
      patient INTEGER NOT NULL REFERENCES patients (id),
      epoch INTEGER NOT NULL,
      certificate BLOB NOT NULL CHECK (length(certificate) = 190),
      signature BLOB NOT NULL CHECK (length(signature) = 64),
      PRIMARY KEY (patient, epoch)
    ) STRICT, WITHOUT ROWID;
  `,
};
