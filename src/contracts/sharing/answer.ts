/**
 * The patient's answer to whether a case may be shared, without their name, with the hospitals of the consortium.
 * The ledger does not hold it yet: whoever publishes a case shows that it was given.
 *
 * answer = CBOR {suite, network, epoch: SPK_e, statement: H(S), answer, scope, time}; CPK_e signs
 * tag("consilium/sharing/answer/v1") ‖ H(answer). Bound to network, visit and record, it answers for nothing else.
 */
import { concatBytes } from '../../crypto/bytes.ts';
import { asBytes, asMap, asUint, decodeCanonical, encodeCanonical } from '../../crypto/cbor.ts';
import { domainTag, sha256 } from '../../crypto/hash.ts';
import { signDetached, verifyTransactionSignature } from '../../crypto/signature.ts';
import { SUITE } from '../../crypto/suite.ts';
import { ConsiliumError } from '../../errors.ts';
import { asOneOf } from '../entities.ts';

/** `yes` or `no`; no answer at all is no. */
export type SharingChoice = 'yes' | 'no';

export interface SharingAnswer {
  readonly network: Uint8Array;
  /** SPK_e of the visit. */
  readonly epoch: Uint8Array;
  /** H(S) of the record. */
  readonly statement: Uint8Array;
  readonly answer: SharingChoice;
  /** The de-identified case, for doctors of member hospitals. */
  readonly scope: 'member-hospitals';
  /** When it was given, ms. */
  readonly time: number;
}

const TAG = domainTag('consilium/sharing/answer/v1');
const FIELDS = ['suite', 'network', 'epoch', 'statement', 'answer', 'scope', 'time'] as const;

export function encodeSharingAnswer(answer: SharingAnswer): Uint8Array {
  return encodeCanonical({ ...answer, suite: SUITE });
}

/** Errors: `cbor-*`, `field-*`, `suite-unknown`. */
export function decodeSharingAnswer(bytes: Uint8Array): SharingAnswer {
  const map = asMap(decodeCanonical(bytes), FIELDS, 'sharing');
  if (asUint(map.suite, 'sharing.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
  return {
    network: asBytes(map.network, 32, 'sharing.network'),
    epoch: asBytes(map.epoch, 32, 'sharing.epoch'),
    statement: asBytes(map.statement, 32, 'sharing.statement'),
    answer: asOneOf(map.answer, ['yes', 'no'], 'sharing.answer'),
    scope: asOneOf(map.scope, ['member-hospitals'], 'sharing.scope'),
    time: asUint(map.time, 'sharing.time'),
  };
}

/** The patient's signature over an answer's bytes, by CPK_e. */
export function signSharingAnswer(answer: Uint8Array, consentSecretKey: Uint8Array): Uint8Array {
  return signDetached(messageOf(answer), consentSecretKey);
}

export function sharingSignatureHolds(
  answer: Uint8Array,
  signature: Uint8Array,
  consentKey: Uint8Array,
): boolean {
  return verifyTransactionSignature(messageOf(answer), signature, consentKey);
}

function messageOf(answer: Uint8Array): Uint8Array {
  return concatBytes(TAG, sha256(answer));
}
