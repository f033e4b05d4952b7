import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

describe('migration 30 of the node', () => {
  it('puts the audit log in the place of the count of refused logins, and keeps the rest', () => {
    const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
    onTestFinished(() => database.close());
    const before = nodeSchema.migrations.filter(({ number }) => number < 30);
    migrate(database, { ...nodeSchema, migrations: before });
    database.execute(`
      INSERT INTO host (name, value) VALUES ('signed-height', 7);
      INSERT INTO login_refusals VALUES (1, 'doctor', zeroblob(16), 'login-signature', 3, 9);
    `);
    expect(migrate(database, nodeSchema)).toContain(30);
    expect(database.prepare('SELECT value FROM host').get()).toEqual({ value: 7n });
    const sql = 'SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1';
    expect(queryPlan(database, sql)).not.toContain('TEMP B-TREE');
  });
});
