import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 260 of the desk keeps one consent to sharing for each visit, found by the visit', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(260);
  expect(queryPlan(database, 'SELECT consent FROM case_consents WHERE epoch = ?')).toContain(
    'sqlite_autoindex_case_consents_1',
  );
  const insert = (): void =>
    database.execute(
      "INSERT INTO case_consents (epoch, consent, signature) VALUES (zeroblob(32), x'00', zeroblob(64))",
    );
  insert();
  expect(insert).toThrow('UNIQUE constraint failed');
});
