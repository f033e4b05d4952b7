import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { ledgerSchema } from '../../../src/replica/migrations/ledger/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

function migrated(): Database {
  const database = openDatabase({ path: join(temporaryFolder(), 'replica.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, ledgerSchema)).toContain(10);
  return database;
}

describe('migration 10 of the ledger', () => {
  it.each([
    ['SELECT block FROM blocks WHERE height >= ? ORDER BY height LIMIT 200', 'INTEGER PRIMARY KEY'],
    ['SELECT height FROM blocks WHERE time >= ? ORDER BY time LIMIT 1', 'blocks_by_time'],
    ['SELECT value FROM entities WHERE kind = ? AND entity = ?', 'entities_by_name'],
    ['SELECT value FROM entities WHERE kind = ? AND created >= ? ORDER BY created', 'entities_by_creation'],
    ['SELECT tx_id FROM applied WHERE expires < ?', 'applied_by_expiry'],
    ['DELETE FROM applied WHERE tx_id = ?', 'sqlite_autoindex_applied_1'],
    ['SELECT height FROM transactions WHERE tx_id = ?', 'transactions_by_id'],
    ['SELECT tx_id FROM transactions WHERE height = ? ORDER BY position', 'transactions_by_place'],
    ['SELECT statement FROM statements WHERE hash = ?', 'sqlite_autoindex_statements_1'],
  ])('finds its rows by index: %s', (sql, index) => {
    const plan = queryPlan(migrated(), sql);
    expect(plan).toContain(index);
    expect(plan).not.toContain('SCAN');
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it('refuses a transaction of a block that is not there', () => {
    const insert =
      'INSERT INTO transactions (tx_id, height, position, code, data) VALUES (zeroblob(32), 1, 0, 0, ?)';
    expect(() => migrated().prepare(insert).run(new Uint8Array())).toThrow('FOREIGN KEY constraint failed');
  });
});
