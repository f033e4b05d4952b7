import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 50 of the desk keeps a patient once, and finds their cards in the order of the epochs', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(50);
  const plan = queryPlan(database, 'SELECT * FROM patient_cards WHERE patient = ? ORDER BY epoch');
  expect(plan).toContain('PRIMARY KEY');
  expect(plan).not.toContain('TEMP B-TREE');
  const insert = `INSERT INTO patients
    (root, name, sex, birth_date, identifier, phone, guardian, relation, registered)
    VALUES (zeroblob(32), '', '', '', '', '', '', '', 0)`;
  database.execute(insert);
  expect(() => database.execute(insert)).toThrow('UNIQUE constraint failed');
});
