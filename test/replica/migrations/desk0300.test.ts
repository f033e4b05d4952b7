import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 300 of the desk keeps a recording’s name on the ledger once, and whom it is open to goes with it', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(300);
  const hex = (byte: number, length: number): string => byte.toString(16).padStart(2, '0').repeat(length);
  database.execute(`INSERT INTO outbox (id, kind, created, state, tx_id, body, expires, signatures, signers)
    VALUES (1, 'consult/anchor', 1, 'queued', x'${hex(7, 32)}', x'00', 2, x'80', 2)`);
  const add = `INSERT INTO recording_anchors (id, anchor, recording, salt, outbox)
    VALUES (1, x'${hex(1, 32)}', x'${hex(2, 16)}', x'${hex(3, 32)}', 1)`;
  database.execute(add);
  expect(() => database.execute(add)).toThrow('UNIQUE constraint failed');
  database.execute(
    `INSERT INTO recording_anchor_readers (anchor, doctor) VALUES (1, x'${hex(4, 16)}'), (1, x'${hex(5, 16)}')`,
  );
  database.execute('DELETE FROM recording_anchors');
  expect(database.prepare('SELECT 1 FROM recording_anchor_readers').all()).toEqual([]);
});
