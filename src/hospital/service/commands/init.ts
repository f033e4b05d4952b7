/** `init`: founds a ledger with one institution, whose node makes its blocks. */
import { toHex } from '../../../crypto/bytes.ts';
import { sha256 } from '../../../crypto/hash.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { systemClock } from '../../../node/clock.ts';
import { systemRandom } from '../../../node/random.ts';
import { SECOND_LAYER } from '../../../contracts/consult/parameters.ts';
import { choiceOption } from '../../../node/commandLine/values.ts';
import { DEFAULT_PARAMETERS, initSoloNode } from '../../init.ts';
import { secureAddress } from '../../transportTls.ts';
import { foundInstitution } from '../founding.ts';
import { demandNoNode } from '../invocation.ts';

/** Errors: `node-exists`, `address-malformed`, `usage-value`, those of foundInstitution. */
export async function init(invocation: Invocation): Promise<CommandResult> {
  const { dataFolder } = invocation;
  demandNoNode(dataFolder);
  const address = invocation.option('address');
  if (address !== undefined) secureAddress(address);
  const isUnsealed = choiceOption(invocation, 'second-layer', ['on', 'off']) === 'off';
  const { institution, printed } = await foundInstitution(invocation, systemRandom);
  const chainId = invocation.option('chain-id');
  const made = initSoloNode({
    folder: dataFolder,
    ports: { clock: systemClock, random: systemRandom },
    institution,
    ...(address === undefined ? {} : { address }),
    ...(chainId === undefined ? {} : { chainId }),
    ...(isUnsealed && { parameters: { ...DEFAULT_PARAMETERS, [SECOND_LAYER]: 0 } }),
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
