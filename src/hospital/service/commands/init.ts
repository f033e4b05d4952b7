/** `init`: founds a ledger with one institution, whose node makes its blocks. */
import { toHex } from '../../../crypto/bytes.ts';
import { sha256 } from '../../../crypto/hash.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { systemClock } from '../../../node/clock.ts';
import { systemRandom } from '../../../node/random.ts';
import { initSoloNode } from '../../init.ts';
import { secureAddress } from '../../transportTls.ts';
import { foundInstitution } from '../founding.ts';
import { demandNoNode } from '../invocation.ts';

/** Errors: `node-exists`, `address-malformed`, those of foundInstitution. */
export async function init(invocation: Invocation): Promise<CommandResult> {
  const { dataFolder } = invocation;
  demandNoNode(dataFolder);
  const address = invocation.option('address');
  if (address !== undefined) secureAddress(address);
  const { institution, printed } = await foundInstitution(invocation, systemRandom);
  const chainId = invocation.option('chain-id');
  const made = initSoloNode({
    folder: dataFolder,
    ports: { clock: systemClock, random: systemRandom },
    institution,
    ...(address === undefined ? {} : { address }),
    ...(chainId === undefined ? {} : { chainId }),
  });
  return {
    value: {
      folder: dataFolder,
      institution: toHex(institution.id),
      network: toHex(made.network),
      genesisHash: toHex(sha256(made.genesis)),
      nodeKey: toHex(made.nodeKey),
      address: made.address,
      officer: printed,
    },
  };
}
