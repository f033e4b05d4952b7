import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeSchema } from '../../../src/hospital/store/migrations/index.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { queryPlan, temporaryFolder, testKey } from '../../replica/support/temporary.ts';

describe('migration 60 of the node', () => {
  it('charges an account from the announcement on, once, and no more when the blob is gone', () => {
    const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
    onTestFinished(() => database.close());
    expect(migrate(database, nodeSchema)).toContain(60);
    const load = () => database.prepare('SELECT bytes FROM blob_load').get()?.['bytes'];
    database.execute(
      'INSERT INTO uploads (blob, institution, owner, size, changed) VALUES (zeroblob(32), zeroblob(16), zeroblob(16), 7, 1)',
    );
    expect(load()).toBe(7n);
    database.execute('DELETE FROM uploads');
    const own =
      'INSERT INTO blob_owners (blob, institution, owner, size) VALUES (zeroblob(32), zeroblob(16), zeroblob(16), 7)';
    database.execute(own);
    database.execute(`${own} ON CONFLICT DO NOTHING`);
    expect(load()).toBe(7n);
    database.execute('DELETE FROM blob_owners');
    expect(load()).toBe(0n);
  });

  it('finds files, owners and uploads by the blob’s name', () => {
    const database = openDatabase({ path: join(temporaryFolder(), 'node.db'), key: testKey() });
    onTestFinished(() => database.close());
    migrate(database, nodeSchema);
    expect(queryPlan(database, 'SELECT size FROM blob_files WHERE blob = ?')).toContain(
      'sqlite_autoindex_blob_files_1',
    );
    expect(queryPlan(database, 'SELECT 1 FROM blob_owners WHERE blob = ? AND owner = ?')).toContain(
      'blob_owners_by_name',
    );
    expect(queryPlan(database, 'SELECT * FROM uploads WHERE blob = ? AND owner = ?')).toContain(
      'uploads_by_name',
    );
  });
});
