/**
 * The key store of one member of staff on one machine: bytes in, bytes out.
 *
 * key = Argon2id(passphrase NFKC, salt, limits); check = BLAKE2b(key, "consilium/keystore/check/v1"), first
 * 16 bytes; seal key = BLAKE2b(key, "consilium/keystore/seal/v1"); sealed content = CBOR {rootSecret, name:
 * 32 bytes, …}; associated data = tag("consilium/keystore/v1") ‖ CBOR of the clear fields.
 */
import { ConsiliumError, isConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { bytesEqual, concatBytes, utf8 } from './bytes.ts';
import { decodeCanonical, encodeCanonical } from './cbor.ts';
import type { CborValue } from './cbor.ts';
import { blake2b256, domainTag } from './hash.ts';
import { toStaffRootSecret } from './ids.ts';
import type { StaffRootSecret } from './ids.ts';
import {
  KEY_STORE_CHECK_LENGTH,
  KEY_STORE_FORMAT,
  KEY_STORE_VERSION,
  decodeKeyStoreFile,
  encodeKeyStoreFile,
} from './keyStoreFile.ts';
import type { KeyStoreFile, KeyStoreIdentity } from './keyStoreFile.ts';
import { assertPassphraseStrength, normalisePassphrase } from './passphrase.ts';
import { MODERATE_LIMITS, PASSWORD_SALT_LENGTH, argon2id } from './passwordHash.ts';
import type { PasswordLimits } from './passwordHash.ts';
import { NONCE_LENGTH, aeadOpen, aeadSeal } from './sealing.ts';

export type { KeyStoreIdentity, KeyStoreNames, StaffRole } from './keyStoreFile.ts';

const FILE_TAG = domainTag('consilium/keystore/v1');
const CHECK_LABEL = utf8('consilium/keystore/check/v1');
const SEAL_LABEL = utf8('consilium/keystore/seal/v1');
const ROOT_SECRET = 'rootSecret';
const SECRET_LENGTH = 32;

/** SECRET: what the passphrase seals. */
export interface KeyStoreContent {
  readonly rootSecret: StaffRootSecret;
  /** Further 32-byte secrets by name: `databaseKey`, `replicaKey` … */
  readonly secrets: Readonly<Record<string, Uint8Array>>;
}

export interface OpenKeyStore {
  readonly identity: KeyStoreIdentity;
  readonly content: KeyStoreContent;
}

/** How a store is sealed; `limits` other than the default are for tests of the format. */
export interface KeyStoreSeal {
  readonly passphrase: string;
  readonly limits?: PasswordLimits;
}

/**
 * The bytes of a new key store file. Throws `passphrase-weak`; `keystore-malformed` for an account id that
 * is no file name, or a secret that has not 32 bytes or takes the name of the root secret.
 */
export function createKeyStore(store: OpenKeyStore, seal: KeyStoreSeal, random: RandomBytes): Uint8Array {
  assertPassphraseStrength(seal.passphrase);
  const { identity } = store;
  const limits = seal.limits ?? MODERATE_LIMITS;
  const salt = random(PASSWORD_SALT_LENGTH);
  const nonce = random(NONCE_LENGTH);
  const keys = deriveKeys(seal.passphrase, { salt, limits });
  const clear = { identity, limits, salt, check: keys.check };
  const ciphertext = aeadSeal(encodeContent(store.content), {
    key: keys.sealKey,
    nonce,
    associatedData: associatedData(clear),
  });
  const bytes = encodeKeyStoreFile({ ...clear, nonce, ciphertext });
  decodeKeyStoreFile(bytes); // a store that could not be read again must not be written
  return bytes;
}

/** Whose key store it is, without a passphrase. The seal that vouches for it is only checked by opening. */
export function readKeyStoreIdentity(bytes: Uint8Array): KeyStoreIdentity {
  return decodeKeyStoreFile(bytes).identity;
}

/**
 * Opens a key store. Throws `keystore-malformed` for a file that is none, `passphrase-wrong`, and
 * `keystore-altered` when the passphrase is right and the file is not what it sealed. A change to salt or
 * limits cannot be told from a wrong passphrase.
 */
export function openKeyStore(bytes: Uint8Array, passphrase: string): OpenKeyStore {
  const file = decodeKeyStoreFile(bytes);
  const keys = deriveKeys(passphrase, file);
  if (!bytesEqual(keys.check, file.check)) throw new ConsiliumError('passphrase-wrong');
  const { nonce, ciphertext } = file;
  const content = aeadOpen(ciphertext, { key: keys.sealKey, nonce, associatedData: associatedData(file) });
  if (content === null) throw new ConsiliumError('keystore-altered');
  return { identity: file.identity, content: decodeContent(content) };
}

/**
 * The same store under another passphrase, salt and nonce. Throws as {@link openKeyStore} and {@link
 * createKeyStore}.
 */
export function changePassphrase(
  bytes: Uint8Array,
  change: { readonly current: string; readonly next: string; readonly limits?: PasswordLimits },
  random: RandomBytes,
): Uint8Array {
  const { current, next, limits = MODERATE_LIMITS } = change;
  return createKeyStore(openKeyStore(bytes, current), { passphrase: next, limits }, random);
}

function deriveKeys(
  passphrase: string,
  from: Pick<KeyStoreFile, 'salt' | 'limits'>,
): { readonly check: Uint8Array; readonly sealKey: Uint8Array } {
  const key = argon2id(normalisePassphrase(passphrase), from.salt, from.limits);
  return {
    check: blake2b256(key, CHECK_LABEL).slice(0, KEY_STORE_CHECK_LENGTH),
    sealKey: blake2b256(key, SEAL_LABEL),
  };
}

function associatedData(file: Omit<KeyStoreFile, 'nonce' | 'ciphertext'>): Uint8Array {
  const { identity, limits } = file;
  const { accountId, role, entity, institution, names } = identity;
  const clear: CborValue = {
    format: KEY_STORE_FORMAT,
    version: KEY_STORE_VERSION,
    accountId,
    role,
    entity,
    institution,
    names: names && [names.zh, names.en, names.institutionZh, names.institutionEn],
    opslimit: limits.opslimit,
    memlimit: limits.memlimit,
    salt: file.salt,
    check: file.check,
  };
  return concatBytes(FILE_TAG, encodeCanonical(clear));
}

function encodeContent(content: KeyStoreContent): Uint8Array {
  const named = Object.entries(content.secrets);
  if (named.some(([name, secret]) => name === ROOT_SECRET || secret.length !== SECRET_LENGTH)) {
    throw new ConsiliumError('keystore-malformed');
  }
  return encodeCanonical({ ...content.secrets, [ROOT_SECRET]: content.rootSecret });
}

function decodeContent(bytes: Uint8Array): KeyStoreContent {
  try {
    return readContent(decodeCanonical(bytes, { depth: 1 }));
  } catch (error) {
    if (isConsiliumError(error, 'keystore-altered')) throw error;
    throw new ConsiliumError('keystore-altered', {}, { cause: error });
  }
}

function readContent(value: CborValue): KeyStoreContent {
  const secrets: Record<string, Uint8Array> = {};
  let rootSecret: StaffRootSecret | null = null;
  for (const [name, secret] of Object.entries(value ?? {})) {
    if (!(secret instanceof Uint8Array) || secret.length !== SECRET_LENGTH)
      throw new ConsiliumError('keystore-altered');
    if (name === ROOT_SECRET) rootSecret = toStaffRootSecret(secret);
    else secrets[name] = secret;
  }
  if (rootSecret === null) throw new ConsiliumError('keystore-altered');
  return { rootSecret, secrets };
}
