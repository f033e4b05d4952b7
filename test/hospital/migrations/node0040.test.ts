import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

it('migration 40 of the node finds grants by grantee and by card, and keeps one for each card', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, nodeSchema)).toContain(40);
  expect(queryPlan(database, 'SELECT parcel FROM grants WHERE grantee = ?')).toContain('grants_by_grantee');
  expect(queryPlan(database, 'DELETE FROM grants WHERE epoch = ?')).toContain('sqlite_autoindex_grants_1');
  const insert = "INSERT INTO grants (epoch, grantee, parcel) VALUES (zeroblob(32), zeroblob(16), x'00')";
  database.execute(insert);
  expect(() => database.execute(insert)).toThrow('UNIQUE constraint failed');
});
