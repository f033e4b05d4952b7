import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

it('migration 90 of the node finds wishes by their record, and knows no reason without its time', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, nodeSchema)).toContain(90);
  expect(queryPlan(database, 'SELECT * FROM erase_requests WHERE statement = ?')).toContain(
    'sqlite_autoindex_erase_requests_1',
  );
  const half = `INSERT INTO erase_requests (statement, request, signature, received, reason)
    VALUES (zeroblob(32), x'00', zeroblob(64), 1, 'no')`;
  expect(() => database.execute(half)).toThrow('CHECK constraint failed');
});
