/**
 * The methods of the node protocol: who may call each, and the strict codecs of what it takes and gives. Server
 * and client both follow from this one table, and so does the page in ARCHITECTURE.md.
 */
import { asBytes, asMap, asUint } from '../crypto/cbor.ts';
import {
  toConsentKey,
  toInstitutionId,
  toItemId,
  toPepper,
  toPinTag,
  toTxId,
  type BlobId,
  type ConsentKey,
  type InstitutionId,
  type ItemId,
  type MailId,
  type Pepper,
  type PinTag,
  type Signature,
  type StaffId,
  type StatementHash,
  type TxId,
} from '../crypto/ids.ts';
import type { NodeStatus, RawBlock } from '../replica/sync.ts';
import {
  blobIdOf,
  blobOf,
  boolField,
  bytesField,
  deposits,
  envelopeOf,
  hello,
  LARGEST_GENESIS,
  LARGEST_TRANSACTION,
  limited,
  listField,
  login,
  MOST_CERTIFICATES,
  MOST_STATEMENTS,
  nonceOf,
  signatureOf,
  single,
  statementOf,
  status,
  token,
  uintField,
  type LoginProof,
} from './fields.ts';
import type {
  CertifiedCertificate,
  HistoryRequest,
  NodeHello,
  OwnRow,
  PatientEnvelope,
  PepperDeposit,
} from './nodeClient.ts';
import { auditPortion, type AuditPortion } from './audit/shapes.ts';
import type { MailReceipt, OutgoingMail, StoredMail } from './mailbox/mail.ts';
import {
  acknowledgement,
  fetchedMail,
  mailReceipts,
  outgoingMail,
  presence,
  presenceQuery,
  receiptQuery,
  type ReceiptQuery,
} from './mailbox/shapes.ts';
import { PATIENT_METHODS, type PatientCalls } from './patient/shapes.ts';
import { INVITATION_METHODS, type InvitationCalls } from './invitations/shapes.ts';
import { nodeReport, type NodeReport } from './report.ts';
import {
  historyRequest,
  nothing,
  ownRows,
  patientEnvelopes,
  patientQuery,
  rawBlocks,
  type Nothing,
  type PatientQuery,
  type Shape,
} from './shapes.ts';
import type { Token } from './tokens.ts';

/**
 * Who may call a method. Roles are those of a login on the connection; `admitted` is whoever logged in, or proved at
 * the gate to be a patient; `colleague` is a doctor of this or of another institution.
 */
export type Caller =
  | 'anyone'
  | 'admitted'
  | 'logged-in'
  | 'staff'
  | 'node'
  | 'officer'
  | 'registrar'
  | 'doctor'
  | 'colleague';

/** Params and result of every method. */
export interface Calls extends PatientCalls, InvitationCalls {
  hello: { params: { readonly protocol: number }; result: NodeHello };
  login: { params: LoginProof; result: Nothing };
  logout: { params: Nothing; result: Nothing };
  token: { params: Nothing; result: Token };
  genesis: { params: Nothing; result: { readonly genesis: Uint8Array } };
  blocks: {
    params: { readonly from: number; readonly count: number };
    result: { readonly blocks: readonly RawBlock[] };
  };
  status: { params: { readonly nonce: Uint8Array }; result: NodeStatus };
  subscribe: { params: Nothing; result: Nothing };
  submit: { params: { readonly tx: Uint8Array }; result: { readonly id: TxId } };
  receipt: {
    params: { readonly body: Uint8Array; readonly envelope: Uint8Array };
    result: { readonly signature: Signature };
  };
  'blob/put': { params: { readonly blob: Uint8Array }; result: { readonly id: BlobId } };
  'blob/get': { params: { readonly id: BlobId }; result: { readonly blob: Uint8Array } };
  'envelope/get': {
    params: { readonly statement: StatementHash };
    result: { readonly envelope: Uint8Array };
  };
  'gate/history': { params: HistoryRequest; result: { readonly envelopes: readonly PatientEnvelope[] } };
  'gate/mine': {
    params: { readonly statements: readonly StatementHash[] };
    result: { readonly rows: readonly OwnRow[] };
  };
  'gate/patient': { params: PatientQuery; result: { readonly envelopes: readonly PatientEnvelope[] } };
  'pepper/deposit': { params: { readonly deposits: readonly PepperDeposit[] }; result: Nothing };
  'pepper/release': {
    params: { readonly item: ItemId; readonly home: InstitutionId; readonly tag: PinTag };
    result: { readonly pepper: Pepper };
  };
  'card/certificate': {
    params: { readonly key: ConsentKey; readonly home: InstitutionId };
    result: CertifiedCertificate;
  };
  'card/certify': {
    params: { readonly certificates: readonly Uint8Array[] };
    result: { readonly signatures: readonly Signature[] };
  };
  'mailbox/send': { params: OutgoingMail; result: Nothing };
  'mailbox/fetch': { params: { readonly after: number }; result: { readonly mail: readonly StoredMail[] } };
  'mailbox/acknowledge': { params: { readonly mail: readonly MailId[] }; result: Nothing };
  'mailbox/receipts': { params: ReceiptQuery; result: { readonly receipts: readonly MailReceipt[] } };
  'mailbox/watch': { params: { readonly visible: boolean }; result: Nothing };
  'audit/list': { params: { readonly from: number }; result: AuditPortion };
  'node/report': { params: Nothing; result: NodeReport };
  'mailbox/presence': {
    params: { readonly doctors: readonly StaffId[] };
    result: { readonly present: readonly boolean[] };
  };
}

export type MethodName = keyof Calls;
export type ParamsOf<M extends MethodName> = Calls[M]['params'];
export type ResultOf<M extends MethodName> = Calls[M]['result'];

