import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { toEpochKey, toStaffId } from '../../../src/crypto/ids.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { draftAttachmentsOf } from '../../../src/replica/desk/draftAttachments.ts';
import { filedBlobsOf } from '../../../src/replica/desk/filedBlobs.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { deskSchema } from '../../../src/replica/migrations/desk/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 80 of the desk leaves what a draft has in its row, from where each is moved into a file once', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  const before = deskSchema.migrations.filter(({ number }) => number < 80);
  migrate(database, { ...deskSchema, migrations: before });
  const insert = database.prepare(
    'INSERT INTO draft_attachments (doctor, visit, about, blob_id, blob) VALUES (?, ?, ?, ?, ?)',
  );
  const blobs = [1, 2].map((value) => new Uint8Array(40 + value).fill(value));
  for (const blob of blobs)
    insert.run(
      new Uint8Array(16),
      new Uint8Array(32),
      new Uint8Array(1),
      new Uint8Array(32).fill(blob.length),
      blob,
    );
  expect(migrate(database, deskSchema)).toContain(80);

  const kept: [string, Uint8Array][] = [];
  const files = filedBlobsOf(database);
  expect(files.names()).toEqual(new Set());
  const full = new Error('full');
  const failing = (): void => {
    throw full;
  };
  expect(() => files.moveFromRows(failing)).toThrow(full);
  // What is not moved yet is neither shown nor lost with what is signed.
  const drafts = draftAttachmentsOf(database);
  const draft = { doctor: toStaffId(new Uint8Array(16)), visit: toEpochKey(new Uint8Array(32)) };
  expect(drafts.list(draft)).toEqual([]);
  drafts.clear(draft);
  files.moveFromRows((id, blob) => void kept.push([toHex(id), blob]));
  expect(kept.map(([, blob]) => blob)).toEqual(blobs);
  expect(files.names()).toEqual(new Set(kept.map(([name]) => name)));
  files.moveFromRows(failing);
  const rows = database
    .prepare('SELECT length(blob) AS held, file_size FROM draft_attachments ORDER BY id')
    .all();
  expect(rows).toEqual(blobs.map(({ length }) => ({ held: 0n, file_size: BigInt(length) })));
});

it('migration 80 of the desk finds the files of an entry, and the uploads of a draft, by an index', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'desk.db'), key: testKey() });
  onTestFinished(() => database.close());
  migrate(database, deskSchema);
  const files = 'SELECT blob_id FROM outbox_blobs WHERE outbox = ? AND file_size IS NOT NULL ORDER BY id';
  expect(queryPlan(database, files)).toContain('outbox_files');
  const uploads =
    'SELECT id FROM attachment_uploads WHERE visit = ? AND doctor = ? AND about IS NULL ORDER BY id';
  expect(queryPlan(database, uploads)).toContain('attachment_uploads_by_draft');
});
