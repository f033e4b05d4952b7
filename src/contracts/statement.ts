/**
 * Statements: what a doctor signs and a patient consents to. This is the scheme's
 * `new_record(doctor_ID ‖ Sign(Hash(Data) ‖ ID ‖ Time) ‖ Time)`; it does not expire, only its carrier does.
 */
import { concatBytes } from '../crypto/bytes.ts';
import {
  asArray,
  asBytes,
  asMap,
  asNullable,
  asUint,
  decodeCanonical,
  encodeCanonical,
} from '../crypto/cbor.ts';
import { domainTag, sha256 } from '../crypto/hash.ts';
import { signDetached, verifyTransactionSignature } from '../crypto/signature.ts';
import { SUITE } from '../crypto/suite.ts';
import { ConsiliumError } from '../errors.ts';
import { asOneOf } from './entities.ts';

export const STATEMENT_KINDS = [
  'record',
  'addendum',
  'correction',
  'co-signature',
  'result',
  'import',
  'own-entry',
  'succession',
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

export interface Statement {
  readonly network: Uint8Array;
  readonly kind: StatementKind;
  /** SPK_e: the visit. */
  readonly epoch: Uint8Array;
  /** The author's staff id; {@link NO_AUTHOR} in a patient's own entry. */
  readonly doctor: Uint8Array;
  readonly institution: Uint8Array;
  /** Hash(Data). */
  readonly data: Uint8Array;
  /** H(S′) of the statement that this one adds to or replaces. */
  readonly refers: Uint8Array | null;
  /** The author's clock, ms. */
  readonly time: number;
  /** A block that was there when it was signed. */
  readonly anchor: { readonly height: number; readonly headerHash: Uint8Array };
  /** Until when author and participants may add to it without the patient, ms. */
  readonly followUntil: number;
}

/** What stands for the author in a patient's own entry. */
export const NO_AUTHOR: Uint8Array = new Uint8Array(16);

/** `followUntil − time` at most. */
export const MAXIMUM_FOLLOW_UP_MS = 30 * 24 * 60 * 60 * 1000;

const HASH_TAG = domainTag('consilium/statement/v1');
const DOCTOR_TAG = domainTag('consilium/statement/doctor/v1');
const CONSENT_TAG = domainTag('consilium/statement/consent/v1');
const FIELDS = [
  'suite',
  'network',
  'kind',
  'epoch',
  'doctor',
  'institution',
  'data',
  'refers',
  'time',
  'anchor',
  'followUntil',
] as const;

export function encodeStatement(statement: Statement): Uint8Array {
  const { anchor, ...rest } = statement;
  return encodeCanonical({ ...rest, suite: SUITE, anchor: [anchor.height, anchor.headerHash] });
}

/** Errors: `cbor-*`, `field-*`, `suite-unknown`. */
export function decodeStatement(bytes: Uint8Array): Statement {
  const map = asMap(decodeCanonical(bytes), FIELDS, 'statement');
  if (asUint(map.suite, 'statement.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
  const [height, headerHash, ...rest] = asArray(map.anchor, 'statement.anchor');
  if (rest.length > 0) throw new ConsiliumError('field-malformed', { what: 'statement.anchor' });
  return {
    network: asBytes(map.network, 32, 'statement.network'),
    kind: asOneOf(map.kind, STATEMENT_KINDS, 'statement.kind'),
    epoch: asBytes(map.epoch, 32, 'statement.epoch'),
    doctor: asBytes(map.doctor, 16, 'statement.doctor'),
    institution: asBytes(map.institution, 16, 'statement.institution'),
    data: asBytes(map.data, 32, 'statement.data'),
    refers: asNullable(map.refers, (value) => asBytes(value, 32, 'statement.refers')),
    time: asUint(map.time, 'statement.time'),
    anchor: {
      height: asUint(height, 'statement.anchor'),
      headerHash: asBytes(headerHash, 32, 'statement.anchor'),
    },
    followUntil: asUint(map.followUntil, 'statement.followUntil'),
  };
}

/** H(S): the statement's name on the ledger. */
export function statementHash(bytes: Uint8Array): Uint8Array {
  return sha256(HASH_TAG, bytes);
}

export function signStatementAsDoctor(hash: Uint8Array, secretKey: Uint8Array): Uint8Array {
  return signDetached(concatBytes(DOCTOR_TAG, hash), secretKey);
}

export function doctorSignatureHolds(
  hash: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  return verifyTransactionSignature(concatBytes(DOCTOR_TAG, hash), signature, publicKey);
}

/** The patient's consent, by CPK_e. */
export function signStatementAsPatient(hash: Uint8Array, consentSecretKey: Uint8Array): Uint8Array {
  return signDetached(concatBytes(CONSENT_TAG, hash), consentSecretKey);
}

export function consentSignatureHolds(
  hash: Uint8Array,
  signature: Uint8Array,
  consentKey: Uint8Array,
): boolean {
  return verifyTransactionSignature(concatBytes(CONSENT_TAG, hash), signature, consentKey);
}
