import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 150 of the desk finds what is under way, and the files of a message, by an index', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(150);
  const underWay = "SELECT message FROM dialogue_given WHERE state IN ('offered', 'wanted') ORDER BY message";
  expect(queryPlan(database, underWay)).toContain('dialogue_given_underway');
  const plan = queryPlan(database, 'SELECT * FROM dialogue_files WHERE message = ? ORDER BY place');
  expect(plan).toContain('INDEX');
  expect(plan).not.toContain('TEMP B-TREE');
});
