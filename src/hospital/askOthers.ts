/**
 * A validator that was put back from an old copy cannot know it. Before it takes a transaction it asks the other nodes of
 * the ledger whether they have blocks of its own that it has not.
 */
import type { InstitutionId } from '../crypto/ids.ts';
import { errorCode, isConsiliumError } from '../errors.ts';
import type { Logger } from '../ports.ts';
import type { LedgerHost } from './ledgerHost.ts';
import type { Peers } from './peers.ts';
import { MOST_BLOCKS } from './protocol.ts';

export interface AskOthersOptions {
  readonly host: LedgerHost;
  readonly peers: Peers;
  readonly others: readonly InstitutionId[];
  readonly logger: Logger;
  /** Whether the node was closed meanwhile. */
  readonly isClosed: () => boolean;
}

/** Those that are away hand back what they have when they connect (handBack.ts). Never rejects for a refusal. */
export async function askOthers(options: AskOthersOptions): Promise<void> {
  await Promise.all(options.others.map(async (other) => askOther(other, options)));
}

async function askOther(other: InstitutionId, options: AskOthersOptions): Promise<void> {
  const { host, peers, logger, isClosed } = options;
  try {
    const { height } = await peers.client(other).hello();
    for (let before = -1; !isClosed() && before < host.store.height() && host.store.height() < height;) {
      before = host.store.height();
      await host.takeBack(await peers.ask(other, async (peer) => peer.blocks(before + 1, MOST_BLOCKS)));
    }
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    logger.info('other-node-not-asked', { code: errorCode(error) });
  }
}
