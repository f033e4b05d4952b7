/**
 * Makes the backup of an account. What patients' cards opened is not in it: a visit ends where it began, and no copy
 * opens a history afterwards.
 */
import type { InstitutionId } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { openDesk, type Desk } from '../../../replica/desk/desk.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { CorePorts } from '../context.ts';
import type { DataFolder } from '../dataFolder.ts';
import { nodeToHand } from '../ledger/nodeToHand.ts';
import type { Machine } from '../machine.ts';
import { DESK_KEY, type AccountStore } from './accountStore.ts';
import { sealBackup } from './backupFile.ts';

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
}

/**
 * Makes the file of an unlocked account. The passphrase is asked again: the file is everything the account is.
 * @throws ConsiliumError those of AccountStore.open; `genesis-missing`, `database-*`
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
  const head = { genesis, address, nodeKeys, account: of.account, keyStore };
  const bytes = sealBackup(head, { file, key: deskKey }, ports.random);
  deskKey.fill(0);
  return { bytes, visits };
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
