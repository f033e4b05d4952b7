import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 240 of the desk finds calls and requests of a dialogue by index, and keeps no media key', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(240);
  const calls = 'SELECT id FROM calls WHERE dialogue = ? ORDER BY id DESC LIMIT 20';
  const requests = 'SELECT hash FROM video_requests WHERE dialogue = ? ORDER BY id DESC LIMIT 20';
  expect(queryPlan(database, calls)).toContain('calls_by_dialogue');
  expect(queryPlan(database, 'SELECT id FROM calls WHERE ended IS NULL ORDER BY id')).toContain('calls_open');
  expect(queryPlan(database, requests)).toContain('video_requests_by_dialogue');
  for (const sql of [calls, requests]) expect(queryPlan(database, sql)).not.toContain('TEMP B-TREE');
  const key = "INSERT INTO call_words VALUES (1, 1, 0, 'media-key', x'00')";
  expect(() => database.execute(key)).toThrow('CHECK constraint failed');
});
