import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 140 of the desk finds an exchange by its name and by the message that shows it', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(140);
  expect(queryPlan(database, 'SELECT note FROM exchanges WHERE exchange = ?')).toContain(
    'sqlite_autoindex_exchanges_1',
  );
  const at = 'SELECT note FROM exchanges WHERE dialogue = ? AND mine = ? AND message = ?';
  expect(queryPlan(database, at)).toContain('sqlite_autoindex_exchanges_2');
});
