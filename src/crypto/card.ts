/**
 * Public card i: what a patient shows, once. It opens the history before visit i and can consent to nothing.
 *
 * 386 bytes: u32 i ‖ C_i 190 ‖ VK_i 32 ‖ P 32 ‖ issuer signature 64 ‖ root signature 64.
 * Text: `CC1:` + Base45, 583 characters, which fit a QR code 15-M in alphanumeric mode.
 */
import { ConsiliumError } from '../errors.ts';
import type { Millis } from '../ports.ts';
import { ByteReader } from './byteReader.ts';
import { bytesEqual, concatBytes, u32be } from './bytes.ts';
import { cardBytes, cardText } from './cardText.ts';
import {
  CERTIFICATE_LENGTH,
  decodeCertificate,
  encodeCertificate,
  signCertificateAsRoot,
  verifyIssuerSignature,
  verifyRootSignature,
} from './certificate.ts';
import type { Certificate } from './certificate.ts';
import { toRootKey, toSignature, toViewKey } from './ids.ts';
import type { InstitutionId, Network, PatientSeed, RootKey, Signature, SigningKey, ViewKey } from './ids.ts';
import {
  LAST_CARD_EPOCH,
  binder,
  consentKeyPair,
  earlierViewKey,
  epochKeys,
  rootKeyPair,
  viewKey,
} from './patientKeys.ts';

export const CARD_LENGTH = 386;
const PREFIX = 'CC1:';

/** A public card. Its type has no field from which a consent key could come. */
export interface PublicCard {
  readonly epoch: number;
  readonly certificate: Certificate;
  /** The 190 bytes that both signatures cover. */
  readonly certificateBytes: Uint8Array;
  readonly viewKey: ViewKey;
  readonly root: RootKey;
  readonly issuerSignature: Signature;
  readonly rootSignature: Signature;
}

/** A card that lacks only its issuer's signature; the hospital node gives it (`card/certify`). */
export type UncertifiedCard = Omit<PublicCard, 'issuerSignature'>;

/** What an issuer lays down for a card. */
export interface CardTerms {
  readonly network: Network;
  readonly issuer: InstitutionId;
  readonly cardKeyVersion: number;
  /** The patient wishes a row for the emergency key. */
  readonly emergencyRow: boolean;
  /** Last moment, in block time, at which the card opens a visit. */
  readonly notAfter: Millis;
}

/**
 * Makes card `epoch` of the patient up to the issuer's signature. Throws `epoch-out-of-range` unless
 * 0 ≤ epoch ≤ {@link LAST_CARD_EPOCH}.
 */
export function prepareCard(seed: PatientSeed, epoch: number, terms: CardTerms): UncertifiedCard {
  if (epoch > LAST_CARD_EPOCH)
    throw new ConsiliumError('epoch-out-of-range', { epoch, last: LAST_CARD_EPOCH });
  const next = viewKey(seed, epoch + 1);
  const view = earlierViewKey(next, epoch + 1, epoch);
  const own = epochKeys(view, epoch);
  const root = rootKeyPair(seed);
  const certificate: Certificate = {
    ...pickTerms(terms),
    epochKey: own.signing.publicKey,
    consentKey: consentKeyPair(seed, epoch).publicKey,
    nextSealingKey: epochKeys(next, epoch + 1).sealing.publicKey,
    binder: binder(own.binderKey, epoch, root.publicKey),
  };
  const certificateBytes = encodeCertificate(certificate);
  return {
    epoch,
    certificate,
    certificateBytes,
    viewKey: view,
    root: root.publicKey,
    rootSignature: signCertificateAsRoot(certificateBytes, root),
  };
}

/** Adds the issuer's signature over `card.certificateBytes`. {@link verifyCardIssuer} checks it. */
export function completeCard(card: UncertifiedCard, issuerSignature: Signature): PublicCard {
  return { ...card, issuerSignature };
}

/**
 * {@link prepareCard} and {@link completeCard} in one, for an issuer whose card key is at hand: `issuerSign`
 * gets the 190 bytes of the certificate. Throws `epoch-out-of-range`.
 */
export function issueCard(
  seed: PatientSeed,
  epoch: number,
  terms: CardTerms,
  issuerSign: (certificate: Uint8Array) => Signature,
): PublicCard {
  const card = prepareCard(seed, epoch, terms);
  return completeCard(card, issuerSign(card.certificateBytes));
}

/** The 386 bytes of a card. */
export function encodeCard(card: PublicCard): Uint8Array {
  return concatBytes(
    u32be(card.epoch),
    card.certificateBytes,
    card.viewKey,
    card.root,
    card.issuerSignature,
    card.rootSignature,
  );
}

/** The text of a card, as its QR code carries it: `CC1:` and 579 characters. */
export function writeCard(card: PublicCard): string {
  return cardText(PREFIX, encodeCard(card));
}

/**
 * Reads 386 bytes and checks everything that needs no ledger: SPK_i and binder_i follow from VK_i and P, and
 * P signed the certificate. The issuer's signature is left to {@link verifyCardIssuer}, since the issuer's
 * card key stands on the ledger. Throws `card-malformed` or `card-altered` {check}.
 */
export function decodeCard(bytes: Uint8Array): PublicCard {
  const reader = new ByteReader(bytes, 'card-malformed');
  const epoch = reader.u32();
  if (epoch > LAST_CARD_EPOCH) throw new ConsiliumError('card-malformed', { epoch });
  const certificateBytes = reader.take(CERTIFICATE_LENGTH);
  const card: PublicCard = {
    epoch,
    certificate: decodeCertificate(certificateBytes),
    certificateBytes,
    viewKey: toViewKey(reader.take(32)),
    root: toRootKey(reader.take(32)),
    issuerSignature: toSignature(reader.take(64)),
    rootSignature: toSignature(reader.take(64)),
  };
  reader.end();
  checkOwnKeys(card);
  return card;
}

/** Reads the text of a card; as {@link decodeCard}. */
export function readCard(text: string): PublicCard {
  return decodeCard(cardBytes(PREFIX, text, 'card-malformed'));
}

/**
 * Throws `card-altered` unless `cardKey`, the ledger's card key of `card.certificate.issuer` in version
 * `card.certificate.cardKeyVersion`, signed the certificate.
 */
export function verifyCardIssuer(card: PublicCard, cardKey: SigningKey): void {
  verifyIssuerSignature(card.certificateBytes, card.issuerSignature, cardKey);
}

/** Tells whether two cards belong to one patient. */
export function samePatient(one: Pick<PublicCard, 'root'>, other: Pick<PublicCard, 'root'>): boolean {
  return bytesEqual(one.root, other.root);
}

function checkOwnKeys(card: PublicCard): void {
  const derived = epochKeys(card.viewKey, card.epoch);
  if (!bytesEqual(derived.signing.publicKey, card.certificate.epochKey)) {
    throw new ConsiliumError('card-altered', { check: 'epoch-key' });
  }
  if (!bytesEqual(binder(derived.binderKey, card.epoch, card.root), card.certificate.binder)) {
    throw new ConsiliumError('card-altered', { check: 'binder' });
  }
  verifyRootSignature(card.certificateBytes, card.rootSignature, card.root);
}

function pickTerms(terms: CardTerms): CardTerms {
  const { network, issuer, cardKeyVersion, emergencyRow, notAfter } = terms;
  return { network, issuer, cardKeyVersion, emergencyRow, notAfter };
}
