import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 40 of the desk finds an answer by its record, and takes one for each', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(40);
  const plan = queryPlan(database, 'SELECT answer FROM sharing_answers WHERE statement = ?');
  expect(plan).toContain('sqlite_autoindex_sharing_answers_1');
  const insert = `INSERT INTO sharing_answers (statement, answer, signature)
    VALUES (zeroblob(32), x'00', zeroblob(64))`;
  database.execute(insert);
  expect(() => database.execute(insert)).toThrow('UNIQUE constraint failed');
});