export interface Method<P, R> {
  readonly caller: Caller;
  readonly params: Shape<P>;
  readonly result: Shape<R>;
}

export const METHODS: { readonly [M in MethodName]: Method<ParamsOf<M>, ResultOf<M>> } = {
  hello: { caller: 'anyone', params: single('protocol', uintField), result: hello },
  login: { caller: 'anyone', params: login, result: nothing },
  logout: { caller: 'anyone', params: nothing, result: nothing },
  token: { caller: 'admitted', params: nothing, result: token },
  genesis: {
    caller: 'anyone',
    params: nothing,
    result: single(
      'genesis',
      bytesField('genesis', (value) => limited(value, LARGEST_GENESIS, 'genesis')),
    ),
  },
  blocks: {
    caller: 'admitted',
    params: {
      encode: ({ from, count }) => ({ from, count }),
      decode: (value) => {
        const map = asMap(value, ['from', 'count'], 'blocks');
        return { from: asUint(map.from, 'blocks.from'), count: asUint(map.count, 'blocks.count') };
      },
    },
    result: single('blocks', rawBlocks),
  },
  status: { caller: 'anyone', params: single('nonce', bytesField('nonce', nonceOf)), result: status },
  subscribe: { caller: 'logged-in', params: nothing, result: nothing },
  submit: {
    caller: 'logged-in',
    params: single(
      'tx',
      bytesField('tx', (value) => limited(value, LARGEST_TRANSACTION, 'tx')),
    ),
    result: single(
      'id',
      bytesField('id', (value) => toTxId(asBytes(value, 32, 'tx.id'))),
    ),
  },
  receipt: {
    caller: 'staff',
    params: {
      encode: ({ body, envelope }) => ({ body, envelope }),
      decode: (value) => {
        const map = asMap(value, ['body', 'envelope'], 'receipt');
        return {
          body: limited(map.body, LARGEST_TRANSACTION, 'receipt.body'),
          envelope: envelopeOf(map.envelope),
        };
      },
    },
    result: single('signature', bytesField('signature', signatureOf)),
  },
  'blob/put': {
    caller: 'logged-in',
    params: single('blob', bytesField('blob', blobOf)),
    result: single('id', bytesField('id', blobIdOf)),
  },
  'blob/get': {
    caller: 'admitted',
    params: single('id', bytesField('id', blobIdOf)),
    result: single('blob', bytesField('blob', blobOf)),
  },
  'envelope/get': {
    caller: 'node',
    params: single('statement', bytesField('statement', statementOf)),
    result: single('envelope', bytesField('envelope', envelopeOf)),
  },
  'gate/history': { caller: 'doctor', params: historyRequest, result: single('envelopes', patientEnvelopes) },
  'gate/mine': {
    caller: 'staff',
    params: single('statements', listField('statements', MOST_STATEMENTS, statementOf)),
    result: single('rows', ownRows),
  },
  'gate/patient': { caller: 'anyone', params: patientQuery, result: single('envelopes', patientEnvelopes) },
  'pepper/deposit': { caller: 'registrar', params: deposits, result: nothing },
  'pepper/release': {
    caller: 'anyone',
    params: {
      encode: ({ item, home, tag }) => ({ item, home, tag }),
      decode: (value) => {
        const map = asMap(value, ['item', 'home', 'tag'], 'release');
        return {
          item: toItemId(asBytes(map.item, 16, 'release.item')),
          home: toInstitutionId(asBytes(map.home, 16, 'release.home')),
          tag: toPinTag(asBytes(map.tag, 32, 'release.tag')),
        };
      },
    },
    result: single(
      'pepper',
      bytesField('pepper', (value) => toPepper(asBytes(value, 32, 'pepper'))),
    ),
  },
  'card/certificate': {
    caller: 'anyone',
    params: {
      encode: ({ key, home }) => ({ key, home }),
      decode: (value) => {
        const map = asMap(value, ['key', 'home'], 'certificate');
        return {
          key: toConsentKey(asBytes(map.key, 32, 'certificate.key')),
          home: toInstitutionId(asBytes(map.home, 16, 'certificate.home')),
        };
      },
    },
    result: {
      encode: ({ certificate, issuerSignature }) => ({ certificate, issuerSignature }),
      decode: (value) => {
        const map = asMap(value, ['certificate', 'issuerSignature'], 'certificate');
        return {
          certificate: asBytes(map.certificate, 190, 'certificate.certificate'),
          issuerSignature: signatureOf(map.issuerSignature),
        };
      },
    },
  },
  'card/certify': {
    caller: 'registrar',
    params: single(
      'certificates',
      listField('certificates', MOST_CERTIFICATES, (value) => asBytes(value, 190, 'certificate')),
    ),
    result: single('signatures', listField('signatures', MOST_CERTIFICATES, signatureOf)),
  },
  ...PATIENT_METHODS,
  'mailbox/send': { caller: 'colleague', params: outgoingMail, result: nothing },
  'mailbox/fetch': { caller: 'doctor', params: single('after', uintField), result: fetchedMail },
  'mailbox/acknowledge': { caller: 'doctor', params: acknowledgement, result: nothing },
  'mailbox/receipts': { caller: 'colleague', params: receiptQuery, result: mailReceipts },
  'mailbox/watch': { caller: 'colleague', params: single('visible', boolField), result: nothing },
  'mailbox/presence': { caller: 'colleague', params: presenceQuery, result: presence },
  'audit/list': { caller: 'officer', params: single('from', uintField), result: auditPortion },
  'node/report': { caller: 'officer', params: nothing, result: nodeReport },
  ...INVITATION_METHODS,
};

export function isMethod(name: string): name is MethodName {
  return Object.hasOwn(METHODS, name);
}
