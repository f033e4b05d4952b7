/** What `check` looks at: from the configuration down to the clock, each thing as far as the ones before it hold. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, isConsiliumError } from '../../../errors.ts';
import { decodeGenesis } from '../../../chain/genesis.ts';
import { initialChanges } from '../../../contracts/genesis.ts';
import type { Invocation } from '../../../node/commandLine/command.ts';
import * as findings from '../../../node/commandLine/finding.ts';
import { systemClock } from '../../../node/clock.ts';
import { lockHolder, readFileIfExists } from '../../../node/files.ts';
import { systemRandom } from '../../../node/random.ts';
import { checkIntegrity, openDatabase } from '../../../replica/database.ts';
import { openLedgerStore, type LedgerStore } from '../../../replica/ledgerStore.ts';
import { askStatus, clockIsOff } from '../../../replica/status.ts';
import {
  CONFIG_FILE,
  GENESIS_FILE,
  KEY_FILE,
  LEDGER_FILE,
  LOCK_FILE,
  readConfig,
  STORE_FILE,
} from '../../folder.ts';
import { readKeyFile } from '../../keyFile.ts';
import { configOf, withNode } from '../invocation.ts';
import type { FindingCode } from './texts.ts';

export type Found = findings.Found<FindingCode>;
const ok = findings.ok<FindingCode>;
const warning = findings.warning<FindingCode>;
const error = findings.error<FindingCode>;

/** Bits of group and others. */
const OTHERS = 0o077;

export async function checkNode(invocation: Invocation): Promise<readonly Found[]> {
  const folder = invocation.dataFolder;
  const access = accessOf(folder);
  const first = [configuration(invocation), access];
  if (access.severity === 'error') return first;
  const own = ownFiles(folder);
  if (own.key === null) return [...first, own.found];
  const { key, genesis } = own;
  const ledger = openedLedger(folder, key, genesis);
  try {
    const running = await runningNode(invocation, ledger.store);
    return [...first, own.found, ledger.found, storeOf(folder, key), ...running];
  } finally {
    ledger.store?.close();
  }
}

function configuration(invocation: Invocation): Found {
  try {
    configOf(invocation);
    return ok('config-ok');
  } catch (cause) {
    if (!isConsiliumError(cause)) throw cause;
    return error('config-malformed', { code: cause.code, ...cause.detail });
  }
}

function accessOf(folder: string): Found {
  const info = statSync(folder, { throwIfNoEntry: false });
  if (info?.isDirectory() !== true) return error('folder-missing', { folder });
  // Windows keeps access lists instead.
  if (process.platform === 'win32') return ok('folder-ok', { folder });
  if (info.uid !== process.getuid?.()) return error('folder-foreign', { folder, owner: info.uid });
  const mode = (info.mode & 0o777).toString(8);
  return (info.mode & OTHERS) === 0 ? ok('folder-ok', { folder }) : warning('folder-open', { folder, mode });
}

function ownFiles(folder: string) {
  try {
    readConfig(join(folder, CONFIG_FILE));
    const { database: key } = readKeyFile(join(folder, KEY_FILE));
    const genesis = readFileIfExists(join(folder, GENESIS_FILE));
    decodeGenesis(genesis ?? new Uint8Array(0));
    return { found: ok('node-ok'), key, genesis };
  } catch (cause) {
    return { found: error('node-broken', { code: errorCode(cause) }), key: null, genesis: null };
  }
}

function openedLedger(
  folder: string,
  key: Uint8Array,
  genesis: Uint8Array | null,
): { readonly found: Found; readonly store: LedgerStore | null } {
  const path = join(folder, LEDGER_FILE);
  try {
    const store = openLedgerStore({
      path,
      key,
      genesis,
      readOnly: true,
      initialEntities: ({ appState }) => initialChanges(appState),
    });
    return { found: ok('ledger-ok', { height: store.height() }), store };
  } catch (cause) {
    const code = errorCode(cause);
    // A node that never ran has none yet.
    const found =
      code === 'database-missing' ? ok('ledger-ok', { height: 0 }) : error('ledger-broken', { code });
    return { found, store: null };
  }
}

function storeOf(folder: string, key: Uint8Array): Found {
  try {
    const database = openDatabase({ path: join(folder, STORE_FILE), key, readOnly: true });
    try {
      checkIntegrity(database);
      return ok('store-ok');
    } finally {
      database.close();
    }
  } catch (cause) {
    const code = errorCode(cause);
    return code === 'database-missing' ? ok('store-ok') : error('store-broken', { code });
  }
}

async function runningNode(invocation: Invocation, store: LedgerStore | null): Promise<readonly Found[]> {
  const pid = lockHolder(join(invocation.dataFolder, LOCK_FILE));
  if (pid === null) return [ok('node-resting'), warning('clock-unknown')];
  try {
    return await withNode(invocation, async (client) => {
      const { height } = await client.hello();
      const running = ok('node-running', { pid, height });
      if (store === null) return [running, warning('clock-unknown')];
      const checked = await askStatus(client, store, { clock: systemClock, random: systemRandom });
      const offset = { offsetMs: checked.clockOffset };
      return [running, clockIsOff(checked) ? error('clock-off', offset) : ok('clock-ok', offset)];
    });
  } catch (cause) {
    const code = errorCode(cause);
    return code === 'node-away' ? [error('node-silent', { pid })] : [warning('clock-unknown', { code })];
  }
}
