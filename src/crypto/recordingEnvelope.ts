/**
 * The envelope of a recording that its holder put on the ledger: where its sealed parts lie, and its key for the two
 * doctors. It lives at hospital nodes; the ledger holds a commitment to it, which its salt keeps from being guessed.
 *
 * envelope = CBOR {suite, anchor 32, salt 32, manifest: [blob id, size], segments: [[blob id, size], …] ≤ 2100, rows:
 *   [[doctor 16, key version, row], [doctor, key version, row]]}
 * commitment = H(tag("consilium/consult/recording-envelope/v1") ‖ envelope)
 * row = crypto_box_seal(suite ‖ anchor 32 ‖ key of the recording 32): what it opens is said inside
 * sealed manifest = nonce 24 ‖ XChaCha20-Poly1305(key of the recording, salt of the anchor 32 ‖ signed manifest, associated
 *   data tag("consilium/consult/recording-manifest/v1") ‖ anchor)
 */
import { ConsiliumError, isConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { ByteReader } from './byteReader.ts';
import { bytesEqual, concatBytes, u8 } from './bytes.ts';
import {
  asArray,
  asBytes,
  asMap,
  asTuple,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborValue,
} from './cbor.ts';
import type { BlobName } from './envelope.ts';
import { domainTag, sha256 } from './hash.ts';
import { toBlobId, type SealingKey } from './ids.ts';
import {
  aeadOpen,
  aeadSeal,
  NONCE_LENGTH,
  openSealed,
  SEAL_OVERHEAD,
  sealTo,
  type SealingKeyPair,
} from './sealing.ts';
import { SUITE } from './suite.ts';

/** Of the three sides of a recording together. */
const MOST_SEGMENTS = 2_100;
const KEY_LENGTH = 32;
const SALT_LENGTH = 32;
const COMMITMENT_TAG = domainTag('consilium/consult/recording-envelope/v1');
const MANIFEST_TAG = domainTag('consilium/consult/recording-manifest/v1');
const FIELDS = ['suite', 'anchor', 'salt', 'manifest', 'segments', 'rows'] as const;

/** 113 sealed bytes. */
export const RECORDING_ROW_LENGTH = SEAL_OVERHEAD + 1 + 32 + KEY_LENGTH;

/** The key of a recording as it is sealed to one version of a doctor's key. */
export interface RecordingRow {
  readonly doctor: Uint8Array;
  readonly version: number;
  readonly row: Uint8Array;
}

export interface RecordingEnvelope {
  /** Its name on the ledger, 32 bytes. */
  readonly anchor: Uint8Array;
  /** 32 random bytes. */
  readonly salt: Uint8Array;
  readonly manifest: BlobName;
  readonly segments: readonly BlobName[];
  /** Of who recorded, and of the other doctor. */
  readonly rows: readonly [RecordingRow, RecordingRow];
}

export function encodeRecordingEnvelope({
  anchor,
  manifest,
  rows,
  salt,
  segments,
}: RecordingEnvelope): Uint8Array {
  return encodeCanonical({
    suite: SUITE,
    anchor,
    salt,
    manifest: nameValue(manifest),
    segments: segments.map(nameValue),
    rows: rows.map(({ doctor, row, version }) => [doctor, version, row]),
  });
}

/** Errors: `envelope-malformed`. */
export function decodeRecordingEnvelope(bytes: Uint8Array): RecordingEnvelope {
  try {
    const map = asMap(decodeCanonical(bytes), FIELDS, 'recordingEnvelope');
    if (asUint(map.suite, 'recordingEnvelope.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
    const [holder, other] = asTuple(map.rows, 2, 'recordingEnvelope.rows');
    const segments = asArray(map.segments, 'recordingEnvelope.segments').map(asBlobName);
    if (segments.length > MOST_SEGMENTS)
      throw new ConsiliumError('field-malformed', { what: 'recordingEnvelope.segments' });
    return {
      anchor: asBytes(map.anchor, 32, 'recordingEnvelope.anchor'),
      salt: asBytes(map.salt, SALT_LENGTH, 'recordingEnvelope.salt'),
      manifest: asBlobName(map.manifest),
      segments,
      rows: [asRow(holder), asRow(other)],
    };
  } catch (cause) {
    if (!isConsiliumError(cause)) throw cause;
    throw new ConsiliumError('envelope-malformed', { reason: cause.code }, { cause });
  }
}

/** What the ledger holds of an envelope. */
export function recordingCommitment(envelope: Uint8Array): Uint8Array {
  return sha256(COMMITMENT_TAG, envelope);
}

/** Every blob of a recording: its manifest, then its segments. */
export function blobsOfRecording({ manifest, segments }: RecordingEnvelope): readonly BlobName[] {
  return [manifest, ...segments];
}

/** Seals the key of a recording to a doctor. Errors: `key-malformed` for a key of small order. */
export function sealRecordingKey(
  recipient: SealingKey,
  of: { readonly anchor: Uint8Array; readonly key: Uint8Array },
  random: RandomBytes,
): Uint8Array {
  return sealTo(recipient, concatBytes(u8(SUITE), of.anchor, of.key), random);
}

/** SECRET. Errors: `row-unreadable`, `row-mismatch` {field} for the row of another recording. */
export function openRecordingKey(row: Uint8Array, pair: SealingKeyPair, anchor: Uint8Array): Uint8Array {
  const plaintext = openSealed(row, pair);
  if (plaintext === null) throw new ConsiliumError('row-unreadable');
  const reader = new ByteReader(plaintext, 'row-mismatch');
  if (reader.u8() !== SUITE) throw new ConsiliumError('row-mismatch', { field: 'suite' });
  if (!bytesEqual(reader.take(32), anchor)) throw new ConsiliumError('row-mismatch', { field: 'anchor' });
  const key = reader.take(KEY_LENGTH);
  reader.end();
  return key;
}

/** What makes the name on the ledger out of the recording, and what that is. */
export interface AnchoredManifest {
  /** Of the anchor, 32 bytes. */
  readonly salt: Uint8Array;
  readonly signed: Uint8Array;
}

export function sealRecordingManifest(
  { salt, signed }: AnchoredManifest,
  { anchor, key }: { readonly anchor: Uint8Array; readonly key: Uint8Array },
  random: RandomBytes,
): Uint8Array {
  const nonce = random(NONCE_LENGTH);
  const associatedData = concatBytes(MANIFEST_TAG, anchor);
  return concatBytes(nonce, aeadSeal(concatBytes(salt, signed), { key, nonce, associatedData }));
}

/** Errors: `blob-altered` {check} where it was sealed under another key, or for another recording. */
export function openRecordingManifest(
  sealed: Uint8Array,
  { anchor, key }: { readonly anchor: Uint8Array; readonly key: Uint8Array },
): AnchoredManifest {
  const nonce = sealed.slice(0, NONCE_LENGTH);
  const associatedData = concatBytes(MANIFEST_TAG, anchor);
  const plaintext =
    nonce.length < NONCE_LENGTH
      ? null
      : aeadOpen(sealed.subarray(NONCE_LENGTH), { key, nonce, associatedData });
  if (plaintext === null || plaintext.length < SALT_LENGTH)
    throw new ConsiliumError('blob-altered', { check: 'seal' });
  return { salt: plaintext.slice(0, SALT_LENGTH), signed: plaintext.slice(SALT_LENGTH) };
}

function nameValue({ id, size }: BlobName): CborValue {
  return [id, size];
}

function asBlobName(value: CborValue | undefined): BlobName {
  const [id, size] = asTuple(value, 2, 'recordingEnvelope.blob');
  return {
    id: toBlobId(asBytes(id, 32, 'recordingEnvelope.blob')),
    size: asUint(size, 'recordingEnvelope.blob'),
  };
}

function asRow(value: CborValue | undefined): RecordingRow {
  const [doctor, version, row] = asTuple(value, 3, 'recordingEnvelope.row');
  return {
    doctor: asBytes(doctor, 16, 'recordingEnvelope.row'),
    version: asUint(version, 'recordingEnvelope.row'),
    row: asBytes(row, RECORDING_ROW_LENGTH, 'recordingEnvelope.row'),
  };
}
