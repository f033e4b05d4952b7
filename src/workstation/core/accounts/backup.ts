/**
 * Makes the backup of an account. What patients' cards opened is not in it: a visit ends where it began, and no copy
 * opens a history afterwards.
 */
import type { InstitutionId } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { openDesk, type Desk } from '../../../replica/desk/desk.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { AttachmentFiles } from '../attachments/files.ts';
import type { CorePorts } from '../context.ts';
import type { DataFolder } from '../dataFolder.ts';
import { nodeToHand } from '../ledger/nodeToHand.ts';
import type { Machine } from '../machine.ts';
import { DESK_KEY, type AccountStore } from './accountStore.ts';
import { sealBackup } from './backupFile.ts';

/** 256 MiB: bytes of images and films in one backup, which is made in memory. */
const MOST_FILES = 0x1000_0000;
/** Name of a setting in the desk: when a backup was last saved, in ms. */
const SAVED_AT = 'backup.saved';

export interface BackupParts {
  readonly ports: CorePorts;
  readonly folder: DataFolder;
  readonly accounts: AccountStore;
  readonly machine: Machine;
  readonly store: LedgerStore;
}

export interface Backup {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Visits that are open on this desk, and therefore not in the file. */
  readonly visits: number;
}

interface BackupOf {
  readonly account: string;
  readonly institution: InstitutionId;
  readonly passphrase: string;
  readonly desk: Desk;
  /** Beside the desk. */
  readonly files: AttachmentFiles;
}

/**
 * Makes the file of an unlocked account. The passphrase is asked again: the file is everything the account is.
 * @throws ConsiliumError those of AccountStore.open; `genesis-missing`, `database-*`; `backup-sending` {limit} while more
 *   images and films than go into one file lie here alone
 */
export function makeBackup(parts: BackupParts, of: BackupOf): Backup {
  const { ports, folder, accounts } = parts;
  const { content } = accounts.open(of.account, of.passphrase);
  content.rootSecret.fill(0);
  const deskKey = deskKeyOf(content.secrets);
  const keyStore = folder.keyStore(of.account);
  if (keyStore === null) throw new ConsiliumError('account-missing');
  const genesis = folder.genesis();
  if (genesis === null) throw new ConsiliumError('genesis-missing');
  const { address, keys: nodeKeys } = nodeToHand(parts, of.institution);
  // From here to the copy nothing else writes: it is one turn of this process, which alone has the folder.
  of.desk.checkpoint();
  const { file, visits } = withoutVisits(folder, { account: of.account, deskKey, ports });
  const files = waitingFiles(of);
  const head = { genesis, address, nodeKeys, account: of.account, keyStore };
  const bytes = sealBackup(head, { file, key: deskKey, files }, ports.random);
  deskKey.fill(0);
  return { bytes, visits };
}

/** Images and films that no node has yet, sealed as they are. Errors: `backup-sending` {limit}. */
function waitingFiles({ desk, files }: BackupOf): readonly Uint8Array[] {
  const names = [...desk.files.names()].filter((name) => files.size(name) !== null);
  const total = names.reduce((sum, name) => sum + (files.size(name) ?? 0), 0);
  if (total > MOST_FILES) throw new ConsiliumError('backup-sending', { limit: MOST_FILES });
  return names.map((name) => files.whole(name));
}

/** When a backup of the account was last saved; null when none was. */
export function backupSavedAt({ settings }: Pick<Desk, 'settings'>): number | null {
  const saved = Number(settings.get(SAVED_AT) ?? Number.NaN);
  return Number.isSafeInteger(saved) ? saved : null;
}

/** The file of a backup lies where the doctor wanted it. */
export function markBackupSaved({ settings }: Pick<Desk, 'settings'>, { clock }: CorePorts): void {
  settings.set(SAVED_AT, String(clock.now()));
}

/** Errors: `keystore-altered`. */
export function deskKeyOf(secrets: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const key = secrets[DESK_KEY];
  if (key === undefined) throw new ConsiliumError('keystore-altered', { check: 'desk' });
  return key;
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
