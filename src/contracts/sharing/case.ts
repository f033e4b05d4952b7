/**
 * A shared case as its author signs it: who wrote it, facets, and commitments to the sealed payload and to the patient's
 * consent. It names no visit and has no time, since both would lead back to the patient.
 *
 * case = CBOR {suite, network, author, institution, facets, payload, consent, purposes}; its name on the ledger is
 * H(tag("consilium/case/v1") ‖ case); the author signs tag("consilium/case/author/v1") ‖ name.
 */
import { concatBytes } from '../../crypto/bytes.ts';
import { asBytes, asMap, asUint, decodeCanonical, encodeCanonical } from '../../crypto/cbor.ts';
import { domainTag, sha256 } from '../../crypto/hash.ts';
import { signDetached, verifyTransactionSignature } from '../../crypto/signature.ts';
import { SUITE } from '../../crypto/suite.ts';
import { ConsiliumError } from '../../errors.ts';
import { asPurposes, decodeFacets, encodeFacets, type CaseFacets, type CasePurpose } from './caseFacets.ts';

export interface SharedCase {
  readonly network: Uint8Array;
  readonly author: Uint8Array;
  readonly institution: Uint8Array;
  readonly facets: CaseFacets;
  /** Salted hash of the sealed payload and its key envelope. */
  readonly payload: Uint8Array;
  /** Salted hash of the patient's consent. */
  readonly consent: Uint8Array;
  /** What that consent allows. */
  readonly purposes: readonly CasePurpose[];
}

const NAME = domainTag('consilium/case/v1');
const SIGNED = domainTag('consilium/case/author/v1');
const FIELDS = [
  'suite',
  'network',
  'author',
  'institution',
  'facets',
  'payload',
  'consent',
  'purposes',
] as const;

export function encodeCase(shared: SharedCase): Uint8Array {
  return encodeCanonical({
    ...shared,
    suite: SUITE,
    facets: encodeFacets(shared.facets),
    purposes: [...shared.purposes],
  });
}

/** Errors: `cbor-*`, `field-*`, `suite-unknown`. */
export function decodeCase(bytes: Uint8Array): SharedCase {
  const map = asMap(decodeCanonical(bytes), FIELDS, 'case');
  if (asUint(map.suite, 'case.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
  return {
    network: asBytes(map.network, 32, 'case.network'),
    author: asBytes(map.author, 16, 'case.author'),
    institution: asBytes(map.institution, 16, 'case.institution'),
    facets: decodeFacets(map.facets),
    payload: asBytes(map.payload, 32, 'case.payload'),
    consent: asBytes(map.consent, 32, 'case.consent'),
    purposes: asPurposes(map.purposes, 'case.purposes'),
  };
}

/** The case's name on the ledger, 32 bytes. */
export function caseHash(bytes: Uint8Array): Uint8Array {
  return sha256(concatBytes(NAME, bytes));
}

export function signCase(hash: Uint8Array, secretKey: Uint8Array): Uint8Array {
  return signDetached(concatBytes(SIGNED, hash), secretKey);
}

export function caseSignatureHolds(hash: Uint8Array, signature: Uint8Array, key: Uint8Array): boolean {
  return verifyTransactionSignature(concatBytes(SIGNED, hash), signature, key);
}
