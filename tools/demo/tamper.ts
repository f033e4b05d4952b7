/** What an intruder with the machine key could do to the files: the demonstration shows that it is found, by name. */
import { join } from 'node:path';
import { keyOfFolder } from '../../src/workstation/cli/machineKey.ts';
import { openDatabase } from '../../src/replica/database.ts';

/** Flips a byte in the middle of the block at `height` in the local copy of the ledger. */
export function flipByte(dataFolder: string, height: number): void {
  const database = openDatabase({ path: join(dataFolder, 'replica.db'), key: keyOfFolder(dataFolder) });
  try {
    const row = database.prepare('SELECT block FROM blocks WHERE height = ?').get(height);
    const block = row?.['block'];
    if (!(block instanceof Uint8Array)) throw new Error(`no block at height ${String(height)}`);
    const changed = Uint8Array.from(block);
    const place = Math.floor(changed.length / 2);
    changed[place] = (changed[place] ?? 0) ^ 1;
    database.prepare('UPDATE blocks SET block = ? WHERE height = ?').run(changed, height);
  } finally {
    database.close();
  }
}
