/**
 * The file of a key store: JSON with clear fields (whose it is, how it is sealed) and one sealed field. It
 * has one spelling: a file that would be written otherwise is refused.
 */
import { z } from 'zod';
import { ConsiliumError } from '../errors.ts';
import { bytesEqual, fromBase64Url, fromHex, fromUtf8, toBase64Url, toHex, utf8 } from './bytes.ts';
import { toInstitutionId, toStaffId } from './ids.ts';
import type { InstitutionId, StaffId } from './ids.ts';
import { PASSWORD_SALT_LENGTH, limitsAreSane } from './passwordHash.ts';
import type { PasswordLimits } from './passwordHash.ts';
import { AEAD_OVERHEAD, NONCE_LENGTH } from './sealing.ts';

export const KEY_STORE_FORMAT = 'consilium-keystore';
export const KEY_STORE_VERSION = 1;
export const KEY_STORE_CHECK_LENGTH = 16;

export const STAFF_ROLES = ['officer', 'registrar', 'doctor'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Names as they stood when the store was made, so that accounts can be listed without a ledger. */
export interface KeyStoreNames {
  readonly zh: string;
  readonly en: string;
  readonly institutionZh: string;
  readonly institutionEn: string;
}

/** Whose key store it is; readable without the passphrase. */
export interface KeyStoreIdentity {
  /**
   * Name of the account on this machine: 1 to 64 lower-case letters, digits, hyphens; safe as a file name.
   */
  readonly accountId: string;
  readonly role: StaffRole;
  readonly entity: StaffId;
  readonly institution: InstitutionId;
  readonly names: KeyStoreNames | null;
}

/** A key store file, decoded. */
export interface KeyStoreFile {
  readonly identity: KeyStoreIdentity;
  readonly limits: PasswordLimits;
  readonly salt: Uint8Array;
  /** Tells a wrong passphrase from an altered file. */
  readonly check: Uint8Array;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
}

const name = z.string().max(200);
const fileSchema = z.strictObject({
  format: z.literal(KEY_STORE_FORMAT),
  version: z.literal(KEY_STORE_VERSION),
  accountId: z.string().regex(/^[a-z0-9-]{1,64}$/u),
  role: z.enum(STAFF_ROLES),
  entity: z.string(),
  institution: z.string(),
  names: z.strictObject({ zh: name, en: name, institutionZh: name, institutionEn: name }).nullable(),
  opslimit: z.number(),
  memlimit: z.number(),
  salt: z.string(),
  check: z.string(),
  nonce: z.string(),
  ciphertext: z.string(),
});

/** The bytes of a key store file: UTF-8 JSON, ids in hex, other bytes in base64url. */
export function encodeKeyStoreFile(file: KeyStoreFile): Uint8Array {
  const { identity, limits } = file;
  const { names } = identity;
  const json: z.infer<typeof fileSchema> = {
    format: KEY_STORE_FORMAT,
    version: KEY_STORE_VERSION,
    accountId: identity.accountId,
    role: identity.role,
    entity: toHex(identity.entity),
    institution: toHex(identity.institution),
    names: names && {
      zh: names.zh,
      en: names.en,
      institutionZh: names.institutionZh,
      institutionEn: names.institutionEn,
    },
    opslimit: limits.opslimit,
    memlimit: limits.memlimit,
    salt: toBase64Url(file.salt),
    check: toBase64Url(file.check),
    nonce: toBase64Url(file.nonce),
    ciphertext: toBase64Url(file.ciphertext),
  };
  return utf8(`${JSON.stringify(json, null, 2)}\n`);
}

/** Reads {@link encodeKeyStoreFile}. Throws `keystore-malformed`. */
export function decodeKeyStoreFile(bytes: Uint8Array): KeyStoreFile {
  const file = parseFile(bytes);
  if (!fitsTogether(file) || !bytesEqual(encodeKeyStoreFile(file), bytes))
    throw new ConsiliumError('keystore-malformed');
  return file;
}

function parseFile(bytes: Uint8Array): KeyStoreFile {
  try {
    const json = fileSchema.parse(JSON.parse(fromUtf8(bytes)));
    const { accountId, role, names, opslimit, memlimit } = json;
    return {
      identity: {
        accountId,
        role,
        entity: toStaffId(fromHex(json.entity)),
        institution: toInstitutionId(fromHex(json.institution)),
        names,
      },
      limits: { opslimit, memlimit },
      salt: fromBase64Url(json.salt),
      check: fromBase64Url(json.check),
      nonce: fromBase64Url(json.nonce),
      ciphertext: fromBase64Url(json.ciphertext),
    };
  } catch (cause) {
    throw new ConsiliumError('keystore-malformed', {}, { cause });
  }
}

function fitsTogether(file: KeyStoreFile): boolean {
  return (
    limitsAreSane(file.limits) &&
    file.salt.length === PASSWORD_SALT_LENGTH &&
    file.check.length === KEY_STORE_CHECK_LENGTH &&
    file.nonce.length === NONCE_LENGTH &&
    file.ciphertext.length > AEAD_OVERHEAD
  );
}
