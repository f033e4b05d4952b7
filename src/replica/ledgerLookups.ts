/** Reads of blocks, transactions and statements; nothing here writes. */
import type { Millis } from '../ports.ts';
import { codeFromNumber, type ResultCode } from '../contracts/codes.ts';
import type { Database, Query, Row } from './database.ts';
import { bytes, integer, orNull, time } from './rows.ts';
import type { RawBlock } from './sync.ts';

/** A stored block without its bytes. */
export interface StoredBlock {
  readonly height: number;
  readonly headerHash: Uint8Array;
  readonly time: Millis;
  readonly appHash: Uint8Array;
  readonly resultsHash: Uint8Array;
}

/** Where a transaction stands and what it did. */
export interface StoredTransaction {
  readonly id: Uint8Array;
  readonly height: number;
  readonly position: number;
  readonly code: ResultCode;
  /** What the refusal said beside its code. */
  readonly data: Uint8Array;
}

/** A statement whole, with the place of the transaction that brought it. */
export interface StoredStatement {
  readonly hash: Uint8Array;
  readonly statement: Uint8Array;
  readonly keyVersion: number;
  readonly doctorSignature: Uint8Array | null;
  /** The patient's, given at once or later; null while the statement is pending. */
  readonly consentSignature: Uint8Array | null;
  readonly txId: Uint8Array;
  readonly height: number;
  readonly position: number;
}

const BLOCK = 'height, header_hash, time, app_hash, results_hash';
const TRANSACTION = 'tx_id, height, position, code, data';

export class LedgerLookups {
  readonly #lastHeight: Query;
  readonly #block: Query;
  readonly #since: Query;
  readonly #raw: Query;
  readonly #transaction: Query;
  readonly #transactionsAt: Query;
  readonly #countTransactions: Query;
  readonly #countStatements: Query;
  readonly #statement: Query;
  readonly #statementOf: Query;
  readonly #statementsAfter: Query;

  constructor(database: Database) {
    this.#lastHeight = database.prepare('SELECT max(height) AS height FROM blocks');
    this.#block = database.prepare(`SELECT ${BLOCK} FROM blocks WHERE height = ?`);
    this.#since = database.prepare(`SELECT ${BLOCK} FROM blocks WHERE time >= ? ORDER BY time LIMIT 1`);
    this.#raw = database.prepare(
      'SELECT block, block_commit FROM blocks WHERE height >= ? ORDER BY height LIMIT ?',
    );
    // The one that was taken first: there is at most one of it.
    this.#transaction = database.prepare(
      `SELECT ${TRANSACTION} FROM transactions WHERE tx_id = ? ORDER BY code <> 0, height DESC LIMIT 1`,
    );
    this.#transactionsAt = database.prepare(
      `SELECT ${TRANSACTION} FROM transactions WHERE height = ? ORDER BY position`,
    );
    this.#countTransactions = database.prepare('SELECT count(*) AS n FROM transactions');
    this.#countStatements = database.prepare(
      'SELECT count(*) AS statements, count(consent_signature) AS consents FROM statements',
    );
    this.#statement = database.prepare(`
      SELECT s.hash, s.statement, s.key_version, s.doctor_signature, s.consent_signature,
        t.tx_id, t.height, t.position
      FROM statements s JOIN transactions t ON t.id = s.transaction_id WHERE s.hash = ?`);
    this.#statementsAfter = database.prepare(
      'SELECT id, hash FROM statements WHERE id > ? ORDER BY id LIMIT ?',
    );
    this.#statementOf = database.prepare(
      'SELECT s.hash FROM statements s JOIN transactions t ON t.id = s.transaction_id WHERE t.tx_id = ?',
    );
  }

  /** Null before the first block. */
  lastHeight(): number | null {
    const row = this.#lastHeight.get();
    return row === undefined ? null : orNull(integer, row, 'height');
  }

  block(height: number): StoredBlock | null {
    const row = this.#block.get(height);
    return row === undefined ? null : readBlock(row);
  }

  /** The first block whose time is not before `from`. */
  firstBlockSince(from: Millis): StoredBlock | null {
    const row = this.#since.get(from);
    return row === undefined ? null : readBlock(row);
  }

  /** Up to `count` blocks from height `from`, as bytes. */
  rawBlocks(from: number, count: number): readonly RawBlock[] {
    return this.#raw
      .all(from, count)
      .map((row) => ({ block: bytes(row, 'block'), commit: bytes(row, 'block_commit') }));
  }

  /** The transaction where it was applied, otherwise where it was last refused; null when no block has it. */
  transaction(id: Uint8Array): StoredTransaction | null {
    const row = this.#transaction.get(id);
    return row === undefined ? null : readTransaction(row);
  }

  transactionsAt(height: number): readonly StoredTransaction[] {
    return this.#transactionsAt.all(height).map(readTransaction);
  }

  transactionCount(): number {
    const row = this.#countTransactions.get();
    return row === undefined ? 0 : integer(row, 'n');
  }

  /** How much the file holds: transactions, statements, and statements with the patient's signature. */
  counts(): { readonly transactions: number; readonly statements: number; readonly consents: number } {
    const row = this.#countStatements.get() ?? {};
    return {
      transactions: this.transactionCount(),
      statements: integer(row, 'statements'),
      consents: integer(row, 'consents'),
    };
  }

  /** H(S) of the statement that a transaction brought to the ledger; null when it brought none. */
  statementOf(txId: Uint8Array): Uint8Array | null {
    const row = this.#statementOf.get(txId);
    return row === undefined ? null : bytes(row, 'hash');
  }

  /** Names of statements in the order in which this file got them, after the row of one of them (0 for the first). */
  statementsAfter(
    row: number,
    count: number,
  ): readonly { readonly row: number; readonly hash: Uint8Array }[] {
    return this.#statementsAfter
      .all(row, count)
      .map((found) => ({ row: integer(found, 'id'), hash: bytes(found, 'hash') }));
  }

  statement(hash: Uint8Array): StoredStatement | null {
    const row = this.#statement.get(hash);
    if (row === undefined) return null;
    return {
      hash: bytes(row, 'hash'),
      statement: bytes(row, 'statement'),
      keyVersion: integer(row, 'key_version'),
      doctorSignature: orNull(bytes, row, 'doctor_signature'),
      consentSignature: orNull(bytes, row, 'consent_signature'),
      txId: bytes(row, 'tx_id'),
      height: integer(row, 'height'),
      position: integer(row, 'position'),
    };
  }
}

function readBlock(row: Row): StoredBlock {
  return {
    height: integer(row, 'height'),
    headerHash: bytes(row, 'header_hash'),
    time: time(row, 'time'),
    appHash: bytes(row, 'app_hash'),
    resultsHash: bytes(row, 'results_hash'),
  };
}

function readTransaction(row: Row): StoredTransaction {
  return {
    id: bytes(row, 'tx_id'),
    height: integer(row, 'height'),
    position: integer(row, 'position'),
    code: codeFromNumber(integer(row, 'code')),
    data: bytes(row, 'data'),
  };
}
