/**
 * What a recording is: of which consult, who was in it, who consented, and every segment of it by hash. Whoever holds it,
 * its segments and its key sees whether anything of it was changed or is missing; its root is what can stand on a ledger.
 *
 * manifest = CBOR {version 1, network, recording 16, call 16, dialogue 32, doctors: [[id, institution] of who recorded, the
 *   other one's], consents: [signed word of who recorded, the other's], patient: [consent, signature] or null, scope, began,
 *   ended, sides: [[side, [[hash 32, bytes, from ms, ms, ends, content type], …]], …]}
 *   `from` counts from `began`; `ends` is false where the segment has no last frame, since the recorder was ended suddenly.
 * signed manifest = CBOR [manifest, signature] as signed.ts says, under `consilium/recording/manifest/v1`, by who recorded
 * root = H(tag("consilium/recording/root/v1") ‖ manifest)
 */
import {
  asArray,
  asBool,
  asBytes,
  asMap,
  asNullable,
  asText,
  asTuple,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborValue,
} from '../../crypto/cbor.ts';
import { domainTag, sha256 } from '../../crypto/hash.ts';
import { toNetwork, toSignature, type Network } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import { millis, type Millis } from '../../ports.ts';
import { asOneOf, asParty } from '../fields.ts';
import { toRecordingId, toRequestHash, type RecordingId, type RequestHash } from '../ids.ts';
import type { Party } from '../request.ts';
import { isSigned, readSigned, signContent } from '../signed.ts';
import { RECORDING_SCOPES, type RecordingScope } from '../call/words.ts';
import type { SignedPatientConsent } from './patientConsent.ts';
import { SIDES, type Side } from './segment.ts';

const LABEL = 'consilium/recording/manifest/v1';
const ROOT_TAG = domainTag('consilium/recording/root/v1');
const VERSION = 1;
/** Of one side: more than eleven hours. */
export const MOST_SEGMENTS = 700;

export interface SegmentEntry {
  /** SHA-256 of the sealed bytes. */
  readonly hash: Uint8Array;
  /** Bytes of the sealed segment. */
  readonly size: number;
  /** When it begins, ms since the recording began. */
  readonly from: number;
  readonly durationMs: number;
  /** Whether it has its last frame. */
  readonly ends: boolean;
  /** With its codecs, as the recorder named it: a camera may come or go in between. */
  readonly contentType: string;
}

export interface RecordedSide {
  readonly side: Side;
  readonly segments: readonly SegmentEntry[];
}

export interface Manifest {
  readonly network: Network;
  readonly recording: RecordingId;
  /** 16 bytes. */
  readonly call: Uint8Array;
  readonly dialogue: RequestHash;
  /** Who recorded, and whom they talked with. */
  readonly doctors: readonly [Party, Party];
  /** Their signed words, in that order. */
  readonly consents: readonly [Uint8Array, Uint8Array];
  /** Null where no patient was discussed. */
  readonly patient: SignedPatientConsent | null;
  readonly scope: RecordingScope;
  readonly began: Millis;
  readonly ended: Millis;
  readonly sides: readonly RecordedSide[];
}

const FIELDS = [
  'version',
  'network',
  'recording',
  'call',
  'dialogue',
  'doctors',
  'consents',
  'patient',
  'scope',
  'began',
  'ended',
  'sides',
] as const;

export function encodeManifest(manifest: Manifest): Uint8Array {
  const { consents, doctors, patient, sides } = manifest;
  return encodeCanonical({
    ...manifest,
    version: VERSION,
    doctors: doctors.map(({ doctor, institution }) => [doctor, institution]),
    consents: [...consents],
    patient: patient && [patient.consent, patient.signature],
    sides: sides.map(({ segments, side }) => [
      side,
      segments.map(({ contentType, durationMs, ends, from, hash, size }) => [
        hash,
        size,
        from,
        durationMs,
        ends,
        contentType,
      ]),
    ]),
  });
}

/** Errors: `recording-malformed`. */
export function decodeManifest(bytes: Uint8Array): Manifest {
  try {
    return manifestOf(asMap(decodeCanonical(bytes), FIELDS, 'manifest'));
  } catch (cause) {
    throw new ConsiliumError('recording-malformed', {}, { cause });
  }
}

