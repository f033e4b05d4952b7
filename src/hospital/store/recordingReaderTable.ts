/** Who of this institution may open recordings of the ledger beside their two doctors: durable when a promise resolves. */
import { toStaffId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import type { Database } from '../../replica/database.ts';
import { bytes, integer } from '../../replica/rows.ts';
import type { NamedReader } from '../recordings/shapes.ts';
import { demandNotErasedHere } from './erasureTable.ts';
import type { GroupCommit } from './groupCommit.ts';

/** Recordings that one doctor may be named for: more than anybody looks at. */
const MOST_OF_READER = 1_000;

export class RecordingReaderTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** What comes again takes its place. Errors: `erased`, `recording-readers-full`. */
  async put({ anchor, doctor, row, version }: NamedReader): Promise<void> {
    const upsert = this.#database.prepare(`
      INSERT INTO recording_readers (anchor, reader, key_version, row) VALUES (?, ?, ?, ?)
      ON CONFLICT (anchor, reader) DO UPDATE SET key_version = excluded.key_version, row = excluded.row`);
    await this.#commit.write(() => {
      demandNotErasedHere(this.#database, anchor);
      upsert.run(anchor, doctor, version, row);
      // Thrown within the transaction, which it undoes.
      if (this.of(doctor).length > MOST_OF_READER) throw new ConsiliumError('recording-readers-full');
    });
  }

  async remove(anchor: Uint8Array, doctor: Uint8Array): Promise<void> {
    const remove = this.#database.prepare('DELETE FROM recording_readers WHERE anchor = ? AND reader = ?');
    await this.#commit.write(() => remove.run(anchor, doctor));
  }

  /** In the order in which they came. */
  of(doctor: Uint8Array): readonly NamedReader[] {
    return this.#database
      .prepare('SELECT anchor, key_version, row FROM recording_readers WHERE reader = ? ORDER BY id')
      .all(doctor)
      .map((row) => ({
        anchor: bytes(row, 'anchor'),
        doctor: toStaffId(doctor),
        version: integer(row, 'key_version'),
        row: bytes(row, 'row'),
      }));
  }
}
