/** The copy of the ledger, the nodes of this machine, and the clock against a validator's signed word. */
import { toHex } from '../../../crypto/bytes.ts';
import { sha256 } from '../../../crypto/hash.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import { toNetwork } from '../../../crypto/ids.ts';
import { errorCode, isConsiliumError } from '../../../errors.ts';
import { MAXIMUM_CLOCK_DRIFT_MS } from '../../../chain/verifier.ts';
import { connectNode } from '../../../hospital/client.ts';
import { CONFIG_FILE, KEY_FILE, readConfig } from '../../../hospital/folder.ts';
import { readKeyFile } from '../../../hospital/keyFile.ts';
import type { NodeClient } from '../../../hospital/nodeClient.ts';
import { socketAddress } from '../../../hospital/transport.ts';
import { systemClock } from '../../../node/clock.ts';
import { joinPath } from '../../../node/files.ts';
import { silentLogger } from '../../../node/logger.ts';
import { systemRandom } from '../../../node/random.ts';
import { systemTimers } from '../../../node/timers.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { Replica } from '../../../replica/replica.ts';
import { askStatus, clockIsOff } from '../../../replica/status.ts';
import type { Machine } from '../../core/machine.ts';
import { nodePath } from '../layout.ts';
import { openReadOnly } from '../ledgerFile.ts';
import { error, ok, warning, type Found } from './finding.ts';

export interface LedgerQuestion {
  readonly dataFolder: string;
  readonly machine: Machine;
  readonly key: Uint8Array;
  /** A workstation runs over the folder, and its nodes with it. */
  readonly isInUse: boolean;
}

export async function checkLedger(question: LedgerQuestion): Promise<readonly Found[]> {
  const opened = openCopy(question);
  if (opened.replica === null) return opened.found;
  const { replica, found } = opened;
  try {
    const nodes: Found[] = [];
    for (const institution of question.machine.nodes) {
      nodes.push(...(await checkNode(question, replica.store, toHex(institution))));
    }
    const wasCompared = nodes.some(({ code }) => code === 'clock-ok' || code === 'clock-off');
    const clock = wasCompared ? [] : [clockByHead(replica.store)];
    return [...found, ...nodes, ...clock];
  } finally {
    replica.close();
  }
}

function openCopy({ dataFolder, key, machine }: LedgerQuestion): {
  readonly found: readonly Found[];
  readonly replica: Replica | null;
} {
  try {
    const replica = openReadOnly(dataFolder, key);
    return { found: copyFindings(replica, machine), replica };
  } catch (cause) {
    if (!isConsiliumError(cause)) throw cause;
    return { found: [copyFailure(cause.code)], replica: null };
  }
}

function copyFindings(replica: Replica, machine: Machine): readonly Found[] {
  const { store } = replica;
  const detail = { height: store.height(), chainId: store.genesis.chainId };
  if (!bytesEqual(sha256(store.genesisBytes), machine.genesisHash)) return [error('genesis-mismatch')];
  const halted = replica.halted();
  return halted === null ? [ok('replica-ok', detail)] : [error('replica-halted', { ...halted })];
}

function copyFailure(code: string): Found {
  switch (code) {
    case 'genesis-missing':
    case 'database-missing':
      return warning('replica-missing');
    case 'database-key-wrong':
      return error('replica-key-wrong');
    case 'database-newer':
    case 'database-older':
      return error('replica-version', { code });
    default:
      return error('replica-corrupt', { code });
  }
}

async function checkNode(
  question: LedgerQuestion,
  store: LedgerStore,
  institution: string,
): Promise<readonly Found[]> {
  const folder = nodePath(question.dataFolder, institution);
  const broken = folderFault(folder);
  if (broken !== null) return [error('node-folder-broken', { institution, code: broken })];
  const node = connectNode(socketAddress(folder), {
    timers: systemTimers,
    logger: silentLogger,
    network: toNetwork(store.genesis.network),
  });
  try {
    const { height } = await node.hello();
    return [ok('node-reachable', { institution, height }), ...(await checkHead(node, store, institution))];
  } catch (cause) {
    return [unreachable(errorCode(cause), question.isInUse, institution)];
  } finally {
    node.close();
  }
}

function folderFault(folder: string): string | null {
  try {
    readConfig(joinPath(folder, CONFIG_FILE));
    readKeyFile(joinPath(folder, KEY_FILE));
    return null;
  } catch (cause) {
    return errorCode(cause);
  }
}

function unreachable(code: string, isInUse: boolean, institution: string): Found {
  if (code !== 'node-away') return error('node-refused', { institution, code });
  return isInUse ? error('node-away', { institution }) : ok('node-resting', { institution });
}

/** A node that does not validate relays the validator's own word, so that each tells the same. */
async function checkHead(
  node: NodeClient,
  store: LedgerStore,
  institution: string,
): Promise<readonly Found[]> {
  try {
    const status = await askStatus(node, store, { clock: systemClock, random: systemRandom });
    const detail = { institution, height: status.height };
    const offset = { institution, offsetMs: status.clockOffset };
    return [
      status.standing === 'current' ? ok('copy-current', detail) : standingFinding(status.standing, detail),
      clockIsOff(status) ? error('clock-off', offset) : ok('clock-ok', offset),
    ];
  } catch (cause) {
    return [headFailure(errorCode(cause), institution)];
  }
}

function standingFinding(standing: 'behind' | 'ahead', detail: Found['detail']): Found {
  return standing === 'behind' ? warning('copy-behind', detail) : error('copy-ahead', detail);
}

function headFailure(code: string, institution: string): Found {
  if (code === 'ledger-forked') return error('ledger-forked', { institution });
  if (code === 'status-signature') return error('status-unverified', { institution });
  return warning('clock-unknown', { institution, code });
}

/** Without a validator's word, a block of the future still tells that the clock is wrong. */
function clockByHead(store: LedgerStore): Found {
  const ahead = (store.head()?.time ?? 0) - systemClock.now();
  return ahead > MAXIMUM_CLOCK_DRIFT_MS
    ? error('clock-behind', { aheadMs: ahead })
    : warning('clock-unknown');
}
