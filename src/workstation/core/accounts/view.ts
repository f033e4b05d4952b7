/** Accounts as screens see them. */
import { toHex } from '../../../crypto/bytes.ts';
import type { KeyStoreIdentity } from '../../../crypto/keyStore.ts';
import type { StateReader } from '../../../contracts/state.ts';
import type { Account } from '../../api/accounts.ts';
import { institutionName, staffName } from '../visits/ledgerReads.ts';
import type { AccountStore } from './accountStore.ts';

const UNNAMED = { zh: '', en: '' };

/** Names are those of the key store, and of the ledger where it has none. */
export function accountView(
  identity: KeyStoreIdentity,
  accounts: Pick<AccountStore, 'retryAt'>,
  state: StateReader | null,
): Account {
  const { accountId, role, entity, institution, names } = identity;
  const onLedger =
    state === null
      ? { name: UNNAMED, institutionName: UNNAMED }
      : { name: staffName(state, entity), institutionName: institutionName(state, institution) };
  const inStore = names && {
    name: { zh: names.zh, en: names.en },
    institutionName: { zh: names.institutionZh, en: names.institutionEn },
  };
  return {
    id: accountId,
    role,
    entity: toHex(entity),
    institution: toHex(institution),
    ...(inStore ?? onLedger),
    retryAt: accounts.retryAt(accountId),
  };
}
