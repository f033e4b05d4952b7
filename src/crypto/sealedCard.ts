/**
 * What a patient carries sealed under a PIN: visit slips (`CS1:`) and the later cards of a sheet (`CE1:`).
 *
 * suite ‖ type u8 (1 slip, 2 card) ‖ item id 16 ‖ home institution 16 ‖ epoch u32 ‖ nonce 24 ‖
 * XChaCha20-Poly1305; associated data tag("consilium/sealed/v1") ‖ the 38 bytes before the nonce. Slip
 * plaintext: seed of CPK_i 32 ‖ card i+1; card plaintext: card.
 *
 * Opening takes two steps, so that only the tag leaves the machine before the home node gives the pepper.
 */
import { ConsiliumError, missingCase } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { ByteReader } from './byteReader.ts';
import { bytesEqual, concatBytes, u32be, u8 } from './bytes.ts';
import { CARD_LENGTH, decodeCard, encodeCard } from './card.ts';
import type { PublicCard } from './card.ts';
import { cardBytes, cardText } from './cardText.ts';
import type { Certificate } from './certificate.ts';
import { domainTag } from './hash.ts';
import { toConsentSeed, toInstitutionId, toItemId, toPepper } from './ids.ts';
import type { ConsentSeed, InstitutionId, ItemId, Pepper, PinTag } from './ids.ts';
import type { PasswordLimits } from './passwordHash.ts';
import { LAST_CARD_EPOCH, consentKeyPairFromSlip } from './patientKeys.ts';
import { pinKey, pinSealKey, pinTag } from './pin.ts';
import { AEAD_OVERHEAD, NONCE_LENGTH, aeadOpen, aeadSeal } from './sealing.ts';
import { SUITE } from './suite.ts';

const SEALED_TAG = domainTag('consilium/sealed/v1');
const HEADER_LENGTH = 38;
const FORMATS = {
  slip: { number: 1, prefix: 'CS1:', contentLength: 32 + CARD_LENGTH },
  card: { number: 2, prefix: 'CE1:', contentLength: CARD_LENGTH },
} as const;

export type SealedType = keyof typeof FORMATS;

/** Slip i: consents to the records of visit i, and yields the card of the next visit. */
export interface VisitSlip {
  readonly epoch: number;
  readonly consentSeed: ConsentSeed;
  readonly nextCard: PublicCard;
}

/** What a seal holds. */
export type SealedContent =
  | { readonly type: 'slip'; readonly slip: VisitSlip }
  | { readonly type: 'card'; readonly card: PublicCard };

/** What a sealed item says without PIN or pepper. */
export interface SealedHeader {
  readonly type: SealedType;
  readonly itemId: ItemId;
  /** The institution whose node holds the pepper. */
  readonly home: InstitutionId;
  readonly epoch: number;
}

/** Who holds the pepper, and the PIN; `limits` other than the default are for tests of the format. */
export interface SealTerms {
  readonly home: InstitutionId;
  readonly pin: string;
  readonly limits?: PasswordLimits;
}

/** A sealed item as printed, with what the issuer deposits at the home node for it. */
export interface SealedItem {
  readonly text: string;
  readonly itemId: ItemId;
  readonly tag: PinTag;
  readonly pepper: Pepper;
}

/** An item after its PIN was typed and before the home node answered. */
export interface PendingOpening extends SealedHeader {
  /** What the home node compares before it gives the pepper. */
  readonly tag: PinTag;
  /**
   * Opens the item. Throws `pin-wrong` if PIN, pepper or any byte of the item is wrong, `card-altered` if
   * what was sealed does not fit its own header or is no valid card.
   */
  finish(pepper: Pepper): SealedContent;
}

/** Seals a visit slip. Throws `pin-malformed`, `epoch-out-of-range`. */
export function sealSlip(slip: VisitSlip, terms: SealTerms, random: RandomBytes): SealedItem {
  return sealContent({ type: 'slip', slip }, terms, random);
}

/** Seals a public card. Throws `pin-malformed`. */
export function sealCard(card: PublicCard, terms: SealTerms, random: RandomBytes): SealedItem {
  return sealContent({ type: 'card', card }, terms, random);
}

/** What a `CS1:` or `CE1:` text says of itself. Throws `card-malformed`. */
export function inspectSealed(text: string): SealedHeader {
  return readSealed(text).header;
}

