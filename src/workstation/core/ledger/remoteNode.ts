/** The connection to a hospital node on another computer. */
import { connectNode } from '../../../hospital/client.ts';
import type { NodeClient } from '../../../hospital/nodeClient.ts';
import { registeredNodeKeys } from '../../../hospital/nodeKeys.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { Network } from '../../../crypto/ids.ts';
import type { CoreHost } from '../context.ts';
import type { RemoteNode } from '../machine.ts';

/**
 * A client of the node. Over TLS it believes the keys that the copy of the ledger has for the institution; before the
 * copy knows it, those that came with the address.
 */
export function remoteNode(
  { timers, logger, clock }: Pick<CoreHost, 'timers' | 'logger' | 'clock'>,
  { institution, address, keys }: RemoteNode,
  ledger: { readonly network: Network; readonly store: LedgerStore },
): NodeClient {
  const { network, store } = ledger;
  const believed = (): RemoteNode['keys'] => {
    const registered = registeredNodeKeys(store, institution);
    return registered.length > 0 ? registered : keys;
  };
  const pin = { network, keys: believed, clock };
  return connectNode(address, { timers, logger, network, pin, verified: store });
}
