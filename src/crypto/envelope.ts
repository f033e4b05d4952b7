/**
 * The envelope of a statement: where its sealed parts lie and who holds a key to them. It lives at hospital
 * nodes and in caches, never on the chain; the chain holds a salted commitment to leaves and patient rows.
 *
 * envelope = CBOR {suite, statement, leaves: [[identity blob id, size, clinical blob id, size], …], salt 32,
 * patientRows: [row, …] (two for each leaf: identity, clinical), rows: [{to: [kind, entity, version], leaf,
 * part, row}, …]}, and, where the documents name attachments, attachments: [[blob id, size], …] ≤ 2000
 */
import { ConsiliumError, isConsiliumError } from '../errors.ts';
import { asArray, asBytes, asMap, asText, asUint, decodeCanonical, encodeCanonical } from './cbor.ts';
import type { CborValue } from './cbor.ts';
import { domainTag, sha256 } from './hash.ts';
import { toBlobId, toEnvelopeCommitment, toStatementHash } from './ids.ts';
import type { BlobId, EnvelopeCommitment, StatementHash } from './ids.ts';
import { partFromNumber, partNumber } from './part.ts';
import type { Part } from './part.ts';
import { ROW_LENGTH, toSealedRow } from './row.ts';
import type { SealedRow } from './row.ts';
import { SUITE } from './suite.ts';

const COMMITMENT_TAG = domainTag('consilium/envelope/v1');
const RECIPIENT_KINDS = ['staff', 'archive', 'emergency', 'grantee'] as const;
/** Staff, institutions and grantees all have 16-byte ids. */
const ENTITY_LENGTH = 16;
export const ENVELOPE_SALT_LENGTH = 32;
/** Attachments of one statement. */
export const MOST_ATTACHMENTS = 2_000;

export type RecipientKind = (typeof RECIPIENT_KINDS)[number];

/** One sealed part by name: `size` is the length of the whole blob in bytes. */
export interface BlobName {
  readonly id: BlobId;
  readonly size: number;
}

/** The two blobs of one document. A statement that is no import has one leaf. */
export interface EnvelopeLeaf {
  readonly identity: BlobName;
  readonly clinical: BlobName;
}

/** Whose row it is, by registered id and version of the sealing key it is sealed to. */
export interface Recipient {
  readonly kind: RecipientKind;
  readonly entity: Uint8Array;
  readonly version: number;
}

/** A row for somebody other than the patient. */
export interface RecipientRow {
  readonly to: Recipient;
  readonly leaf: number;
  readonly part: Part;
  readonly row: SealedRow;
}

export interface Envelope {
  readonly statement: StatementHash;
  readonly leaves: readonly EnvelopeLeaf[];
  /** 32 random bytes; with them gone, the commitment tells nothing any more. */
  readonly salt: Uint8Array;
  /** Sealed to BPK_(e+1): row 2n is the identity part of leaf n, row 2n + 1 the clinical part. */
  readonly patientRows: readonly SealedRow[];
  readonly rows: readonly RecipientRow[];
  /** Sealed images, films and documents that the clinical parts name; absent where there are none. */
  readonly attachments?: readonly BlobName[];
}

/** What the ledger's commitment covers: rows for others come and go under their own rules. */
export type CommittedEnvelope = Pick<Envelope, 'leaves' | 'salt' | 'patientRows' | 'attachments'>;

/**
 * The bytes of an envelope. Throws `envelope-malformed` for counts or leaf numbers that do not fit together.
 */
export function encodeEnvelope(envelope: Envelope): Uint8Array {
  assertShape(envelope);
  return encodeCanonical({
    suite: SUITE,
    statement: envelope.statement,
    leaves: envelope.leaves.map(leafValue),
    salt: envelope.salt,
    patientRows: envelope.patientRows,
    rows: envelope.rows.map(rowValue),
    ...(hasAttachments(envelope) ? { attachments: attachmentValues(envelope) } : {}),
  });
}

/**
 * What the author's institution keeps of an erased record until the law's term: archived = CBOR {suite, statement,
 * leaves, rows}, the rows of the archive key alone, without the salt of the commitment, and attachments as in the
 * envelope. Null when there are none.
 */
export function encodeArchived(envelope: Envelope): Uint8Array | null {
  const { statement, leaves, rows } = envelope;
  const archive = rows.filter(({ to }) => to.kind === 'archive');
  if (archive.length === 0) return null;
  return encodeCanonical({
    suite: SUITE,
    statement,
    leaves: leaves.map(leafValue),
    rows: archive.map(rowValue),
    ...(hasAttachments(envelope) ? { attachments: attachmentValues(envelope) } : {}),
  });
}

/** Reads {@link encodeEnvelope}: canonical bytes and nothing else. Throws `envelope-malformed`. */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  try {
    return readEnvelope(decodeCanonical(bytes));
  } catch (error) {
    if (!isConsiliumError(error) || error.code === 'envelope-malformed') throw error;
    throw new ConsiliumError('envelope-malformed', { ...error.detail, reason: error.code }, { cause: error });
  }
}

/** commitment = H(tag("consilium/envelope/v1") ‖ salt ‖ H(CBOR [leaves, patientRows])), or [leaves, patientRows, attachments]. */
export function envelopeCommitment(envelope: CommittedEnvelope): EnvelopeCommitment {
  const always = [envelope.leaves.map(leafValue), envelope.patientRows];
  const committed = encodeCanonical(
    hasAttachments(envelope) ? [...always, attachmentValues(envelope)] : always,
  );
  return toEnvelopeCommitment(sha256(COMMITMENT_TAG, envelope.salt, sha256(committed)));
}

