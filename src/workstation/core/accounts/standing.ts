/** How an account stands on the ledger: the first of the three steps of a login. */
import { bytesEqual } from '../../../crypto/bytes.ts';
import type { KeyStoreIdentity } from '../../../crypto/keyStore.ts';
import type { StaffRootSecret } from '../../../crypto/ids.ts';
import { staffKeys, type StaffKeys } from '../../../crypto/staffKeys.ts';
import { readStaff } from '../../../contracts/signers.ts';
import type { StateReader } from '../../../contracts/state.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';

export type AccountStatus = 'active' | 'suspended' | 'unknown';

/** Status in the verified copy; `unknown` when it has no such account (yet). */
export function accountStatus(
  state: StateReader,
  { role, entity }: Pick<KeyStoreIdentity, 'role' | 'entity'>,
): AccountStatus {
  return readStaff(state, role, entity)?.status ?? 'unknown';
}

/**
 * The keys of a root secret in the version that the ledger has in force; version 1 while it has none.
 * @throws ConsiliumError `account-keys-differ` when the ledger knows the account by other keys
 */
export function keysInForce(
  state: StateReader,
  { role, entity }: Pick<KeyStoreIdentity, 'role' | 'entity'>,
  root: StaffRootSecret,
): StaffKeys {
  const staff = readStaff(state, role, entity);
  if (staff === null) return staffKeys(root, 1);
  const registered = staff.keys.findLast((key) => key.revoked === null) ?? staff.keys.at(-1);
  const keys = staffKeys(root, registered?.version ?? 1);
  if (registered === undefined || !bytesEqual(registered.sign, keys.sign.publicKey)) {
    throw new ConsiliumError('account-keys-differ', { step: 'account' });
  }
  return keys;
}

/**
 * What a login at the node was refused for, by the step that failed: `account-unknown`, `account-suspended`,
 * `account-keys-differ` are of the account, `login-signature` of the signature. Null when the node was only away.
 */
export function refusedLogin(error: unknown): ConsiliumError | null {
  if (!isConsiliumError(error)) throw error;
  switch (error.code) {
    case 'signer-unknown':
      return new ConsiliumError('account-unknown', { step: 'account' });
    case 'signer-suspended':
      return new ConsiliumError('account-suspended', { step: 'account' });
    case 'signer-key-unknown':
    case 'signer-key-revoked':
      return new ConsiliumError('account-keys-differ', { step: 'account' });
    case 'login-signature':
      return new ConsiliumError('login-signature', { step: 'signature' });
    case 'login-institution':
    case 'institution-unknown':
    case 'network-mismatch':
    case 'update-node':
    case 'update-workstation':
      return error;
    default:
      return null;
  }
}
