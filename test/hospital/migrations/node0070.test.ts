import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

describe('migration 70 of the node', () => {
  it('finds a case by its name and a key by its reader, and takes one key for each', () => {
    const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
    onTestFinished(() => database.close());
    expect(migrate(database, nodeSchema)).toContain(70);
    expect(queryPlan(database, 'SELECT * FROM cases WHERE name = ?')).toContain('sqlite_autoindex_cases_1');
    const key = 'SELECT wrapped FROM case_keys WHERE case_row = ? AND doctor = ?';
    expect(queryPlan(database, key)).toContain('case_keys_by_reader');
    database.execute('INSERT INTO cases (name, author) VALUES (zeroblob(16), zeroblob(16))');
    const insert = `INSERT INTO case_keys (case_row, doctor, version, wrapped)
      VALUES (1, zeroblob(16), 1, zeroblob(97))`;
    database.execute(insert);
    expect(() => database.execute(insert)).toThrow('UNIQUE constraint failed');
  });
});
