import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

it('migration 130 of the node finds cases by name and by author, and notes each foreign case once a period', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, nodeSchema)).toContain(130);
  const plans = [
    ['SELECT payload FROM shared_cases WHERE name = ?', 'sqlite_autoindex_shared_cases_1'],
    ['SELECT dossier FROM case_deposits WHERE author = ?', 'case_deposits_by_author'],
    ['SELECT name FROM case_reads WHERE period = ? ORDER BY name', 'sqlite_autoindex_case_reads_1'],
  ] as const;
  for (const [query, index] of plans) expect(queryPlan(database, query)).toContain(index);
  const note = (): void => database.execute('INSERT INTO case_reads (period, name) VALUES (0, zeroblob(32))');
  note();
  expect(note).toThrow('UNIQUE constraint failed');
});
