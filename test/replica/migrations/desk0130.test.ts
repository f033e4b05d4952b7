import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { dialogueMessagesOf } from '../../../src/replica/desk/dialogueMessages.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 130 of the desk makes what was said before searchable, and keeps no word of what is deleted', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  const before = deskSchema.migrations.filter(({ number }) => number < 130);
  migrate(database, { ...deskSchema, migrations: before });
  database.execute(`
    INSERT INTO dialogues VALUES (1, zeroblob(32), zeroblob(16), zeroblob(16), zeroblob(32), 1, x'', 0, NULL, NULL, x'00');
    INSERT INTO dialogue_messages (id, dialogue, mine, message, time, text, state) VALUES
      (1, 1, 1, randomblob(16), 0, '阿司匹林', 'queued'), (2, 1, 1, randomblob(16), 0, 'aspirin', 'queued');
  `);
  expect(migrate(database, deskSchema)).toContain(130);
  const messages = dialogueMessagesOf(database);
  const found = (search: string) => messages.page(1, { before: null, search, limit: 9 }).map(({ id }) => id);
  expect([found('司匹'), found('aspirin')]).toEqual([[1], [2]]);
  database.execute(
    "UPDATE dialogue_messages SET text = '' WHERE id = 1; DELETE FROM dialogue_messages WHERE id = 2",
  );
  expect(found('aspirin')).toEqual([]);
  const left = [...database.prepare('SELECT block FROM dialogue_words_data').iterate()]
    .map(({ block }) => Buffer.from(block instanceof Uint8Array ? block : []).toString())
    .join();
  expect(left).not.toMatch(/司匹|aspirin/u);
  const search =
    'SELECT rowid FROM dialogue_words WHERE dialogue_words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?';
  expect(queryPlan(database, search)).not.toContain('TEMP B-TREE');
});
