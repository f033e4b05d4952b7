/** `status`: asks the running node what it is and how far it is. */
import { toHex } from '../../../crypto/bytes.ts';
import { errorCode } from '../../../errors.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { systemRandom } from '../../../node/random.ts';
import type { PeerClient } from '../../client.ts';
import { withNode } from '../invocation.ts';

/** Errors: `node-missing`, `node-away` when it does not run. */
export async function status(invocation: Invocation): Promise<CommandResult> {
  return withNode(invocation, async (client) => {
    const { institution, network, chainId, nodeKey, height } = await client.hello();
    return {
      value: {
        institution: toHex(institution),
        network: toHex(network),
        chainId,
        nodeKey: toHex(nodeKey),
        height,
        head: await headOf(client),
      },
    };
  });
}

/** The validator's word; a follower whose validator is away still has a height of its own. */
async function headOf(client: PeerClient): Promise<object> {
  try {
    const { height, headerHash, time } = await client.status(systemRandom(32));
    return { height, hash: toHex(headerHash), time: new Date(time).toISOString() };
  } catch (error) {
    return { unavailable: errorCode(error) };
  }
}
