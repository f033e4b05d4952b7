import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobId, sealPart } from '../../src/crypto/blob.ts';
import { concatBytes, toHex, u32be, u8 } from '../../src/crypto/bytes.ts';
import { decodeCanonical, encodeCanonical } from '../../src/crypto/cbor.ts';
import type { CborMap, CborValue } from '../../src/crypto/cbor.ts';
import {
  blobsOf,
  decodeEnvelope,
  encodeEnvelope,
  envelopeCommitment,
  patientRow,
} from '../../src/crypto/envelope.ts';
import type { Envelope, EnvelopeLeaf, RecipientRow } from '../../src/crypto/envelope.ts';
import { toPartKey, toSealingKey, toStatementHash } from '../../src/crypto/ids.ts';
import { epochKeys, historyKeys, viewKey } from '../../src/crypto/patientKeys.ts';
import { makeRow, openRow } from '../../src/crypto/row.ts';
import type { RowPlace } from '../../src/crypto/row.ts';
import { sealTo, sealingKeyPair } from '../../src/crypto/sealing.ts';
import { codeOf, withBitFlipped } from './support/codeOf.ts';
import { deterministicRandom } from './support/deterministicRandom.ts';
import { cardOf, seed } from './support/patient.ts';

const random = deterministicRandom('consilium/test/envelope');
const statement = toStatementHash(random(32));
const doctor = sealingKeyPair(random(32));
const stranger = sealingKeyPair(random(32));
const place: RowPlace = { statement, leaf: 2, part: 'clinical' };
const key = toPartKey(random(32));

/** An envelope of visit `epoch` with rows for the patient and one doctor. */
function envelopeOf(epoch: number, leafCount: number): { envelope: Envelope; keys: readonly Uint8Array[] } {
  const recipient = cardOf(epoch).certificate.nextSealingKey;
  const leaves: EnvelopeLeaf[] = [];
  const patientRows = [];
  const rows: RecipientRow[] = [];
  const keys = [];
  for (let leaf = 0; leaf < leafCount; leaf += 1) {
    const identity = sealPart('identity', random(40), random);
    const clinical = sealPart('clinical', random(200), random);
    leaves.push({
      identity: { id: identity.id, size: identity.size },
      clinical: { id: clinical.id, size: clinical.size },
    });
    for (const part of [identity, clinical]) {
      const content = { statement, leaf, part: part.part, key: part.key };
      patientRows.push(makeRow(recipient, content, random));
      keys.push(part.key);
      const to = { kind: 'staff' as const, entity: random(16), version: 1 };
      rows.push({ to, leaf, part: part.part, row: makeRow(doctor.publicKey, content, random) });
    }
  }
  return { envelope: { statement, leaves, salt: random(32), patientRows, rows }, keys };
}

const { envelope, keys } = envelopeOf(5, 3);
const encoded = encodeEnvelope(envelope);

/** The envelope's bytes with some fields replaced, whether or not that makes sense. */
function tampered(change: CborMap): Uint8Array {
  const value = decodeCanonical(encoded);
  return encodeCanonical({ ...(value as CborMap), ...change });
}

