import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { uploadsOf } from '../../../src/replica/desk/uploads.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 90 of the desk keeps the pieces of an upload as far as they join, and knows no more of one that was cut', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, deskSchema)).toContain(90);
  const plan = queryPlan(database, 'SELECT at FROM attachment_pieces WHERE upload = ? ORDER BY at');
  expect(plan).not.toContain('TEMP B-TREE');
  const uploads = uploadsOf(database);
  const piece = (at: number) => ({ at, length: 10, digest: new Uint8Array(32).fill(at + 1) });
  for (const at of [20, 0, 10, 40]) uploads.took(1, piece(at));
  expect(uploads.pieces(1)).toEqual([0, 10, 20].map(piece));
  uploads.cutPieces(1, 15);
  expect(uploads.pieces(1)).toEqual([piece(0), { at: 10, length: 5, digest: new Uint8Array(32) }]);
  uploads.took(1, piece(15));
  expect(uploads.pieces(1).at(-1)).toEqual(piece(15));
  uploads.abandon(1);
  expect(uploads.pieces(1)).toEqual([]);
});
