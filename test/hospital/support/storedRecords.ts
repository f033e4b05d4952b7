/** What lies in a node's own file, its process not asked. */
import { join } from 'node:path';
import { KEY_FILE, STORE_FILE } from '../../../src/hospital/folder.ts';
import { readKeyFile } from '../../../src/hospital/keyFile.ts';
import { openDatabase, type Database } from '../../../src/replica/database.ts';
import type { ReadyRecord } from '../../support/records.ts';

/** Opens the file, whether or not the node's process runs. */
export function inStore<T>(folder: string, work: (database: Database) => T): T {
  const { database: key } = readKeyFile(join(folder, KEY_FILE));
  const database = openDatabase({ path: join(folder, STORE_FILE), key });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** How many envelopes and blobs of a record lie in a node's own file: 3 when it is whole. */
export function held(folder: string, { hash, identity, clinical }: ReadyRecord): number {
  return inStore(folder, (database) => {
    const envelope = database.prepare('SELECT 1 FROM envelopes WHERE statement = ?').all(hash);
    const blobs = database.prepare('SELECT 1 FROM blobs WHERE blob IN (?, ?)').all(identity.id, clinical.id);
    return envelope.length + blobs.length;
  });
}

/** Loses every envelope and blob of a node. */
export function loseRecords(folder: string): void {
  inStore(folder, (database) =>
    database.execute('DELETE FROM blob_names; DELETE FROM blobs; DELETE FROM envelopes'),
  );
}
