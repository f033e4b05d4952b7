/** The connection to a hospital node that runs on this machine. */
import type { Network } from '../../../crypto/ids.ts';
import { ConsiliumError, errorCode } from '../../../errors.ts';
import { clientOver } from '../../../hospital/client.ts';
import type { NodeClient } from '../../../hospital/nodeClient.ts';
import { dial } from '../../../hospital/transport.ts';
import type { Wire } from '../../../hospital/wire.ts';
import type { CoreHost } from '../context.ts';

/**
 * A client of the node in `folder`. Each attempt to connect makes sure that the node's process runs, so one that was
 * killed comes back with the connection. A node that does not start is away like any other: `node-away` {reason}.
 */
export function localNode(host: CoreHost, folder: string, network: Network): NodeClient {
  const { timers, logger } = host;
  return clientOver(() => dialStarted(host, folder), { timers, logger, network });
}

async function dialStarted(host: CoreHost, folder: string): Promise<Wire> {
  let address: string;
  try {
    address = await host.startNode(folder);
  } catch (cause) {
    const reason = errorCode(cause);
    host.logger.warn('node-not-started', { reason });
    throw new ConsiliumError('node-away', { reason }, { cause });
  }
  return dial(address);
}