/** By who recorded, at the end of it. */
export function signManifest(manifest: Manifest, secretKey: Uint8Array): Uint8Array {
  const [{ doctor }] = manifest.doctors;
  return signContent(LABEL, encodeManifest(manifest), { doctor, time: manifest.ended, secretKey });
}

/**
 * The manifest that was signed with this key of who recorded.
 * Errors: `recording-malformed`, `recording-manifest-signature`.
 */
export function openManifest(signed: Uint8Array, signingKey: Uint8Array): Manifest {
  const read = reading(signed);
  const manifest = decodeManifest(read.content);
  const by = { doctor: manifest.doctors[0].doctor, time: manifest.ended };
  if (!isSigned(LABEL, read, by, signingKey)) throw new ConsiliumError('recording-manifest-signature');
  return manifest;
}

/** The root of what a signed manifest says: it stands for the recording. Errors: `recording-malformed`. */
export function rootOf(signed: Uint8Array): Uint8Array {
  return sha256(ROOT_TAG, reading(signed).content);
}

function reading(signed: Uint8Array) {
  try {
    return readSigned(signed);
  } catch (cause) {
    throw new ConsiliumError('recording-malformed', {}, { cause });
  }
}

function manifestOf(map: Record<(typeof FIELDS)[number], CborValue>): Manifest {
  if (asUint(map.version, 'manifest.version') !== VERSION) malformed('version');
  const [holder, other] = asTuple(map.doctors, 2, 'manifest.doctors').map((item) => {
    const [doctor = null, institution = null] = asTuple(item, 2, 'manifest.doctor');
    return asParty(doctor, institution, 'manifest.doctor');
  });
  const [mine, theirs] = asTuple(map.consents, 2, 'manifest.consents');
  if (holder === undefined || other === undefined) return malformed('doctors');
  return {
    network: toNetwork(asBytes(map.network, 32, 'manifest.network')),
    recording: toRecordingId(asBytes(map.recording, 16, 'manifest.recording')),
    call: asBytes(map.call, 16, 'manifest.call'),
    dialogue: toRequestHash(asBytes(map.dialogue, 32, 'manifest.dialogue')),
    doctors: [holder, other],
    consents: [asBytes(mine, null, 'manifest.consent'), asBytes(theirs, null, 'manifest.consent')],
    patient: asNullable(map.patient, patientOf),
    scope: asOneOf(map.scope, RECORDING_SCOPES, 'manifest.scope'),
    began: millis(asUint(map.began, 'manifest.began')),
    ended: millis(asUint(map.ended, 'manifest.ended')),
    sides: sidesOf(map.sides),
  };
}

function patientOf(value: CborValue): SignedPatientConsent {
  const [consent, signature] = asTuple(value, 2, 'manifest.patient');
  return {
    consent: asBytes(consent, null, 'manifest.patient'),
    signature: toSignature(asBytes(signature, 64, 'manifest.patient')),
  };
}

function sidesOf(value: CborValue): readonly RecordedSide[] {
  const sides = asArray(value, 'manifest.sides').map((item) => {
    const [side, segments] = asTuple(item, 2, 'manifest.side');
    return {
      side: asOneOf(side, SIDES, 'manifest.side'),
      segments: asArray(segments, 'manifest.segments').map(segmentOf),
    };
  });
  const isOnce = new Set(sides.map(({ side }) => side)).size === sides.length;
  const isBounded = sides.every(({ segments }) => segments.length <= MOST_SEGMENTS);
  return isOnce && isBounded ? sides : malformed('sides');
}

function segmentOf(value: CborValue): SegmentEntry {
  const [hash, size, from, durationMs, ends, contentType] = asTuple(value, 6, 'manifest.segment');
  return {
    hash: asBytes(hash, 32, 'manifest.segment'),
    size: asUint(size, 'manifest.segment'),
    from: asUint(from, 'manifest.segment'),
    durationMs: asUint(durationMs, 'manifest.segment'),
    ends: asBool(ends, 'manifest.segment'),
    contentType: asText(contentType, 'manifest.segment', 100),
  };
}

function malformed(what: string): never {
  throw new ConsiliumError('field-malformed', { what: `manifest.${what}` });
}
