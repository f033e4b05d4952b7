import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 60 of the desk lists the attachments of a draft in the order in which they were added', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(60);
  const plan = queryPlan(
    database,
    'SELECT id, about FROM draft_attachments WHERE visit = ? AND doctor = ? ORDER BY id',
  );
  expect(plan).toContain('draft_attachments_by_draft');
  expect(plan).not.toContain('TEMP B-TREE');
});
