/**
 * What stands in test/vectors/protocol/messages.json: a request and its answer for every method of the node protocol, a
 * refusal and a push, as the bytes that go over the wire. Ids and keys are made-up bytes; their meaning is not checked.
 */
import { toHex } from '../../src/crypto/bytes.ts';
import { decodeCanonical } from '../../src/crypto/cbor.ts';
import {
  toBinderKey,
  toBlobId,
  toCaseId,
  toCaseName,
  toSenderKey,
  toConsentKey,
  toEpochKey,
  toInstitutionId,
  toInvitationToken,
  toItemId,
  toMailId,
  toMailStream,
  toNetwork,
  toPepper,
  toPinTag,
  toRootKey,
  toSignature,
  toSigningKey,
  toStaffId,
  toStatementHash,
  toTxId,
} from '../../src/crypto/ids.ts';
import { RECORDING_ROW_LENGTH } from '../../src/crypto/recordingEnvelope.ts';
import { ROW_LENGTH, toSealedRow } from '../../src/crypto/row.ts';
import { METHODS, type MethodName, type ParamsOf, type ResultOf } from '../../src/hospital/methods.ts';
import { millis } from '../../src/ports.ts';
import { encodeRequest, encodeServerMessage } from '../../src/hospital/protocol.ts';
import type { VectorValue } from './cryptoVectors.ts';
import { plain } from './ledgerVectors.ts';

/** Bytes that count up from `first`. */
function bytes(length: number, first: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (first + index) % 256);
}

const signature = toSignature(bytes(64, 0x10));
const statement = toStatementHash(bytes(32, 0x20));
const blobId = toBlobId(bytes(32, 0x30));
const item = toItemId(bytes(16, 0x40));
const home = toInstitutionId(bytes(16, 0x50));
const tag = toPinTag(bytes(32, 0x60));
const pepper = toPepper(bytes(32, 0x70));
const root = toRootKey(bytes(32, 0x80));
const row = toSealedRow(bytes(ROW_LENGTH, 0x90));
const certificate = bytes(190, 0xa0);
const binderKey = toBinderKey(bytes(32, 0xb0));
const epoch = { epoch: 3, epochKey: toEpochKey(bytes(32, 0xc0)), binderKey };
const leaf = { identity: { id: blobId, size: 120 }, clinical: { id: toBlobId(bytes(32, 0x31)), size: 3000 } };
const envelope = { statement, leaves: [leaf], salt: bytes(32, 0xd0), patientRows: [row, row] };

const doctor = toStaffId(bytes(16, 0xe0));
const stream = toMailStream(bytes(16, 0xf0));
const invitation = toInvitationToken(bytes(16, 0x11));
const caseId = toCaseId(bytes(16, 0x22));
const caseName = toCaseName(bytes(32, 0x2a));
const sender = { institution: home, number: 3, key: toSenderKey(bytes(32, 0x2b)) };
const given = { envelope: bytes(60, 32), payload: bytes(48, 33), sender };
const named = { anchor: bytes(32, 34), doctor, version: 2, row: bytes(RECORDING_ROW_LENGTH, 36) };
const stored = {
  position: 9,
  from: doctor,
  stream,
  sequence: 5,
  stored: millis(1_799_000_000_000),
  expires: millis(1_800_000_000_000),
  sealed: bytes(40, 17),
};

type Samples = { readonly [M in MethodName]: { readonly params: ParamsOf<M>; readonly result: ResultOf<M> } };

