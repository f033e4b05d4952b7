/** A node's folder as somebody reads it who has the node's own key and every byte of the disk. */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_FILE, LEDGER_FILE, STORE_FILE } from '../../../src/hospital/folder.ts';
import { readKeyFile } from '../../../src/hospital/keyFile.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { nodeFolder } from '../../support/nodeWorld.ts';
import type { Places } from './secretForms.ts';

/** All files, both databases decrypted page by page: also those pages that no table uses any more. */
export function laidBare(folder: string): Places {
  const copy = nodeFolder('laid-bare');
  cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith('.sock') });
  const { database: key } = readKeyFile(join(copy, KEY_FILE));
  for (const name of [LEDGER_FILE, STORE_FILE]) {
    const database = openDatabase({ path: join(copy, name), key });
    // Without a log beside it the file may be given another key: none.
    database.execute('PRAGMA journal_mode = DELETE');
    database.execute("PRAGMA rekey = ''");
    database.close();
  }
  return readdirSync(copy, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(copy.length), readFileSync(path)] as const;
    });
}
