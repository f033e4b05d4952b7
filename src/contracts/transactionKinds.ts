/** The fields of every kind of transaction: one table from which types and strict decoders both follow. */
import { compareBytes } from '../crypto/bytes.ts';
import { asArray, asBytes, asMap, asNullable, asText, asUint, type CborValue } from '../crypto/cbor.ts';
import { ConsiliumError } from '../errors.ts';
import { asConsents } from './consult/anchorEntities.ts';
import { asOneOf, REVOCATIONS } from './entities.ts';
import { ERASURE_REASONS } from './erasureEntities.ts';
import { asPeriod } from './incentive/incentiveEntities.ts';
import { asYear, matching } from './sharing/caseFacets.ts';
import { decodeCells } from './sharing/countCells.ts';
import {
  EXCHANGE_DIRECTIONS,
  EXCHANGE_PURPOSES,
  type ExchangeDirection,
  type ExchangePurpose,
} from './sharing/exchangeEntities.ts';

type Decode<T> = (value: CborValue, what: string) => T;

const bytes16: Decode<Uint8Array> = (value, what) => asBytes(value, 16, what);
const bytes32: Decode<Uint8Array> = (value, what) => asBytes(value, 32, what);
const bytes64: Decode<Uint8Array> = (value, what) => asBytes(value, 64, what);
const certificate: Decode<Uint8Array> = (value, what) => asBytes(value, 190, what);
const anyBytes: Decode<Uint8Array> = (value, what) => asBytes(value, null, what);
const name: Decode<string> = (value, what) => asText(value, what, 200);
const reason: Decode<string> = (value, what) => asText(value, what, 1_000);
const uint: Decode<number> = asUint;
const role: Decode<'officer' | 'registrar' | 'doctor'> = (value, what) =>
  asOneOf(value, ['officer', 'registrar', 'doctor'], what);
const participantRole: Decode<'colleague' | 'trainee' | 'laboratory'> = (value, what) =>
  asOneOf(value, ['colleague', 'trainee', 'laboratory'], what);
/** Purposes of use after HL7 v3 PurposeOfUse: treatment, emergency treatment, and an inpatient stay. */
const purpose: Decode<
  'registration' | 'treatment' | 'emergency' | 'inpatient' | 'second-opinion' | 'teaching' | 'research'
> = (value, what) =>
  asOneOf(
    value,
    ['registration', 'treatment', 'emergency', 'inpatient', 'second-opinion', 'teaching', 'research'],
    what,
  );

const direction: Decode<ExchangeDirection> = (value, what) => asOneOf(value, EXCHANGE_DIRECTIONS, what);
const exchangePurpose: Decode<ExchangePurpose> = (value, what) => asOneOf(value, EXCHANGE_PURPOSES, what);

/** The records that a doctor gives, as the patient of an open visit consents to it. */
export interface GivenRecords {
  /** SPK_e: the visit. */
  readonly visit: Uint8Array;
  /** The salted hash of the list; see sharing/records.ts. */
  readonly records: Uint8Array;
}

const given: Decode<GivenRecords> = (value, what) => {
  const map = asMap(value, ['visit', 'records'], what);
  return { visit: bytes32(map.visit, what), records: bytes32(map.records, what) };
};

function nullable<T>(decode: Decode<T>): Decode<T | null> {
  return (value, what) => asNullable(value, (item) => decode(item, what));
}

export interface NewOfficer {
  readonly id: Uint8Array;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly sign: Uint8Array;
  readonly seal: Uint8Array;
}

const officers: Decode<readonly NewOfficer[]> = (value, what) =>
  asArray(value, what).map((item) => {
    const map = asMap(item, ['id', 'nameZh', 'nameEn', 'sign', 'seal'], what);
    return {
      id: bytes16(map.id, what),
      nameZh: name(map.nameZh, what),
      nameEn: name(map.nameEn, what),
      sign: bytes32(map.sign, what),
      seal: bytes32(map.seal, what),
    };
  });

