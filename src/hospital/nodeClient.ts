/**
 * What a workstation, a node of another institution or the command line may ask of a hospital node. The client
 * over a socket implements it, and so does a node in the same process; both pass one contract suite.
 *
 * Nothing that a node answers is believed: blocks are verified by the replica, blobs by their id, envelopes by the
 * ledger's commitment, rows by what they open. Every method rejects with a ConsiliumError: the node's own refusal
 * by its code, or `node-away`, `connection-closed`, `request-timeout`, `node-busy`.
 */
import type { SenderKeyOf } from '../crypto/caseEnvelope.ts';
import type { Envelope } from '../crypto/envelope.ts';
import type {
  BinderKey,
  BlobId,
  CaseId,
  CaseName,
  ConsentKey,
  EpochKey,
  InstitutionId,
  InvitationToken,
  ItemId,
  MailId,
  Network,
  Pepper,
  PinTag,
  RootKey,
  Signature,
  SigningKey,
  StaffId,
  StatementHash,
  TxId,
} from '../crypto/ids.ts';
import type { NodeChallenge } from '../crypto/login.ts';
import type { SealedRow } from '../crypto/row.ts';
import type { Part } from '../crypto/part.ts';
import type { EnvelopeLeaf } from '../crypto/envelope.ts';
import type { AuditPortion } from './audit/shapes.ts';
import type { BlobTransfers } from './blobs/transfers.ts';
import type { MailReceipt, OutgoingMail, StoredMail } from './mailbox/mail.ts';
import type { ReceiptQuery } from './mailbox/shapes.ts';
import type { ExchangedToReader } from './exchange/shapes.ts';
import type { GrantedRecords } from './patient/shapes.ts';
import type { EraseStanding, EraseWish } from './erasing/shapes.ts';
import type { InvitationState, MadeInvitation, Offer } from './invitations/shapes.ts';
import type { CaseReader, WrappedCaseKey } from './cases/shapes.ts';
import type { BroughtCase, GivenCase, OwnCase } from './cases/sharedShapes.ts';
import type { NamedReader } from './recordings/shapes.ts';
import type { RelayCredentials } from './relay/shapes.ts';
import type { NodeReport } from './report.ts';
import type { BlockSource } from '../replica/sync.ts';

/** Version of the node protocol. A newer node answers `update-workstation`, an older one `update-node`. */
export const NODE_PROTOCOL = 1;

/** What a node says of itself when a connection begins; `nonce` is for the logins on this connection. */
export interface NodeHello {
  readonly protocol: number;
  readonly network: Network;
  readonly chainId: string;
  readonly institution: InstitutionId;
  readonly nodeKey: SigningKey;
  readonly nonce: Uint8Array;
  readonly height: number;
}

/** Who logs in. `sign` gets the challenge of each new connection, so that a reconnected client logs in again. */
export interface NodeLogin {
  readonly role: 'officer' | 'registrar' | 'doctor' | 'node';
  /** Staff id, or the institution for `node`. */
  readonly entity: Uint8Array;
  readonly keyVersion: number;
  readonly sign: (challenge: NodeChallenge) => Signature;
}

/** One epoch of a patient, shown by the key that its certificate's binder commits to. */
export interface EpochProof {
  readonly epoch: number;
  readonly epochKey: EpochKey;
  readonly binderKey: BinderKey;
}

/** The gate for a doctor: `current` is the open visit, `epochs` are those whose records are wanted (all ≤ current). */
export interface HistoryRequest {
  readonly root: RootKey;
  readonly current: EpochProof;
  readonly epochs: readonly EpochProof[];
}

/**
 * Rows under a former root. `roots` begins with that of the caller: a doctor's open visit `current`, or (null) the
 * patient who proved it on this connection. Each that follows was succeeded by the one before it; `epochs` are of the last.
 */
export interface FormerRequest {
  readonly roots: readonly RootKey[];
  readonly current: EpochProof | null;
  readonly epochs: readonly EpochProof[];
}

