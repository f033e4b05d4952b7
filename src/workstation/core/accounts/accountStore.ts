/** Accounts on this machine: key stores and what wrong passphrases cost. */
import { toHex } from '../../../crypto/bytes.ts';
import {
  changePassphrase,
  createKeyStore,
  openKeyStore,
  readKeyStoreIdentity,
  type KeyStoreIdentity,
  type KeyStoreNames,
  type OpenKeyStore,
} from '../../../crypto/keyStore.ts';
import type { StaffRole } from '../../../crypto/keyStore.ts';
import type { InstitutionId, StaffId, StaffRootSecret } from '../../../crypto/ids.ts';
import { MODERATE_LIMITS, type PasswordLimits } from '../../../crypto/passwordHash.ts';
import { deskKey } from '../../../crypto/staffKeys.ts';
import {
  assertMayTry,
  decodeThrottle,
  encodeThrottle,
  FREE_FAILURES,
  NO_FAILURES,
  registerFailure,
  registerSuccess,
  retryAt,
  type ThrottleState,
} from '../../../crypto/throttle.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../../../errors.ts';
import { millis, type Millis } from '../../../ports.ts';
import type { CorePorts } from '../context.ts';
import type { DataFolder } from '../dataFolder.ts';

/** Name of the desk's key among the secrets of a key store. */
export const DESK_KEY = 'databaseKey';
/** Of a throttle file that cannot be read: whoever damaged it must not win an attempt by that. */
const DAMAGED_THROTTLE_FAILURES = FREE_FAILURES + 4;

/** Whose an account is; its id on this machine follows. */
export interface AccountOwner {
  readonly role: StaffRole;
  readonly entity: StaffId;
  readonly institution: InstitutionId;
  readonly names: KeyStoreNames | null;
}

export class AccountStore {
  readonly #folder: DataFolder;
  readonly #ports: CorePorts;
  readonly #limits: PasswordLimits;

  constructor(folder: DataFolder, ports: CorePorts, limits = MODERATE_LIMITS) {
    this.#folder = folder;
    this.#ports = ports;
    this.#limits = limits;
  }

  /** A key store that cannot be read is left out, and logged. */
  list(): readonly KeyStoreIdentity[] {
    return this.#folder.accounts().flatMap((id) => {
      try {
        const identity = readKeyStoreIdentity(this.#required(id));
        assertNamed(identity, id);
        return [identity];
      } catch (error) {
        this.#ports.logger.warn('account-unreadable', { account: id, code: errorCode(error) });
        return [];
      }
    });
  }

  has(owner: Pick<AccountOwner, 'role' | 'entity'>): boolean {
    return this.#folder.accounts().includes(accountId(owner));
  }

  /** When the next passphrase is taken; null when at once. */
  retryAt(id: string): Millis | null {
    const time = retryAt(this.#throttle(id));
    return time > this.#ports.clock.now() ? time : null;
  }

  /**
   * The bytes of a key store, sealed; nothing is written. Errors: `passphrase-weak`.
   */
  seal(
    owner: AccountOwner,
    rootSecret: StaffRootSecret,
    passphrase: string,
  ): { readonly identity: KeyStoreIdentity; readonly bytes: Uint8Array } {
    const identity = { accountId: accountId(owner), ...owner };
    const content = { rootSecret, secrets: { [DESK_KEY]: deskKey(rootSecret) } };
    const seal = { passphrase, limits: this.#limits };
    return { identity, bytes: createKeyStore({ identity, content }, seal, this.#ports.random) };
  }

  /** Writes a sealed key store: all of it or nothing. Wrong passphrases of an earlier one are forgotten. */
  write({ accountId: id }: Pick<KeyStoreIdentity, 'accountId'>, bytes: Uint8Array): void {
    this.#folder.writeKeyStore(id, bytes);
    if (this.#folder.throttle(id) !== null) this.#writeThrottle(id, registerSuccess());
  }

  /** Errors: `account-missing`, `passphrase-throttled` {waitMs}, and those of openKeyStore. */
  open(id: string, passphrase: string): OpenKeyStore {
    return this.#attempt(id, (bytes) => {
      assertNamed(readKeyStoreIdentity(bytes), id);
      return openKeyStore(bytes, passphrase);
    });
  }

  /** Errors: as {@link open}; `passphrase-weak`. */
  changePassphrase(id: string, passphrase: string, next: string): void {
    const change = { current: passphrase, next, limits: this.#limits };
    const bytes = this.#attempt(id, (old) => changePassphrase(old, change, this.#ports.random));
    this.#folder.writeKeyStore(id, bytes);
  }

  /** The attempt has cost what a wrong one costs before it is made, so that ending the process saves nothing. */
  #attempt<T>(id: string, attempt: (keyStore: Uint8Array) => T): T {
    const keyStore = this.#required(id);
    const now = this.#ports.clock.now();
    const before = this.#throttle(id);
    assertMayTry(before, now);
    this.#writeThrottle(id, registerFailure(before, now));
    try {
      const result = attempt(keyStore);
      this.#writeThrottle(id, registerSuccess());
      return result;
    } catch (error) {
      // The next passphrase was too weak; the present one was right.
      if (isConsiliumError(error, 'passphrase-weak')) this.#writeThrottle(id, registerSuccess());
      throw error;
    }
  }

  #required(id: string): Uint8Array {
    // The id came from a screen: only one that is listed names a file.
    const bytes = this.#folder.accounts().includes(id) ? this.#folder.keyStore(id) : null;
    if (bytes === null) throw new ConsiliumError('account-missing');
    return bytes;
  }

  #throttle(id: string): ThrottleState {
    const bytes = this.#folder.throttle(id);
    if (bytes === null) return NO_FAILURES;
    try {
      return decodeThrottle(bytes);
    } catch (error) {
      if (!isConsiliumError(error)) throw error;
      const state = { failures: DAMAGED_THROTTLE_FAILURES, lastFailure: millis(this.#ports.clock.now()) };
      this.#writeThrottle(id, state);
      return state;
    }
  }

  #writeThrottle(id: string, state: ThrottleState): void {
    this.#folder.writeThrottle(id, encodeThrottle(state));
  }
}

/** Throws `keystore-altered` for a key store that lies under the name of another account. */
function assertNamed({ accountId: name }: KeyStoreIdentity, id: string): void {
  if (name !== id) throw new ConsiliumError('keystore-altered', { check: 'account' });
}

function accountId({ role, entity }: Pick<AccountOwner, 'role' | 'entity'>): string {
  return `${role}-${toHex(entity)}`;
}
