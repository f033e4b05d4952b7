import { describe, expect, it } from 'vitest';
import { concatBytes, utf8 } from '../../../src/crypto/bytes.ts';
import { decodeCanonical, encodeCanonical } from '../../../src/crypto/cbor.ts';
import { sha256 } from '../../../src/crypto/hash.ts';
import { toEpochKey } from '../../../src/crypto/ids.ts';
import { keyPairFromSeed } from '../../../src/crypto/signature.ts';
import { toRecordingId, toRequestHash } from '../../../src/consult/ids.ts';
import { checkSegment } from '../../../src/consult/recording/check.ts';
import {
  decodeManifest,
  encodeManifest,
  openManifest,
  rootOf,
  signManifest,
  type Manifest,
} from '../../../src/consult/recording/manifest.ts';
import {
  decodePatientConsent,
  encodePatientConsent,
  patientConsentHolds,
  signPatientConsent,
} from '../../../src/consult/recording/patientConsent.ts';
import { SegmentSealer, SIDES, type Side } from '../../../src/consult/recording/segment.ts';
import { millis } from '../../../src/ports.ts';
import { codeOf } from '../../support/codeOf.ts';
import { doctor, NETWORK, NOW, seededRandom } from '../people.ts';

const li = doctor(1);
const wang = doctor(2);
const recording = toRecordingId(new Uint8Array(16).fill(9));
const dialogue = toRequestHash(new Uint8Array(32).fill(4));
const key = new Uint8Array(32).fill(1);
const patient = keyPairFromSeed(new Uint8Array(32).fill(77));

/** Two segments of a side; the last one may have been ended suddenly. */
function segmentsOf(side: Side, ends = true): readonly Uint8Array[] {
  return [0, 1].map((index) => {
    const sealer = new SegmentSealer(
      { recording, side, index },
      key,
      seededRandom(`${side} ${String(index)}`),
    );
    const first = sealer.seal(utf8(`${side} ${String(index)} begins`), 1000);
    return concatBytes(first, sealer.seal(utf8(' and ends'), 2000, ends || index === 0));
  });
}

const held = new Map(SIDES.map((side) => [side, segmentsOf(side, side !== 'other')]));

const consent = encodePatientConsent({
  network: NETWORK,
  recording,
  dialogue,
  visit: toEpochKey(new Uint8Array(32).fill(6)),
  doctors: [li.party.doctor, wang.party.doctor],
  scope: 'video',
  time: NOW,
});

const manifest: Manifest = {
  network: NETWORK,
  recording,
  call: new Uint8Array(16).fill(5),
  dialogue,
  doctors: [li.party, wang.party],
  consents: [utf8('proposed'), utf8('agreed')],
  patient: { consent, signature: signPatientConsent(consent, patient.secretKey) },
  scope: 'video',
  began: NOW,
  ended: millis(NOW + 4000),
  sides: SIDES.map((side) => ({
    side,
    segments: (held.get(side) ?? []).map((bytes, index) => ({
      hash: sha256(bytes),
      size: bytes.length,
      from: index * 2000,
      durationMs: 2000,
      ends: side !== 'other' || index === 0,
      contentType: side === 'mixed' ? 'audio/webm;codecs=opus' : 'video/webm;codecs=vp8,opus',
    })),
  })),
};
const signed = signManifest(manifest, li.signing.secretKey);

function bytesOf(side: Side, index: number): Uint8Array {
  const bytes = held.get(side)?.[index];
  if (bytes === undefined) throw new Error('no segment');
  return bytes;
}

function found(side: Side, index: number, bytes: Uint8Array | null, under = key) {
  const { finding, media } = checkSegment(manifest, { side, index, bytes }, under);
  return [finding, new TextDecoder().decode(media)];
}

