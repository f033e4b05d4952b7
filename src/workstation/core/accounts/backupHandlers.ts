/** Backups in the request table: made of the unlocked account, and put onto this or another computer. */
import { bytesEqual, fromHex } from '../../../crypto/bytes.ts';
import { toInstitutionId, type InstitutionId } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { secureAddress } from '../../../hospital/transportTls.ts';
import type { accountsApi } from '../../api/accounts.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { HandlersOf } from '../context.ts';
import { backupSavedAt, makeBackup, markBackupSaved } from './backup.ts';
import type { AccountParts } from './handlers.ts';
import { restoreBackup } from './restore.ts';
import { accountView } from './view.ts';

type BackupChannel =
  | 'account/backup'
  | 'account/backup-saved'
  | 'account/backup-state'
  | 'account/restore'
  | 'account/node-address';

export function backupHandlers(parts: AccountParts): HandlersOf<BackupChannel & keyof typeof accountsApi> {
  const { sessions, ports, inTurn } = parts;
  return {
    'account/backup': (args) => inTurn(async () => backUp(parts, args)),
    'account/backup-saved': async () => {
      markBackupSaved(sessions.current().desk, ports);
      return {};
    },
    'account/backup-state': async () => ({ savedAt: backupSavedAt(sessions.current().desk) }),
    'account/restore': (from) =>
      inTurn(async () => {
        const identity = restoreBackup({ ...parts, machine: parts.machine() }, from);
        const account = accountView(identity, parts.accounts, parts.store());
        return { account, node: await nodeState(parts, identity.institution) };
      }),
    'account/node-address': ({ institution, address }) =>
      inTurn(async () => {
        secureAddress(address);
        const id = toInstitutionId(fromHex(institution));
        const known = parts.machine()?.remote.find((node) => bytesEqual(node.institution, id));
        if (known === undefined) throw new ConsiliumError('node-unknown');
        // Whoever is logged in is so over the connection that ends now.
        await sessions.lock();
        parts.addNode({ ...known, address });
        return nodeState(parts, id);
      }),
  };
}

function backUp(parts: AccountParts, { passphrase }: ArgsOf<'account/backup'>): ResultOf<'account/backup'> {
  const { desk, files, identity } = parts.sessions.current();
  const machine = parts.machine();
  if (machine === null) throw new ConsiliumError('setup-missing');
  const { accountId: account, institution } = identity;
  const backup = makeBackup(
    { ...parts, machine, store: parts.demandStore() },
    { account, institution, passphrase, desk, files },
  );
  const day = new Date(parts.ports.clock.now()).toISOString().slice(0, 10);
  return { name: `consilium-${day}.backup`, ...backup };
}

/** Where the node of an institution is for this machine, and whether it answers. */
async function nodeState(
  parts: AccountParts,
  institution: InstitutionId,
): Promise<ResultOf<'account/node-address'>> {
  const remote = parts.machine()?.remote.find((node) => bytesEqual(node.institution, institution));
  return { address: remote?.address ?? null, refusal: await parts.nodeRefusal(institution) };
}
