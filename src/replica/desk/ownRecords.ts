import { toStatementHash } from '../../crypto/ids.ts';
import type { StatementHash } from '../../crypto/ids.ts';
import type { PartContent } from '../../crypto/statementData.ts';
import type { Millis } from '../../ports.ts';
import type { Database, Row } from '../database.ts';
import { bytes, orNull, time } from '../rows.ts';

/** What its author keeps of a record that is not an import. */
export interface OwnRecord {
  readonly statement: StatementHash;
  /** From then on the record is the author's without the patient's name. */
  readonly followUntil: Millis;
  readonly clinical: PartContent;
  /** h_id: with it Hash(Data) can be checked when the identity part is gone. */
  readonly identityHash: Uint8Array;
  /** Bytes of the identity part; null once the follow-up has passed. */
  readonly identity: Uint8Array | null;
}

export interface OwnRecords {
  /** Keeps a record; keeping it twice changes nothing. */
  keep(record: OwnRecord): void;
  record(statement: StatementHash): OwnRecord | null;
  /** Deletes every identity part whose follow-up lies before `now`; returns how many. Gone when this returns. */
  forgetIdentities(now: Millis): number;
}

/** Own records in a desk. */
export function ownRecordsOf(database: Database): OwnRecords {
  const keep = database.prepare(`
    INSERT INTO own_records (statement, follow_until, clinical_salt, clinical, identity_hash, identity)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (statement) DO NOTHING`);
  const load = database.prepare(`
    SELECT statement, follow_until, clinical_salt, clinical, identity_hash, identity
    FROM own_records WHERE statement = ?`);
  const forget = database.prepare(
    'UPDATE own_records SET identity = NULL WHERE follow_until < ? AND identity IS NOT NULL',
  );
  return {
    keep: ({ statement, followUntil, clinical, identityHash, identity }) =>
      void keep.run(statement, followUntil, clinical.salt, clinical.bytes, identityHash, identity),
    record: (statement) => {
      const row = load.get(statement);
      return row === undefined ? null : readRecord(row);
    },
    forgetIdentities: (now) => {
      const { changes } = forget.run(now);
      // secure_delete overwrites the page; the write-ahead log still has it until it is emptied.
      if (changes > 0) database.checkpoint();
      return changes;
    },
  };
}

function readRecord(row: Row): OwnRecord {
  return {
    statement: toStatementHash(bytes(row, 'statement')),
    followUntil: time(row, 'follow_until'),
    clinical: { salt: bytes(row, 'clinical_salt'), bytes: bytes(row, 'clinical') },
    identityHash: bytes(row, 'identity_hash'),
    identity: orNull(bytes, row, 'identity'),
  };
}
