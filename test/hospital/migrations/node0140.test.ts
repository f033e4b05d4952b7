import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

it('migration 140 of the node finds who may open a recording by the doctor, each once', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, nodeSchema)).toContain(140);
  const query = 'SELECT anchor FROM recording_readers WHERE reader = ? ORDER BY id';
  expect(queryPlan(database, query)).toContain('recording_readers_by_reader');
  const insert = (): void =>
    database.execute(
      "INSERT INTO recording_readers (anchor, reader, key_version, row) VALUES (zeroblob(32), zeroblob(16), 1, x'00')",
    );
  insert();
  expect(insert).toThrow('UNIQUE constraint failed');
});
