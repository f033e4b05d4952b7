/** Doctors' profiles in the node's file, one each: the newest that came. */
import type { StaffId } from '../../crypto/ids.ts';
import type { Database } from '../../replica/database.ts';
import { bytes, integer } from '../../replica/rows.ts';
import type { GroupCommit } from './groupCommit.ts';

export class ProfileTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** Durable when it resolves; false, and nothing is written, where a newer one, or another of that time, is here. */
  async put(
    doctor: StaffId,
    { time, bytes: profile }: { readonly time: number; readonly bytes: Uint8Array },
  ): Promise<boolean> {
    return this.#commit.write(() => {
      this.#database
        .prepare(
          `INSERT INTO profiles (doctor, time, profile) VALUES (?, ?, ?)
           ON CONFLICT (doctor) DO UPDATE SET time = excluded.time, profile = excluded.profile
           WHERE excluded.time > profiles.time`,
        )
        .run(doctor, time, profile);
      const row = this.#database
        .prepare('SELECT profile = ? AS same FROM profiles WHERE doctor = ?')
        .get(profile, doctor);
      return row !== undefined && integer(row, 'same') === 1;
    });
  }

  find(doctor: StaffId): Uint8Array | null {
    const row = this.#database.prepare('SELECT profile FROM profiles WHERE doctor = ?').get(doctor);
    return row === undefined ? null : bytes(row, 'profile');
  }
}
