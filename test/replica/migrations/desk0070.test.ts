import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 70 of the desk finds mail that waits and pages of a dialogue by an index', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(70);
  const waiting = 'SELECT id FROM mail_out WHERE peer = ? AND stored = 0 ORDER BY sequence';
  expect(queryPlan(database, waiting)).toContain('mail_out_waiting');
  const page = 'SELECT * FROM dialogue_messages WHERE dialogue = ? AND id < ? ORDER BY id DESC LIMIT 50';
  const plan = queryPlan(database, page);
  expect(plan).toContain('dialogue_messages_by_dialogue');
  expect(plan).not.toContain('TEMP B-TREE');
});
