import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

it('migration 110 of the node finds exchanges by reader and by name, and keeps one parcel for each direction', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, nodeSchema)).toContain(110);
  expect(queryPlan(database, 'SELECT parcel FROM exchanges WHERE reader = ?')).toContain(
    'exchanges_by_reader',
  );
  expect(queryPlan(database, 'DELETE FROM exchanges WHERE exchange = ? AND back = ?')).toContain(
    'sqlite_autoindex_exchanges_1',
  );
  const insert = (back: number): void =>
    database.execute(
      `INSERT INTO exchanges (exchange, back, reader, parcel)
       VALUES (zeroblob(32), ${String(back)}, zeroblob(16), x'00')`,
    );
  insert(0);
  insert(1);
  expect(() => insert(1)).toThrow('UNIQUE constraint failed');
});