const SAMPLES: Samples = {
  hello: {
    params: { protocol: 1 },
    result: {
      protocol: 1,
      network: toNetwork(bytes(32, 1)),
      chainId: 'consilium-1',
      institution: home,
      nodeKey: toSigningKey(bytes(32, 2)),
      nonce: bytes(32, 3),
      height: 42,
    },
  },
  login: { params: { role: 'doctor', entity: bytes(16, 4), keyVersion: 2, signature }, result: {} },
  logout: { params: {}, result: {} },
  genesis: { params: {}, result: { genesis: bytes(20, 5) } },
  blocks: { params: { from: 1, count: 200 }, result: { blocks: [{ block: bytes(9, 6), commit: bytes(7, 7) }] } },
  status: {
    params: { nonce: bytes(32, 8) },
    result: { height: 42, headerHash: bytes(32, 9), time: 1_800_000_000_000, signature },
  },
  subscribe: { params: {}, result: {} },
  submit: { params: { tx: bytes(12, 10) }, result: { id: toTxId(bytes(32, 11)) } },
  receipt: { params: { body: bytes(12, 12), envelope: bytes(14, 13) }, result: { signature } },
  'blob/put': { params: { blob: bytes(30, 14) }, result: { id: blobId } },
  'blob/get': { params: { id: blobId }, result: { blob: bytes(30, 14) } },
  'envelope/get': { params: { statement }, result: { envelope: bytes(14, 13) } },
  'gate/history': { params: { root, current: epoch, epochs: [epoch] }, result: { envelopes: [envelope] } },
  'gate/mine': {
    params: { statements: [statement] },
    result: { rows: [{ statement, leaf: 0, part: 'clinical', row, keyVersion: 1, names: leaf }] },
  },
  'gate/patient': {
    params: {
      root,
      epochs: [epoch],
      key: bytes(32, 15),
      slip: { epoch: 3, binderKey, certificate, issuerSignature: signature },
      signature,
    },
    result: { envelopes: [] },
  },
  'pepper/deposit': { params: { deposits: [{ item, tag, pepper }] }, result: {} },
  'pepper/release': { params: { item, home, tag }, result: { pepper } },
  'card/certificate': {
    params: { key: toConsentKey(bytes(32, 16)), home },
    result: { certificate, issuerSignature: signature },
  },
  'card/certify': { params: { certificates: [certificate] }, result: { signatures: [signature] } },
  'mailbox/send': {
    params: { to: doctor, stream, base: 3, sequence: 5, expires: millis(1_800_000_000_000), sealed: bytes(40, 17) },
    result: {},
  },
  'mailbox/fetch': { params: { after: 0 }, result: { mail: [stored] } },
  'mailbox/acknowledge': { params: { mail: [toMailId(bytes(32, 18))] }, result: {} },
  'mailbox/receipts': {
    params: { to: doctor, stream, since: 4 },
    result: { receipts: [{ sequence: 4, state: 'delivered', time: millis(1_799_000_000_000) }] },
  },
  'mailbox/watch': { params: { visible: true }, result: {} },
  'mailbox/presence': { params: { doctors: [doctor] }, result: { present: [true] } },
  token: {
    params: {},
    result: { id: bytes(16, 0xe0), secret: bytes(32, 0xe1), expires: millis(1_770_000_300_000) },
  },
  'audit/list': {
    params: { from: 1 },
    result: {
      entries: [
        {
          number: 1,
          time: millis(1_799_000_000_000),
          method: 'login',
          kind: '',
          code: 'login-signature',
          count: 3,
          actor: { role: 'doctor', entity: doctor },
          hash: bytes(32, 19),
        },
      ],
      head: { number: 1, hash: bytes(32, 19), signature },
    },
  },
  'gate/grants': {
    params: {},
    result: {
      grants: [
        {
          grant: epoch.epochKey,
          salt: bytes(32, 0xd1),
          version: 1,
          records: [{ statement, leaves: [leaf] }],
          rows: [{ index: 0, leaf: 0, part: 'clinical', row }],
        },
      ],
    },
  },
  'patient/receipt': {
    params: { body: bytes(12, 20), consent: signature, parcel: bytes(14, 21) },
    result: { signature },
  },
  'patient/deliver': { params: { parcel: bytes(14, 22) }, result: {} },
  'patient/submit': { params: { tx: bytes(12, 23) }, result: { id: toTxId(bytes(32, 24)) } },
  'node/report': {
    params: {},
    result: {
      height: 42,
      trouble: null,
      connections: 3,
      loggedIn: 2,
      envelopes: 5,
      blobs: 10,
      blobBytes: 4096,
      mail: 1,
      mailBytes: 40,
      copiesDue: 5,
      copiesMissing: 0,
    },
  },
  'invite/make': { params: {}, result: { token: invitation, expires: millis(1_800_000_000_000) } },
  'invite/offer': { params: { token: invitation, enrolment: 'CN1:ABC' }, result: {} },
  'invite/state': { params: { token: invitation }, result: { state: 'offered' } },
  'invite/list': {
    params: {},
    result: { offers: [{ token: invitation, enrolment: 'CN1:ABC', time: millis(1_799_000_000_000) }] },
  },
  'invite/decline': { params: { token: invitation }, result: {} },
  'relay/credentials': {
    params: {},
    result: {
      relay: {
        urls: ['turn:relay.example:3478?transport=udp'],
        username: '1800000000:00112233445566778899aabbccddeeff',
        password: 'ERITFBUWFxgZGhscHR4fICEiIyQ=',
        expires: millis(1_800_000_000_000),
      },
    },
  },
  'token/guest': {
    params: {},
    result: { id: bytes(16, 0xe0), secret: bytes(32, 0xe1), expires: millis(1_770_000_300_000) },
  },
  'case-key/put': {
    params: { case: caseId, readers: [{ doctor, version: 2, wrapped: bytes(97, 0x21) }] },
    result: {},
  },
  'case-key/get': { params: { case: caseId }, result: { version: 2, wrapped: bytes(97, 0x21) } },
  'case-key/withdraw': { params: { case: caseId }, result: {} },
  'blocks/return': {
    params: { blocks: [{ block: bytes(5, 20), commit: bytes(4, 21) }] },
    result: { height: 44 },
  },
  'gate/former': {
    params: { roots: [root, root], current: epoch, epochs: [epoch] },
    result: { envelopes: [envelope] },
  },
  'erase/ask': { params: { request: bytes(90, 21), signature }, result: {} },
  'erase/state': {
    params: { home, statements: [statement] },
    result: {
      standings: [
        { statement, state: 'declined', received: millis(1_800_000_000_000), reason: '正在申诉期' },
      ],
    },
  },
  'erase/list': {
    params: {},
    result: { wishes: [{ request: bytes(90, 21), signature, received: millis(1_800_000_000_000) }] },
  },
  'erase/decline': { params: { statement, reason: '正在申诉期' }, result: {} },
  'exchange/deliver': { params: { parcel: bytes(14, 25) }, result: {} },
  'gate/exchanges': {
    params: {},
    result: {
      exchanges: [
        {
          exchange: toTxId(bytes(32, 26)),
          back: false,
          salt: bytes(32, 0xd2),
          note: '',
          version: 1,
          records: [{ statement, leaves: [leaf] }],
          rows: [{ index: 0, leaf: 0, part: 'identity', row }],
        },
      ],
    },
  },
  'profile/put': { params: { profile: bytes(150, 27) }, result: {} },
  'profile/get': { params: { doctors: [doctor] }, result: { profiles: [bytes(150, 27)] } },
  'blob/forget': { params: { blobs: [blobId] }, result: {} },
  'case/sender-key': { params: {}, result: sender },
  'case/bring': {
    params: {
      content: bytes(40, 31),
      keyVersion: 1,
      signature,
      envelope: bytes(60, 32),
      payload: bytes(48, 33),
      consents: [{ consent: bytes(80, 34), signature: bytes(64, 35) }],
      salt: bytes(32, 36),
      dossier: bytes(52, 37),
      archive: bytes(52, 38),
    },
    result: {},
  },
  'case/recall': { params: { case: caseName }, result: {} },
  'case/mine': {
    params: {},
    result: { cases: [{ case: caseName, received: millis(1_800_000_000_000), dossier: bytes(52, 37) }] },
  },
  'case/get': { params: { case: caseName }, result: given },
  'case/opened': { params: { case: caseName }, result: {} },
  'case/fetch': { params: { case: caseName }, result: given },
  'case/dossier': { params: { case: caseName }, result: { archive: bytes(52, 38) } },
  'recording/envelope': { params: { anchor: bytes(32, 34) }, result: { envelope: bytes(70, 35) } },
  'recording/name': { params: named, result: {} },
  'recording/unname': { params: { anchor: named.anchor, doctor }, result: {} },
  'gate/recordings': { params: {}, result: { recordings: [named] } },
  'mailbox/receive': { params: { visible: true }, result: {} },
};

/** The file name is the key. */
export function protocolVectors(): Readonly<Record<string, VectorValue>> {
  const names = Object.keys(SAMPLES) as readonly MethodName[];
  return {
    messages: {
      methods: names.map((name, index) => exchange(name, index + 1)),
      refusal: message(
        encodeServerMessage({ kind: 'refusal', id: 7, code: 'pin-wrong', detail: { left: 3, locked: false, until: null } }),
      ),
      push: message(encodeServerMessage({ kind: 'push', event: 'block', height: 43 })),
    },
  };
}

function exchange<M extends MethodName>(name: M, id: number): VectorValue {
  const { caller, params, result } = METHODS[name];
  const sample = SAMPLES[name];
  return {
    method: name,
    caller,
    request: message(encodeRequest({ id, method: name, params: params.encode(sample.params) })),
    answer: message(encodeServerMessage({ kind: 'result', id, result: result.encode(sample.result) })),
  };
}

function message(encoded: Uint8Array): VectorValue {
  return { fields: plain(decodeCanonical(encoded)), bytes: toHex(encoded) };
}
