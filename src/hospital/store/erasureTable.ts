/**
 * What was erased here. Rows, blobs, salts and granted rows of a record go in one transaction, which also notes that they
 * went; of the author's institution the archive row stays until its term, and the sealed parts with it.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { decodeEnvelope, encodeArchived } from '../../crypto/envelope.ts';
import { toBlobId, toStatementHash, type BlobId, type StatementHash } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import { millis, type Millis } from '../../ports.ts';
import type { Database } from '../../replica/database.ts';
import { bytes, integer } from '../../replica/rows.ts';
import { withoutRowsOf } from '../patient/parcels.ts';
import { forgetExchanged } from './exchangeTable.ts';
import { forgetSharedCase } from './forgetCase.ts';
import { forgetReaders } from './forgetReaders.ts';
import type { GroupCommit } from './groupCommit.ts';

/** What to erase, and what the law has this institution keep of it. */
export interface EraseOrder {
  readonly statement: StatementHash;
  /** Of the envelope that the ledger counts. */
  readonly commitment: Uint8Array;
  /** Until when the archive row stays here; null where nothing stays. */
  readonly archiveUntil: Millis | null;
}

/** Inside the transaction of whoever stores. Errors: `erased`. */
export function demandBlobNotErased(database: Database, id: BlobId): void {
  if (isBlobErased(database, id)) throw new ConsiliumError('erased');
}

export function isBlobErased(database: Database, id: BlobId): boolean {
  return database.prepare('SELECT 1 FROM erased_blobs WHERE blob = ?').get(id) !== undefined;
}

/** Inside the transaction of whoever stores. Errors: `erased`. */
export function demandNotErasedHere(database: Database, statement: Uint8Array): void {
  if (isErasedHere(database, statement)) throw new ConsiliumError('erased');
}

function isErasedHere(database: Database, statement: Uint8Array): boolean {
  return database.prepare('SELECT 1 FROM erasures WHERE statement = ?').get(statement) !== undefined;
}

export class ErasureTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  isErased(statement: Uint8Array): boolean {
    return isErasedHere(this.#database, statement);
  }

  hasBlob(id: BlobId): boolean {
    return isBlobErased(this.#database, id);
  }

  /** All of it or nothing; a second time changes nothing. Files go afterwards, see {@link filesToRemove}. */
  async erase(order: EraseOrder): Promise<void> {
    await this.#commit.write(() => {
      if (this.isErased(order.statement)) return;
      const archive = this.#archiveOf(order);
      const { rowid } = this.#database
        .prepare('INSERT INTO erasures (statement, archive_until, archive) VALUES (?, ?, ?)')
        .run(order.statement, archive === null ? null : order.archiveUntil, archive);
      const blobs = this.#forgetEnvelopes(order.statement);
      for (const id of blobs) this.#forgetBlob(id, { erasure: rowid, isKept: archive !== null });
      forgetExchanged(this.#database, order.statement);
      forgetSharedCase(this.#database, order.statement);
      forgetReaders(this.#database, order.statement);
      this.#forgetGranted(order.statement);
      this.#database.prepare('DELETE FROM erase_requests WHERE statement = ?').run(order.statement);
    });
  }

  /** Blobs of which a file, or the beginning of one, may still lie there. */
  filesToRemove(): readonly BlobId[] {
    return this.#database
      .prepare("SELECT blob FROM erased_blobs WHERE state = 'file' ORDER BY id")
      .all()
      .map((row) => toBlobId(bytes(row, 'blob')));
  }

  async filesRemoved(blobs: readonly BlobId[]): Promise<void> {
    const update = this.#database.prepare("UPDATE erased_blobs SET state = 'gone' WHERE blob = ?");
    await this.#commit.write(() => {
      for (const id of blobs) update.run(id);
    });
  }

  /** Lets no deleted row outlive this call in the write-ahead log; false while somebody else reads the file. */
  settle(): boolean {
    return this.#database.checkpoint();
  }

