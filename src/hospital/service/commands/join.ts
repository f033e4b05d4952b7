/** `join` and `institution add`: a further institution comes to a ledger, and is let in by those who are there. */
import { resolve } from 'node:path';
import { bytesEqual, fromUtf8, toHex } from '../../../crypto/bytes.ts';
import { sha256 } from '../../../crypto/hash.ts';
import { toInstitutionId, type InstitutionId } from '../../../crypto/ids.ts';
import { readJoinCode, type JoinCode } from '../../../crypto/joinCode.ts';
import { ConsiliumError } from '../../../errors.ts';
import { decodeGenesis } from '../../../chain/genesis.ts';
import { decodeAppState } from '../../../contracts/genesis.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { requiredOption } from '../../../node/commandLine/values.ts';
import { systemClock } from '../../../node/clock.ts';
import { writeFileAtomic } from '../../../node/files.ts';
import { silentLogger } from '../../../node/logger.ts';
import { systemRandom } from '../../../node/random.ts';
import { systemTimers } from '../../../node/timers.ts';
import { connectNode } from '../../client.ts';
import { initFollowerNode } from '../../init.ts';
import { secureAddress } from '../../transportTls.ts';
import { decodeApplication, encodeApplication } from '../application.ts';
import { foundInstitution } from '../founding.ts';
import { demandNoNode, withNode } from '../invocation.ts';
import { openOfficers, submitAs } from '../officer.ts';
import { nodeSecrets } from '../secrets.ts';

/**
 * Makes the node of an institution that joins the ledger of a join code (`CJ1:…`), which an officer there made; its
 * genesis comes from that node and is the one of the code, or none.
 * Errors: `node-exists`, `join-code-malformed`, `genesis-mismatch`, `node-away`, those of dialling a node and of
 * foundInstitution.
 */
export async function join(invocation: Invocation): Promise<CommandResult> {
  const { dataFolder } = invocation;
  demandNoNode(dataFolder);
  const address = invocation.option('address');
  if (address !== undefined) secureAddress(address);
  const file = await nodeSecrets(invocation).bytes(requiredOption(invocation, 'code-file'));
  const code = readJoinCode(fromUtf8(file).trim());
  const genesis = await fetchGenesis(code);
  const { institution, printed } = await foundInstitution(invocation, systemRandom);
  const made = initFollowerNode({
    folder: dataFolder,
    ports: { random: systemRandom },
    institution: institution.id,
    genesis,
    validator: validatorOf(genesis, code),
    peers: { [toHex(code.institution)]: code.address },
  });
  const { nodeKey, cardKey } = made;
  const registered = { ...institution, address: address ?? made.address, nodeKey, cardKey };
  const application = resolve(requiredOption(invocation, 'out'), 'application.json');
  writeFileAtomic(application, encodeApplication(registered));
  return {
    value: {
      folder: dataFolder,
      institution: toHex(institution.id),
      network: toHex(made.network),
      nodeKey: toHex(nodeKey),
      address: registered.address,
      application,
      officer: printed,
    },
  };
}

/** Errors: `application-malformed`, those of openOfficers and submitAs. */
export async function institutionAdd(invocation: Invocation): Promise<CommandResult> {
  const [file = '-'] = invocation.operands;
  const institution = decodeApplication(await nodeSecrets(invocation).bytes(file));
  return withNode(invocation, async (client) => {
    const officers = await openOfficers(invocation);
    const action = { kind: 'registry/institution-add', ...institution } as const;
    const transaction = await submitAs(officers, action, { client, clock: systemClock });
    const { id, nameZh, nameEn } = institution;
    return { value: { transaction: toHex(transaction), institution: toHex(id), nameZh, nameEn } };
  });
}

/** From the node of the code, which is known by its key; what it gives is compared with the code. */
async function fetchGenesis({ address, network, nodeKey, genesis: expected }: JoinCode): Promise<Uint8Array> {
  const client = connectNode(address, {
    timers: systemTimers,
    logger: silentLogger,
    network,
    pin: { network, keys: () => [nodeKey], clock: systemClock },
  });
  try {
    const { nodeKey: found } = await client.hello();
    if (!bytesEqual(found, nodeKey)) throw new ConsiliumError('node-key-mismatch');
    const genesis = await client.genesis();
    if (!bytesEqual(sha256(genesis), expected)) throw new ConsiliumError('genesis-mismatch');
    return genesis;
  } finally {
    client.close();
  }
}

/** The founder's node makes the blocks. Where it is not the one of the code, the registry says where it is. */
function validatorOf(
  genesis: Uint8Array,
  code: JoinCode,
): { readonly institution: InstitutionId; readonly address: string } {
  const [founder] = decodeAppState(decodeGenesis(genesis).appState).institutions;
  if (founder === undefined) throw new ConsiliumError('genesis-mismatch');
  const institution = toInstitutionId(founder.id);
  return { institution, address: bytesEqual(institution, code.institution) ? code.address : founder.address };
}
