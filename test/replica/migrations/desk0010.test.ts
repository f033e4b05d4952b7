import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

function migrated(): Database {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(10);
  return database;
}

describe('migration 10 of the desk', () => {
  it.each([
    ['SELECT content FROM drafts WHERE visit = ? AND doctor = ?', 'sqlite_autoindex_drafts_1'],
    ["SELECT id FROM outbox WHERE state IN ('waiting-receipt', 'queued', 'sent')", 'outbox_by_state'],
    ['SELECT id FROM outbox WHERE statement = ? ORDER BY id', 'outbox_by_statement'],
    ['SELECT id FROM outbox WHERE visit = ? ORDER BY id', 'outbox_by_visit'],
    ['SELECT 1 FROM outbox_transactions WHERE tx_id = ?', 'sqlite_autoindex_outbox_transactions_1'],
    ['SELECT tx_id FROM outbox_transactions WHERE outbox = ? ORDER BY id', 'outbox_transactions_by_outbox'],
    ['SELECT id FROM visits WHERE opened_at >= ? ORDER BY opened_at DESC, id DESC', 'visits_by_opening'],
    ['SELECT sealed FROM visit_cache WHERE visit = ? AND name = ?', 'sqlite_autoindex_visit_cache_1'],
  ])('finds its rows by index: %s', (sql, index) => {
    const plan = queryPlan(migrated(), sql);
    expect(plan).toContain(index);
    expect(plan).not.toContain('SCAN');
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it('refuses a state that the outbox does not know', () => {
    const insert = `INSERT INTO outbox (kind, created, state, tx_id, body, expires, signatures, signers)
      VALUES ('visit/end', 1, 'lost', zeroblob(32), x'00', 2, x'80', 1)`;
    expect(() => migrated().execute(insert)).toThrow('CHECK constraint failed');
  });
});
