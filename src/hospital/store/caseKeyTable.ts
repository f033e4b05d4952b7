/** Wrapped keys of shared cases in the node's file. What writes runs within {@link CaseKeyTable.write}. */
import type { CaseId, StaffId } from '../../crypto/ids.ts';
import { toStaffId } from '../../crypto/ids.ts';
import type { Millis } from '../../ports.ts';
import type { Database } from '../../replica/database.ts';
import { bytes, integer, orNull, time } from '../../replica/rows.ts';
import type { CaseReader, WrappedCaseKey } from '../cases/shapes.ts';
import type { GroupCommit } from './groupCommit.ts';

export interface StoredCase {
  readonly id: number;
  readonly author: StaffId;
  /** When its keys were deleted; null while they are there. */
  readonly withdrawn: Millis | null;
}

export class CaseKeyTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** Resolves when what `work` wrote is durable; what it throws undoes it. */
  async write(work: () => void): Promise<void> {
    await this.#commit.write(work);
  }

  find(name: CaseId): StoredCase | null {
    const row = this.#database.prepare('SELECT * FROM cases WHERE name = ?').get(name);
    if (row === undefined) return null;
    const author = toStaffId(bytes(row, 'author'));
    return { id: integer(row, 'id'), author, withdrawn: orNull(time, row, 'withdrawn') };
  }

  /** Answers the row of the new case. */
  add(name: CaseId, author: StaffId): number {
    return this.#database.prepare('INSERT INTO cases (name, author) VALUES (?, ?)').run(name, author).rowid;
  }

  put(id: number, { doctor, version, wrapped }: CaseReader): void {
    this.#database
      .prepare(
        `INSERT INTO case_keys (case_row, doctor, version, wrapped) VALUES (?, ?, ?, ?)
         ON CONFLICT (case_row, doctor) DO UPDATE SET version = excluded.version, wrapped = excluded.wrapped`,
      )
      .run(id, doctor, version, wrapped);
  }

  keyOf(id: number, doctor: StaffId): WrappedCaseKey | null {
    const row = this.#database
      .prepare('SELECT version, wrapped FROM case_keys WHERE case_row = ? AND doctor = ?')
      .get(id, doctor);
    return row === undefined ? null : { version: integer(row, 'version'), wrapped: bytes(row, 'wrapped') };
  }

  /** Keys of all cases of an author. */
  count(author: StaffId): number {
    const row = this.#database
      .prepare('SELECT count(*) AS n FROM cases c JOIN case_keys k ON k.case_row = c.id WHERE c.author = ?')
      .get(author);
    return row === undefined ? 0 : integer(row, 'n');
  }

  withdraw(id: number, now: Millis): void {
    this.#database.prepare('DELETE FROM case_keys WHERE case_row = ?').run(id);
    this.#database.prepare('UPDATE cases SET withdrawn = ? WHERE id = ?').run(now, id);
  }
}
