/**
 * What a doctor says of themselves to all colleagues, beside what the ledger holds: the languages that they consult in.
 * A profile is CBOR [content, signature]; content = CBOR {network, doctor 16, version of the key, time, languages},
 * signature = Ed25519 over tag("consilium/directory/profile/v1") ‖ H(content). The newest of a doctor counts.
 */
import { bytesEqual, concatBytes } from './bytes.ts';
import { asArray, asBytes, asMap, asTuple, asUint, decodeCanonical, encodeCanonical } from './cbor.ts';
import { ConsiliumError, isConsiliumError } from '../errors.ts';
import { domainTag, sha256 } from './hash.ts';
import { toNetwork, toStaffId, type Network, type StaffId } from './ids.ts';
import { signDetached, verifyTransactionSignature } from './signature.ts';

/** BCP 47 codes, in the order in which they are offered and signed. */
export const LANGUAGES = [
  'zh',
  'yue',
  'wuu',
  'nan',
  'hak',
  'bo',
  'ii',
  'kk',
  'ko',
  'mn',
  'ug',
  'za',
  'ar',
  'de',
  'en',
  'es',
  'fr',
  'ja',
  'pt',
  'ru',
  'th',
  'vi',
] as const;
export type Language = (typeof LANGUAGES)[number];

/** Largest encoded profile: all languages, and twice the room of it for later fields. */
export const LARGEST_PROFILE = 512;

export interface DoctorProfile {
  readonly network: Network;
  readonly doctor: StaffId;
  /** Of the key that signed. */
  readonly version: number;
  /** By the doctor's own clock, ms. */
  readonly time: number;
  /** Each once, in the order of {@link LANGUAGES}. */
  readonly languages: readonly Language[];
}

/** Whose profile it must be, and the key that is in force for them. */
export interface ProfileOwner {
  readonly network: Network;
  readonly doctor: StaffId;
  readonly version: number;
  readonly signingKey: Uint8Array;
}

const PROFILE_TAG = domainTag('consilium/directory/profile/v1');
const FIELDS = ['network', 'doctor', 'version', 'time', 'languages'] as const;

export function signProfile(profile: DoctorProfile, secretKey: Uint8Array): Uint8Array {
  const { network, doctor, version, time } = profile;
  const content = encodeCanonical({ network, doctor, version, time, languages: inOrder(profile.languages) });
  return encodeCanonical([content, signDetached(messageOf(content), secretKey)]);
}

/**
 * A profile as its doctor signed it.
 * Errors: `profile-malformed`, `profile-network`, `profile-doctor` (another one's), `profile-key` (by a key that is not
 * the one in force), `profile-signature`.
 */
export function readProfile(bytes: Uint8Array, owner: ProfileOwner): DoctorProfile {
  const { content, signature, profile } = decoded(bytes);
  if (!bytesEqual(profile.network, owner.network)) throw new ConsiliumError('profile-network');
  if (!bytesEqual(profile.doctor, owner.doctor)) throw new ConsiliumError('profile-doctor');
  if (profile.version !== owner.version) throw new ConsiliumError('profile-key');
  if (!verifyTransactionSignature(messageOf(content), signature, owner.signingKey))
    throw new ConsiliumError('profile-signature');
  return profile;
}

export function isLanguage(code: unknown): code is Language {
  return LANGUAGES.some((one) => one === code);
}

/** Each of them once, in the order in which they are signed. */
export function inOrder(languages: readonly Language[]): readonly Language[] {
  return LANGUAGES.filter((code) => languages.includes(code));
}

function decoded(bytes: Uint8Array) {
  try {
    if (bytes.length > LARGEST_PROFILE) throw new ConsiliumError('profile-malformed');
    const [first, second] = asTuple(decodeCanonical(bytes), 2, 'profile');
    const content = asBytes(first, null, 'profile.content');
    return { content, signature: asBytes(second, 64, 'profile.signature'), profile: profileOf(content) };
  } catch (error) {
    if (!isConsiliumError(error) || error.code === 'profile-malformed') throw error;
    throw new ConsiliumError('profile-malformed', { reason: error.code }, { cause: error });
  }
}

function profileOf(content: Uint8Array): DoctorProfile {
  const map = asMap(decodeCanonical(content), FIELDS, 'profile');
  const codes = asArray(map.languages, 'profile.languages');
  const languages = inOrder(codes.filter(isLanguage));
  // What is signed has one form alone: nothing unknown, nothing twice, in order.
  if (codes.length !== languages.length || languages.some((code, at) => code !== codes[at]))
    throw new ConsiliumError('profile-malformed', { reason: 'languages' });
  return {
    network: toNetwork(asBytes(map.network, 32, 'profile.network')),
    doctor: toStaffId(asBytes(map.doctor, 16, 'profile.doctor')),
    version: asUint(map.version, 'profile.version'),
    time: asUint(map.time, 'profile.time'),
    languages,
  };
}

function messageOf(content: Uint8Array): Uint8Array {
  return concatBytes(PROFILE_TAG, sha256(content));
}
