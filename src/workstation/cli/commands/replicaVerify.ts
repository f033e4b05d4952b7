/** `replica verify`: every block again from genesis, and everything that readers look up compared with the result. */
import { toHex } from '../../../crypto/bytes.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import type { Replica } from '../../../replica/replica.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { IntegrityFailure } from '../../../node/commandLine/exitCodes.ts';
import { withReplica } from '../ledgerFile.ts';

/** Errors: `replica-halted` {code, height} for a copy that stopped; whatever block does not hold, {height}. */
export async function replicaVerify(invocation: Invocation): Promise<CommandResult> {
  return { value: await withReplica(invocation, verified) };
}

function verified(replica: Replica) {
  const { height, transactions, appHash } = again(replica);
  const { genesis } = replica.store;
  const halted = replica.halted();
  if (halted !== null) throw new ConsiliumError('replica-halted', { ...halted });
  const head = replica.store.head();
  return {
    verified: true,
    network: toHex(genesis.network),
    chainId: genesis.chainId,
    height,
    hash: head === null ? null : toHex(head.headerHash),
    transactions,
    appHash: toHex(appHash),
  };
}

/**
 * Any refusal in here says that what is stored does not verify, whatever its code says elsewhere. Its height is the one
 * at which a block was expected, whatever height the block itself claims.
 */
function again(replica: Replica) {
  let verified = replica.store.genesis.initialHeight - 1;
  try {
    return replica.verifyAgain((height) => {
      verified = height;
    });
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    const height = error.code === 'replica-corrupt' ? error.detail['height'] : verified + 1;
    throw new IntegrityFailure(
      new ConsiliumError(error.code, { ...error.detail, height: height ?? verified }, { cause: error }),
    );
  }
}