describe('the manifest of a recording', () => {
  it('is read as it was signed by who recorded, and by nobody else', () => {
    expect(openManifest(signed, li.signing.publicKey)).toEqual(manifest);
    expect(codeOf(() => openManifest(signed, wang.signing.publicKey))).toBe('recording-manifest-signature');
  });

  it('has a root that stands for every byte of it', () => {
    const bytes = encodeManifest(manifest);
    const others = [
      { ...manifest, ended: millis(NOW + 4001) },
      { ...manifest, patient: null },
      { ...manifest, sides: manifest.sides.slice(1) },
    ].map((other) => rootOf(signManifest(other, li.signing.secretKey)));
    expect(new Set([rootOf(signed), ...others].map(String)).size).toBe(4);
    expect(decodeManifest(bytes)).toEqual(manifest);
  });

  it('is refused when it is not in its form', () => {
    const map = decodeCanonical(encodeManifest(manifest)) as Record<string, never>;
    const changes: Record<string, unknown>[] = [
      { version: 2 },
      { sides: [...manifest.sides, ...manifest.sides].map(() => ['own', []]) },
      { doctors: [[li.party.doctor, li.party.institution]] },
      { scope: 'everybody' },
      { more: 1 },
    ];
    for (const change of changes) {
      const bytes = encodeCanonical({ ...map, ...change } as never);
      expect(codeOf(() => decodeManifest(bytes))).toBe('recording-malformed');
    }
    expect(codeOf(() => rootOf(utf8('none')))).toBe('recording-malformed');
  });
});

describe('the segments of a recording, against its manifest', () => {
  it('are whole as they were recorded, also where the recorder was ended suddenly', () => {
    expect(found('own', 0, bytesOf('own', 0))).toEqual([null, 'own 0 begins and ends']);
    expect(found('other', 1, bytesOf('other', 1))).toEqual(['segment-unended', 'other 1 begins and ends']);
  });

  it('are told by name: altered, cut, misplaced and missing; what is whole of them still plays', () => {
    const bytes = bytesOf('own', 0);
    const flipped = bytes.slice();
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
    expect(found('own', 0, flipped)).toEqual(['segment-altered', 'own 0 begins']);
    expect(found('own', 0, bytes.subarray(0, bytes.length - 1))).toEqual(['segment-cut', 'own 0 begins']);
    expect(found('own', 0, bytesOf('own', 1))).toEqual(['segment-misplaced', '']);
    expect(found('own', 0, bytesOf('mixed', 0))).toEqual(['segment-misplaced', '']);
    expect(found('own', 0, null)).toEqual(['segment-missing', '']);
    expect(found('own', 2, bytes)).toEqual(['segment-missing', '']);
  });

  it('open to no third key', () => {
    for (const side of SIDES)
      expect(found(side, 0, bytesOf(side, 0), new Uint8Array(32).fill(3))).toEqual(['segment-altered', '']);
  });

  it('that somebody with the key sealed afterwards are altered all the same', () => {
    const sealer = new SegmentSealer({ recording, side: 'own', index: 0 }, key, seededRandom('again'));
    expect(found('own', 0, sealer.seal(utf8('something else'), 2000, true))[0]).toBe('segment-altered');
  });
});

describe("the patient's consent to it", () => {
  it('is read as it was signed, and holds for its very bytes and key', () => {
    const signature = signPatientConsent(consent, patient.secretKey);
    expect(decodePatientConsent(consent)).toMatchObject({ recording, dialogue, scope: 'video', time: NOW });
    expect(patientConsentHolds({ consent, signature }, patient.publicKey)).toBe(true);
    expect(patientConsentHolds({ consent, signature }, li.signing.publicKey)).toBe(false);
    const other = encodePatientConsent({ ...decodePatientConsent(consent), scope: 'audio' });
    expect(patientConsentHolds({ consent: other, signature }, patient.publicKey)).toBe(false);
    expect(codeOf(() => decodePatientConsent(utf8('yes')))).toBe('recording-malformed');
  });
});