/** Every blob that belongs to a statement: the parts of its documents, then its attachments. */
export function blobsOf(envelope: Pick<Envelope, 'leaves' | 'attachments'>): readonly BlobName[] {
  const parts = envelope.leaves.flatMap(({ identity, clinical }) => [identity, clinical]);
  return [...parts, ...(envelope.attachments ?? [])];
}

/** The patient's row of one part of one leaf, or undefined if there is no such leaf. */
export function patientRow(envelope: CommittedEnvelope, leaf: number, part: Part): SealedRow | undefined {
  return envelope.patientRows[2 * leaf + (part === 'identity' ? 0 : 1)];
}

function hasAttachments({ attachments = [] }: Pick<Envelope, 'attachments'>): boolean {
  return attachments.length > 0;
}

function attachmentValues({ attachments = [] }: Pick<Envelope, 'attachments'>): readonly CborValue[] {
  return attachments.map(({ id, size }) => [id, size]);
}

function leafValue(leaf: EnvelopeLeaf): CborValue {
  return [leaf.identity.id, leaf.identity.size, leaf.clinical.id, leaf.clinical.size];
}

function rowValue({ to, leaf, part, row }: RecipientRow): CborValue {
  return { to: [to.kind, to.entity, to.version], leaf, part: partNumber(part), row };
}

function readEnvelope(value: CborValue): Envelope {
  const keys = ['suite', 'statement', 'leaves', 'salt', 'patientRows', 'rows'] as const;
  const { map, attachments } = withAttachments(value, keys);
  const suite = asUint(map.suite, 'envelope.suite');
  if (suite !== SUITE) throw new ConsiliumError('envelope-malformed', { suite });
  const envelope: Envelope = {
    statement: toStatementHash(asBytes(map.statement, 32, 'envelope.statement')),
    leaves: asArray(map.leaves, 'envelope.leaves').map(readLeaf),
    salt: asBytes(map.salt, ENVELOPE_SALT_LENGTH, 'envelope.salt'),
    patientRows: asArray(map.patientRows, 'envelope.patientRows').map(readSealedRow),
    rows: asArray(map.rows, 'envelope.rows').map(readRow),
    ...(attachments === null ? {} : { attachments }),
  };
  assertShape(envelope);
  return envelope;
}

/** An envelope without attachments has no such field, rather than an empty one: its bytes are those of before. */
function withAttachments<K extends string>(value: CborValue, keys: readonly K[]) {
  const isMap = typeof value === 'object' && value !== null && 'attachments' in value;
  if (!isMap) return { map: asMap(value, keys, 'envelope'), attachments: null };
  const map = asMap(value, [...keys, 'attachments' as const], 'envelope');
  const attachments = asArray(map.attachments, 'envelope.attachments').map(readAttachment);
  if (attachments.length === 0) throw new ConsiliumError('envelope-malformed', { what: 'attachments' });
  return { map, attachments };
}

function readAttachment(value: CborValue): BlobName {
  const [id, size, ...more] = asArray(value, 'attachment');
  if (more.length > 0) throw new ConsiliumError('envelope-malformed', { what: 'attachment' });
  return readBlobName(id, size, 'attachment');
}

function readLeaf(value: CborValue): EnvelopeLeaf {
  const [identityId, identitySize, clinicalId, clinicalSize, ...more] = asArray(value, 'leaf');
  if (more.length > 0) throw new ConsiliumError('envelope-malformed', { what: 'leaf' });
  return {
    identity: readBlobName(identityId, identitySize, 'leaf.identity'),
    clinical: readBlobName(clinicalId, clinicalSize, 'leaf.clinical'),
  };
}

function readBlobName(id: CborValue | undefined, size: CborValue | undefined, what: string): BlobName {
  return { id: toBlobId(asBytes(id, 32, what)), size: asUint(size, what) };
}

function readSealedRow(value: CborValue): SealedRow {
  return toSealedRow(asBytes(value, ROW_LENGTH, 'row'));
}

function readRow(value: CborValue): RecipientRow {
  const map = asMap(value, ['to', 'leaf', 'part', 'row'] as const, 'row');
  const part = partFromNumber(asUint(map.part, 'row.part'));
  if (part === null) throw new ConsiliumError('envelope-malformed', { what: 'row.part' });
  return { to: readRecipient(map.to), leaf: asUint(map.leaf, 'row.leaf'), part, row: readSealedRow(map.row) };
}

function readRecipient(value: CborValue): Recipient {
  const [kindText, entity, version, ...more] = asArray(value, 'row.to');
  const text = asText(kindText, 'row.to', 20);
  const kind = RECIPIENT_KINDS.find((known) => known === text);
  if (kind === undefined || more.length > 0)
    throw new ConsiliumError('envelope-malformed', { what: 'row.to' });
  return {
    kind,
    entity: asBytes(entity, ENTITY_LENGTH, 'row.to.entity'),
    version: asUint(version, 'row.to.version'),
  };
}

function assertShape(envelope: Envelope): void {
  const leaves = envelope.leaves.length;
  const holds =
    leaves > 0 &&
    envelope.salt.length === ENVELOPE_SALT_LENGTH &&
    envelope.patientRows.length === 2 * leaves &&
    (envelope.attachments?.length ?? 0) <= MOST_ATTACHMENTS &&
    envelope.rows.every((row) => row.leaf < leaves && row.to.entity.length === ENTITY_LENGTH);
  if (!holds)
    throw new ConsiliumError('envelope-malformed', { leaves, patientRows: envelope.patientRows.length });
}
