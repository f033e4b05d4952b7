/**
 * An account in one file: its key store, which is under its passphrase, and its desk, under a key out of it. What
 * patients' cards opened is not in it: a visit ends where it began, and no copy opens a history afterwards.
 *
 *   CBOR {format: 1, genesis: SHA-256, account, keyStore, nonce: 24, desk: XChaCha20-Poly1305 over the desk's file,
 *   bound to genesis and account}
 */
import { bytesEqual, concatBytes, utf8 } from '../../../crypto/bytes.ts';
import { asBytes, asMap, asText, asUint, decodeCanonical, encodeCanonical } from '../../../crypto/cbor.ts';
import { domainTag, sha256 } from '../../../crypto/hash.ts';
import { openKeyStore, readKeyStoreIdentity, type KeyStoreIdentity } from '../../../crypto/keyStore.ts';
import { aeadOpen, aeadSeal, NONCE_LENGTH } from '../../../crypto/sealing.ts';
import { ConsiliumError } from '../../../errors.ts';
import { openDesk, type Desk } from '../../../replica/desk/desk.ts';
import type { CorePorts } from '../context.ts';
import type { DataFolder } from '../dataFolder.ts';
import { DESK_KEY, type AccountStore } from './accountStore.ts';

const FORMAT = 1;
const KEY_TAG = domainTag('consilium/backup/v1');
/** Far beyond what a doctor's desk grows to. */
const LARGEST_BACKUP = 1024 * 1024 * 1024;
const FIELDS = ['format', 'genesis', 'account', 'keyStore', 'nonce', 'desk'] as const;

export interface BackupParts {
  readonly ports: CorePorts;
  readonly folder: DataFolder;
  readonly accounts: AccountStore;
  /** SHA-256 of the genesis that this machine follows. */
  readonly genesis: Uint8Array;
}

export interface Backup {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Visits that are open on this desk, and therefore not in the file. */
  readonly visits: number;
}

/**
 * Makes the file of an unlocked account. The passphrase is asked again: the file is everything the account is.
 * @throws ConsiliumError those of AccountStore.open; `database-*`
 */
export function makeBackup(
  { ports, folder, accounts, genesis }: BackupParts,
  of: { readonly account: string; readonly passphrase: string; readonly desk: Desk },
): Backup {
  const { content } = accounts.open(of.account, of.passphrase);
  content.rootSecret.fill(0);
  const deskKey = deskKeyOf(content.secrets);
  const keyStore = folder.keyStore(of.account);
  if (keyStore === null) throw new ConsiliumError('account-missing');
  // From here to the copy nothing else writes: it is one turn of this process, which alone has the folder.
  of.desk.checkpoint();
  const { file, visits } = withoutVisits(folder, { account: of.account, deskKey, ports });
  const nonce = ports.random(NONCE_LENGTH);
  const desk = aeadSeal(file, { ...sealing(deskKey, genesis, of.account), nonce });
  const fields = { format: FORMAT, genesis, account: of.account, keyStore, nonce, desk };
  deskKey.fill(0);
  return { bytes: new Uint8Array(encodeCanonical(fields)), visits };
}

/**
 * Puts an account with its desk onto this machine. All is read and opened before anything is written.
 * @throws ConsiliumError `backup-malformed`, `backup-foreign` of another ledger, `passphrase-wrong`, `keystore-*`,
 *   `backup-altered`, `account-exists` when the account has a desk here, which may be newer
 */
export function restoreBackup(
  { ports, folder, accounts, genesis }: BackupParts,
  from: { readonly bytes: Uint8Array; readonly passphrase: string },
): KeyStoreIdentity {
  const backup = decodeBackup(from.bytes);
  if (!bytesEqual(backup.genesis, genesis)) throw new ConsiliumError('backup-foreign');
  const identity = readKeyStoreIdentity(backup.keyStore);
  if (identity.accountId !== backup.account || !isAccountName(backup.account))
    throw new ConsiliumError('backup-altered');
  if (accounts.has(identity) && folder.hasDesk(backup.account)) throw new ConsiliumError('account-exists');
  const { content } = openKeyStore(backup.keyStore, from.passphrase);
  content.rootSecret.fill(0);
  const deskKey = deskKeyOf(content.secrets);
  const under = { ...sealing(deskKey, genesis, backup.account), nonce: backup.nonce };
  const file = aeadOpen(backup.desk, under);
  if (file === null) throw new ConsiliumError('backup-altered');
  folder.writeDesk(backup.account, file);
  // It opens here, or the account is not taken over: a key store without its desk would start an empty one.
  const path = folder.desk(backup.account);
  openDesk({ path, key: deskKey, clock: ports.clock, random: ports.random }).close();
  deskKey.fill(0);
  accounts.write(identity, backup.keyStore);
  return identity;
}

/** The desk's file without what belongs to open visits. */
function withoutVisits(
  folder: DataFolder,
  of: { readonly account: string; readonly deskKey: Uint8Array; readonly ports: CorePorts },
): { readonly file: Uint8Array; readonly visits: number } {
  const { clock, random } = of.ports;
  return folder.withDeskCopy(of.account, (path) => {
    const copy = openDesk({ path, key: of.deskKey, clock, random });
    try {
      const open = copy.visits.open();
      for (const { visit } of open) copy.visits.discard(visit);
      return open.length;
    } finally {
      copy.close();
    }
  });
}

function decodeBackup(bytes: Uint8Array) {
  try {
    if (bytes.length > LARGEST_BACKUP) throw new ConsiliumError('backup-malformed');
    const map = asMap(decodeCanonical(bytes), FIELDS, 'backup');
    if (asUint(map.format, 'backup.format') !== FORMAT) throw new ConsiliumError('backup-malformed');
    return {
      genesis: asBytes(map.genesis, 32, 'backup.genesis'),
      account: asText(map.account, 'backup.account'),
      keyStore: asBytes(map.keyStore, null, 'backup.keyStore'),
      nonce: asBytes(map.nonce, NONCE_LENGTH, 'backup.nonce'),
      desk: asBytes(map.desk, null, 'backup.desk'),
    };
  } catch (cause) {
    throw new ConsiliumError('backup-malformed', {}, { cause });
  }
}

function sealing(deskKey: Uint8Array, genesis: Uint8Array, account: string) {
  return { key: sha256(KEY_TAG, deskKey), associatedData: concatBytes(KEY_TAG, genesis, utf8(account)) };
}

function deskKeyOf(secrets: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const key = secrets[DESK_KEY];
  if (key === undefined) throw new ConsiliumError('keystore-altered', { check: 'desk' });
  return key;
}

/** It becomes the name of a file. */
function isAccountName(account: string): boolean {
  return /^(?:officer|registrar|doctor)-[0-9a-f]{32}$/u.test(account);
}
