import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 160 of the desk finds what is older than a term by its time', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(160);
  const expired = 'SELECT id FROM dialogue_messages WHERE dialogue = ? AND time < ?';
  expect(queryPlan(database, expired)).toContain('dialogue_messages_by_time');
});
