/**
 * Certificate C_i of one epoch: 190 bytes, signed twice over. Validators check the issuer's signature, whose
 * card key stands on the ledger; readers check the root's as well, whose key P the ledger never sees.
 *
 * suite 1 ‖ network 32 ‖ SPK_i 32 ‖ CPK_i 32 ‖ BPK_(i+1) 32 ‖ binder_i 32 ‖ issuer 16 ‖ card-key version u32
 * ‖ flags u8 ‖ notAfter u64
 */
import { ConsiliumError } from '../errors.ts';
import { millis } from '../ports.ts';
import type { Millis } from '../ports.ts';
import { ByteReader } from './byteReader.ts';
import { bytesEqual, concatBytes, u32be, u64be, u8 } from './bytes.ts';
import { domainTag, sha256 } from './hash.ts';
import {
  toBinder,
  toConsentKey,
  toEpochKey,
  toInstitutionId,
  toNetwork,
  toSealingKey,
  toSignature,
} from './ids.ts';
import type {
  Binder,
  BinderKey,
  ConsentKey,
  EpochKey,
  InstitutionId,
  Network,
  RootKey,
  SealingKey,
  Signature,
  SigningKey,
} from './ids.ts';
import { binder } from './patientKeys.ts';
import type { NamedKeyPair } from './patientKeys.ts';
import { signDetached, verifyTransactionSignature } from './signature.ts';
import { SUITE } from './suite.ts';

export const CERTIFICATE_LENGTH = 190;

const ISSUER_TAG = domainTag('consilium/certificate/v1');
const ROOT_TAG = domainTag('consilium/certificate/root/v1');
const EMERGENCY_ROW_FLAG = 1;

export interface Certificate {
  readonly network: Network;
  /** SPK_i */
  readonly epochKey: EpochKey;
  /** CPK_i */
  readonly consentKey: ConsentKey;
  /** BPK_(i+1): what belongs to visit i is sealed to it, so that card i opens nothing of its own visit. */
  readonly nextSealingKey: SealingKey;
  readonly binder: Binder;
  readonly issuer: InstitutionId;
  readonly cardKeyVersion: number;
  /** The patient wishes a row for the emergency key of the home institution (break-glass). */
  readonly emergencyRow: boolean;
  /** Last moment, in block time, at which the card opens a visit. */
  readonly notAfter: Millis;
}

/** The 190 bytes of a certificate. */
export function encodeCertificate(certificate: Certificate): Uint8Array {
  return concatBytes(
    u8(SUITE),
    certificate.network,
    certificate.epochKey,
    certificate.consentKey,
    certificate.nextSealingKey,
    certificate.binder,
    certificate.issuer,
    u32be(certificate.cardKeyVersion),
    u8(certificate.emergencyRow ? EMERGENCY_ROW_FLAG : 0),
    u64be(certificate.notAfter),
  );
}

/**
 * Reads 190 bytes. Throws `card-malformed` for another length, another suite, an unknown flag or a time out
 * of range; checks no signature.
 */
export function decodeCertificate(bytes: Uint8Array): Certificate {
  const reader = new ByteReader(bytes, 'card-malformed');
  const suite = reader.u8();
  if (suite !== SUITE) throw new ConsiliumError('card-malformed', { suite });
  const certificate: Certificate = {
    network: toNetwork(reader.take(32)),
    epochKey: toEpochKey(reader.take(32)),
    consentKey: toConsentKey(reader.take(32)),
    nextSealingKey: toSealingKey(reader.take(32)),
    binder: toBinder(reader.take(32)),
    issuer: toInstitutionId(reader.take(16)),
    cardKeyVersion: reader.u32(),
    emergencyRow: readFlags(reader.u8()),
    notAfter: millis(reader.u64()),
  };
  reader.end();
  return certificate;
}

/** H(C_i). */
export function certificateHash(certificate: Uint8Array): Uint8Array {
  return sha256(certificate);
}

/** The issuer's signature, by the institution's card key (64-byte secret key), over the 190 bytes. */
export function signCertificateAsIssuer(certificate: Uint8Array, cardSecretKey: Uint8Array): Signature {
  decodeCertificate(certificate);
  return toSignature(signDetached(issuerMessage(certificate), cardSecretKey));
}

/** The patient's signature by P over the 190 bytes. */
export function signCertificateAsRoot(certificate: Uint8Array, root: NamedKeyPair<RootKey>): Signature {
  return toSignature(signDetached(rootMessage(certificate), root.secretKey));
}

/** Tells whether the issuer's card key signed the 190 bytes; contracts call it. */
export function issuerSignatureHolds(
  certificate: Uint8Array,
  signature: Signature,
  cardKey: SigningKey,
): boolean {
  return verifyTransactionSignature(issuerMessage(certificate), signature, cardKey);
}

/** Throws `card-altered` unless the issuer's card key signed the 190 bytes. */
export function verifyIssuerSignature(
  certificate: Uint8Array,
  signature: Signature,
  cardKey: SigningKey,
): void {
  if (!issuerSignatureHolds(certificate, signature, cardKey)) {
    throw new ConsiliumError('card-altered', { check: 'issuer-signature' });
  }
}

/** Throws `card-altered` unless P signed the 190 bytes. */
export function verifyRootSignature(certificate: Uint8Array, signature: Signature, root: RootKey): void {
  if (!verifyTransactionSignature(rootMessage(certificate), signature, root)) {
    throw new ConsiliumError('card-altered', { check: 'root-signature' });
  }
}

/** Throws `card-foreign` if the certificate belongs to another ledger. */
export function assertCertificateNetwork(certificate: Certificate, network: Network): void {
  if (!bytesEqual(certificate.network, network)) throw new ConsiliumError('card-foreign');
}

/** Throws `card-expired` {notAfter} if the certificate no longer opens a visit at `now`. */
export function assertCertificateInForce(certificate: Certificate, now: Millis): void {
  if (now > certificate.notAfter)
    throw new ConsiliumError('card-expired', { notAfter: certificate.notAfter });
}

/** What a gate checks: BK_i shows that the certificate's epoch i belongs to root P. */
export function binderMatches(
  certificate: Pick<Certificate, 'binder'>,
  shown: { readonly epoch: number; readonly binderKey: BinderKey; readonly root: RootKey },
): boolean {
  return bytesEqual(certificate.binder, binder(shown.binderKey, shown.epoch, shown.root));
}

function issuerMessage(certificate: Uint8Array): Uint8Array {
  return concatBytes(ISSUER_TAG, certificateHash(certificate));
}

function rootMessage(certificate: Uint8Array): Uint8Array {
  return concatBytes(ROOT_TAG, certificateHash(certificate));
}

function readFlags(flags: number): boolean {
  // An unknown wish of the patient must not be passed over in silence.
  if ((flags & ~EMERGENCY_ROW_FLAG) !== 0) throw new ConsiliumError('card-malformed', { flags });
  return flags === EMERGENCY_ROW_FLAG;
}
