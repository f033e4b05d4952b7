/**
 * The patient's consent to sharing what was written in one visit, without their name, by one doctor, for named purposes.
 * Asked at the end of the visit or later: whoever holds the visit's slip or the master card can give it. The ledger holds a
 * salted hash of all consents of a case alone; they lie sealed in the case's dossier, for author and archive.
 *
 * consent = CBOR {suite, network, epoch: SPK_e, author, purposes, time}; CPK_e signs tag("consilium/case/consent/v1") ‖
 * H(consent). The ledger's hash is H(tag("consilium/case/consents/v1") ‖ salt 32 ‖ H(CBOR [[consent, signature], …])).
 */
import { concatBytes } from '../../crypto/bytes.ts';
import { asBytes, asMap, asUint, decodeCanonical, encodeCanonical } from '../../crypto/cbor.ts';
import { decodeCertificate } from '../../crypto/certificate.ts';
import { domainTag, sha256 } from '../../crypto/hash.ts';
import { signDetached, verifyTransactionSignature } from '../../crypto/signature.ts';
import { SUITE } from '../../crypto/suite.ts';
import { ConsiliumError } from '../../errors.ts';
import type { Visit } from '../entities.ts';
import { asPurposes, type CasePurpose } from './caseFacets.ts';

export interface CaseConsent {
  readonly network: Uint8Array;
  /** SPK_e of the visit. */
  readonly epoch: Uint8Array;
  /** Who may share it. */
  readonly author: Uint8Array;
  readonly purposes: readonly CasePurpose[];
  /** When it was given, ms. */
  readonly time: number;
}

/** A consent as it was signed. */
export interface SignedConsent {
  readonly consent: Uint8Array;
  readonly signature: Uint8Array;
}

const SIGNED = domainTag('consilium/case/consent/v1');
const HASHED = domainTag('consilium/case/consents/v1');
const FIELDS = ['suite', 'network', 'epoch', 'author', 'purposes', 'time'] as const;

export function encodeCaseConsent(consent: CaseConsent): Uint8Array {
  return encodeCanonical({ ...consent, suite: SUITE, purposes: [...consent.purposes] });
}

/** Errors: `cbor-*`, `field-*`, `suite-unknown`. */
export function decodeCaseConsent(bytes: Uint8Array): CaseConsent {
  const map = asMap(decodeCanonical(bytes), FIELDS, 'consent');
  if (asUint(map.suite, 'consent.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
  return {
    network: asBytes(map.network, 32, 'consent.network'),
    epoch: asBytes(map.epoch, 32, 'consent.epoch'),
    author: asBytes(map.author, 16, 'consent.author'),
    purposes: asPurposes(map.purposes, 'consent.purposes'),
    time: asUint(map.time, 'consent.time'),
  };
}

/** The patient's signature over a consent's bytes, by CPK_e. */
export function signCaseConsent(consent: Uint8Array, consentSecretKey: Uint8Array): Uint8Array {
  return signDetached(concatBytes(SIGNED, sha256(consent)), consentSecretKey);
}

/** Whether the patient of that visit signed it. */
export function caseConsentHolds({ consent, signature }: SignedConsent, visit: Visit): boolean {
  const { consentKey } = decodeCertificate(visit.certificate);
  return verifyTransactionSignature(concatBytes(SIGNED, sha256(consent)), signature, consentKey);
}

/** What the ledger holds of a case's consents. */
export function caseConsentsHash(salt: Uint8Array, consents: readonly SignedConsent[]): Uint8Array {
  const list = encodeCanonical(consents.map(({ consent, signature }) => [consent, signature]));
  return sha256(concatBytes(HASHED, salt, sha256(list)));
}
