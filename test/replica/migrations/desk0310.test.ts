import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { bytes } from '../../../src/replica/rows.ts';
import { temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 310 of the desk names also own files whose way to the node was begun, and never noted as done', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(310);
  const hex = (byte: number, length: number): string => byte.toString(16).padStart(2, '0').repeat(length);
  database.execute(`INSERT INTO dialogues (id, request, peer, institution, peer_sign, key_version, associated, started, ratchet)
    VALUES (1, x'${hex(1, 32)}', x'${hex(1, 16)}', x'${hex(1, 16)}', x'${hex(1, 32)}', 1, x'00', 1, x'00')`);
  // A file of each message: 1 received, 2 deleted, 3 in a dialogue that ends, 4 never begun.
  for (const id of [1, 2, 3, 4]) {
    database.execute(`INSERT INTO dialogue_messages (id, dialogue, mine, message, time, text, state)
      VALUES (${String(id)}, 1, 1, x'${hex(id, 16)}', 1, '', 'queued')`);
    database.execute(
      `INSERT INTO dialogue_given (message, kind, count, state) VALUES (${String(id)}, 'files', 1, 'wanted')`,
    );
    database.execute(`INSERT INTO dialogue_files (id, message, place, about, blob_id, blob_size, state, begun)
      VALUES (${String(id)}, ${String(id)}, 0, x'00', x'${hex(id, 32)}', 1, 'here', ${id === 4 ? '0' : '1'})`);
  }
  const away = (): number[] =>
    database
      .prepare('SELECT blob FROM given_away ORDER BY blob')
      .all()
      .map((row) => bytes(row, 'blob')[0] ?? 0);
  database.execute("UPDATE dialogue_given SET state = 'whole' WHERE message IN (1, 4)");
  expect(away()).toEqual([1]);
  database.execute('DELETE FROM dialogue_files WHERE id = 2');
  expect(away()).toEqual([1, 2]);
  database.execute("UPDATE dialogues SET ended = 1, end_code = 'dialogue-closed', ratchet = NULL");
  expect(away()).toEqual([1, 2, 3]);
});
