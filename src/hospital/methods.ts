/**
 * The methods of the node protocol: who may call each, and the strict codecs of what it takes and gives. Server
 * and client both follow from this one table, and so does the page in ARCHITECTURE.md.
 */
import {
  toConsentKey,
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
import { auditPortion, type AuditPortion } from './audit/shapes.ts';
import {
  blob,
  blobName,
  certificate,
  deposits,
  envelope,
  genesis,
  hello,
  helloParams,
  institution,
  item,
  login,
  MOST_CERTIFICATES,
  MOST_FORGOTTEN,
  MOST_STATEMENTS,
  nonce,
  pepper,
  pinTag,
  signature,
  statementHash,
  status,
  token,
  transaction,
  txId,
  type LoginProof,
} from './fields.ts';
import type { MailReceipt, OutgoingMail, StoredMail } from './mailbox/mail.ts';
import {
  askedDoctors,
  mailIds,
  mailReceipts,
  outgoingMail,
  presences,
  receiptQuery,
  storedMail,
  type ReceiptQuery,
} from './mailbox/shapes.ts';
import type {
  CertifiedCertificate,
  FormerRequest,
  HistoryRequest,
  NodeHello,
  OwnRow,
  PatientEnvelope,
  PepperDeposit,
} from './nodeClient.ts';
import { PATIENT_METHODS, type PatientCalls } from './patient/shapes.ts';
import { ERASE_METHODS, type EraseCalls } from './erasing/shapes.ts';
import { EXCHANGE_METHODS, type ExchangeCalls } from './exchange/shapes.ts';
import { INVITATION_METHODS, type InvitationCalls } from './invitations/shapes.ts';
import { CASE_KEY_METHODS, type CaseKeyCalls } from './cases/shapes.ts';
import { SHARED_CASE_METHODS, type SharedCaseCalls } from './cases/sharedShapes.ts';
import { PROFILE_METHODS, type ProfileCalls } from './profiles/shapes.ts';
import { RECORDING_METHODS, type RecordingCalls } from './recordings/shapes.ts';
import { RELAY_METHODS, type RelayCalls } from './relay/shapes.ts';
import { nodeReport, type NodeReport } from './report.ts';
import { bool, bytes, list, nothing, record, uint, type Nothing, type Shape } from './schema.ts';
import {
  formerRequest,
  historyRequest,
  ownRows,
  patientEnvelopes,
  patientQuery,
  rawBlocks,
  type PatientQuery,
} from './shapes.ts';
import type { Token } from './tokens.ts';

/**
 * Who may call a method. Roles are those of a login on the connection; `admitted` is whoever logged in, or proved at
 * the gate to be a patient; `colleague` is a doctor of this or of another institution; `reader` is any of these.
 */
export type Caller =
  | 'anyone'
  | 'admitted'
  | 'reader'
  | 'logged-in'
  | 'staff'
  | 'node'
  | 'officer'
  | 'registrar'
  | 'doctor'
  | 'colleague';

/** Params and result of every method. */
export interface Calls
  extends
    PatientCalls,
    InvitationCalls,
    RelayCalls,
    CaseKeyCalls,
    EraseCalls,
    ExchangeCalls,
    ProfileCalls,
    RecordingCalls,
    SharedCaseCalls {
  hello: { params: { readonly protocol: number }; result: NodeHello };
  login: { params: LoginProof; result: Nothing };
  logout: { params: Nothing; result: Nothing };
  token: { params: Nothing; result: Token };
  'token/guest': { params: Nothing; result: Token };
  genesis: { params: Nothing; result: { readonly genesis: Uint8Array } };
  blocks: {
    params: { readonly from: number; readonly count: number };
    result: { readonly blocks: readonly RawBlock[] };
  };
  'blocks/return': {
    params: { readonly blocks: readonly RawBlock[] };
    result: { readonly height: number };
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
  'blob/forget': { params: { readonly blobs: readonly BlobId[] }; result: Nothing };
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
  'gate/former': { params: FormerRequest; result: { readonly envelopes: readonly PatientEnvelope[] } };
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
  'mailbox/receive': { params: { readonly visible: boolean }; result: Nothing };
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
  hello: { caller: 'anyone', params: helloParams, result: hello },
  login: { caller: 'anyone', params: login, result: nothing },
  logout: { caller: 'anyone', params: nothing, result: nothing },
  token: { caller: 'admitted', params: nothing, result: token },
  genesis: { caller: 'anyone', params: nothing, result: record({ genesis }) },
  blocks: {
    caller: 'admitted',
    params: record({ from: uint, count: uint }),
    result: record({ blocks: rawBlocks }),
  },
  status: { caller: 'anyone', params: record({ nonce }), result: status },
  subscribe: { caller: 'logged-in', params: nothing, result: nothing },
  submit: { caller: 'logged-in', params: record({ tx: transaction }), result: record({ id: txId }) },
  receipt: {
    caller: 'staff',
    params: record({ body: transaction, envelope }),
    result: record({ signature }),
  },
  'blob/put': { caller: 'logged-in', params: record({ blob }), result: record({ id: blobName }) },
  'blob/get': { caller: 'admitted', params: record({ id: blobName }), result: record({ blob }) },
  'envelope/get': {
    caller: 'node',
    params: record({ statement: statementHash }),
    result: record({ envelope }),
  },
  'gate/history': {
    caller: 'doctor',
    params: historyRequest,
    result: record({ envelopes: patientEnvelopes }),
  },
  'gate/mine': {
    caller: 'staff',
    params: record({ statements: list(statementHash, MOST_STATEMENTS) }),
    result: record({ rows: ownRows }),
  },
  'gate/patient': {
    caller: 'anyone',
    params: patientQuery,
    result: record({ envelopes: patientEnvelopes }),
  },
  'gate/former': {
    caller: 'admitted',
    params: formerRequest,
    result: record({ envelopes: patientEnvelopes }),
  },
  'pepper/deposit': { caller: 'registrar', params: record({ deposits }), result: nothing },
  'pepper/release': {
    caller: 'anyone',
    params: record({ item, home: institution, tag: pinTag }),
    result: record({ pepper }),
  },
  'card/certificate': {
    caller: 'anyone',
    params: record({ key: bytes(32, toConsentKey), home: institution }),
    result: record({ certificate, issuerSignature: signature }),
  },
  'card/certify': {
    caller: 'registrar',
    params: record({ certificates: list(certificate, MOST_CERTIFICATES) }),
    result: record({ signatures: list(signature, MOST_CERTIFICATES) }),
  },
  ...PATIENT_METHODS,
  'mailbox/send': { caller: 'colleague', params: outgoingMail, result: nothing },
  'mailbox/fetch': {
    caller: 'doctor',
    params: record({ after: uint }),
    result: record({ mail: storedMail }),
  },
  'mailbox/acknowledge': { caller: 'doctor', params: record({ mail: mailIds }), result: nothing },
  'mailbox/receipts': {
    caller: 'colleague',
    params: receiptQuery,
    result: record({ receipts: mailReceipts }),
  },
  'mailbox/watch': { caller: 'colleague', params: record({ visible: bool }), result: nothing },
  'mailbox/receive': { caller: 'colleague', params: record({ visible: bool }), result: nothing },
  'mailbox/presence': {
    caller: 'colleague',
    params: record({ doctors: askedDoctors }),
    result: record({ present: presences }),
  },
  'audit/list': { caller: 'officer', params: record({ from: uint }), result: auditPortion },
  'node/report': { caller: 'officer', params: nothing, result: nodeReport },
  ...INVITATION_METHODS,
  ...RELAY_METHODS,
  ...CASE_KEY_METHODS,
  ...SHARED_CASE_METHODS,
  ...ERASE_METHODS,
  'blocks/return': {
    caller: 'anyone',
    params: record({ blocks: rawBlocks }),
    result: record({ height: uint }),
  },
  'token/guest': { caller: 'colleague', params: nothing, result: token },
  ...EXCHANGE_METHODS,
  ...PROFILE_METHODS,
  'blob/forget': {
    caller: 'staff',
    params: record({ blobs: list(blobName, MOST_FORGOTTEN) }),
    result: nothing,
  },
  ...RECORDING_METHODS,
};

export function isMethod(name: string): name is MethodName {
  return Object.hasOwn(METHODS, name);
}
