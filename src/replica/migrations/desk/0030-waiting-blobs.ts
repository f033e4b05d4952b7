import type { Migration } from '../../migrations.ts';

export const desk0030: Migration = {
  number: 30,
  name: 'waiting-blobs',
  sql: `
    -- Whether a blob is stored stands behind the blob in its row: without this, finding the next ones of a long import
    -- reads every one before them, page by page.
    CREATE INDEX outbox_blobs_waiting ON outbox_blobs (outbox, id) WHERE stored = 0;
  `,
};
