/**
 * Makes this machine a workstation of an institution that is there already. The node is known again by the key in the
 * code, the ledger by the hash of its genesis; everything after that is verified like on any other workstation.
 */
import { bytesEqual } from '../../../crypto/bytes.ts';
import { enrolmentText, type EnrolmentText } from '../../../crypto/enrolment.ts';
import { sha256 } from '../../../crypto/hash.ts';
import { readJoinCode, type JoinCode } from '../../../crypto/joinCode.ts';
import type { KeyStoreIdentity } from '../../../crypto/keyStore.ts';
import { ConsiliumError } from '../../../errors.ts';
import { connectNode } from '../../../hospital/client.ts';
import { secureAddress } from '../../../hospital/transportTls.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { CoreHost } from '../context.ts';
import type { Machine } from '../machine.ts';
import type { Founder } from '../setup/founders.ts';
import type { SetupParts } from '../setup/founding.ts';
import { newPerson, personOf, type Person } from '../setup/people.ts';
import { encodePendingOffer } from './pending.ts';

export interface Joined {
  readonly identity: KeyStoreIdentity;
  readonly enrolment: EnrolmentText;
  readonly machine: Machine;
}

/** What a code says, for a person to look at. Errors: `join-code-malformed`. */
export function joinCodeView(text: string): ResultOf<'join/read'> {
  const { nameZh, nameEn, address, height, member } = readJoinCode(text);
  const whose = member && {
    role: member.role,
    name: { zh: member.nameZh, en: member.nameEn },
    licence: member.licence,
    specialty: member.specialty,
  };
  return { institution: { zh: nameZh, en: nameEn }, address, height, member: whose };
}

/** Everything is fetched and checked before anything is written. Errors: as `setup/join` of the request table. */
export async function joinInstitution(
  parts: SetupParts,
  founder: Founder,
  { code: text, nodeAddress }: Pick<ArgsOf<'setup/join'>, 'code' | 'nodeAddress'>,
): Promise<Joined> {
  const code = readJoinCode(text);
  // What a person types is an address in the network; one of this computer they need not name.
  if (nodeAddress !== undefined) secureAddress(nodeAddress);
  const at = { ...code, address: nodeAddress ?? code.address };
  const genesis = await genesisFrom(parts.host, at);
  const house = { id: code.institution, nameZh: code.nameZh, nameEn: code.nameEn };
  const { member } = code;
  const person =
    member === null
      ? newPerson(founder, house, parts.host.random)
      : personOf({ ...member, root: founder.root }, house, { id: member.id, version: member.version });
  try {
    return write(parts, { code: at, genesis, person, passphrase: founder.passphrase });
  } finally {
    for (const secret of [person.root, person.keys.sign.secretKey, person.keys.seal.secretKey])
      secret.fill(0);
  }
}

async function genesisFrom(
  host: CoreHost,
  { address, network, nodeKey, genesis }: JoinCode,
): Promise<Uint8Array> {
  const { timers, logger, clock } = host;
  const pin = { network, keys: () => [nodeKey], clock };
  const client = connectNode(address, { timers, logger, network, pin });
  try {
    // Over a socket of this computer nothing else shows which node it is.
    const { nodeKey: shown } = await client.hello();
    if (!bytesEqual(shown, nodeKey)) throw new ConsiliumError('node-key-mismatch');
    const found = await client.genesis();
    if (!bytesEqual(sha256(found), genesis)) throw new ConsiliumError('genesis-mismatch');
    return found;
  } finally {
    client.close();
  }
}

function write(
  { folder, accounts }: SetupParts,
  of: {
    readonly code: JoinCode;
    readonly genesis: Uint8Array;
    readonly person: Person;
    readonly passphrase: string;
  },
): Joined {
  const { code, genesis, person, passphrase } = of;
  const { institution, address, nodeKey, token, height, header } = code;
  const enrolment = enrolmentOf(person, code);
  const { identity, bytes } = accounts.seal(person.owner, person.root, passphrase);
  folder.beginSetup();
  folder.writeGenesis(genesis);
  accounts.write(identity, bytes);
  folder.writePendingOffer(identity.accountId, encodePendingOffer({ token, enrolment: enrolment.text }));
  const machine: Machine = {
    demonstration: false,
    genesisHash: sha256(genesis),
    home: institution,
    nodes: [],
    remote: [{ institution, address, keys: [nodeKey] }],
    checkpoint: { height, header },
  };
  folder.completeSetup(machine);
  return { identity, enrolment, machine };
}

function enrolmentOf({ owner, keys, ...words }: Person, { network }: JoinCode): EnrolmentText {
  const { nameZh, nameEn, licence, specialty } = words;
  const { sign, seal } = keys;
  const who = { network, institution: owner.institution, role: owner.role, id: owner.entity };
  const content = { ...who, nameZh, nameEn, licence, specialty };
  return enrolmentText({ ...content, sign: sign.publicKey, seal: seal.publicKey }, sign.secretKey);
}
