/** What was granted to doctors of this institution: durable when a promise resolves. */
import { toEpochKey, type EpochKey } from '../../crypto/ids.ts';
import type { Database } from '../../replica/database.ts';
import { bytes } from '../../replica/rows.ts';
import type { GroupCommit } from './groupCommit.ts';

export interface KeptGrant {
  /** SPK_e. */
  readonly grant: EpochKey;
  readonly grantee: Uint8Array;
  /** See src/hospital/patient/parcels.ts. */
  readonly parcel: Uint8Array;
}

export class GrantTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** What the patient brings again for the same card takes the place of what did not reach the ledger. */
  async put({ grant, grantee, parcel }: KeptGrant): Promise<void> {
    const upsert = this.#database.prepare(`
      INSERT INTO grants (epoch, grantee, parcel) VALUES (?, ?, ?)
      ON CONFLICT (epoch) DO UPDATE SET grantee = excluded.grantee, parcel = excluded.parcel`);
    await this.#commit.write(() => upsert.run(grant, grantee, parcel));
  }

  /** In the order in which they came. */
  of(grantee: Uint8Array): readonly KeptGrant[] {
    return this.#database
      .prepare('SELECT epoch, grantee, parcel FROM grants WHERE grantee = ? ORDER BY id')
      .all(grantee)
      .map((row) => ({
        grant: toEpochKey(bytes(row, 'epoch')),
        grantee: bytes(row, 'grantee'),
        parcel: bytes(row, 'parcel'),
      }));
  }

  /** The grant is over: its rows go. */
  async forget(grants: readonly EpochKey[]): Promise<void> {
    const remove = this.#database.prepare('DELETE FROM grants WHERE epoch = ?');
    await this.#commit.write(() => {
      for (const grant of grants) remove.run(grant);
    });
  }
}
