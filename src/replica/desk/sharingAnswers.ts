import type { StatementHash } from '../../crypto/ids.ts';
import type { Database } from '../database.ts';
import { bytes } from '../rows.ts';

/** A patient's answer to whether a record may be shared as a case, as they signed it. */
export interface SignedSharingAnswer {
  /** See src/contracts/sharing/answer.ts. */
  readonly answer: Uint8Array;
  readonly signature: Uint8Array;
}

/** Answers by record. What is read back is believed only as far as its signature holds. */
export interface SharingAnswers {
  /** A later answer takes the place of an earlier one. */
  keep(statement: StatementHash, signed: SignedSharingAnswer): void;
  answer(statement: StatementHash): SignedSharingAnswer | null;
}

/** Sharing answers in a desk. */
export function sharingAnswersOf(database: Database): SharingAnswers {
  const keep = database.prepare(`
    INSERT INTO sharing_answers (statement, answer, signature) VALUES (?, ?, ?)
    ON CONFLICT (statement) DO UPDATE SET answer = excluded.answer, signature = excluded.signature`);
  const load = database.prepare('SELECT answer, signature FROM sharing_answers WHERE statement = ?');
  return {
    keep: (statement, { answer, signature }) => void keep.run(statement, answer, signature),
    answer: (statement) => {
      const row = load.get(statement);
      return row === undefined ? null : { answer: bytes(row, 'answer'), signature: bytes(row, 'signature') };
    },
  };
}
