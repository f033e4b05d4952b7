import { describe, expect, it } from 'vitest';
import { decodeContent, encodeContent, LONGEST_TEXT, type Content } from '../../src/consult/contents.ts';
import { RECORDING_SEGMENT_TYPE, type GivenFile } from '../../src/consult/givenFiles.ts';
import { sealedSize } from '../../src/crypto/attachment.ts';
import { toBlobId } from '../../src/crypto/ids.ts';
import { toMessageId, toRequestHash } from '../../src/consult/ids.ts';
import { decodeParcel, encodeParcel } from '../../src/consult/parcel.ts';
import { decrypt, encrypt, startAsAcceptor, startAsRequester } from '../../src/consult/ratchet.ts';
import { decodeRatchetState, encodeRatchetState } from '../../src/consult/ratchetState.ts';
import { safetyNumber } from '../../src/consult/safetyNumber.ts';
import { concatBytes, u32be, utf8 } from '../../src/crypto/bytes.ts';
import { toSignature, toStatementHash, toTxId } from '../../src/crypto/ids.ts';
import { encodeCanonical, type CborValue } from '../../src/crypto/cbor.ts';
import { sodium } from '../../src/crypto/sodium.ts';
import { codeOf } from '../support/codeOf.ts';
import { doctor, NETWORK, NOW, seededRandom } from './people.ts';

const id = toMessageId(new Uint8Array(16).fill(3));
const reply = toMessageId(new Uint8Array(16).fill(4));
const text: Content = { kind: 'text', time: NOW, id, text: '血压偏低,先停用', reply };

const file: GivenFile = {
  title: '胸部.dcm',
  contentType: 'application/dicom',
  size: 1000,
  sha256: new Uint8Array(32).fill(5),
  blob: toBlobId(new Uint8Array(32).fill(6)),
  blobSize: sealedSize(1000),
  key: new Uint8Array(32).fill(7),
  place: {
    series: '1.2.3',
    modality: 'CT',
    number: 4,
    study: { uid: '1.2', date: '2026-11-01', accession: '', description: '' },
  },
};
/** Sealed while it was recorded: the content is the blob. */
const segment = {
  ...file,
  contentType: RECORDING_SEGMENT_TYPE,
  blobSize: file.size,
  sha256: file.blob,
  place: null,
};
const files: Content = { kind: 'files', time: NOW, id, is: 'files', count: 9, from: 3, files: [file] };

function padded(map: Uint8Array): Uint8Array {
  const whole = concatBytes(u32be(map.length), map);
  return concatBytes(whole, new Uint8Array((256 - (whole.length % 256)) % 256));
}

describe('a content of a dialogue', () => {
  const contents: readonly Content[] = [
    { kind: 'begin', time: NOW },
    text,
    { ...files, files: [segment] },
    { ...text, reply: null },
    { kind: 'edit', time: NOW, id, text: 'changed' },
    { kind: 'delete', time: NOW, id },
    { kind: 'receipt', time: NOW, state: 'delivered', ids: [id, reply] },
    { kind: 'receipt', time: NOW, state: 'read', ids: [id] },
    {
      kind: 'exchange',
      time: NOW,
      id,
      exchange: toTxId(new Uint8Array(32).fill(5)),
      salt: new Uint8Array(32).fill(6),
      note: '请看第二份',
      statements: [toStatementHash(new Uint8Array(32).fill(7))],
    },
    { kind: 'retention', time: NOW, id, days: 7, word: 'propose' },
    {
      kind: 'transcript',
      time: NOW,
      id,
      transcript: new Uint8Array([1, 2, 3]),
      oldest: NOW,
      version: 1,
      signature: toSignature(new Uint8Array(64).fill(8)),
    },
    { kind: 'transcript-answer', time: NOW, id, version: 1, signature: null },
    files,
    { ...files, is: 'voice', count: 1, from: 0 },
    { kind: 'record', time: NOW, id, statement: new Uint8Array(32), title: '门诊病历', parts: file },
    { kind: 'record', time: NOW, id, statement: new Uint8Array(32), title: '', parts: null },
    { kind: 'stored', time: NOW, id },
    { kind: 'received', time: NOW, id },
    { kind: 'end', time: NOW },
  ];

  it.each(contents)('of kind $kind comes out as it went in', (content) => {
    expect(decodeContent(encodeContent(content))).toEqual(content);
  });

  it('tells by its size only in how many blocks of 256 bytes it fits', () => {
    const lengths = ['a', 'a'.repeat(100)].map((said) => encodeContent({ ...text, text: said }).length);
    expect(lengths).toEqual([256, 256]);
    expect(encodeContent({ ...text, text: 'a'.repeat(300) })).toHaveLength(512);
  });

  const map = (fields: Record<string, CborValue>): Uint8Array =>
    padded(encodeCanonical({ kind: 'delete', time: NOW, id, ...fields }));
  const plainFile = { ...file, place: null };
  const filesMap = (fields: Record<string, CborValue>): Uint8Array =>
    padded(encodeCanonical({ ...files, files: [plainFile], ...fields }));
  const refused: readonly (readonly [string, Uint8Array])[] = [
    ['nothing', new Uint8Array(0)],
    ['an unknown kind', map({ kind: 'shout' })],
    ['a field of another kind', map({ text: 'x' })],
    ['an id of another length', map({ id: new Uint8Array(15) })],
    ['a missing id', padded(encodeCanonical({ kind: 'delete', time: NOW }))],
    ['an empty text', map({ kind: 'edit', text: '  ' })],
    ['a text that is too long', map({ kind: 'edit', text: 'x'.repeat(LONGEST_TEXT + 1) })],
    ['a receipt of nothing', padded(encodeCanonical({ kind: 'receipt', time: NOW, state: 'read', ids: [] }))],
    ['an unknown state', padded(encodeCanonical({ kind: 'receipt', time: NOW, state: 'seen', ids: [id] }))],
    ['what is no map', padded(encodeCanonical(['delete']))],
    ['files of nothing', filesMap({ files: [] })],
    ['files beyond their number', filesMap({ from: 9 })],
    ['more files than a message has', filesMap({ count: 2001 })],
    ['a voice of several files', filesMap({ is: 'voice' })],
    ['a file whose blob is of another size', filesMap({ files: [{ ...plainFile, blobSize: 999 }] })],
    ['a segment of another size', filesMap({ files: [{ ...segment, blobSize: sealedSize(1000) }] })],
    ['a segment of another hash', filesMap({ files: [{ ...segment, sha256: file.sha256 }] })],
    [
      'a segment that is too large',
      filesMap({ files: [{ ...segment, size: 0x1000_0001, blobSize: 0x1000_0001 }] }),
    ],
    ['a file that is too large', filesMap({ files: [{ ...plainFile, size: 4_000_000_001 }] })],
    ['a file without its key', filesMap({ files: [{ ...plainFile, key: new Uint8Array(31) }] })],
    ['a file with a name that goes on', filesMap({ files: [{ ...plainFile, title: 'x'.repeat(201) }] })],
    ['padding that is no zeros', encodeContent(text).with(255, 1)],
    ['a block of padding more', concatBytes(encodeContent(text), new Uint8Array(256))],
    ['a length beyond its end', encodeContent(text).with(2, 9)],
    ['a block that is not whole', encodeContent(text).slice(0, -1)],
  ];

  it.each(refused)('is refused for %s', (_, bytes) => {
    expect(codeOf(() => decodeContent(bytes))).toBe('consult-malformed');
  });

  it('that the other side would refuse is not sent', () => {
    expect(codeOf(() => encodeContent({ ...text, text: 'x'.repeat(LONGEST_TEXT + 1) }))).toBe(
      'field-malformed',
    );
  });
});

