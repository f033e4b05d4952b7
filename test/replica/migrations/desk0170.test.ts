import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 170 of the desk finds a transcript by its message, and those that are too old', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(170);
  const at = 'SELECT state FROM transcripts WHERE dialogue = ? AND mine = ? AND message = ?';
  expect(queryPlan(database, at)).toContain('sqlite_autoindex_transcripts_1');
  const old = 'DELETE FROM transcripts WHERE dialogue = ? AND oldest < ?';
  expect(queryPlan(database, old)).toContain('transcripts_by_age');
});
