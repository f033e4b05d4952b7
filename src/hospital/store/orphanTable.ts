/** Envelopes that no statement of the ledger counts, with the blobs that they alone name. */
import { toBlobId, toStatementHash, type BlobId, type StatementHash } from '../../crypto/ids.ts';
import { millis, type Millis } from '../../ports.ts';
import type { Database, Row } from '../../replica/database.ts';
import { bytes, integer } from '../../replica/rows.ts';
import type { GroupCommit } from './groupCommit.ts';

export interface StoredEnvelope {
  readonly id: number;
  readonly statement: StatementHash;
  readonly commitment: Uint8Array;
}

export class OrphanTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** Up to `most` envelopes behind a place, in the order in which they came. */
  envelopesAfter(id: number, most: number): readonly StoredEnvelope[] {
    return this.#database
      .prepare('SELECT id, statement, commitment FROM envelopes WHERE id > ? ORDER BY id LIMIT ?')
      .all(id, most)
      .map(storedEnvelope);
  }

  marked(): readonly (StoredEnvelope & { readonly since: Millis })[] {
    return this.#database
      .prepare(
        `SELECT e.id, e.statement, e.commitment, o.since
         FROM orphans o JOIN envelopes e ON e.id = o.envelope ORDER BY o.since`,
      )
      .all()
      .map((row) => ({ ...storedEnvelope(row), since: millis(integer(row, 'since')) }));
  }

  /** What was marked before keeps its time. */
  async mark(envelopes: readonly number[], since: Millis): Promise<void> {
    const insert = this.#database.prepare(
      'INSERT INTO orphans (envelope, since) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    await this.#commit.write(() => {
      for (const id of envelopes) insert.run(id, since);
    });
  }

  /** The ledger has them after all. */
  async unmark(envelopes: readonly number[]): Promise<void> {
    const remove = this.#database.prepare('DELETE FROM orphans WHERE envelope = ?');
    await this.#commit.write(() => {
      for (const id of envelopes) remove.run(id);
    });
  }

  /** Blobs that this envelope names and no other one. */
  blobsOf(envelope: number): readonly BlobId[] {
    return this.#database
      .prepare(
        `SELECT DISTINCT blob FROM blob_names n WHERE envelope = ?
         AND NOT EXISTS (SELECT 1 FROM blob_names o WHERE o.blob = n.blob AND o.envelope <> n.envelope)`,
      )
      .all(envelope)
      .map((row) => toBlobId(bytes(row, 'blob')));
  }

  /** Whose files are gone already. Whoever brings the record again is taken as if nothing of it had ever been here. */
  async forget(envelope: number): Promise<void> {
    await this.#commit.write(() => {
      const blobs = this.blobsOf(envelope);
      for (const table of ['blobs', 'blob_files', 'blob_owners']) {
        const remove = this.#database.prepare(`DELETE FROM ${table} WHERE blob = ?`);
        for (const id of blobs) remove.run(id);
      }
      this.#database.prepare('DELETE FROM blob_names WHERE envelope = ?').run(envelope);
      this.#database.prepare('DELETE FROM orphans WHERE envelope = ?').run(envelope);
      this.#database.prepare('DELETE FROM envelopes WHERE id = ?').run(envelope);
    });
  }
}

function storedEnvelope(row: Row): StoredEnvelope {
  return {
    id: integer(row, 'id'),
    statement: toStatementHash(bytes(row, 'statement')),
    commitment: bytes(row, 'commitment'),
  };
}
