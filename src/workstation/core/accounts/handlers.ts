/** The accounts' part of the request table: who may sit at this machine, and who does. */
import type { InstitutionId } from '../../../crypto/ids.ts';
import type { accountsApi } from '../../api/accounts.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { CorePorts, HandlersOf } from '../context.ts';
import type { DataFolder } from '../dataFolder.ts';
import type { Machine, RemoteNode } from '../machine.ts';
import type { Sessions } from '../session.ts';
import type { AccountStore } from './accountStore.ts';
import { backupHandlers } from './backupHandlers.ts';
import { accountList } from './list.ts';
import { NewAccounts } from './newAccounts.ts';
import { accountView } from './view.ts';

export interface AccountParts {
  readonly ports: CorePorts;
  readonly accounts: AccountStore;
  readonly sessions: Sessions;
  /** Null before the setup. */
  readonly store: () => LedgerStore | null;
  /** Errors: `setup-missing`. */
  readonly demandStore: () => LedgerStore;
  readonly folder: DataFolder;
  /** Null before the setup. */
  readonly machine: () => Machine | null;
  /** The machine follows a ledger from here on. */
  readonly open: (machine: Machine) => void;
  /** The machine knows a node on another computer, or knows it at another address. */
  readonly addNode: (node: RemoteNode) => void;
  /** Null when the node of an institution answers, else the code of what stands in the way. */
  readonly nodeRefusal: (institution: InstitutionId) => Promise<string | null>;
  /** Runs what changes accounts or the session one after the other. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

export function accountHandlers(parts: AccountParts): HandlersOf<keyof typeof accountsApi> {
  const { accounts, sessions, inTurn, store, demandStore } = parts;
  const made = new NewAccounts(accounts, parts.ports.random);
  return {
    'account/list': async () => accountList(accounts, store()),
    'account/create': (args) => inTurn(async () => made.create(demandStore(), args)),
    'account/confirm': (args) =>
      inTurn(async () => {
        const { identity, enrolment } = made.confirm(args);
        return { account: accountView(identity, accounts, store()), enrolment };
      }),
    'account/recover': (args) =>
      inTurn(async () => accountView(made.recover(demandStore(), args), accounts, store())),
    'account/unlock': ({ id, passphrase }) => inTurn(() => sessions.unlock(id, passphrase)),
    'account/change-passphrase': ({ id, passphrase, next }) =>
      inTurn(async () => {
        accounts.changePassphrase(id, passphrase, next);
        return {};
      }),
    ...backupHandlers(parts),
    'account/lock': () =>
      inTurn(async () => {
        await sessions.lock();
        return {};
      }),
    'session/current': async () => sessions.view(),
  };
}