/** The gate for the patient: P itself (master card), or the CPK of a slip whose epoch is not spent. */
export interface PatientRequest {
  readonly root: RootKey;
  readonly epochs: readonly EpochProof[];
  readonly proof:
    | { readonly kind: 'root'; readonly sign: (challenge: NodeChallenge) => Signature }
    | {
        readonly kind: 'consent';
        readonly key: ConsentKey;
        /** C_i of the slip's epoch, with its issuer's signature: ties CPK_i to P through the binder. */
        readonly certificate: Uint8Array;
        readonly issuerSignature: Signature;
        readonly binderKey: BinderKey;
        readonly epoch: number;
        readonly sign: (challenge: NodeChallenge) => Signature;
      };
}

/** An envelope as the patient's card opens it: no rows of others. */
export interface PatientEnvelope extends Pick<
  Envelope,
  'statement' | 'leaves' | 'salt' | 'patientRows' | 'attachments'
> {}

/** The caller's own row of one part of one of their statements. */
export interface OwnRow {
  readonly statement: StatementHash;
  readonly leaf: number;
  readonly part: Part;
  readonly row: SealedRow;
  readonly keyVersion: number;
  readonly names: EnvelopeLeaf;
}

export interface PepperDeposit {
  readonly item: ItemId;
  readonly tag: PinTag;
  readonly pepper: Pepper;
}

/** A certificate with the signature of the institution that certified it. */
export interface CertifiedCertificate {
  /** 190 bytes. */
  readonly certificate: Uint8Array;
  readonly issuerSignature: Signature;
}

/**
 * A doctor at a mailbox: at their own institution's node for their own messages, at the recipient's to leave one. A
 * message is delivered at least once and in the order of its stream; whoever fetches it knows it again by its name
 * (mail.ts, mailId).
 */
export interface MailboxClient {
  /**
   * Resolves when the message is durable. Sending the same one again changes nothing.
   * Errors: `recipient-unknown`, `recipient-suspended`, `mailbox-order` {expected}, `mailbox-conflict`, `mailbox-full`
   * {whose}, `mailbox-expires`.
   */
  send(mail: OutgoingMail): Promise<void>;
  /** What waits for the caller after a position, 0 for all: oldest first, in portions. */
  fetch(after: number): Promise<readonly StoredMail[]>;
  /** The caller keeps these now; the node forgets their content. */
  acknowledge(mail: readonly MailId[]): Promise<void>;
  /** How far the messages of one of the caller's streams have come, from number `since` on. */
  receipts(query: ReceiptQuery): Promise<readonly MailReceipt[]>;
  /**
   * Told when a message came, mostly with that message itself; and with null when others may have come, when the state of a
   * sent one changed, and after each reconnection. There is one listener.
   * While it lasts the doctor is shown as present, unless `visible` is false.
   */
  watch(visible: boolean, listener: (came: StoredMail | null) => void): Promise<() => void>;
  /** Who of these doctors is here and lets it be seen, in the same order. */
  presence(doctors: readonly StaffId[]): Promise<readonly boolean[]>;
}

/**
 * A patient without a doctor: what comes carries the patient's own signature, so nobody logs in for it and it can be
 * sent again when the patient has gone.
 */
export interface PatientRightsClient {
  /**
   * Stores an own entry's parcel (see patient/parcels.ts) and signs its body as the last signer.
   * Errors: `receipt-refused` {check}, `envelope-mismatch` {check}, `parcel-too-large`, the ledger's refusals.
   */
  receipt(body: Uint8Array, consent: Signature, parcel: Uint8Array): Promise<Signature>;
  /**
   * Brings a grant's rows to the node of the grantee's institution, before the grant itself is submitted.
   * Errors: `receipt-refused` {check}, `parcel-too-large`, `node-away`, the ledger's refusals.
   */
  deliver(parcel: Uint8Array): Promise<void>;
  /** Own entries, grants and revocations. Errors: `receipt-refused` for anything else, the ledger's refusals. */
  submit(transaction: Uint8Array): Promise<TxId>;
  /** Doctor: what is granted to them now. To be checked against the ledger. */
  grants(): Promise<readonly GrantedRecords[]>;
}

/** Rows of exchanges between doctors (exchange/exchanges.ts says what each is refused for). */
export interface ExchangesClient {
  /** Brings rows to the node of the reader's institution, before the transaction that gives them. */
  deliver(parcel: Uint8Array): Promise<void>;
  /** Doctor: what is given to them now. To be checked against the ledger. */
  given(): Promise<readonly ExchangedToReader[]>;
}