describe('a row', () => {
  it('gives its recipient the key of the place it names', () => {
    const row = makeRow(doctor.publicKey, { ...place, key }, random);
    expect(row).toHaveLength(118);
    expect(openRow(row, doctor, place)).toEqual(key);
  });

  it('is refused when it is asked for another statement, leaf or part', () => {
    const row = makeRow(doctor.publicKey, { ...place, key }, random);
    const others: RowPlace[] = [
      { ...place, statement: toStatementHash(random(32)) },
      { ...place, leaf: 0 },
      { ...place, part: 'identity' },
    ];
    for (const other of others) expect(codeOf(() => openRow(row, doctor, other))).toBe('row-mismatch');
  });

  it('is refused when it is of another suite, too short or too long inside', () => {
    const content = concatBytes(statement, u32be(2), u8(2), key);
    const rowOf = (plaintext: Uint8Array): Uint8Array => sealTo(doctor.publicKey, plaintext, random);
    expect(openRow(rowOf(concatBytes(u8(1), content)), doctor, place)).toEqual(key);
    for (const bad of [concatBytes(u8(2), content), concatBytes(u8(1), content, u8(0)), u8(1)]) {
      expect(codeOf(() => openRow(rowOf(bad), doctor, place))).toBe('row-mismatch');
    }
  });

  it('opens for nobody else, and not after any single bit was turned', () => {
    const row = makeRow(doctor.publicKey, { ...place, key }, random);
    expect(codeOf(() => openRow(row, stranger, place))).toBe('row-unreadable');
    expect(codeOf(() => openRow(row.slice(0, 40), doctor, place))).toBe('row-unreadable');
    for (let at = 0; at < row.length; at += 1) {
      expect(
        codeOf(() => openRow(withBitFlipped(row, at, at % 8), doctor, place)),
        `byte ${at}`,
      ).toBe('row-unreadable');
    }
  });

  it('is not sealed to a key of small order', () => {
    const smallOrder = toSealingKey(new Uint8Array(32));
    expect(codeOf(() => makeRow(smallOrder, { ...place, key }, random))).toBe('key-malformed');
  });

  it('of visit e opens with every card after e, and with no card up to e', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), (visit, epoch) => {
        const recipient = epochKeys(viewKey(seed, visit + 1), visit + 1).sealing.publicKey;
        const row = makeRow(recipient, { ...place, key }, random);
        const held = historyKeys({ epoch, viewKey: viewKey(seed, epoch) });
        const opened = held.filter(({ sealing }) => codeOf(() => openRow(row, sealing, place)) === 'taken');
        expect(opened.map((keysOfEpoch) => keysOfEpoch.epoch)).toEqual(epoch > visit ? [visit + 1] : []);
      }),
      { numRuns: 25 },
    );
  });
});