  /** Erased records whose archive row has no reason to stay any more. */
  archivesOver(time: Millis): readonly StatementHash[] {
    return this.#database
      .prepare('SELECT statement FROM erasures WHERE archive_until < ? ORDER BY archive_until')
      .all(time)
      .map((row) => toStatementHash(bytes(row, 'statement')));
  }

  /** When the next archive row is over; null while none is kept. */
  nextArchiveEnd(): Millis | null {
    const row = this.#database
      .prepare(
        'SELECT archive_until FROM erasures WHERE archive_until IS NOT NULL ORDER BY archive_until LIMIT 1',
      )
      .get();
    return row === undefined ? null : millis(integer(row, 'archive_until'));
  }

  /** The archive row goes, and with it what it opens. */
  async endArchive(statement: StatementHash): Promise<void> {
    await this.#commit.write(() => {
      this.#database
        .prepare(
          `UPDATE erased_blobs SET state = 'file', content = NULL
           WHERE state = 'kept' AND erasure = (SELECT id FROM erasures WHERE statement = ?)`,
        )
        .run(statement);
      this.#database
        .prepare('UPDATE erasures SET archive = NULL, archive_until = NULL WHERE statement = ?')
        .run(statement);
    });
  }

  /** Null where the law has nothing kept here, or nothing of it is here. */
  #archiveOf({ statement, commitment, archiveUntil }: EraseOrder): Uint8Array | null {
    if (archiveUntil === null) return null;
    const row = this.#database
      .prepare('SELECT envelope FROM envelopes WHERE statement = ? AND commitment = ?')
      .get(statement, commitment);
    return row === undefined ? null : encodeArchived(decodeEnvelope(bytes(row, 'envelope')));
  }

  /** Answers the blobs that no envelope names any more. */
  #forgetEnvelopes(statement: StatementHash): readonly BlobId[] {
    const named = this.#database
      .prepare(
        `SELECT DISTINCT n.blob FROM blob_names n JOIN envelopes e ON e.id = n.envelope WHERE e.statement = ?`,
      )
      .all(statement)
      .map((row) => toBlobId(bytes(row, 'blob')));
    this.#database
      .prepare('DELETE FROM blob_names WHERE envelope IN (SELECT id FROM envelopes WHERE statement = ?)')
      .run(statement);
    this.#database.prepare('DELETE FROM envelopes WHERE statement = ?').run(statement);
    const find = this.#database.prepare('SELECT 1 FROM blob_names WHERE blob = ?');
    return named.filter((id) => find.get(id) === undefined);
  }

  #forgetBlob(id: BlobId, of: { readonly erasure: number; readonly isKept: boolean }): void {
    const { erasure, isKept } = of;
    this.#database
      .prepare(
        `INSERT INTO erased_blobs (blob, erasure, state, content)
         VALUES (?, ?, ?, (SELECT content FROM blobs WHERE blob = ? AND ?)) ON CONFLICT (blob) DO NOTHING`,
      )
      .run(id, erasure, isKept ? 'kept' : 'file', id, isKept ? 1 : 0);
    for (const table of ['blobs', 'blob_files', 'blob_owners'])
      this.#database.prepare(`DELETE FROM ${table} WHERE blob = ?`).run(id);
  }

  /** Rows of a grant stay for its other records; the list of records is what the patient signed. */
  #forgetGranted(statement: StatementHash): void {
    const update = this.#database.prepare('UPDATE grants SET parcel = ? WHERE id = ?');
    for (const row of this.#database.prepare('SELECT id, parcel FROM grants').all()) {
      const parcel = bytes(row, 'parcel');
      const trimmed = withoutRowsOf(parcel, (hash) => bytesEqual(hash, statement));
      if (trimmed !== parcel) update.run(trimmed, integer(row, 'id'));
    }
  }
}