/** Wishes to have a record erased (erasing/eraseRequests.ts says what each is refused for). */
export interface ErasingClient {
  /** From the patient; the wish is durable at the node of the author's institution. */
  ask(request: Uint8Array, signature: Signature): Promise<void>;
  /** Of records that `home` holds; those that nobody asked to erase, and those that are erased, are left out. */
  standings(home: InstitutionId, statements: readonly StatementHash[]): Promise<readonly EraseStanding[]>;
  /** What waits for the officers of this institution. */
  wishes(): Promise<readonly EraseWish[]>;
  decline(statement: StatementHash, reason: string): Promise<void>;
}

/** Invitations of an institution (invitations/invitations.ts says what each is refused for). */
export interface InvitationsClient {
  /** Officer. */
  make(): Promise<MadeInvitation>;
  /** Officer: what was answered and waits. */
  offers(): Promise<readonly Offer[]>;
  /** Officer. */
  decline(token: InvitationToken): Promise<void>;
  /** Whoever holds the token. */
  offer(token: InvitationToken, enrolment: string): Promise<void>;
  /** Whoever holds the token. */
  state(token: InvitationToken): Promise<InvitationState>;
}

/** Keys of shared cases (cases/caseKeys.ts says what each is refused for). */
export interface CaseKeysClient {
  /** Author, at the node of their own institution: for each reader the key as it is sealed to them. */
  put(name: CaseId, readers: readonly CaseReader[]): Promise<void>;
  /** Reader, at the author's node: their own. To be opened with crypto/caseKey.ts, which checks whose key it is. */
  get(name: CaseId): Promise<WrappedCaseKey>;
  /** Author: no key is given any more. */
  withdraw(name: CaseId): Promise<void>;
}

/** What doctors say of themselves (profiles/profiles.ts says what each is refused for). */
export interface ProfilesClient {
  /** Doctor, at the node of their own institution: see crypto/doctorProfile.ts. */
  put(profile: Uint8Array): Promise<void>;
  /** In the order of the question; to be checked with the doctor's registered key. */
  get(doctors: readonly StaffId[]): Promise<readonly (Uint8Array | null)[]>;
}

/** Shared cases (cases/sharedCases.ts says what each is refused for). */
export interface SharedCasesClient {
  /** Doctor: under which key a case is sealed now. */
  senderKey(): Promise<SenderKeyOf>;
  /** Doctor: the case is durable at their node, and waits for its batch. */
  bring(brought: BroughtCase): Promise<void>;
  /** Its author, before its batch. */
  recall(name: CaseName): Promise<void>;
  /** Doctor: what they brought, with the dossier as it is sealed to them. */
  mine(): Promise<readonly OwnCase[]>;
  /** Doctor: anybody's case, to be checked against the ledger. */
  get(name: CaseName): Promise<GivenCase>;
  /** Doctor: they read it now. */
  opened(name: CaseName): Promise<void>;
  /** Officer: the dossier of a case of this institution as it is sealed to the archive. */
  archived(name: CaseName): Promise<Uint8Array>;
}

/** Recordings that stand on the ledger (recordings/recordings.ts says what each is refused for). */
export interface RecordingsClient {
  /** Doctor who may open it. To be checked against the ledger's commitment. */
  envelope(anchor: Uint8Array): Promise<Uint8Array>;
  /** Its holder: a further doctor may open it. */
  name(named: NamedReader): Promise<void>;
  /** Its holder: no more from now on. */
  unname(anchor: Uint8Array, doctor: StaffId): Promise<void>;
  /** Doctor: what they were named for, with their keys. */
  named(): Promise<readonly NamedReader[]>;
}

export interface NodeClient extends BlockSource {
  /** Large blobs, in pieces. */
  readonly transfers: BlobTransfers;
  /** Whether a request has a chance now. */
  connected(): boolean;
  /** Called with each change of {@link connected}; the returned function ends it. */
  onConnection(listener: (connected: boolean) => void): () => void;
  /** Resolves when connected (and hello was checked), else rejects with `node-away` or what hello was refused for. */
  hello(): Promise<NodeHello>;
  /** Logs in on this and every later connection. Errors: `login-*`, `signer-*` codes of the registry. */
  login(login: NodeLogin): Promise<void>;
  /** Forgets the login and drops the connection's rights. */
  logout(): void;

