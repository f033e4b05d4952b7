import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase, type Database } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

function migrated(): Database {
  const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, nodeSchema)).toContain(10);
  return database;
}

describe('migration 10 of the node', () => {
  it.each([
    ['SELECT content FROM blobs WHERE blob = ?', 'sqlite_autoindex_blobs_1'],
    ['SELECT envelope FROM envelopes WHERE statement = ? AND commitment = ?', 'envelopes_by_name'],
    [
      'SELECT e.statement FROM blob_names n JOIN envelopes e ON e.id = n.envelope WHERE n.blob = ?',
      'blob_names_by_blob',
    ],
    ['SELECT tag, pepper, wrong FROM peppers WHERE item = ?', 'sqlite_autoindex_peppers_1'],
    ['SELECT certificate, signature FROM certificates WHERE consent_key = ?', 'certificates_by_key'],
    ['SELECT value FROM host WHERE name = ?', 'sqlite_autoindex_host_1'],
  ])('finds its rows by index: %s', (sql, index) => {
    const plan = queryPlan(migrated(), sql);
    expect(plan).toContain(index);
    expect(plan).not.toContain('SCAN');
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it('refuses a name of a blob in an envelope that is not there', () => {
    const insert = 'INSERT INTO blob_names (blob, envelope) VALUES (zeroblob(32), 1)';
    expect(() => migrated().execute(insert)).toThrow('FOREIGN KEY constraint failed');
  });
});