/** Cards that one transaction revokes at most: more than a sheet holds. */
export const MOST_REVOKED = 64;

export interface RevokedCard {
  readonly certificate: Uint8Array;
  readonly issuerSignature: Uint8Array;
}

const revokedCards: Decode<readonly RevokedCard[]> = (value, what) => {
  const cards = asArray(value, what);
  if (cards.length === 0 || cards.length > MOST_REVOKED)
    throw new ConsiliumError('field-malformed', { what });
  return cards.map((item) => {
    const map = asMap(item, ['certificate', 'issuerSignature'], what);
    return {
      certificate: certificate(map.certificate, what),
      issuerSignature: bytes64(map.issuerSignature, what),
    };
  });
};

/** Cases that one transaction publishes at most. */
export const MOST_PUBLISHED = 40;
/** Visits that one case is about at most. */
export const MOST_SOURCES = 16;
/** Cases that one report names at most. */
const MOST_READS = 1_500;

/** A case of a batch, as its author signed it. */
export interface PublishedCase {
  /** See sharing/case.ts. */
  readonly content: Uint8Array;
  readonly keyVersion: number;
  readonly signature: Uint8Array;
  /**
   * One for each visit that is counted here for the first time: BLAKE2b-256 under a secret of the institution's node of
   * the visit's SPK, which leads nobody else back to the visit.
   */
  readonly sources: readonly Uint8Array[];
}

const publishedCases: Decode<readonly PublishedCase[]> = (value, what) => {
  const cases = asArray(value, what);
  if (cases.length === 0 || cases.length > MOST_PUBLISHED)
    throw new ConsiliumError('field-malformed', { what });
  return cases.map((item) => {
    const map = asMap(item, ['content', 'keyVersion', 'signature', 'sources'], what);
    return {
      content: asBytes(map.content, null, what),
      keyVersion: asUint(map.keyVersion, what),
      signature: bytes64(map.signature, what),
      sources: sources(map.sources, what),
    };
  });
};

/** A set: ascending, so that none is counted twice. */
function sources(value: CborValue | undefined, what: string): readonly Uint8Array[] {
  const items = asArray(value, what).map((item) => bytes32(item, what));
  const isSet = items.every((item, index) => {
    const before = items[index - 1];
    return before === undefined || compareBytes(before, item) < 0;
  });
  if (items.length > MOST_SOURCES || !isSet) throw new ConsiliumError('field-malformed', { what });
  return items;
}

const readCases: Decode<readonly Uint8Array[]> = (value, what) => {
  const cases = asArray(value, what).map((item) => bytes32(item, what));
  if (cases.length > MOST_READS) throw new ConsiliumError('field-malformed', { what });
  return cases;
};

const icdLetter: Decode<string> = (value, what) => matching(value, /^[A-Z]$/u, what);