describe('an envelope', () => {
  it('reads back as it was written', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.integer({ min: 1, max: 4 }), (epoch, leaves) => {
        const made = envelopeOf(epoch, leaves).envelope;
        expect(decodeEnvelope(encodeEnvelope(made))).toEqual(made);
      }),
      { numRuns: 10 },
    );
  });

  it('gives the holder of the next card every part, row by row', () => {
    const { sealing } = epochKeys(viewKey(seed, 6), 6);
    envelope.leaves.forEach((_, leaf) => {
      (['identity', 'clinical'] as const).forEach((part, offset) => {
        const row = patientRow(envelope, leaf, part);
        expect(row).toBeDefined();
        expect(openRow(row ?? new Uint8Array(0), sealing, { statement, leaf, part })).toEqual(
          keys[2 * leaf + offset],
        );
      });
    });
    expect(patientRow(envelope, 3, 'identity')).toBeUndefined();
  });

  it('is committed to by leaves, patient rows and salt, and not by rows for others', () => {
    const commitment = toHex(envelopeCommitment(envelope));
    const [first] = envelope.leaves;
    if (first === undefined) throw new Error('the envelope of this test has leaves');
    const resized = { ...first, identity: { ...first.identity, size: first.identity.size + 1 } };
    expect(toHex(envelopeCommitment({ ...envelope, salt: random(32) }))).not.toBe(commitment);
    expect(toHex(envelopeCommitment({ ...envelope, leaves: [resized] }))).not.toBe(commitment);
    expect(
      toHex(envelopeCommitment({ ...envelope, patientRows: envelope.patientRows.toReversed() })),
    ).not.toBe(commitment);
    const withoutRows: Envelope = { ...envelope, rows: [] };
    expect(toHex(envelopeCommitment(withoutRows))).toBe(commitment);
  });

  it('names its attachments and is committed to by them; without any its bytes are those of before', () => {
    const attachments = [
      { id: blobId(random(40)), size: 40 },
      { id: blobId(random(50)), size: 50 },
    ];
    const full: Envelope = { ...envelope, attachments };
    expect(decodeEnvelope(encodeEnvelope(full))).toEqual(full);
    expect(blobsOf(full).slice(-2)).toEqual(attachments);
    const commitment = toHex(envelopeCommitment(full));
    expect(commitment).not.toBe(toHex(envelopeCommitment(envelope)));
    expect(commitment).not.toBe(
      toHex(envelopeCommitment({ ...full, attachments: attachments.toReversed() })),
    );
    expect(toHex(encodeEnvelope({ ...envelope, attachments: [] }))).toBe(toHex(encodeEnvelope(envelope)));
    expect(toHex(envelopeCommitment({ ...envelope, attachments: [] }))).toBe(
      toHex(envelopeCommitment(envelope)),
    );
  });

  const row = envelope.patientRows[0] ?? new Uint8Array(0);
  const refused: readonly (readonly [string, CborMap])[] = [
    ['another suite', { suite: 2 }],
    ['an unknown field', { note: 'x' }],
    ['a list of no attachments', { attachments: [] }],
    ['an attachment of three', { attachments: [[random(32), 1, 1]] }],
    ['no leaf', { leaves: [], patientRows: [] }],
    ['a leaf of three', { leaves: [[random(32), 1, random(32)]], patientRows: [row, row], rows: [] }],
    ['a leaf of five', { leaves: [[random(32), 1, random(32), 1, 1]], patientRows: [row, row], rows: [] }],
    ['a negative size', { leaves: [[random(32), -1, random(32), 1]], patientRows: [row, row], rows: [] }],
    ['too few patient rows', { patientRows: [row] }],
    ['a short row', { patientRows: Array.from({ length: 6 }, () => row.slice(1)) }],
    ['a short salt', { salt: random(31) }],
    ['a short statement', { statement: random(31) }],
    ['a recipient of unknown kind', { rows: [{ to: ['friend', random(16), 1], leaf: 0, part: 1, row }] }],
    ['a recipient with a short id', { rows: [{ to: ['staff', random(15), 1], leaf: 0, part: 1, row }] }],
    ['a recipient of four fields', { rows: [{ to: ['staff', random(16), 1, 1], leaf: 0, part: 1, row }] }],
    ['a third part', { rows: [{ to: ['staff', random(16), 1], leaf: 0, part: 3, row }] }],
    [
      'a row for a leaf that is not there',
      { rows: [{ to: ['staff', random(16), 1], leaf: 3, part: 1, row }] },
    ],
  ];

  it.each(refused)('with %s is refused', (_, change) => {
    expect(codeOf(() => decodeEnvelope(tampered(change)))).toBe('envelope-malformed');
  });

  it('is refused when it is not canonical, cut, lengthened or no envelope', () => {
    const other: CborValue = [1, 2];
    const bad = [
      new Uint8Array(0),
      encoded.slice(0, -1),
      concatBytes(encoded, u8(0)),
      encodeCanonical(other),
    ];
    for (const bytes of bad) expect(codeOf(() => decodeEnvelope(bytes))).toBe('envelope-malformed');
    const noncanonical = concatBytes(u8(0xb8), u8(6), encoded.slice(1));
    expect(codeOf(() => decodeEnvelope(noncanonical))).toBe('envelope-malformed');
  });

  it('never reads back as another one after a bit was turned', () => {
    const places = fc.nat(encoded.length - 1);
    fc.assert(
      fc.property(places, fc.nat(7), (at, bit) => {
        const bytes = withBitFlipped(encoded, at, bit);
        fc.pre(codeOf(() => decodeEnvelope(bytes)) === 'taken');
        expect(encodeEnvelope(decodeEnvelope(bytes))).toEqual(bytes);
      }),
    );
  });

  it('is not written when its counts do not fit', () => {
    expect(codeOf(() => encodeEnvelope({ ...envelope, patientRows: [] }))).toBe('envelope-malformed');
    expect(codeOf(() => encodeEnvelope({ ...envelope, leaves: [] }))).toBe('envelope-malformed');
  });
});
