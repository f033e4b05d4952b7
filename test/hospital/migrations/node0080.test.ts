import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase, type Database } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

function migrated(): Database {
  const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, nodeSchema)).toContain(80);
  return database;
}

describe('migration 80 of the node', () => {
  it.each([
    ['SELECT 1 FROM erasures WHERE statement = ?', 'sqlite_autoindex_erasures_1'],
    ['SELECT 1 FROM erased_blobs WHERE blob = ?', 'sqlite_autoindex_erased_blobs_1'],
    ['SELECT statement FROM erasures WHERE archive_until < ? ORDER BY archive_until', 'erasures_by_term'],
  ])('finds its rows by index: %s', (sql, index) => {
    expect(queryPlan(migrated(), sql)).toContain(index);
  });

  it('knows no archive without its term, and no content of what is gone', () => {
    const database = migrated();
    const archive = 'INSERT INTO erasures (statement, archive_until, archive) VALUES (zeroblob(32), 1, NULL)';
    expect(() => database.execute(archive)).toThrow('CHECK constraint failed');
    database.execute('INSERT INTO erasures (statement) VALUES (zeroblob(32))');
    const content =
      "INSERT INTO erased_blobs (blob, erasure, state, content) VALUES (zeroblob(32), 1, 'gone', x'00')";
    expect(() => database.execute(content)).toThrow('CHECK constraint failed');
  });
});