/** First step of opening: Argon2id over the PIN. Throws `card-malformed`, `pin-malformed`. */
export function beginOpen(text: string, pin: string, limits?: PasswordLimits): PendingOpening {
  const sealed = readSealed(text);
  const { header } = sealed;
  const key = pinKey(pin, header.itemId, limits);
  return {
    ...header,
    tag: pinTag(key, header.itemId),
    finish: (pepper) => {
      const plaintext = aeadOpen(sealed.ciphertext, {
        key: pinSealKey(key, pepper),
        nonce: sealed.nonce,
        associatedData: concatBytes(SEALED_TAG, sealed.headerBytes),
      });
      if (plaintext === null) throw new ConsiliumError('pin-wrong');
      return readContent(header, plaintext);
    },
  };
}

/** Throws `slip-mismatch` unless the slip consents for the visit that `certificate` opened. */
export function assertSlipFits(slip: VisitSlip, certificate: Pick<Certificate, 'consentKey'>): void {
  const { publicKey } = consentKeyPairFromSlip(slip.consentSeed);
  if (!bytesEqual(publicKey, certificate.consentKey)) throw new ConsiliumError('slip-mismatch');
}

interface ReadSealed {
  readonly header: SealedHeader;
  readonly headerBytes: Uint8Array;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
}

function sealContent(content: SealedContent, terms: SealTerms, random: RandomBytes): SealedItem {
  const itemId = toItemId(random(16));
  const pepper = toPepper(random(32));
  const nonce = random(NONCE_LENGTH);
  const { type } = content;
  const headerBytes = encodeHeader({ type, itemId, home: terms.home, epoch: epochOf(content) });
  const key = pinKey(terms.pin, itemId, terms.limits);
  const ciphertext = aeadSeal(encodeContent(content), {
    key: pinSealKey(key, pepper),
    nonce,
    associatedData: concatBytes(SEALED_TAG, headerBytes),
  });
  const text = cardText(FORMATS[type].prefix, concatBytes(headerBytes, nonce, ciphertext));
  return { text, itemId, tag: pinTag(key, itemId), pepper };
}

function epochOf(content: SealedContent): number {
  if (content.type === 'card') return content.card.epoch;
  const { epoch, nextCard } = content.slip;
  if (nextCard.epoch !== epoch + 1)
    throw new ConsiliumError('epoch-out-of-range', { epoch, next: nextCard.epoch });
  return epoch;
}

function encodeHeader(header: SealedHeader): Uint8Array {
  return concatBytes(
    u8(SUITE),
    u8(FORMATS[header.type].number),
    header.itemId,
    header.home,
    u32be(header.epoch),
  );
}

function encodeContent(content: SealedContent): Uint8Array {
  switch (content.type) {
    case 'slip':
      return concatBytes(content.slip.consentSeed, encodeCard(content.slip.nextCard));
    case 'card':
      return encodeCard(content.card);
    default:
      return missingCase(content);
  }
}

function readSealed(text: string): ReadSealed {
  const type: SealedType = text.trimStart().startsWith(FORMATS.slip.prefix) ? 'slip' : 'card';
  const bytes = cardBytes(FORMATS[type].prefix, text, 'card-malformed');
  const reader = new ByteReader(bytes, 'card-malformed');
  const suite = reader.u8();
  const number = reader.u8();
  if (suite !== SUITE || number !== FORMATS[type].number)
    throw new ConsiliumError('card-malformed', { suite, number });
  const header: SealedHeader = {
    type,
    itemId: toItemId(reader.take(16)),
    home: toInstitutionId(reader.take(16)),
    epoch: reader.u32(),
  };
  if (header.epoch > LAST_CARD_EPOCH) throw new ConsiliumError('card-malformed', { epoch: header.epoch });
  const nonce = reader.take(NONCE_LENGTH);
  // A cut text must not cost the patient one of the few PIN attempts that the home node counts.
  const ciphertext = reader.take(FORMATS[type].contentLength + AEAD_OVERHEAD);
  reader.end();
  return { header, headerBytes: bytes.slice(0, HEADER_LENGTH), nonce, ciphertext };
}

function readContent(header: SealedHeader, plaintext: Uint8Array): SealedContent {
  const reader = new ByteReader(plaintext, 'card-altered');
  if (header.type === 'card') {
    const card = decodeCard(reader.rest());
    assertEpoch(card, header.epoch);
    return { type: 'card', card };
  }
  const consentSeed = toConsentSeed(reader.take(32));
  const nextCard = decodeCard(reader.rest());
  assertEpoch(nextCard, header.epoch + 1);
  return { type: 'slip', slip: { epoch: header.epoch, consentSeed, nextCard } };
}

function assertEpoch(card: PublicCard, epoch: number): void {
  if (card.epoch !== epoch) throw new ConsiliumError('card-altered', { check: 'epoch' });
}
