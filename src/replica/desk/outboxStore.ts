import { asArray, asBytes, decodeCanonical, encodeCanonical } from '../../crypto/cbor.ts';
import { toBlobId, toEpochKey, toStatementHash, toTxId } from '../../crypto/ids.ts';
import type { BlobId, EpochKey, StatementHash, TxId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import type { Clock } from '../../ports.ts';
import type { Database, Row } from '../database.ts';
import { advance, isErasureRefusal, isSettled, OUTBOX_STATES } from '../outbox.ts';
import type { OutboxEntry, OutboxEvent } from '../outbox.ts';
import type { FiledBlob } from './filedBlobs.ts';
import { bytes, integer, oneOf, orNull, text, time } from '../rows.ts';

/** What signing hands to the outbox. */
export type NewOutboxEntry = Pick<
  OutboxEntry,
  'kind' | 'statement' | 'visit' | 'txId' | 'body' | 'expires' | 'signatures' | 'signers' | 'envelope'
> & {
  /** Sealed parts that the node has to take before its receipt. */
  readonly blobs: readonly WaitingBlob[];
  /** Sealed attachments, which lie in files and go before the receipt as well; see outboxFiles.ts. */
  readonly files?: readonly FiledBlob[];
};

export interface WaitingBlob {
  readonly id: BlobId;
  readonly blob: Uint8Array;
}

/** The durable side of the state machine in outbox.ts. */
export interface OutboxStore {
  /** @throws ConsiliumError `outbox-duplicate` when a transaction with this id is already there */
  add(entry: NewOutboxEntry): OutboxEntry;
  entry(id: number): OutboxEntry | null;
  /** All entries, the newest first. */
  list(): readonly OutboxEntry[];
  /** Entries that still have to be sent or are waiting to be seen, in the order in which they were signed. */
  unsettled(): readonly OutboxEntry[];
  /** Entries whose statement waits for the patient's consent. */
  pendingConsent(): readonly OutboxEntry[];
  /** Entries that a node refused and no block: one may still bring them. */
  refusedByNode(): readonly OutboxEntry[];
  byVisit(visit: EpochKey): readonly OutboxEntry[];
  /** Whether something of this visit that was signed before entry `id` is not settled. */
  hasEarlierUnsettled(visit: EpochKey, id: number): boolean;
  byStatement(statement: StatementHash): readonly OutboxEntry[];
  /**
   * Applies `event` by the state machine and stores the outcome in one transaction. Only what was signed here waits
   * for the disk: what node and ledger said, they say again.
   */
  record(id: number, event: OutboxEvent): OutboxEntry;
  /** Every id under which the entry was ever signed, the first one first. */
  transactionIds(id: number): readonly TxId[];
  /** Up to `most` blobs in rows that the node has not taken, in their order; none when all are stored. */
  blobsWaiting(id: number, most: number): readonly WaitingBlob[];
  /** All blobs of an entry that no block has taken, in their order; those that lie in files by their names. */
  blobs(id: number): readonly (WaitingBlob | FiledBlob)[];
  blobsStored(id: number, blobs: readonly BlobId[]): void;
  /** The node has not what it took: every blob has to be sent again. */
  blobsLost(id: number): void;
}

const COLUMNS = `id, kind, statement, visit, created, state, tx_id, body, expires, signatures, signers, envelope,
  code, height, block_time`;

const UNSETTLED = OUTBOX_STATES.filter((state) => !isSettled(state));
const PLACES = UNSETTLED.map(() => '?').join(', ');

/** The outbox in a desk. */
export function outboxStoreOf(database: Database, clock: Clock): OutboxStore {
  return new SqliteOutboxStore(database, clock);
}

class SqliteOutboxStore implements OutboxStore {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  add(entry: NewOutboxEntry): OutboxEntry {
    return this.#database.immediate(() => {
      const known = this.#database.prepare('SELECT 1 AS n FROM outbox_transactions WHERE tx_id = ?');
      if (known.get(entry.txId) !== undefined) throw new ConsiliumError('outbox-duplicate');
      const id = this.#insert(entry);
      this.#rememberTransaction(id, entry.txId);
      const blob = this.#database.prepare(
        'INSERT INTO outbox_blobs (outbox, blob_id, blob, stored) VALUES (?, ?, ?, 0)',
      );
      for (const waiting of entry.blobs) blob.run(id, waiting.id, waiting.blob);
      const file = this.#database.prepare(
        "INSERT INTO outbox_blobs (outbox, blob_id, blob, stored, file_size) VALUES (?, ?, x'', 0, ?)",
      );
      for (const filed of entry.files ?? []) file.run(id, filed.id, filed.size);
      return this.#required(id);
    });
  }

  entry(id: number): OutboxEntry | null {
    const row = this.#database.prepare(`SELECT ${COLUMNS} FROM outbox WHERE id = ?`).get(id);
    return row === undefined ? null : readEntry(row);
  }

  list(): readonly OutboxEntry[] {
    return this.#database.prepare(`SELECT ${COLUMNS} FROM outbox ORDER BY id DESC`).all().map(readEntry);
  }

  unsettled(): readonly OutboxEntry[] {
    const sql = `SELECT ${COLUMNS} FROM outbox WHERE state IN (${PLACES}) ORDER BY id`;
    return this.#database
      .prepare(sql)
      .all(...UNSETTLED)
      .map(readEntry);
  }

  refusedByNode(): readonly OutboxEntry[] {
    const sql = `SELECT ${COLUMNS} FROM outbox WHERE state = 'rejected' AND height IS NULL ORDER BY id`;
    return this.#database.prepare(sql).all().map(readEntry);
  }

  hasEarlierUnsettled(visit: EpochKey, id: number): boolean {
    const sql = `SELECT 1 AS n FROM outbox WHERE visit = ? AND id < ? AND state IN (${PLACES}) LIMIT 1`;
    return this.#database.prepare(sql).get(visit, id, ...UNSETTLED) !== undefined;
  }

  pendingConsent(): readonly OutboxEntry[] {
    const sql = `SELECT ${COLUMNS} FROM outbox WHERE state = 'pending-consent' ORDER BY id`;
    return this.#database.prepare(sql).all().map(readEntry);
  }

  byVisit(visit: EpochKey): readonly OutboxEntry[] {
    const sql = `SELECT ${COLUMNS} FROM outbox WHERE visit = ? ORDER BY id`;
    return this.#database.prepare(sql).all(visit).map(readEntry);
  }

  byStatement(statement: StatementHash): readonly OutboxEntry[] {
    const sql = `SELECT ${COLUMNS} FROM outbox WHERE statement = ? ORDER BY id`;
    return this.#database.prepare(sql).all(statement).map(readEntry);
  }

  record(id: number, event: OutboxEvent): OutboxEntry {
    const write = (): OutboxEntry => {
      const before = this.#required(id);
      const after = advance(before, event);
      if (after === before) return before;
      this.#update(after);
      if (event.type === 'renewed') this.#rememberTransaction(id, after.txId);
      // The node holds the blobs and has signed for them; here they are only in the way of `unlock`.
      if (after.state === 'committed' || after.state === 'pending-consent') this.#dropBlobs(id);
      if (after.state === 'rejected' && isErasureRefusal(after.code ?? '')) this.#dropBlobs(id);
      return after;
    };
    return event.type === 'renewed' ? this.#database.immediate(write) : this.#database.lazily(write);
  }

  transactionIds(id: number): readonly TxId[] {
    const sql = 'SELECT tx_id FROM outbox_transactions WHERE outbox = ? ORDER BY id';
    return this.#database
      .prepare(sql)
      .all(id)
      .map((row) => toTxId(bytes(row, 'tx_id')));
  }

  blobsWaiting(id: number, most: number): readonly WaitingBlob[] {
    const sql = `SELECT blob_id, blob FROM outbox_blobs
      WHERE outbox = ? AND stored = 0 AND file_size IS NULL ORDER BY id LIMIT ?`;
    return this.#database
      .prepare(sql)
      .all(id, most)
      .map((row) => ({ id: toBlobId(bytes(row, 'blob_id')), blob: bytes(row, 'blob') }));
  }

  blobs(id: number): readonly (WaitingBlob | FiledBlob)[] {
    const sql = 'SELECT blob_id, blob, file_size FROM outbox_blobs WHERE outbox = ? ORDER BY id';
    return this.#database
      .prepare(sql)
      .all(id)
      .map((row) => {
        const blob = toBlobId(bytes(row, 'blob_id'));
        const size = orNull(integer, row, 'file_size');
        return size === null ? { id: blob, blob: bytes(row, 'blob') } : { id: blob, size };
      });
  }

  blobsStored(id: number, blobs: readonly BlobId[]): void {
    const update = this.#database.prepare(
      'UPDATE outbox_blobs SET stored = 1 WHERE outbox = ? AND blob_id = ?',
    );
    this.#database.lazily(() => {
      for (const blob of blobs) update.run(id, blob);
    });
  }

  blobsLost(id: number): void {
    const update = this.#database.prepare('UPDATE outbox_blobs SET stored = 0 WHERE outbox = ?');
    this.#database.lazily(() => update.run(id));
  }

  #insert(entry: NewOutboxEntry): number {
    const insert = this.#database.prepare(`
      INSERT INTO outbox (kind, statement, visit, created, state, tx_id, body, expires, signatures, signers, envelope)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    const { rowid } = insert.run(
      entry.kind,
      entry.statement,
      entry.visit,
      this.#clock.now(),
      entry.signatures.length < entry.signers ? 'waiting-receipt' : 'queued',
      entry.txId,
      entry.body,
      entry.expires,
      encodeCanonical(entry.signatures),
      entry.signers,
      entry.envelope,
    );
    return rowid;
  }

  #update(entry: OutboxEntry): void {
    const update = this.#database.prepare(`
      UPDATE outbox SET state = ?, tx_id = ?, body = ?, expires = ?, signatures = ?, envelope = ?, code = ?,
        height = ?, block_time = ? WHERE id = ?`);
    update.run(
      entry.state,
      entry.txId,
      entry.body,
      entry.expires,
      encodeCanonical(entry.signatures),
      entry.envelope,
      entry.code,
      entry.height,
      entry.blockTime,
      entry.id,
    );
  }

  #rememberTransaction(id: number, txId: TxId): void {
    const sql =
      'INSERT INTO outbox_transactions (outbox, tx_id) VALUES (?, ?) ON CONFLICT (tx_id) DO NOTHING';
    this.#database.prepare(sql).run(id, txId);
  }

  #dropBlobs(id: number): void {
    this.#database.prepare('DELETE FROM outbox_blobs WHERE outbox = ?').run(id);
  }

  #required(id: number): OutboxEntry {
    const entry = this.entry(id);
    if (entry === null) throw new ConsiliumError('outbox-entry-unknown', { id });
    return entry;
  }
}

function readEntry(row: Row): OutboxEntry {
  const statement = orNull(bytes, row, 'statement');
  const visit = orNull(bytes, row, 'visit');
  return {
    id: integer(row, 'id'),
    kind: text(row, 'kind'),
    statement: statement === null ? null : toStatementHash(statement),
    visit: visit === null ? null : toEpochKey(visit),
    created: time(row, 'created'),
    state: oneOf(row, 'state', OUTBOX_STATES),
    txId: toTxId(bytes(row, 'tx_id')),
    body: bytes(row, 'body'),
    expires: time(row, 'expires'),
    signatures: readSignatures(bytes(row, 'signatures')),
    signers: integer(row, 'signers'),
    envelope: orNull(bytes, row, 'envelope'),
    code: orNull(text, row, 'code'),
    height: orNull(integer, row, 'height'),
    blockTime: orNull(time, row, 'block_time'),
  };
}

function readSignatures(encoded: Uint8Array): readonly Uint8Array[] {
  return asArray(decodeCanonical(encoded), 'signatures').map((item) => asBytes(item, 64, 'signature'));
}
