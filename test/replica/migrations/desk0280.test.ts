import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 280 of the desk keeps cases that are being made ready, and deletes their images with them', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(280);
  expect(queryPlan(database, 'SELECT image FROM case_draft_images WHERE draft = ? ORDER BY image')).toContain(
    'sqlite_autoindex_case_draft_images_1',
  );
  database.execute(`
    INSERT INTO case_drafts (id, draft, changed, content) VALUES (1, zeroblob(16), 0, x'00');
    INSERT INTO case_draft_images (draft, image, about, content, thumbnail) VALUES (1, '0.0', x'', x'00', x'')`);
  database.execute('DELETE FROM case_drafts');
  expect(database.prepare('SELECT image FROM case_draft_images').all()).toEqual([]);
});
