import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

describe('migration 50 of the node', () => {
  it('finds invitations by their token, and takes an answer only with its time', () => {
    const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
    onTestFinished(() => database.close());
    expect(migrate(database, nodeSchema)).toContain(50);
    expect(queryPlan(database, 'SELECT * FROM invitations WHERE token = ?')).toContain(
      'sqlite_autoindex_invitations_1',
    );
    const half = "INSERT INTO invitations (token, expires, enrolment) VALUES (zeroblob(16), 1, 'CN1:')";
    expect(() => database.execute(half)).toThrow('CHECK constraint failed');
  });
});
