/**
 * Storage receipts. A node signs a record, or a recording of a consult, as its last signer when it holds the envelope that the record commits to
 * and every blob that the envelope names; what it signed for is durable before the signature leaves.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import { decodeEnvelope, envelopeCommitment, type BlobName, type Envelope } from '../crypto/envelope.ts';
import { decodeRecordingEnvelope } from '../crypto/recordingEnvelope.ts';
import { toSignature, type InstitutionId, type Signature } from '../crypto/ids.ts';
import { ConsiliumError, isConsiliumError } from '../errors.ts';
import type { Signer } from '../contracts/transactionKinds.ts';
import { readStaff, staffKey } from '../contracts/signers.ts';
import {
  decodeStatement,
  doctorSignatureHolds,
  statementHash,
  type Statement,
} from '../contracts/statement.ts';
import { decodeBody, signBody } from '../contracts/transaction.ts';
import type { BodyOf } from '../contracts/transactionKinds.ts';
import { demandNotErased } from '../contracts/visit/erased.ts';
import type { LedgerStore } from '../replica/ledgerStore.ts';
import { keptEnvelope } from './kept.ts';
import type { NodeKeys } from './keyFile.ts';
import type { Peers } from './peers.ts';
import type { LoggedIn } from './session.ts';
import type { NodeStore } from './store/nodeStore.ts';

export interface ReceiptsOptions {
  readonly institution: InstitutionId;
  readonly keys: NodeKeys;
  readonly store: LedgerStore;
  readonly nodeStore: NodeStore;
  readonly peers: Peers;
}

type RecordBody = BodyOf<'visit/record'>;
type AnchorBody = BodyOf<'consult/anchor'>;

export class Receipts {
  readonly #options: ReceiptsOptions;

  constructor(options: ReceiptsOptions) {
    this.#options = options;
  }

  /**
   * Errors: `receipt-refused` {check} for a body that is no record, or recording of the caller's, of this institution which
   * this node may sign; `envelope-malformed`, `envelope-mismatch` {check}, `blob-missing`, `statement-erased`, `erased`.
   */
  async give(
    {
      body: bodyBytes,
      envelope: envelopeBytes,
    }: { readonly body: Uint8Array; readonly envelope: Uint8Array },
    { entity: caller }: Pick<LoggedIn, 'entity'>,
  ): Promise<Signature> {
    const { keys, nodeStore, store } = this.#options;
    const body = decodedKept(bodyBytes);
    if (body.kind === 'consult/anchor')
      return this.#giveOfRecording({ body, bodyBytes, envelopeBytes, caller });
    const statement = this.#demandStatement(body);
    const index = this.#demandLastSigner(body);
    const envelope = decodeEnvelope(envelopeBytes);
    demandCommitted(envelope, body);
    demandLeaves(envelope, statement);
    this.#demandBlobs(envelope);
    await nodeStore.putEnvelope(envelope, envelopeBytes);
    const { network } = store.genesis;
    return toSignature(signBody({ network, index }, bodyBytes, keys.node.secretKey));
  }

  /** The holder asks for themself: a node stores nothing for someone who only claims to hold a recording. */
  async #giveOfRecording({
    body,
    bodyBytes,
    caller,
    envelopeBytes,
  }: {
    readonly body: AnchorBody;
    readonly bodyBytes: Uint8Array;
    readonly envelopeBytes: Uint8Array;
    readonly caller: Uint8Array;
  }): Promise<Signature> {
    const { institution, keys, nodeStore, store } = this.#options;
    const [holder] = body.signers;
    const isTheirs = holder?.role === 'doctor' && bytesEqual(holder.entity, caller);
    demandReceipt(isTheirs, 'author');
    const staff = readStaff(store, 'doctor', caller);
    demandReceipt(staff !== null && bytesEqual(staff.institution, institution), 'institution');
    const index = this.#demandLastSigner(body);
    const envelope = decodeRecordingEnvelope(envelopeBytes);
    const { blobs, commitment, name } = keptEnvelope('recording', envelopeBytes);
    demandMatch(bytesEqual(name, body.anchor), 'anchor');
    demandMatch(bytesEqual(commitment, body.commitment), 'commitment');
    // Both doctors may always open it.
    const ofBoth = [caller, body.other].every((doctor, place) =>
      bytesEqual(envelope.rows[place]?.doctor ?? NOBODY, doctor),
    );
    demandMatch(ofBoth, 'rows');
    const missing = blobs.findIndex((blob) => !this.#isHere(blob));
    if (missing >= 0) throw new ConsiliumError('blob-missing', { attachment: missing });
    await nodeStore.keepEnvelope({ name, commitment, blobs }, envelopeBytes);
    return toSignature(signBody({ network: store.genesis.network, index }, bodyBytes, keys.node.secretKey));
  }

  /** The author's own signature must hold: a node stores nothing for someone who only claims to be the author. */
  #demandStatement(body: RecordBody): Statement {
    const { institution, store } = this.#options;
    const statement = decodedStatement(body.statement);
    demandReceipt(bytesEqual(statement.network, store.genesis.network), 'network');
    demandReceipt(bytesEqual(statement.institution, institution), 'institution');
    const author =
      readStaff(store, 'doctor', statement.doctor) ?? readStaff(store, 'registrar', statement.doctor);
    const key = author === null ? null : staffKey(author, body.keyVersion);
    const hash = statementHash(body.statement);
    // What follows an erased record the ledger does not take: nothing of it is kept.
    if (statement.refers !== null) demandNotErased(store, statement.refers);
    demandReceipt(key !== null && doctorSignatureHolds(hash, body.doctorSignature, key.sign), 'author');
    return statement;
  }

  /** Answers the place at which this node signs. */
  #demandLastSigner({ signers }: Pick<RecordBody, 'signers'>): number {
    const last: Signer | undefined = signers.at(-1);
    const { institution, peers } = this.#options;
    const isUs =
      last?.role === 'node' && bytesEqual(last.entity, institution) && last.version === peers.keyVersion();
    demandReceipt(isUs && signers.length === 2, 'signers');
    return signers.length - 1;
  }

  #demandBlobs({ attachments = [], leaves }: Envelope): void {
    const missing = leaves.findIndex((leaf) => !this.#isHere(leaf.identity) || !this.#isHere(leaf.clinical));
    if (missing >= 0) throw new ConsiliumError('blob-missing', { leaf: missing });
    const lacking = attachments.findIndex((name) => !this.#isHere(name));
    if (lacking >= 0) throw new ConsiliumError('blob-missing', { attachment: lacking });
  }

  #isHere({ id, size }: BlobName): boolean {
    return this.#options.nodeStore.blobs.size(id) === size;
  }
}

