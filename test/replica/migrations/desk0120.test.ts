import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 120 of the desk finds the key of the dialogue before by its index', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(120);
  const before = 'SELECT peer_sign FROM dialogues WHERE peer = ? AND id < ? ORDER BY id DESC LIMIT 1';
  expect(queryPlan(database, before)).toContain('dialogues_by_peer (peer=? AND id<?)');
});
