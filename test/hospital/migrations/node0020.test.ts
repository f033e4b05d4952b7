import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase, type Database } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

function database(): Database {
  const opened = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
  onTestFinished(() => opened.close());
  return opened;
}

function migrated(): Database {
  const opened = database();
  migrate(opened, nodeSchema);
  return opened;
}

describe('migration 20 of the node', () => {
  it('comes on top of a file of migration 10 and keeps what is there', () => {
    const opened = database();
    migrate(opened, {
      ...nodeSchema,
      migrations: nodeSchema.migrations.filter(({ number }) => number <= 10),
    });
    opened.execute("INSERT INTO host (name, value) VALUES ('signed-height', 7)");
    expect(migrate(opened, nodeSchema)).toContain(20);
    expect(opened.prepare('SELECT value FROM host').get()).toEqual({ value: 7n });
  });

  it.each([
    ['SELECT id FROM mail_streams WHERE sender = ? AND recipient = ? AND stream = ?', 'mail_streams_by_name'],
    [
      "SELECT position FROM mail WHERE recipient = ? AND state = 'waiting' AND position > ? ORDER BY position",
      'mail_waiting',
    ],
    ['SELECT state FROM mail WHERE stream = ? AND sequence >= ? ORDER BY sequence', 'mail_by_sequence'],
    ["SELECT 1 FROM mail WHERE state = 'waiting' AND expires <= ? LIMIT 1", 'mail_expiring'],
    ["SELECT 1 FROM mail WHERE state <> 'waiting' AND changed < ? LIMIT 1", 'mail_settled'],
    ['SELECT sum(messages) FROM mail_load WHERE recipient = ?', 'mail_load_by_name'],
  ])('finds its rows by index: %s', (sql, index) => {
    const plan = queryPlan(migrated(), sql);
    expect(plan).toContain(index);
    expect(plan).not.toContain('SCAN');
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it('keeps no content of a message that no longer waits', () => {
    const opened = migrated();
    opened.execute(`
      INSERT INTO mail_streams VALUES (1, zeroblob(16), zeroblob(16), zeroblob(16), 1);
      INSERT INTO mail VALUES (1, 1, zeroblob(16), zeroblob(16), 1, zeroblob(32), 0, 9, 'waiting', 0, zeroblob(5));
    `);
    expect(() => opened.execute("UPDATE mail SET state = 'delivered'")).toThrow('CHECK constraint failed');
    opened.execute("UPDATE mail SET state = 'delivered', sealed = NULL");
    expect(opened.prepare('SELECT messages, bytes FROM mail_load').get()).toEqual({
      messages: 0n,
      bytes: 0n,
    });
  });
});
