import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 30 of the desk finds blobs that wait without reading those that are stored', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(30);
  const plan = queryPlan(
    database,
    'SELECT blob_id, blob FROM outbox_blobs WHERE outbox = ? AND stored = 0 ORDER BY id LIMIT ?',
  );
  expect(plan).toContain('outbox_blobs_waiting');
  expect(plan).not.toContain('TEMP B-TREE');
});
