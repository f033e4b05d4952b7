/**
 * Storage receipts. A node signs a record as its last signer when it holds the envelope that the record commits to
 * and every blob that the envelope names; what it signed for is durable before the signature leaves.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import { decodeEnvelope, envelopeCommitment, type BlobName, type Envelope } from '../crypto/envelope.ts';
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
import type { NodeKeys } from './keyFile.ts';
import type { Peers } from './peers.ts';
import type { NodeStore } from './store/nodeStore.ts';

export interface ReceiptsOptions {
  readonly institution: InstitutionId;
  readonly keys: NodeKeys;
  readonly store: LedgerStore;
  readonly nodeStore: NodeStore;
  readonly peers: Peers;
}

type RecordBody = BodyOf<'visit/record'>;

export class Receipts {
  readonly #options: ReceiptsOptions;

  constructor(options: ReceiptsOptions) {
    this.#options = options;
  }

  /**
   * Errors: `receipt-refused` {check} for a body that is no record of this institution which this node may sign;
   * `envelope-malformed`, `envelope-mismatch` {check}, `blob-missing`, `statement-erased`, `erased`.
   */
  async give(bodyBytes: Uint8Array, envelopeBytes: Uint8Array): Promise<Signature> {
    const { keys, nodeStore, store } = this.#options;
    const body = decodedRecord(bodyBytes);
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
  #demandLastSigner({ signers }: RecordBody): number {
    const last: Signer | undefined = signers.at(-1);
    const { institution, peers } = this.#options;
    const isUs =
      last?.role === 'node' && bytesEqual(last.entity, institution) && last.version === peers.keyVersion();
    demandReceipt(isUs && signers.length === 2, 'signers');
    return signers.length - 1;
  }

  #demandBlobs({ attachments = [], leaves }: Envelope): void {
    const isHere = ({ id, size }: BlobName): boolean => this.#options.nodeStore.blobs.size(id) === size;
    const missing = leaves.findIndex(({ identity, clinical }) => !isHere(identity) || !isHere(clinical));
    if (missing >= 0) throw new ConsiliumError('blob-missing', { leaf: missing });
    const lacking = attachments.findIndex((name) => !isHere(name));
    if (lacking >= 0) throw new ConsiliumError('blob-missing', { attachment: lacking });
  }
}

function decodedRecord(bytes: Uint8Array): RecordBody {
  try {
    const body = decodeBody(bytes);
    if (body.kind === 'visit/record') return body;
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
  if (!bytesEqual(envelope.statement, statementHash(body.statement))) {
    throw new ConsiliumError('envelope-mismatch', { check: 'statement' });
  }
  if (!bytesEqual(envelopeCommitment(envelope), body.commitment)) {
    throw new ConsiliumError('envelope-mismatch', { check: 'commitment' });
  }
}

/** Only an import has more than one document. */
function demandLeaves({ leaves }: Envelope, { kind }: Statement): void {
  if (kind !== 'import' && leaves.length !== 1)
    throw new ConsiliumError('envelope-mismatch', { check: 'leaves' });
}

function demandReceipt(condition: boolean, check: string): void {
  if (!condition) throw new ConsiliumError('receipt-refused', { check });
}
