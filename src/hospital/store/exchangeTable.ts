/** What was given to doctors of this institution in exchanges: durable when a promise resolves. */
import { bytesEqual } from '../../crypto/bytes.ts';
import { toTxId, type StatementHash, type TxId } from '../../crypto/ids.ts';
import type { Database } from '../../replica/database.ts';
import { bytes, integer } from '../../replica/rows.ts';
import { withoutRowsOf } from '../exchange/parcels.ts';
import type { GroupCommit } from './groupCommit.ts';

export interface KeptExchange {
  readonly exchange: TxId;
  /** Given in return. */
  readonly back: boolean;
  readonly reader: Uint8Array;
  /** See src/hospital/exchange/parcels.ts. */
  readonly parcel: Uint8Array;
}

export class ExchangeTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** What comes again, or in the place of what did not reach the ledger, takes its place. */
  async put({ exchange, back, reader, parcel }: KeptExchange): Promise<void> {
    const upsert = this.#database.prepare(`
      INSERT INTO exchanges (exchange, back, reader, parcel) VALUES (?, ?, ?, ?)
      ON CONFLICT (exchange, back) DO UPDATE SET reader = excluded.reader, parcel = excluded.parcel`);
    await this.#commit.write(() => upsert.run(exchange, back ? 1 : 0, reader, parcel));
  }

  /** In the order in which they came. */
  of(reader: Uint8Array): readonly KeptExchange[] {
    return this.#database
      .prepare('SELECT exchange, back, reader, parcel FROM exchanges WHERE reader = ? ORDER BY id')
      .all(reader)
      .map((row) => ({
        exchange: toTxId(bytes(row, 'exchange')),
        back: integer(row, 'back') === 1,
        reader: bytes(row, 'reader'),
        parcel: bytes(row, 'parcel'),
      }));
  }

  /** It is over: its rows go. */
  async forget(exchanges: readonly Pick<KeptExchange, 'exchange' | 'back'>[]): Promise<void> {
    const remove = this.#database.prepare('DELETE FROM exchanges WHERE exchange = ? AND back = ?');
    await this.#commit.write(() => {
      for (const { exchange, back } of exchanges) remove.run(exchange, back ? 1 : 0);
    });
  }
}

/** Takes the rows of an erased record out of every parcel; inside the transaction that erases it. */
export function forgetExchanged(database: Database, statement: StatementHash): void {
  const update = database.prepare('UPDATE exchanges SET parcel = ? WHERE id = ?');
  for (const row of database.prepare('SELECT id, parcel FROM exchanges').all()) {
    const parcel = bytes(row, 'parcel');
    const trimmed = withoutRowsOf(parcel, (hash) => bytesEqual(hash, statement));
    if (trimmed !== parcel) update.run(trimmed, integer(row, 'id'));
  }
}
