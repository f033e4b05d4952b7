/** `enrol` and `enrol list`: invites somebody to work at this institution, and shows who answered. */
import { join } from 'node:path';
import { toHex } from '../../../crypto/bytes.ts';
import { readEnrolment } from '../../../crypto/enrolment.ts';
import { sha256 } from '../../../crypto/hash.ts';
import { toInstitutionId } from '../../../crypto/ids.ts';
import { joinCodeText, type JoinCode } from '../../../crypto/joinCode.ts';
import { ConsiliumError } from '../../../errors.ts';
import { initialChanges } from '../../../contracts/genesis.ts';
import { readInstitution } from '../../../contracts/signers.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { readFileIfExists } from '../../../node/files.ts';
import { openLedgerStore } from '../../../replica/ledgerStore.ts';
import { GENESIS_FILE, KEY_FILE, LEDGER_FILE } from '../../folder.ts';
import { readKeyFile } from '../../keyFile.ts';
import type { NodeHello } from '../../nodeClient.ts';
import { withNode } from '../invocation.ts';
import { logInOfficer, openOfficers } from '../officer.ts';

/** Errors: those of openOfficers and of the login; `invitations-full`; `node-syncing` before the first block. */
export async function enrol(invocation: Invocation): Promise<CommandResult> {
  return withNode(invocation, async (client) => {
    const hello = await client.hello();
    const place = placeOf(invocation.dataFolder, hello);
    await logInFirst(invocation, client);
    const { token, expires } = await client.invitations.make();
    const code = joinCodeText({ ...place, token });
    return {
      value: { code, token: toHex(token), expires: new Date(expires).toISOString(), address: place.address },
    };
  });
}

/** Errors: those of openOfficers and of the login. */
export async function enrolList(invocation: Invocation): Promise<CommandResult> {
  return withNode(invocation, async (client) => {
    await logInFirst(invocation, client);
    const offers = await client.invitations.offers();
    return {
      value: {
        offers: offers.map(({ token, enrolment, time }) => {
          const { fingerprint, role, nameZh, nameEn, licence } = readEnrolment(enrolment);
          const answered = new Date(time).toISOString();
          return { token: toHex(token), answered, fingerprint, role, nameZh, nameEn, licence, enrolment };
        }),
      },
    };
  });
}

async function logInFirst(invocation: Invocation, client: Parameters<typeof logInOfficer>[1]): Promise<void> {
  const [officer] = await openOfficers(invocation);
  if (officer !== undefined) await logInOfficer(officer, client);
}

/** Where the newcomer's workstation finds the node, and by what it knows ledger and node again. */
function placeOf(folder: string, { network, institution, nodeKey }: NodeHello): Omit<JoinCode, 'token'> {
  const { database: key } = readKeyFile(join(folder, KEY_FILE));
  const store = openLedgerStore({
    path: join(folder, LEDGER_FILE),
    key,
    genesis: readFileIfExists(join(folder, GENESIS_FILE)),
    readOnly: true,
    initialEntities: ({ appState }) => initialChanges(appState),
  });
  try {
    const head = store.head();
    const registered = readInstitution(store, institution);
    if (head === null || registered === null) throw new ConsiliumError('node-syncing');
    const { nameZh, nameEn, address } = registered;
    return {
      network,
      genesis: sha256(store.genesisBytes),
      institution: toInstitutionId(institution),
      nameZh,
      nameEn,
      height: head.height,
      header: head.headerHash,
      nodeKey,
      address,
      member: null,
    };
  } finally {
    store.close();
  }
}
