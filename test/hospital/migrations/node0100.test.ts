import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

it('migration 100 of the node finds the oldest orphans first, and forgets a mark with its envelope', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, nodeSchema)).toContain(100);
  expect(queryPlan(database, 'SELECT * FROM orphans ORDER BY since')).toContain('orphans_by_age');
  database.execute(`
    INSERT INTO envelopes (id, statement, commitment, envelope) VALUES (7, zeroblob(32), zeroblob(32), x'00');
    INSERT INTO orphans (envelope, since) VALUES (7, 1);
    DELETE FROM envelopes WHERE id = 7;`);
  expect(database.prepare('SELECT * FROM orphans').all()).toEqual([]);
});
