/** Blobs in the node's file: small ones, the names of large ones, who is charged for them, and uploads under way. */
import { toBlobId, toInstitutionId, type BlobId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import type { Millis } from '../../ports.ts';
import type { Database, Row } from '../../replica/database.ts';
import { bytes, integer } from '../../replica/rows.ts';
import type { BlobOwner, BlobQuota } from '../blobs/owner.ts';
import { demandBlobNotErased } from './erasureTable.ts';
import type { GroupCommit } from './groupCommit.ts';

/** An upload that was begun. */
export interface UploadRow extends BlobOwner {
  readonly id: number;
  readonly blob: BlobId;
  readonly size: number;
}

/** A blob that is stored, and for whom. */
interface Stored {
  readonly blob: BlobId;
  readonly size: number;
  readonly owner: BlobOwner;
}

export class BlobTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** Storing what is there already changes nothing but who is charged. Errors: `blob-quota` {whose, limit}, `erased`. */
  async putSmall({ blob: id, size, owner }: Stored, content: Uint8Array, quota: BlobQuota): Promise<void> {
    const insert = this.#database.prepare(
      'INSERT INTO blobs (blob, size, content) VALUES (?, ?, ?) ON CONFLICT (blob) DO NOTHING',
    );
    await this.#commit.write(() => {
      demandBlobNotErased(this.#database, id);
      this.#charge({ blob: id, size, owner }, quota);
      insert.run(id, size, content);
    });
  }

  small(id: BlobId): Uint8Array | null {
    const row = this.#database.prepare('SELECT content FROM blobs WHERE blob = ?').get(id);
    return row === undefined ? null : bytes(row, 'content');
  }

  smallSize(id: BlobId): number | null {
    const row = this.#database.prepare('SELECT size FROM blobs WHERE blob = ?').get(id);
    return row === undefined ? null : integer(row, 'size');
  }

  /** Of a blob that should lie in a file. */
  largeSize(id: BlobId): number | null {
    const row = this.#database.prepare('SELECT size FROM blob_files WHERE blob = ?').get(id);
    return row === undefined ? null : integer(row, 'size');
  }

  /** One more is charged for what is here already. Errors: `blob-quota` {whose, limit}. */
  async own(stored: Stored, quota: BlobQuota): Promise<void> {
    if (this.#isOwned(stored)) return;
    await this.#commit.write(() => this.#charge(stored, quota));
  }

  /** Who was charged for a blob first; null for one that came before anybody was. */
  ownerOf(id: BlobId): BlobOwner | null {
    const row = this.#database
      .prepare('SELECT institution, owner FROM blob_owners WHERE blob = ? ORDER BY id LIMIT 1')
      .get(id);
    return row === undefined ? null : ownerRow(row);
  }

  /** The upload of a blob by an owner, as it was begun before or begins now. Errors: `blob-quota`, `uploads-full`, `erased`. */
  async begin(
    { blob: id, size, owner }: Stored,
    rules: { now: Millis; quota: BlobQuota },
  ): Promise<UploadRow> {
    const { now, quota } = rules;
    return this.#commit.write(() => {
      demandBlobNotErased(this.#database, id);
      const known = this.upload(id, owner.owner);
      if (known !== null) {
        this.#touch(known, now);
        return known;
      }
      const open = this.#number('SELECT count(*) AS n FROM uploads WHERE owner = ?', owner.owner);
      if (open >= quota.uploads) throw new ConsiliumError('uploads-full', { limit: quota.uploads });
      this.#demandRoom(size, owner, quota);
      const { rowid } = this.#database
        .prepare('INSERT INTO uploads (blob, institution, owner, size, changed) VALUES (?, ?, ?, ?, ?)')
        .run(id, owner.institution, owner.owner, size, now);
      return { ...owner, id: rowid, blob: id, size };
    });
  }

  upload(id: BlobId, owner: Uint8Array): UploadRow | null {
    const row = this.#database.prepare('SELECT * FROM uploads WHERE blob = ? AND owner = ?').get(id, owner);
    return row === undefined ? null : uploadRow(row);
  }

  uploadsOf(id: BlobId): readonly UploadRow[] {
    return this.#database.prepare('SELECT * FROM uploads WHERE blob = ?').all(id).map(uploadRow);
  }

  uploads(): readonly UploadRow[] {
    return this.#database.prepare('SELECT * FROM uploads ORDER BY id').all().map(uploadRow);
  }

  /** Uploads that nobody brought on since `time`. */
  abandoned(time: Millis): readonly UploadRow[] {
    return this.#database.prepare('SELECT * FROM uploads WHERE changed < ?').all(time).map(uploadRow);
  }

  async touch(upload: UploadRow, now: Millis): Promise<void> {
    await this.#commit.write(() => this.#touch(upload, now));
  }

  /** Its file is in its place. Errors: `erased`. */
  async finish({ id, blob, size, institution, owner }: UploadRow): Promise<void> {
    await this.#commit.write(() => {
      demandBlobNotErased(this.#database, blob);
      this.#database.prepare('DELETE FROM uploads WHERE id = ?').run(id);
      this.#database
        .prepare('INSERT INTO blob_files (blob, size) VALUES (?, ?) ON CONFLICT (blob) DO NOTHING')
        .run(blob, size);
      this.#insertOwner({ blob, size, owner: { institution, owner } });
    });
  }

  async abandon(uploads: readonly UploadRow[]): Promise<void> {
    const remove = this.#database.prepare('DELETE FROM uploads WHERE id = ?');
    await this.#commit.write(() => {
      for (const { id } of uploads) remove.run(id);
    });
  }

  /** Forgets a file's name: what lies there is not what it was named for. */
  async forgetFile(id: BlobId): Promise<void> {
    const remove = this.#database.prepare('DELETE FROM blob_files WHERE blob = ?');
    await this.#commit.write(() => remove.run(id));
  }

  /** Whether nobody but this owner stored a blob, and no envelope names it. */
  isAlone(id: BlobId, { owner }: BlobOwner): boolean {
    const row = this.#database
      .prepare(
        `SELECT EXISTS (SELECT 1 FROM blob_owners WHERE blob = ? AND owner = ?)
           AND NOT EXISTS (SELECT 1 FROM blob_owners WHERE blob = ? AND owner <> ?)
           AND NOT EXISTS (SELECT 1 FROM blob_names WHERE blob = ?) AS alone`,
      )
      .get(id, owner, id, owner, id);
    return row !== undefined && integer(row, 'alone') === 1;
  }

  /** What is alone this owner's goes; of what others stored too this owner is charged no more; what an envelope names stays. */
  async disown(blobs: readonly BlobId[], owner: BlobOwner): Promise<void> {
    const isNamed = this.#database.prepare('SELECT 1 FROM blob_names WHERE blob = ?');
    const release = this.#database.prepare('DELETE FROM blob_owners WHERE blob = ? AND owner = ?');
    await this.#commit.write(() => {
      for (const id of blobs) {
        if (isNamed.get(id) !== undefined) continue;
        if (this.isAlone(id, owner))
          for (const table of ['blobs', 'blob_files'])
            this.#database.prepare(`DELETE FROM ${table} WHERE blob = ?`).run(id);
        release.run(id, owner.owner);
      }
    });
  }

  /** Bytes that an institution, or one account, is charged for. */
  load({ institution, owner }: BlobOwner): { readonly institution: number; readonly account: number } {
    const all = 'SELECT coalesce(sum(bytes), 0) AS n FROM blob_load WHERE institution = ?';
    const own = 'SELECT coalesce(sum(bytes), 0) AS n FROM blob_load WHERE owner = ?';
    return { institution: this.#number(all, institution), account: this.#number(own, owner) };
  }

  #charge(stored: Stored, quota: BlobQuota): void {
    if (this.#isOwned(stored)) return;
    this.#demandRoom(stored.size, stored.owner, quota);
    this.#insertOwner(stored);
  }

  #isOwned({ blob: id, owner }: Stored): boolean {
    const find = 'SELECT 1 FROM blob_owners WHERE blob = ? AND owner = ?';
    return this.#database.prepare(find).get(id, owner.owner) !== undefined;
  }

  #insertOwner({ blob: id, size, owner }: Stored): void {
    this.#database
      .prepare(
        'INSERT INTO blob_owners (blob, institution, owner, size) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      )
      .run(id, owner.institution, owner.owner, size);
  }

  #demandRoom(size: number, owner: BlobOwner, quota: BlobQuota): void {
    const load = this.load(owner);
    for (const whose of ['account', 'institution'] as const) {
      const limit = quota[whose];
      if (load[whose] + size > limit) throw new ConsiliumError('blob-quota', { whose, limit });
    }
  }

  #touch({ id }: UploadRow, now: Millis): void {
    this.#database.prepare('UPDATE uploads SET changed = ? WHERE id = ?').run(now, id);
  }

  #number(sql: string, value: Uint8Array): number {
    const row = this.#database.prepare(sql).get(value);
    return row === undefined ? 0 : integer(row, 'n');
  }
}

function uploadRow(row: Row): UploadRow {
  return {
    id: integer(row, 'id'),
    blob: toBlobId(bytes(row, 'blob')),
    size: integer(row, 'size'),
    ...ownerRow(row),
  };
}

function ownerRow(row: Row): BlobOwner {
  return { institution: toInstitutionId(bytes(row, 'institution')), owner: bytes(row, 'owner') };
}
