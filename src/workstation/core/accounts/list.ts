/** The accounts of this machine, as the login screen lists them. */
import { toHex } from '../../../crypto/bytes.ts';
import type { KeyStoreIdentity, StaffRole } from '../../../crypto/keyStore.ts';
import { institutionIds } from '../../../contracts/registry/institution.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ResultOf } from '../../api.ts';
import type { AccountStore } from './accountStore.ts';
import { accountView } from './view.ts';

const ROLES: readonly StaffRole[] = ['doctor', 'registrar', 'officer'];

/** Null for the ledger before the setup: then there may be accounts of one that was interrupted, nobody's. */
export function accountList(accounts: AccountStore, ledger: LedgerStore | null): ResultOf<'account/list'> {
  if (ledger === null) return [];
  return inOrder(accounts.list(), ledger).map((identity) => accountView(identity, accounts, ledger));
}

/** Institutions in the order in which they came to the ledger, of each its doctors first. */
function inOrder(identities: readonly KeyStoreIdentity[], store: LedgerStore): readonly KeyStoreIdentity[] {
  const institutions = institutionIds(store).map(toHex);
  const place = ({ institution, role }: KeyStoreIdentity): number =>
    institutions.indexOf(toHex(institution)) * ROLES.length + ROLES.indexOf(role);
  return identities.toSorted((left, right) => place(left) - place(right));
}