const NOBODY = new Uint8Array(0);

function decodedKept(bytes: Uint8Array): RecordBody | AnchorBody {
  try {
    const body = decodeBody(bytes);
    if (body.kind === 'visit/record' || body.kind === 'consult/anchor') return body;
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
  }
  throw new ConsiliumError('receipt-refused', { check: 'body' });
}

function decodedStatement(bytes: Uint8Array): Statement {
  try {
    return decodeStatement(bytes);
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    throw new ConsiliumError('receipt-refused', { check: 'statement' }, { cause: error });
  }
}

function demandCommitted(envelope: Envelope, body: RecordBody): void {
  demandMatch(bytesEqual(envelope.statement, statementHash(body.statement)), 'statement');
  demandMatch(bytesEqual(envelopeCommitment(envelope), body.commitment), 'commitment');
}

/** Only an import has more than one document. */
function demandLeaves({ leaves }: Envelope, { kind }: Statement): void {
  demandMatch(kind === 'import' || leaves.length === 1, 'leaves');
}

function demandMatch(condition: boolean, check: string): void {
  if (!condition) throw new ConsiliumError('envelope-mismatch', { check });
}

function demandReceipt(condition: boolean, check: string): void {
  if (!condition) throw new ConsiliumError('receipt-refused', { check });
}