  submit(transaction: Uint8Array): Promise<TxId>;
  /**
   * Stores the envelope (its blobs must be there: `blob-missing`) and signs `body` as the last signer.
   * `body` is a `visit/record`, or the caller's `consult/anchor`, whose commitment is the envelope's.
   */
  receipt(body: Uint8Array, envelope: Uint8Array): Promise<Signature>;
  storeBlob(id: BlobId, blob: Uint8Array): Promise<void>;
  /**
   * Takes back blobs that the caller stored here. What an envelope names, or somebody else stored too, stays for them; what
   * is not here, or is not the caller's, is passed over.
   */
  forgetBlobs(blobs: readonly BlobId[]): Promise<void>;
  /** From this node, or through it from the institution that has it. Errors: `blob-unknown`. Checked against the id. */
  blob(id: BlobId): Promise<Uint8Array>;

  /** Errors: `gate-no-visit`, `gate-binder`. Only consented (or following) statements of the epochs asked for. */
  history(request: HistoryRequest): Promise<readonly PatientEnvelope[]>;
  /** Rows of the caller: identity parts only until followUntil. Unknown statements are left out. */
  mine(statements: readonly StatementHash[]): Promise<readonly OwnRow[]>;
  /**
   * Needs no login. Whoever proved to be a patient of this ledger, with a slip or with P and an epoch whose visit
   * stands on it, is admitted to blocks and blobs on this connection.
   * Errors: `gate-signature`, `gate-slip-spent`, `gate-binder`.
   */
  patient(request: PatientRequest): Promise<readonly PatientEnvelope[]>;
  /**
   * Rows under a root that was succeeded, asked by a doctor with an open visit. Errors: `gate-no-visit`, `gate-binder`,
   * `gate-succession`.
   */
  former(request: FormerRequest): Promise<readonly PatientEnvelope[]>;
  /** As {@link former}, asked by the patient of the first root, whose proof `own` goes before it. */
  formerOfPatient(
    own: PatientRequest,
    former: Omit<FormerRequest, 'current'>,
  ): Promise<readonly PatientEnvelope[]>;

  /** Registrar. */
  depositPeppers(deposits: readonly PepperDeposit[]): Promise<void>;
  /**
   * Relayed to `home`. Errors: `pin-wrong` {left}, `slip-locked`, `pepper-unknown`, `node-away`. Needs no login: a
   * patient at a kiosk has none. The right tag is the proof, and ten wrong ones are the guard.
   */
  releasePepper(item: ItemId, home: InstitutionId, tag: PinTag): Promise<Pepper>;
  /** Registrar: the institution's card key signs certificates. Errors: `certificate-refused`. */
  certify(certificates: readonly Uint8Array[]): Promise<readonly Signature[]>;
  /**
   * C_i by the CPK_i in a slip, from the node that certified it; relayed to `home`. A slip holds card i+1, not card
   * i, and {@link patient} asks for C_i. Needs no login. Errors: `certificate-unknown`, `node-away`.
   */
  certificate(key: ConsentKey, home: InstitutionId): Promise<CertifiedCertificate>;

  /**
   * Officer: the audit log from a number on, in portions. The caller checks that each entry follows from the one before
   * (audit/entry.ts).
   */
  audit(from: number): Promise<AuditPortion>;
  /** Officer: how the node is. */
  report(): Promise<NodeReport>;

  /** Doctor: a password for the hospital's media relay; null where it has none, and workstations meet directly. */
  relay(): Promise<RelayCredentials | null>;

  readonly sharedCases: SharedCasesClient;
  /** Keys of the cases that this node's doctors share. */
  readonly cases: CaseKeysClient;
  /** How somebody new comes to the institution. */
  readonly invitations: InvitationsClient;
  readonly erasing: ErasingClient;
  readonly profiles: ProfilesClient;
  /** The mailboxes of this node's doctors. */
  readonly mailbox: MailboxClient;
  /** What patients bring to this node without a doctor, and what they granted to its doctors. */
  readonly rights: PatientRightsClient;
  /** What doctors give each other. */
  readonly exchanges: ExchangesClient;
  readonly recordings: RecordingsClient;

  close(): void;
}
