/**
 * Puts an account with its desk onto this machine. One that follows no ledger yet begins to follow that of the backup,
 * at the institution's node: its copy of the ledger comes from there, block by block, and is verified like any other.
 */
import { decodeGenesis, genesisHash } from '../../../chain/genesis.ts';
import { blobId } from '../../../crypto/blob.ts';
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { openKeyStore, readKeyStoreIdentity, type KeyStoreIdentity } from '../../../crypto/keyStore.ts';
import { ConsiliumError } from '../../../errors.ts';
import { secureAddress } from '../../../hospital/transportTls.ts';
import { openDesk } from '../../../replica/desk/desk.ts';
import { attachmentFiles } from '../attachments/files.ts';
import type { CorePorts } from '../context.ts';
import type { DataFolder } from '../dataFolder.ts';
import { endRestored } from '../dialogue/restored.ts';
import type { Machine, RemoteNode } from '../machine.ts';
import type { AccountStore } from './accountStore.ts';
import { deskKeyOf } from './backup.ts';
import { decodeBackup, openBackup, type BackupFile } from './backupFile.ts';

export interface RestoreParts {
  readonly ports: CorePorts;
  readonly folder: DataFolder;
  readonly accounts: AccountStore;
  /** Null before the setup: then the backup says which ledger is followed. */
  readonly machine: Machine | null;
  /** The machine follows a ledger from here on. */
  readonly open: (machine: Machine) => void;
  /** The machine knows one node more. */
  readonly addNode: (node: RemoteNode) => void;
}

export interface RestoreFrom {
  readonly bytes: Uint8Array;
  readonly passphrase: string;
  /** Where the node is now, if not where the backup says. */
  readonly nodeAddress?: string | undefined;
}

/**
 * All is read and opened before anything is written.
 * @throws ConsiliumError `backup-malformed`, `backup-foreign` of another ledger, `passphrase-wrong`, `keystore-*`,
 *   `backup-altered`, `account-exists` when the account has a desk here, which may be newer, `address-malformed`,
 *   `data-folder-not-empty`, `genesis-malformed`
 */
export function restoreBackup(parts: RestoreParts, from: RestoreFrom): KeyStoreIdentity {
  const backup = decodeBackup(from.bytes);
  const { machine, folder, accounts } = parts;
  if (machine !== null && !bytesEqual(genesisHash(backup.genesis), machine.genesisHash))
    throw new ConsiliumError('backup-foreign');
  const identity = readKeyStoreIdentity(backup.keyStore);
  if (identity.accountId !== backup.account || !isAccountName(backup.account))
    throw new ConsiliumError('backup-altered');
  if (machine !== null && accounts.has(identity) && folder.hasDesk(backup.account))
    throw new ConsiliumError('account-exists');
  const { content } = openKeyStore(backup.keyStore, from.passphrase);
  content.rootSecret.fill(0);
  const deskKey = deskKeyOf(content.secrets);
  const file = openBackup(backup, deskKey);
  const node = nodeFrom(backup, identity, from.nodeAddress);
  const write = (): void => writeAccount(parts, { identity, backup, file, deskKey });
  if (machine === null) beginFollowing(parts, { backup, node, write });
  else {
    write();
    parts.addNode(node);
  }
  deskKey.fill(0);
  return identity;
}

/** A machine that follows no ledger yet. Interrupted, it is as fresh as before: the next try clears what is there. */
function beginFollowing(
  { folder, open }: RestoreParts,
  {
    backup,
    node,
    write,
  }: { readonly backup: BackupFile; readonly node: RemoteNode; readonly write: () => void },
): void {
  decodeGenesis(backup.genesis);
  folder.beginSetup();
  folder.writeGenesis(backup.genesis);
  write();
  const machine: Machine = {
    demonstration: false,
    genesisHash: genesisHash(backup.genesis),
    home: node.institution,
    nodes: [],
    remote: [node],
  };
  folder.completeSetup(machine);
  open(machine);
}

function writeAccount(
  { ports, folder, accounts }: RestoreParts,
  of: {
    readonly identity: KeyStoreIdentity;
    readonly backup: BackupFile;
    readonly file: Uint8Array;
    readonly deskKey: Uint8Array;
  },
): void {
  const { account, keyStore } = of.backup;
  // Before the desk that names them; what no desk names is removed at the next unlock.
  const files = attachmentFiles(folder.attachments(account));
  for (const blob of of.backup.files) files.put(toHex(blobId(blob)), blob);
  folder.writeDesk(account, of.file);
  // It opens here, or the account is not taken over: a key store without its desk would start an empty one.
  const path = folder.desk(account);
  const desk = openDesk({ path, key: of.deskKey, clock: ports.clock, random: ports.random });
  try {
    endRestored(desk, ports.clock.now());
  } finally {
    desk.close();
  }
  accounts.write(of.identity, keyStore);
}

function nodeFrom(
  { address, nodeKeys }: BackupFile,
  { institution }: KeyStoreIdentity,
  elsewhere: string | undefined,
): RemoteNode {
  // What a person types is an address in the network; one of this computer they need not name.
  if (elsewhere !== undefined) secureAddress(elsewhere);
  return { institution, address: elsewhere ?? address, keys: nodeKeys };
}

/** It becomes the name of a file. */
function isAccountName(account: string): boolean {
  return /^(?:officer|registrar|doctor)-[0-9a-f]{32}$/u.test(account);
}
