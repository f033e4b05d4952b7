import { toStatementHash, type StatementHash } from '../../crypto/ids.ts';
import { isErasureRefusal } from '../outbox.ts';
import type { Database } from '../database.ts';
import { bytes, text } from '../rows.ts';
import { partsName } from './visits.ts';

/**
 * Deletes what a desk has of records: the author's own copy, what a visit's card opened, what was given of them in
 * dialogues, the answer on sharing, and sealed parts that wait in the outbox; likewise of what was refused because it followed one of them. Gone when this
 * returns.
 */
export function forgetRecords(database: Database, erased: readonly StatementHash[]): void {
  const isChanged = database.immediate(() => {
    const changes = [...erased, ...followingErased(database)].map((statement) => forget(database, statement));
    return changes.some((count) => count > 0);
  });
  // secure_delete overwrites the page; the write-ahead log still has it until it is emptied.
  if (isChanged) database.checkpoint();
}

function forget(database: Database, statement: StatementHash): number {
  const run = (sql: string, value: Uint8Array | string): number => database.prepare(sql).run(value).changes;
  return (
    run(
      'DELETE FROM dialogue_files WHERE message IN (SELECT message FROM dialogue_given WHERE statement = ?)',
      statement,
    ) +
    run('DELETE FROM own_records WHERE statement = ?', statement) +
    run('DELETE FROM sharing_answers WHERE statement = ?', statement) +
    run('DELETE FROM visit_cache WHERE name = ?', partsName(statement)) +
    run('DELETE FROM outbox_blobs WHERE outbox IN (SELECT id FROM outbox WHERE statement = ?)', statement) +
    run('UPDATE outbox SET envelope = NULL WHERE statement = ? AND envelope IS NOT NULL', statement)
  );
}

/** What came too late: its record was erased before it reached the ledger. */
function followingErased(database: Database): readonly StatementHash[] {
  return database
    .prepare(
      "SELECT statement, code FROM outbox WHERE state = 'rejected' AND statement IS NOT NULL AND code IS NOT NULL",
    )
    .all()
    .filter((row) => isErasureRefusal(text(row, 'code')))
    .map((row) => toStatementHash(bytes(row, 'statement')));
}
