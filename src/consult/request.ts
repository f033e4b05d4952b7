/**
 * A request for a dialogue or a video consult (mission.md, Algorithm 2). Everything that must not be confused stands
 * inside the hash: network, both doctors and their institutions, kind, subject, times, a nonce and the single-use keys.
 * A request that was made for one doctor is therefore none for another (anchors/consult.md §3).
 *
 * content = CBOR {suite, network, from, fromInstitution, to, toInstitution, kind, subject, reason, issued, expires, nonce},
 * and of kind `dialogue` {x25519, xwing}, of kind `video`, which goes by the keys of a dialogue that there is, {dialogue 32,
 * at: ms or null for now}; signed as signed.ts says, under `consilium/consult/request/v1`; sealed by crypto_box_seal to
 * the recipient's registered sealing key.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import {
  asBytes,
  asMap,
  asNullable,
  asText,
  asTuple,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborValue,
} from '../crypto/cbor.ts';
import { toNetwork, type InstitutionId, type Network, type SealingKey, type StaffId } from '../crypto/ids.ts';
import { openSealed, sealTo, type SealingKeyPair } from '../crypto/sealing.ts';
import { SUITE } from '../crypto/suite.ts';
import { ConsiliumError } from '../errors.ts';
import { millis, type Millis, type RandomBytes } from '../ports.ts';
import { X25519_LENGTH, XWING_PUBLIC_LENGTH, type KeyBundle } from './bundle.ts';
import { asOneOf, asParty } from './fields.ts';
import { toRequestHash, type RequestHash } from './ids.ts';
import { hashOf, isSigned, readSigned, signContent } from './signed.ts';

const LABEL = 'consilium/consult/request/v1';
const LONGEST_REASON = 500;
const FIELDS = [
  'suite',
  'network',
  'from',
  'fromInstitution',
  'to',
  'toInstitution',
  'kind',
  'subject',
  'reason',
  'issued',
  'expires',
  'nonce',
] as const;

export const REQUEST_KINDS = ['dialogue', 'video'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
/** What each has beside FIELDS. */
const OF_KIND = { dialogue: ['x25519', 'xwing'], video: ['dialogue', 'at'] } as const;

/** What it is about: a shared case, a record of the ledger (by H(S)), or nothing named. 32 bytes. */
export interface Subject {
  readonly kind: 'case' | 'record';
  readonly id: Uint8Array;
}

/** The video consult that is asked for. */
export interface VideoWanted {
  readonly dialogue: RequestHash;
  /** The time that is proposed; null is now. */
  readonly at: Millis | null;
}

/** A doctor where they work. */
export interface Party {
  readonly doctor: StaffId;
  readonly institution: InstitutionId;
}

export function sameParty(left: Party, right: Party): boolean {
  return bytesEqual(left.doctor, right.doctor) && bytesEqual(left.institution, right.institution);
}

export interface ConsultRequest {
  readonly network: Network;
  readonly from: Party;
  readonly to: Party;
  readonly kind: RequestKind;
  /** Of kind `video`: in which dialogue, and when; null of kind `dialogue`. */
  readonly video: VideoWanted | null;
  readonly subject: Subject | null;
  /** A line from the requester; never shown outside the program's own window. */
  readonly reason: string;
  readonly issued: Millis;
  readonly expires: Millis;
  /** 16 random bytes. */
  readonly nonce: Uint8Array;
  /** Of kind `dialogue`; null of kind `video`. */
  readonly bundle: KeyBundle | null;
}

export interface OpenedRequest extends ConsultRequest {
  /** Its name. */
  readonly hash: RequestHash;
  isSignedBy(signingKey: Uint8Array): boolean;
}

export interface MadeRequest {
  readonly hash: RequestHash;
  readonly sealed: Uint8Array;
}

export function sealRequest(
  request: ConsultRequest,
  by: { readonly secretKey: Uint8Array; readonly recipient: SealingKey; readonly random: RandomBytes },
): MadeRequest {
  const content = encodeRequest(request);
  const signer = { doctor: request.from.doctor, time: request.issued, secretKey: by.secretKey };
  return {
    hash: toRequestHash(hashOf(content)),
    sealed: sealTo(by.recipient, signContent(LABEL, content, signer), by.random),
  };
}

/** Errors: `consult-other-recipient` when it was not sealed to this key, `consult-malformed`. */
export function openRequest(sealed: Uint8Array, pair: SealingKeyPair): OpenedRequest {
  const plain = openSealed(sealed, pair);
  if (plain === null) throw new ConsiliumError('consult-other-recipient');
  try {
    const signed = readSigned(plain);
    const request = decodeRequest(decodeCanonical(signed.content));
    const by = { doctor: request.from.doctor, time: request.issued };
    return {
      ...request,
      hash: toRequestHash(hashOf(signed.content)),
      isSignedBy: (key) => isSigned(LABEL, signed, by, key),
    };
  } catch (cause) {
    throw new ConsiliumError('consult-malformed', {}, { cause });
  }
}

function encodeRequest({ from, to, bundle, subject, video, ...rest }: ConsultRequest): Uint8Array {
  return encodeCanonical({
    ...rest,
    ...video,
    suite: SUITE,
    from: from.doctor,
    fromInstitution: from.institution,
    to: to.doctor,
    toInstitution: to.institution,
    subject: subject === null ? null : [subject.kind, subject.id],
    ...(bundle && { x25519: bundle.x25519, xwing: bundle.xwing }),
  });
}

function decodeRequest(value: CborValue): ConsultRequest {
  const kind = kindOf(value);
  const map = asMap(value, [...FIELDS, ...OF_KIND[kind]], 'request');
  const fields = new Map(Object.entries(map));
  if (asUint(map.suite, 'request.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
  return {
    network: toNetwork(asBytes(map.network, 32, 'request.network')),
    from: asParty(map.from, map.fromInstitution, 'request.from'),
    to: asParty(map.to, map.toInstitution, 'request.to'),
    kind,
    subject: asNullable(map.subject, subjectOf),
    reason: asText(map.reason, 'request.reason', LONGEST_REASON),
    issued: millis(asUint(map.issued, 'request.issued')),
    expires: millis(asUint(map.expires, 'request.expires')),
    nonce: asBytes(map.nonce, 16, 'request.nonce'),
    video: kind === 'video' ? videoOf(fields) : null,
    bundle: kind === 'dialogue' ? bundleOf(fields) : null,
  };
}

/** The kind stands in the map that it tells the fields of. */
function kindOf(value: CborValue): RequestKind {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  const kind = isMap ? Object.entries(value).find(([key]) => key === 'kind')?.[1] : undefined;
  return asOneOf(kind, REQUEST_KINDS, 'request.kind');
}

type Fields = ReadonlyMap<string, CborValue>;

function videoOf(fields: Fields): VideoWanted {
  return {
    dialogue: toRequestHash(asBytes(fields.get('dialogue'), 32, 'request.dialogue')),
    at: asNullable(fields.get('at'), (at) => millis(asUint(at, 'request.at'))),
  };
}

function bundleOf(fields: Fields): KeyBundle {
  return {
    x25519: asBytes(fields.get('x25519'), X25519_LENGTH, 'request.x25519'),
    xwing: asBytes(fields.get('xwing'), XWING_PUBLIC_LENGTH, 'request.xwing'),
  };
}

function subjectOf(value: CborValue): Subject {
  const [kind, id] = asTuple(value, 2, 'request.subject');
  return {
    kind: asOneOf(kind, ['case', 'record'], 'request.subject'),
    id: asBytes(id, 32, 'request.subject'),
  };
}
