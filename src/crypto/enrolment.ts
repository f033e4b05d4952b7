/**
 * What a new member of staff gives to their institution's officer: names and public keys, no secret, signed by the
 * new signing key itself, so that nobody is entered with a key that is not theirs.
 *
 * text = "CN1:" ‖ Base45(CBOR [content, signature]); content = CBOR {suite, network, institution, role, id, nameZh,
 * nameEn, licence, specialty, sign, seal}; signature over tag("consilium/enrolment/v1") ‖ content.
 */
import { ConsiliumError } from '../errors.ts';
import { concatBytes, toHex } from './bytes.ts';
import { cardBytes, cardText } from './cardText.ts';
import {
  asArray,
  asBytes,
  asMap,
  asText,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborValue,
} from './cbor.ts';
import { domainTag, sha256 } from './hash.ts';
import { toInstitutionId, toNetwork, toSealingKey, toSigningKey, toStaffId } from './ids.ts';
import type { InstitutionId, Network, SealingKey, SigningKey, StaffId } from './ids.ts';
import type { StaffRole } from './keyStoreFile.ts';
import { signDetached, verifyTransactionSignature } from './signature.ts';
import { SUITE } from './suite.ts';

const TAG = domainTag('consilium/enrolment/v1');
const PREFIX = 'CN1:';
const FIELDS = [
  'suite',
  'network',
  'institution',
  'role',
  'id',
  'nameZh',
  'nameEn',
  'licence',
  'specialty',
  'sign',
  'seal',
] as const;
const ROLES: readonly StaffRole[] = ['officer', 'registrar', 'doctor'];
/** Of the hash that people compare: 80 bits in groups of four digits. */
const FINGERPRINT_BYTES = 10;
const LONGEST_NAME = 200;

export interface Enrolment {
  readonly network: Network;
  readonly institution: InstitutionId;
  readonly role: StaffRole;
  readonly id: StaffId;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly licence: string;
  readonly specialty: string;
  readonly sign: SigningKey;
  readonly seal: SealingKey;
}

/** A text to send, and what both sides compare by voice or on paper. */
export interface EnrolmentText {
  readonly text: string;
  readonly fingerprint: string;
}

/** The text of an enrolment, signed with the secret half of its signing key. */
export function enrolmentText(enrolment: Enrolment, secretKey: Uint8Array): EnrolmentText {
  const content = encodeCanonical({ suite: SUITE, ...enrolment });
  const signature = signDetached(concatBytes(TAG, content), secretKey);
  const text = cardText(PREFIX, encodeCanonical([content, signature]));
  return { text, fingerprint: fingerprintOf(content) };
}

/** Throws `enrolment-malformed`, and `enrolment-altered` when the signature does not hold. */
export function readEnrolment(text: string): Enrolment & { readonly fingerprint: string } {
  const { content, signature } = parts(text);
  const enrolment = decoded(content);
  if (!verifyTransactionSignature(concatBytes(TAG, content), signature, enrolment.sign)) {
    throw new ConsiliumError('enrolment-altered');
  }
  return { ...enrolment, fingerprint: fingerprintOf(content) };
}

function parts(text: string): { readonly content: Uint8Array; readonly signature: Uint8Array } {
  const bytes = cardBytes(PREFIX, text, 'enrolment-malformed');
  return orMalformed(() => {
    const [content, signature, ...rest] = asArray(decodeCanonical(bytes), 'enrolment');
    if (rest.length > 0) throw new ConsiliumError('field-unknown', { what: 'enrolment' });
    return {
      content: asBytes(content, null, 'enrolment.content'),
      signature: asBytes(signature, 64, 'enrolment.signature'),
    };
  });
}

function decoded(content: Uint8Array): Enrolment {
  return orMalformed(() => {
    const map = asMap(decodeCanonical(content), FIELDS, 'enrolment');
    if (asUint(map.suite, 'enrolment.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
    return {
      network: toNetwork(asBytes(map.network, 32, 'enrolment.network')),
      institution: toInstitutionId(asBytes(map.institution, 16, 'enrolment.institution')),
      role: roleOf(map.role),
      id: toStaffId(asBytes(map.id, 16, 'enrolment.id')),
      nameZh: asText(map.nameZh, 'enrolment.nameZh', LONGEST_NAME),
      nameEn: asText(map.nameEn, 'enrolment.nameEn', LONGEST_NAME),
      licence: asText(map.licence, 'enrolment.licence', LONGEST_NAME),
      specialty: asText(map.specialty, 'enrolment.specialty', LONGEST_NAME),
      sign: toSigningKey(asBytes(map.sign, 32, 'enrolment.sign')),
      seal: toSealingKey(asBytes(map.seal, 32, 'enrolment.seal')),
    };
  });
}

function roleOf(value: CborValue): StaffRole {
  const role = ROLES.find((candidate) => candidate === value);
  if (role === undefined) throw new ConsiliumError('field-malformed', { what: 'enrolment.role' });
  return role;
}

function orMalformed<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new ConsiliumError('enrolment-malformed', {}, { cause });
  }
}

function fingerprintOf(content: Uint8Array): string {
  const hex = toHex(sha256(concatBytes(TAG, content)).slice(0, FINGERPRINT_BYTES));
  return (hex.match(/.{4}/gu) ?? []).join(' ');
}
