/** Wishes to erase, in the node's file: durable when a promise resolves. */
import { toSignature, toStatementHash, type Signature, type StatementHash } from '../../crypto/ids.ts';
import type { Millis } from '../../ports.ts';
import type { Database, Row } from '../../replica/database.ts';
import { bytes, integer, orNull, text, time } from '../../replica/rows.ts';
import type { GroupCommit } from './groupCommit.ts';

export interface KeptEraseRequest {
  readonly statement: StatementHash;
  /** See src/contracts/visit/eraseRequest.ts. */
  readonly request: Uint8Array;
  readonly signature: Signature;
  readonly received: Millis;
  /** Null while no officer has declined. */
  readonly declined: { readonly time: Millis; readonly reason: string } | null;
}

export class EraseRequestTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** A wish that is asked again takes the place of one that was declined. */
  async put(of: Pick<KeptEraseRequest, 'statement' | 'request' | 'signature' | 'received'>): Promise<void> {
    const upsert = this.#database.prepare(`
      INSERT INTO erase_requests (statement, request, signature, received) VALUES (?, ?, ?, ?)
      ON CONFLICT (statement) DO UPDATE SET request = excluded.request, signature = excluded.signature,
        received = excluded.received, declined = NULL, reason = NULL`);
    await this.#commit.write(() => upsert.run(of.statement, of.request, of.signature, of.received));
  }

  find(statement: StatementHash): KeptEraseRequest | null {
    const row = this.#database.prepare('SELECT * FROM erase_requests WHERE statement = ?').get(statement);
    return row === undefined ? null : readRequest(row);
  }

  /** Those that wait, the oldest first. */
  waiting(most: number): readonly KeptEraseRequest[] {
    return this.#database
      .prepare('SELECT * FROM erase_requests WHERE declined IS NULL ORDER BY id LIMIT ?')
      .all(most)
      .map(readRequest);
  }

  count(): number {
    const row = this.#database
      .prepare('SELECT count(*) AS n FROM erase_requests WHERE declined IS NULL')
      .get();
    return row === undefined ? 0 : integer(row, 'n');
  }

  async decline(
    statement: StatementHash,
    by: { readonly time: Millis; readonly reason: string },
  ): Promise<void> {
    const update = this.#database.prepare(
      'UPDATE erase_requests SET declined = ?, reason = ? WHERE statement = ? AND declined IS NULL',
    );
    await this.#commit.write(() => update.run(by.time, by.reason, statement));
  }
}

function readRequest(row: Row): KeptEraseRequest {
  const declined = orNull(time, row, 'declined');
  return {
    statement: toStatementHash(bytes(row, 'statement')),
    request: bytes(row, 'request'),
    signature: toSignature(bytes(row, 'signature')),
    received: time(row, 'received'),
    declined: declined === null ? null : { time: declined, reason: text(row, 'reason') },
  };
}
