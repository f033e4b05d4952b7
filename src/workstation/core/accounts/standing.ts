/** How an account stands on the ledger: the first of the three steps of a login. */
import { bytesEqual } from '../../../crypto/bytes.ts';
import type { KeyStoreIdentity } from '../../../crypto/keyStore.ts';
import type { StaffRootSecret } from '../../../crypto/ids.ts';
import type { SealingKeyPair } from '../../../crypto/sealing.ts';
import { staffKeys, type StaffKeys } from '../../../crypto/staffKeys.ts';
import { currentStaffKey, readStaff, staffKey } from '../../../contracts/signers.ts';
import type { StateReader } from '../../../contracts/state.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';

export type AccountStatus = 'active' | 'suspended' | 'key-revoked' | 'unknown';

/**
 * Status in the verified copy, of the key of `version` where one is named; `unknown` when it has no such account (yet).
 */
export function accountStatus(
  state: StateReader,
  { role, entity }: Pick<KeyStoreIdentity, 'role' | 'entity'>,
  version?: number,
): AccountStatus {
  const staff = readStaff(state, role, entity);
  if (staff === null) return 'unknown';
  const key = version === undefined ? null : staffKey(staff, version);
  return staff.status === 'active' && key !== null && key.revoked !== null ? 'key-revoked' : staff.status;
}

/**
 * The keys of a root secret in the version that the ledger has in force; version 1 while it has none. Which number
 * the secret was asked for is not always the one that the ledger gave: two codes may have been made for one person.
 * @throws ConsiliumError `account-keys-differ` when the ledger knows the account by other keys
 */
export function keysInForce(
  state: StateReader,
  { role, entity }: Pick<KeyStoreIdentity, 'role' | 'entity'>,
  root: StaffRootSecret,
): StaffKeys {
  const staff = readStaff(state, role, entity);
  if (staff === null) return staffKeys(root, 1);
  const registered = currentStaffKey(staff) ?? staff.keys.at(-1);
  for (let version = registered?.version ?? 0; version >= 1; version -= 1) {
    const keys = staffKeys(root, version);
    if (registered !== undefined && bytesEqual(registered.sign, keys.sign.publicKey)) {
      return { ...keys, version: registered.version };
    }
  }
  throw new ConsiliumError('account-keys-differ', { step: 'account' });
}

/** How many versions back a secret may have been asked for a key that the ledger then gave another number. */
const MOST_BEHIND = 3;
/** Keys are replaced now and then; nobody has had so many. */
const MOST_VERSIONS = 50;
/** What {@link refusedLogin} says of a number that is no longer, or not yet, the one in force. */
const OTHER_NUMBER = 'account-keys-differ';

/**
 * Logs in where only the node knows which key of the account is in force: a computer whose copy of the ledger does not
 * have the account yet. Answers the keys that it took; those of version 1 come first.
 * Errors: those of `logIn`, of the first key where no other fits.
 */
export async function logInByTrial(
  root: StaffRootSecret,
  logIn: (keys: StaffKeys) => Promise<void>,
): Promise<StaffKeys> {
  const first = await refusedFor(logIn, staffKeys(root, 1));
  if (first === null) return staffKeys(root, 1);
  let refused = first;
  for (let version = 2; refused.code === OTHER_NUMBER && version <= MOST_VERSIONS; version += 1) {
    for (let derived = version; derived >= Math.max(1, version - MOST_BEHIND); derived -= 1) {
      const keys = { ...staffKeys(root, derived), version };
      const again = await refusedFor(logIn, keys);
      if (again === null) return keys;
      refused = again;
      if (again.code !== 'login-signature') break;
    }
  }
  throw first;
}

/** Null when the keys were taken. */
async function refusedFor(
  logIn: (keys: StaffKeys) => Promise<void>,
  keys: StaffKeys,
): Promise<ConsiliumError | null> {
  try {
    await logIn(keys);
    return null;
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return error;
  }
}

/** Sealing keys of a root secret by version, up to those in force: for what was sealed to the ones before. */
export function sealingKeys(root: StaffRootSecret, inForce: StaffKeys): ReadonlyMap<number, SealingKeyPair> {
  const earlier = Array.from({ length: inForce.version - 1 }, (_, index) => index + 1);
  return new Map([
    ...earlier.map((version) => [version, staffKeys(root, version).seal] as const),
    [inForce.version, inForce.seal] as const,
  ]);
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
