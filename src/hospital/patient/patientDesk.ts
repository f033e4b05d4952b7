/**
 * What a patient brings to a node without a doctor: own entries, grants, revocations. Nobody logs in for it, since what
 * comes carries the patient's own signature; it is checked against the ledger before a byte of it is kept.
 *
 * Invariants:
 *   1. Only what the ledger would take now is stored, or what it has taken already.
 *   2. A node signs an own entry when it holds the envelope that the entry commits to, and its two blobs.
 *   3. A grant's rows lie at the node of the grantee's institution, under a list whose hash the patient signed.
 *   4. Nothing is submitted here but what patients sign.
 */
import { blobId } from '../../crypto/blob.ts';
import { bytesEqual } from '../../crypto/bytes.ts';
import { decodeEnvelope, envelopeCommitment, type BlobName, type Envelope } from '../../crypto/envelope.ts';
import { toEpochKey, toInstitutionId, toSignature } from '../../crypto/ids.ts';
import type { InstitutionId, Signature, TxId } from '../../crypto/ids.ts';
import { decodeCertificate } from '../../crypto/certificate.ts';
import { ConsiliumError, isConsiliumError } from '../../errors.ts';
import type { Clock } from '../../ports.ts';
import { grantRecordsHash } from '../../contracts/access/records.ts';
import { readStaff } from '../../contracts/signers.ts';
import { statementHash } from '../../contracts/statement.ts';
import { decodeBody, decodeTransaction, encodeTransaction, signBody } from '../../contracts/transaction.ts';
import { isErased } from '../../contracts/visit/erased.ts';
import type { BodyOf, TransactionBody, TransactionKind } from '../../contracts/transactionKinds.ts';
import { ownedBy } from '../blobs/owner.ts';
import type { NodeKeys } from '../keyFile.ts';
import type { LedgerHost } from '../ledgerHost.ts';
import type { Peers } from '../peers.ts';
import type { NodeStore } from '../store/nodeStore.ts';
import { demandTaken } from '../taken.ts';
import {
  decodeEntryParcel,
  decodeGrantParcel,
  withoutRowsOf,
  type EntryParcel,
  type GrantParcel,
} from './parcels.ts';

export interface PatientDeskOptions {
  readonly institution: InstitutionId;
  readonly keys: NodeKeys;
  readonly host: LedgerHost;
  readonly nodeStore: NodeStore;
  readonly peers: Peers;
  readonly clock: Clock;
}

type EntryBody = BodyOf<'visit/own-entry'>;
type GrantBody = BodyOf<'access/grant'>;

/** A page of text with its padding is far below it. */
const LARGEST_ENTRY_BLOB = 256 * 1024;
const PATIENT_KINDS: ReadonlySet<TransactionKind> = new Set([
  'visit/own-entry',
  'access/grant',
  'access/revoke',
  'sharing/revoke',
]);

export class PatientDesk {
  readonly #options: PatientDeskOptions;

  constructor(options: PatientDeskOptions) {
    this.#options = options;
  }

