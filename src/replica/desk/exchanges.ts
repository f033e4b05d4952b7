/** Exchanges of records that were proposed in dialogues. Terms and standing are the ledger's to say. */
import { concatBytes } from '../../crypto/bytes.ts';
import { toStatementHash, toTxId, type StatementHash, type TxId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import type { Database, Row, SqlValue } from '../database.ts';
import { bytes, integer, text } from '../rows.ts';
import type { MessageName } from './dialogueMessages.ts';

export interface DeskExchange extends MessageName {
  readonly exchange: TxId;
  readonly salt: Uint8Array;
  /** May name a patient. */
  readonly note: string;
  readonly statements: readonly StatementHash[];
}

export interface DeskExchanges {
  add(exchange: DeskExchange): void;
  find(exchange: Uint8Array): DeskExchange | null;
  /** That of a message; null of one that proposes nothing. */
  at(message: MessageName): DeskExchange | null;
}

const COLUMNS = 'exchange, dialogue, mine, message, salt, note, statements';

export function deskExchangesOf(database: Database): DeskExchanges {
  const row = (sql: string, ...parameters: readonly SqlValue[]): DeskExchange | null => {
    const found = database.prepare(sql).get(...parameters);
    return found === undefined ? null : readExchange(found);
  };
  return {
    add: ({ exchange, dialogue, mine, message, salt, note, statements }) =>
      void database
        .prepare(`INSERT INTO exchanges (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
        .run(exchange, dialogue, mine ? 1 : 0, message, salt, note, concatBytes(...statements)),
    find: (exchange) => row(`SELECT ${COLUMNS} FROM exchanges WHERE exchange = ?`, exchange),
    at: ({ dialogue, mine, message }) =>
      row(
        `SELECT ${COLUMNS} FROM exchanges WHERE dialogue = ? AND mine = ? AND message = ?`,
        dialogue,
        mine ? 1 : 0,
        message,
      ),
  };
}

function readExchange(row: Row): DeskExchange {
  const mine = integer(row, 'mine');
  if (mine !== 0 && mine !== 1) throw new ConsiliumError('database-corrupt', { column: 'mine', found: mine });
  const list = bytes(row, 'statements');
  return {
    exchange: toTxId(bytes(row, 'exchange')),
    dialogue: integer(row, 'dialogue'),
    mine: mine === 1,
    message: bytes(row, 'message'),
    salt: bytes(row, 'salt'),
    note: text(row, 'note'),
    statements: Array.from({ length: list.length / 32 }, (_, index) =>
      toStatementHash(list.slice(32 * index, 32 * index + 32)),
    ),
  };
}
