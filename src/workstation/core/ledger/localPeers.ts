/**
 * Where the nodes of one machine find each other. Their addresses follow from their folders, so a data folder that was
 * moved, or restored at another place, has nodes that look for each other where they no longer are.
 */
import { toHex } from '../../../crypto/bytes.ts';
import type { InstitutionId } from '../../../crypto/ids.ts';
import { errorCode } from '../../../errors.ts';
import { CONFIG_FILE, readConfig, writeConfig } from '../../../hospital/folder.ts';
import { socketAddress } from '../../../hospital/transport.ts';
import { joinPath } from '../../../node/files.ts';
import type { Logger } from '../../../ports.ts';
import type { DataFolder } from '../dataFolder.ts';

/** Writes the present addresses into the nodes' configurations, before any of them is started. */
export function nameLocalPeers(folder: DataFolder, nodes: readonly InstitutionId[], logger: Logger): void {
  const addresses = new Map(nodes.map((id) => [toHex(id), socketAddress(folder.node(id))]));
  for (const id of nodes) {
    try {
      namePeersOf(joinPath(folder.node(id), CONFIG_FILE), toHex(id), addresses);
    } catch (error) {
      // The node will say so itself when it is started; until then it is away.
      logger.warn('node-config-unreadable', { code: errorCode(error) });
    }
  }
}

function namePeersOf(path: string, self: string, addresses: ReadonlyMap<string, string>): void {
  const config = readConfig(path);
  const others = [...addresses].filter(([id]) => id !== self);
  if (others.every(([id, address]) => config.peers[id] === address)) return;
  writeConfig(path, { ...config, peers: { ...config.peers, ...Object.fromEntries(others) } });
}