  /**
   * Stores an own entry's parcel and signs for it.
   * Errors: `receipt-refused` {check}, `envelope-mismatch` {check}, `envelope-malformed`, and the ledger's refusals.
   */
  async receipt(bodyBytes: Uint8Array, consent: Signature, parcelBytes: Uint8Array): Promise<Signature> {
    const { institution, keys, nodeStore, host } = this.#options;
    const body = decodedAs('visit/own-entry', bodyBytes);
    const last = body.signers.at(-1);
    const isUs = last?.role === 'node' && bytesEqual(last.entity, institution) && body.signers.length === 2;
    if (!isUs || last.version !== this.#options.peers.keyVersion()) throw refused('signers');
    const { network } = host.store.genesis;
    const signature = toSignature(signBody({ network, index: 1 }, bodyBytes, keys.node.secretKey));
    // Invariant 1.
    demandTaken(this.#options, encodeTransaction(bodyBytes, [consent, signature]));
    const parcel = decoded(() => decodeEntryParcel(parcelBytes));
    const envelope = decodeEnvelope(parcel.envelope);
    // Invariant 2.
    demandEntry(envelope, body, parcel);
    await nodeStore.blobs.put(parcel.identity, ownedBy(institution));
    await nodeStore.blobs.put(parcel.clinical, ownedBy(institution));
    await nodeStore.putEnvelope(envelope, parcel.envelope);
    return signature;
  }

  /**
   * Keeps a grant's rows, or hands them on to the node of the grantee's institution; a node that is asked by another
   * keeps them or refuses.
   * Errors: `receipt-refused` {check}, `node-away`, and the ledger's refusals.
   */
  async deliver(parcelBytes: Uint8Array, from: 'patient' | 'node'): Promise<void> {
    const { host, peers, nodeStore } = this.#options;
    const parcel = decoded(() => decodeGrantParcel(parcelBytes));
    const body = decodedAs('access/grant', parcel.body);
    const grantee = readStaff(host.store, 'doctor', body.grantee);
    if (grantee === null) throw refused('grantee');
    const home = toInstitutionId(grantee.institution);
    if (!peers.isSelf(home)) {
      if (from === 'node') throw refused('grantee');
      await peers.ask(home, async (peer) => peer.rights.deliver(parcelBytes));
      return;
    }
    // Invariants 1 and 3.
    demandTaken(this.#options, encodeTransaction(parcel.body, [parcel.signature]));
    demandGrant(parcel, body);
    const grant = toEpochKey(decodeCertificate(body.certificate).epochKey);
    // What was erased while the parcel was on its way does not come in with it.
    const parcelKept = withoutRowsOf(parcelBytes, (hash) => isErased(host.store, hash));
    await nodeStore.grants.put({ grant, grantee: body.grantee, parcel: parcelKept });
  }

  /** Errors: `receipt-refused` {check: kind} for what no patient signs, and the ledger's refusals. */
  async submit(transaction: Uint8Array): Promise<TxId> {
    // Invariant 4.
    if (!PATIENT_KINDS.has(decodeTransaction(transaction).body.kind)) throw refused('kind');
    return this.#options.host.submit(transaction);
  }
}

function demandEntry(envelope: Envelope, body: EntryBody, parcel: EntryParcel): void {
  if (!bytesEqual(envelope.statement, statementHash(body.statement))) throw mismatch('statement');
  if (!bytesEqual(envelopeCommitment(envelope), body.commitment)) throw mismatch('commitment');
  const [leaf, ...more] = envelope.leaves;
  if (leaf === undefined || more.length > 0) throw mismatch('leaves');
  // Nobody but the patient, and who they wish to be found by in an emergency.
  if (envelope.rows.some(({ to }) => to.kind !== 'emergency')) throw mismatch('rows');
  demandBlob(leaf.identity, parcel.identity);
  demandBlob(leaf.clinical, parcel.clinical);
}

function demandBlob(name: BlobName, blob: Uint8Array): void {
  const isIt = blob.length === name.size && bytesEqual(blobId(blob), name.id);
  if (!isIt || blob.length > LARGEST_ENTRY_BLOB) throw mismatch('blob');
}

function demandGrant(parcel: GrantParcel, body: GrantBody): void {
  const { salt, statements, rows } = parcel;
  if (!bytesEqual(grantRecordsHash(salt, statements), body.records)) throw refused('records');
  if (rows.some(({ index }) => index >= statements.length)) throw refused('rows');
}

function decodedAs<K extends 'visit/own-entry' | 'access/grant'>(kind: K, bytes: Uint8Array): BodyOf<K> {
  const body = decoded(() => decodeBody(bytes));
  if (!isOfKind(body, kind)) throw refused('body');
  return body;
}

function isOfKind<K extends TransactionKind>(
  body: TransactionBody,
  kind: K,
): body is BodyOf<K> & TransactionBody {
  return body.kind === kind;
}

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    throw new ConsiliumError('receipt-refused', { check: 'body' }, { cause: error });
  }
}

function refused(check: string): ConsiliumError {
  return new ConsiliumError('receipt-refused', { check });
}

function mismatch(check: string): ConsiliumError {
  return new ConsiliumError('envelope-mismatch', { check });
}