export const TRANSACTION_KINDS = {
  'registry/institution-add': {
    id: bytes16,
    nameZh: name,
    nameEn: name,
    address: name,
    threshold: uint,
    officers,
    nodeKey: bytes32,
    cardKey: bytes32,
    archiveKey: bytes32,
    emergencyKey: bytes32,
  },
  'registry/staff-add': {
    institution: bytes16,
    role,
    id: bytes16,
    nameZh: name,
    nameEn: name,
    licence: name,
    specialty: name,
    sign: bytes32,
    seal: bytes32,
  },
  'registry/staff-suspend': { id: bytes16, role, reason },
  'registry/staff-reinstate': { id: bytes16, role, reason },
  'registry/key-rotate': { id: bytes16, role, sign: bytes32, seal: bytes32 },
  'registry/key-revoke': { id: bytes16, role, version: uint },
  'registry/key-set': { id: bytes16, role, sign: bytes32, seal: bytes32 },
  'registry/key-lost': { id: bytes16, role, version: uint, reason },
  'registry/card-key-add': { institution: bytes16, key: bytes32 },
  'registry/node-key-add': { institution: bytes16, key: bytes32, address: name },
  'visit/register': { number: bytes16, institution: bytes16, department: name },
  'visit/open': {
    certificate,
    issuerSignature: bytes64,
    registration: nullable(bytes16),
    purpose,
    until: uint,
  },
  'visit/card-revoke': {
    reason: (value: CborValue, what: string) => asOneOf(value, REVOCATIONS, what),
    cards: revokedCards,
  },
  'visit/join': { epoch: bytes32, role: participantRole },
  'visit/end': { epoch: bytes32 },
  'visit/extend': { epoch: bytes32, until: uint },
  'visit/record': {
    statement: anyBytes,
    keyVersion: uint,
    doctorSignature: bytes64,
    consentSignature: nullable(bytes64),
    commitment: bytes32,
  },
  'visit/confirm': { statement: bytes32, consentSignature: nullable(bytes64) },
  'visit/own-entry': { statement: anyBytes, consentSignature: bytes64, commitment: bytes32 },
  'visit/erase': { request: anyBytes, consentSignature: bytes64 },
  'visit/succession': { statement: bytes32, former: bytes32, link: bytes32 },
  'access/grant': {
    certificate,
    issuerSignature: bytes64,
    grantee: bytes16,
    purpose,
    until: uint,
    records: bytes32,
  },
  'access/revoke': { epoch: bytes32 },
  'sharing/propose': {
    receiver: bytes16,
    purpose: exchangePurpose,
    until: uint,
    direction,
    give: given,
  },
  'sharing/accept': { exchange: bytes32, back: nullable(given) },
  'sharing/revoke': { exchange: bytes32 },
  'sharing/publish': { cases: publishedCases },
  'sharing/withdraw': {
    case: bytes32,
    reason: (value: CborValue, what: string) => asOneOf(value, ERASURE_REASONS, what),
  },
  'sharing/counts': { year: asYear, letter: icdLetter, cells: decodeCells },
  'incentive/reads': { period: asPeriod, cases: readCases },
  'incentive/close': { period: asPeriod },
  'incentive/claim': { period: asPeriod },
  'consult/anchor': {
    anchor: bytes32,
    call: bytes16,
    other: bytes16,
    consents: asConsents,
    commitment: bytes32,
  },
  'consult/withdraw': { anchor: bytes32 },
  'governance/erase-receipt': { statement: bytes32, archiveUntil: nullable(uint) },
  'consult/receipt': { receipt: bytes32, other: bytes16 },
} as const;

export type TransactionKind = keyof typeof TRANSACTION_KINDS;

type FieldsOf<K extends TransactionKind> = {
  readonly [F in keyof (typeof TRANSACTION_KINDS)[K]]: (typeof TRANSACTION_KINDS)[K][F] extends Decode<
    infer T
  >
    ? T
    : never;
};

export type SignerRole = 'officer' | 'registrar' | 'doctor' | 'node' | 'view' | 'consent';

export interface Signer {
  readonly role: SignerRole;
  /** Staff id, institution (for `node`), SPK (`view`) or CPK (`consent`). */
  readonly entity: Uint8Array;
  /** Key version; 0 for `view` and `consent`. */
  readonly version: number;
}

interface Common {
  /** When it was made, ms. */
  readonly time: number;
  /** After which no block may take it, ms; at most eight days later. */
  readonly expires: number;
  readonly signers: readonly Signer[];
}

export type BodyOf<K extends TransactionKind> = { readonly kind: K } & Common & FieldsOf<K>;
export type TransactionBody = { [K in TransactionKind]: BodyOf<K> }[TransactionKind];

export function isTransactionKind(kind: string): kind is TransactionKind {
  return Object.hasOwn(TRANSACTION_KINDS, kind);
}
