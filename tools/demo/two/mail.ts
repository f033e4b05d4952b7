/**
 * A message from doctor to doctor across two hospitals: sealed on the sender's machine to the key that the ledger
 * names, left at the node of the recipient's institution over TLS, fetched and opened on the recipient's machine. Each
 * side knows keys and nodes from its own verified copy of the ledger.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fromUtf8, toHex, utf8 } from '../../../src/crypto/bytes.ts';
import {
  toInstitutionId,
  toMailStream,
  toNetwork,
  toSealingKey,
  toStaffId,
  type StaffId,
} from '../../../src/crypto/ids.ts';
import { openKeyStore, readKeyStoreIdentity } from '../../../src/crypto/keyStore.ts';
import { signLogin } from '../../../src/crypto/login.ts';
import { openSealed, sealTo } from '../../../src/crypto/sealing.ts';
import { staffKeys, type StaffKeys } from '../../../src/crypto/staffKeys.ts';
import { readInstitution, readStaff } from '../../../src/contracts/signers.ts';
import { connectNode } from '../../../src/hospital/client.ts';
import { mailId } from '../../../src/hospital/mailbox/mail.ts';
import type { NodeClient } from '../../../src/hospital/nodeClient.ts';
import { registeredNodeKeys } from '../../../src/hospital/nodeKeys.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { silentLogger } from '../../../src/node/logger.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { systemTimers } from '../../../src/node/timers.ts';
import { millis } from '../../../src/ports.ts';
import type { Replica } from '../../../src/replica/replica.ts';
import { accountsPath } from '../../../src/workstation/cli/layout.ts';
import { openReadOnly } from '../../../src/workstation/cli/ledgerFile.ts';
import { keyOfFolder } from '../../../src/workstation/cli/machineKey.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What became of a message. */
export interface Delivered {
  /** As the recipient opened it. */
  readonly text: string;
  readonly sealedBytes: number;
  /** Name of the message, hex. */
  readonly id: string;
  /** What the node told the sender, before and after it was fetched. */
  readonly states: readonly string[];
}

/** Sends `text` from the doctor of one data folder to the doctor of another; both accounts have this passphrase. */
export async function sendAcross(
  folders: { readonly from: string; readonly to: string },
  passphrase: string,
  text: string,
): Promise<Delivered> {
  const sender = openDoctor(folders.from, passphrase);
  const recipient = openDoctor(folders.to, passphrase);
  try {
    const sending = await sender.atNodeOf(recipient.id);
    const fetching = await recipient.atNodeOf(recipient.id);
    try {
      const mail = sender.sealed(recipient.id, text);
      const asked = { to: recipient.id, stream: mail.stream, since: 1 };
      const states = async (): Promise<readonly string[]> =>
        (await sending.mailbox.receipts(asked)).map(({ state }) => state);
      await sending.mailbox.send(mail);
      const before = await states();
      const found = (await fetching.mailbox.fetch(0)).find(
        ({ stream }) => toHex(stream) === toHex(mail.stream),
      );
      if (found === undefined) throw new Error('the message is not in the mailbox');
      const opened = recipient.opened(found.sealed);
      const id = mailId(sender.id, mail);
      await fetching.mailbox.acknowledge([id]);
      const after = await states();
      return { text: opened, sealedBytes: found.sealed.length, id: toHex(id), states: [...before, ...after] };
    } finally {
      sending.close();
      fetching.close();
    }
  } finally {
    sender.close();
    recipient.close();
  }
}

/** The doctor whose account is in a data folder, with the folder's copy of the ledger. */
function openDoctor(dataFolder: string, passphrase: string) {
  const replica = openReadOnly(dataFolder, keyOfFolder(dataFolder));
  const { id, keys } = doctorKeys(accountsPath(dataFolder), passphrase);
  return {
    id,
    atNodeOf: async (doctor: StaffId) => loggedIn(replica, doctor, { id, keys }),
    sealed: (to: StaffId, text: string) => ({
      to,
      stream: toMailStream(systemRandom(16)),
      base: 1,
      sequence: 1,
      expires: millis(systemClock.now() + DAY_MS),
      sealed: sealTo(sealingKeyOf(replica, to), utf8(text), systemRandom),
    }),
    opened: (sealed: Uint8Array): string => {
      const plain = openSealed(sealed, keys.seal);
      if (plain === null) throw new Error('the message was sealed to somebody else');
      return fromUtf8(plain);
    },
    close: () => replica.close(),
  };
}

function doctorKeys(folder: string, passphrase: string): { readonly id: StaffId; readonly keys: StaffKeys } {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.keystore.json'))) {
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    if (readKeyStoreIdentity(bytes).role !== 'doctor') continue;
    const { identity, content } = openKeyStore(bytes, passphrase);
    return { id: toStaffId(identity.entity), keys: staffKeys(content.rootSecret, 1) };
  }
  throw new Error(`no doctor's account in ${folder}`);
}

/** Logs in at the node of another doctor's institution, which the ledger names with address and key. */
async function loggedIn(
  { store }: Replica,
  doctor: StaffId,
  by: { readonly id: StaffId; readonly keys: StaffKeys },
): Promise<NodeClient> {
  const institution = toInstitutionId(required(readStaff(store, 'doctor', doctor)).institution);
  const { address } = required(readInstitution(store, institution));
  const network = toNetwork(store.genesis.network);
  const pin = { network, keys: () => registeredNodeKeys(store, institution), clock: systemClock };
  const client = connectNode(address, { timers: systemTimers, logger: silentLogger, network, pin });
  await client.login({
    role: 'doctor',
    entity: by.id,
    keyVersion: 1,
    sign: (challenge) => signLogin(challenge, by.keys.sign.secretKey),
  });
  return client;
}

function sealingKeyOf({ store }: Replica, doctor: StaffId) {
  return toSealingKey(required(required(readStaff(store, 'doctor', doctor)).keys.at(-1)).seal);
}

function required<Item>(item: Item | null | undefined): Item {
  if (item === null || item === undefined) throw new Error('the ledger does not know this doctor');
  return item;
}