describe('the state of a ratchet in the desk', () => {
  it('goes on after a restart as if there had been none, skipped keys and all', () => {
    const random = seededRandom('state');
    const secret = random(32);
    const requestSecret = random(32);
    const requestKey = sodium.crypto_scalarmult_base(requestSecret);
    const by = { associatedData: utf8('ad'), now: NOW, random };
    const again = (state: Parameters<typeof encodeRatchetState>[0]) =>
      decodeRatchetState(encodeRatchetState(state));
    const acceptor = startAsAcceptor(secret, requestKey, random);
    if (acceptor === null) throw new Error('no acceptor');
    const first = encrypt(again(acceptor), utf8('first'), by.associatedData);
    const second = first && encrypt(again(first.state), utf8('second'), by.associatedData);
    if (!first || !second) throw new Error('no chain');
    const later = decrypt(again(startAsRequester(secret, requestSecret)), second.message, by);
    if (later.refusal !== null) throw new Error(later.refusal);
    expect(again(later.state)).toEqual(later.state);
    const earlier = decrypt(again(later.state), first.message, by);
    expect(earlier).toMatchObject({ refusal: null, plaintext: utf8('first') });
    expect(decrypt(again(later.state), second.message, by)).toEqual({ refusal: 'ratchet-replayed' });
  });

  it('is not guessed at when it is of a newer program, or has a field more', () => {
    const state = startAsRequester(new Uint8Array(32), new Uint8Array(32).fill(1));
    const fields = { ...state, own: state.own.secretKey, skipped: [], version: 2 };
    expect(codeOf(() => decodeRatchetState(encodeCanonical(fields)))).toBe('suite-unknown');
    expect(codeOf(() => decodeRatchetState(encodeCanonical({ ...fields, version: 1, more: 1 })))).toBe(
      'field-unknown',
    );
  });
});

describe('a parcel', () => {
  it('comes out as it went in, and anything else is none', () => {
    const sealed = new Uint8Array([9, 8]);
    const dialogue = toRequestHash(new Uint8Array(32).fill(1));
    for (const parcel of [
      { kind: 'request', sealed },
      { kind: 'answer', sealed },
      { kind: 'message', dialogue, message: sealed },
      { kind: 'refusal', sealed },
    ] as const)
      expect(decodeParcel(encodeParcel(parcel))).toEqual(parcel);
    for (const bytes of [
      new Uint8Array(0),
      new Uint8Array([0, 1]),
      new Uint8Array([3, 1]),
      new Uint8Array([5]),
    ])
      expect(decodeParcel(bytes)).toBeNull();
  });
});

describe('the safety number', () => {
  const [li, wang] = [doctor(1), doctor(2)].map(({ party, signing }) => ({
    doctor: party.doctor,
    signingKey: signing.publicKey,
  }));

  it('is the same sixty digits on both screens, and others for another key', () => {
    if (li === undefined || wang === undefined) throw new Error('no doctors');
    const number = safetyNumber(NETWORK, li, wang);
    expect(number).toHaveLength(12);
    expect(number.every((group) => /^\d{5}$/u.test(group))).toBe(true);
    expect(safetyNumber(NETWORK, wang, li)).toEqual(number);
    const other = safetyNumber(NETWORK, li, { ...wang, signingKey: doctor(3).signing.publicKey });
    expect(other.slice(0, 6)).toEqual(number.slice(0, 6));
    expect(other.slice(6)).not.toEqual(number.slice(6));
  });
});
