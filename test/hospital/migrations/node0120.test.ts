import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

it('migration 120 of the node keeps one profile for each doctor, and finds it by the doctor', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, nodeSchema)).toContain(120);
  expect(queryPlan(database, 'SELECT profile FROM profiles WHERE doctor = ?')).toContain(
    'sqlite_autoindex_profiles_1',
  );
  const insert = (): void =>
    database.execute("INSERT INTO profiles (doctor, time, profile) VALUES (zeroblob(16), 1, x'00')");
  insert();
  expect(insert).toThrow('UNIQUE constraint failed');
});
