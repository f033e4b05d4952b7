/** The connection to a hospital node that runs on this machine. */
import type { Network } from '../../../crypto/ids.ts';
import { ConsiliumError, errorCode } from '../../../errors.ts';
import { clientOver } from '../../../hospital/client.ts';
import type { VerifiedBlocks } from '../../../hospital/handBack.ts';
import type { NodeClient } from '../../../hospital/nodeClient.ts';
import { dial, dialHttp } from '../../../hospital/transport.ts';
import type { CoreHost } from '../context.ts';

/**
 * A client of the node in `folder`. Each attempt to connect makes sure that the node's process runs, so one that was
 * killed comes back with the connection. A node that does not start is away like any other: `node-away` {reason}.
 */
export function localNode(
  host: CoreHost,
  folder: string,
  ledger: { readonly network: Network; readonly verified?: VerifiedBlocks },
): NodeClient {
  const { timers, logger } = host;
  return clientOver(
    () => dialStarted(host, folder, dial),
    { timers, logger, ...ledger },
    () => dialStarted(host, folder, dialHttp),
  );
}

async function dialStarted<T>(
  host: CoreHost,
  folder: string,
  dialAt: (address: string) => Promise<T>,
): Promise<T> {
  let address: string;
  try {
    address = await host.startNode(folder);
  } catch (cause) {
    const reason = errorCode(cause);
    host.logger.warn('node-not-started', { reason });
    throw new ConsiliumError('node-away', { reason }, { cause });
  }
  return dialAt(address);
}
