/** What the commands of the service share: their configuration, and the running node over its socket. */
import type { Invocation } from '../../node/commandLine/command.ts';
import { silentLogger } from '../../node/logger.ts';
import { joinPath, readFileIfExists } from '../../node/files.ts';
import { systemTimers } from '../../node/timers.ts';
import { connectNode, type PeerClient } from '../client.ts';
import { ConsiliumError } from '../../errors.ts';
import { CONFIG_FILE, KEY_FILE, readConfig } from '../folder.ts';
import { socketAddress } from '../transport.ts';
import { readServiceConfig, type ServiceConfig } from './config.ts';

/** Errors: as readServiceConfig. */
export function configOf(invocation: Invocation): ServiceConfig {
  const { dataFolder, io } = invocation;
  const named = invocation.option('config') ?? io.environment['CONSILIUM_NODE_CONFIG'];
  return readServiceConfig(dataFolder, named === '' ? undefined : named, io.environment);
}

/** Before anything is asked for or made. Errors: `node-exists`. */
export function demandNoNode(folder: string): void {
  if (readFileIfExists(joinPath(folder, KEY_FILE)) !== null)
    throw new ConsiliumError('node-exists', { folder });
}

/** Gives `work` a client of the node that runs over the folder. Errors: `node-missing`, `node-away`. */
export async function withNode<T>(
  { dataFolder }: Invocation,
  work: (client: PeerClient) => Promise<T>,
): Promise<T> {
  readConfig(joinPath(dataFolder, CONFIG_FILE));
  const client = connectNode(socketAddress(dataFolder), {
    timers: systemTimers,
    logger: silentLogger,
  });
  try {
    return await work(client);
  } finally {
    client.close();
  }
}
