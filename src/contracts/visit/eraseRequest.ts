/**
 * What a patient signs to have a record erased. Bound to network and record; it says why in one of the law's words, and
 * nothing else: no free text of a patient's stands on the ledger.
 *
 * request = CBOR {suite, network, statement: H(S), reason, time}; CPK_e of the record's visit signs
 * tag("consilium/erase/v1") ‖ H(request). It does not expire with a transaction: officers have days to look at it.
 */
import { concatBytes } from '../../crypto/bytes.ts';
import { asBytes, asMap, asUint, decodeCanonical, encodeCanonical } from '../../crypto/cbor.ts';
import { domainTag, sha256 } from '../../crypto/hash.ts';
import { signDetached, verifyTransactionSignature } from '../../crypto/signature.ts';
import { SUITE } from '../../crypto/suite.ts';
import { ConsiliumError } from '../../errors.ts';
import { asOneOf } from '../entities.ts';
import { ERASURE_REASONS, type ErasureReason } from '../erasureEntities.ts';

export interface EraseRequest {
  readonly network: Uint8Array;
  /** H(S) of the record. */
  readonly statement: Uint8Array;
  readonly reason: ErasureReason;
  /** When it was asked, ms. */
  readonly time: number;
}

const TAG = domainTag('consilium/erase/v1');
const FIELDS = ['suite', 'network', 'statement', 'reason', 'time'] as const;

export function encodeEraseRequest(request: EraseRequest): Uint8Array {
  return encodeCanonical({ ...request, suite: SUITE });
}

/** Errors: `cbor-*`, `field-*`, `suite-unknown`. */
export function decodeEraseRequest(bytes: Uint8Array): EraseRequest {
  const map = asMap(decodeCanonical(bytes), FIELDS, 'erase');
  if (asUint(map.suite, 'erase.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
  return {
    network: asBytes(map.network, 32, 'erase.network'),
    statement: asBytes(map.statement, 32, 'erase.statement'),
    reason: asOneOf(map.reason, ERASURE_REASONS, 'erase.reason'),
    time: asUint(map.time, 'erase.time'),
  };
}

/** The patient's signature over a request's bytes, by CPK_e. */
export function signEraseRequest(request: Uint8Array, consentSecretKey: Uint8Array): Uint8Array {
  return signDetached(messageOf(request), consentSecretKey);
}

export function eraseSignatureHolds(
  request: Uint8Array,
  signature: Uint8Array,
  consentKey: Uint8Array,
): boolean {
  return verifyTransactionSignature(messageOf(request), signature, consentKey);
}

function messageOf(request: Uint8Array): Uint8Array {
  return concatBytes(TAG, sha256(request));
}
