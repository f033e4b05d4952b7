/** Argon2id (RFC 9106, version 1.3) as libsodium runs it: one lane, limits in its units. */
import { ConsiliumError } from '../errors.ts';
import { sodium } from './sodium.ts';

/** Bytes of a salt. */
export const PASSWORD_SALT_LENGTH = 16;

export interface PasswordLimits {
  /** Passes over the memory. */
  readonly opslimit: number;
  /** Bytes of memory. */
  readonly memlimit: number;
}

/** For a PIN, which a pepper backs: 2 passes over 64 MiB. */
export const INTERACTIVE_LIMITS: PasswordLimits = { opslimit: 2, memlimit: 67_108_864 };
/** For a passphrase that stands alone: 3 passes over 256 MiB. */
export const MODERATE_LIMITS: PasswordLimits = { opslimit: 3, memlimit: 268_435_456 };
/** The least libsodium takes; for tests of formats, never for a person's key. */
export const MINIMUM_LIMITS: PasswordLimits = { opslimit: 1, memlimit: 8192 };

/** More than this a file may not make us spend: a doctored header must not exhaust the machine. */
const MOST_OPSLIMIT = 16;
const MOST_MEMLIMIT = 1_073_741_824;

/** Tells whether libsodium takes the limits and this machine can be asked to spend them. */
export function limitsAreSane(limits: PasswordLimits): boolean {
  const { opslimit, memlimit } = limits;
  if (!Number.isSafeInteger(opslimit) || !Number.isSafeInteger(memlimit)) return false;
  return (
    opslimit >= MINIMUM_LIMITS.opslimit &&
    opslimit <= MOST_OPSLIMIT &&
    memlimit >= MINIMUM_LIMITS.memlimit &&
    memlimit <= MOST_MEMLIMIT
  );
}

/**
 * 32 bytes from a password (as UTF-8) and a 16-byte salt. Throws `salt-malformed`, and
 * `limits-refused` for limits that are not sane or for which this machine has no memory.
 */
export function argon2id(password: string, salt: Uint8Array, limits: PasswordLimits): Uint8Array {
  if (salt.length !== PASSWORD_SALT_LENGTH)
    throw new ConsiliumError('salt-malformed', { length: salt.length });
  if (!limitsAreSane(limits)) throw new ConsiliumError('limits-refused', { ...limits });
  const { opslimit, memlimit } = limits;
  try {
    return sodium.crypto_pwhash(32, password, salt, opslimit, memlimit, sodium.crypto_pwhash_ALG_ARGON2ID13);
  } catch (cause) {
    throw new ConsiliumError('limits-refused', { ...limits }, { cause });
  }
}
