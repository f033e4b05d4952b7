import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 200 of the desk finds a recording by its name, its segments, and what still grows', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(200);
  const plans = [
    ['SELECT key FROM recordings WHERE recording = ?', 'sqlite_autoindex_recordings_1'],
    ['SELECT id FROM recordings WHERE dialogue = ? ORDER BY began', 'recordings_by_dialogue'],
    [
      'SELECT id FROM recording_segments WHERE recording = ? AND side = ? ORDER BY number',
      'sqlite_autoindex_recording_segments_1',
    ],
    ['SELECT id FROM recording_segments WHERE blob_id IS NULL', 'recording_segments_growing'],
  ];
  for (const [query = '', index] of plans) expect(queryPlan(database, query)).toContain(index);
});
