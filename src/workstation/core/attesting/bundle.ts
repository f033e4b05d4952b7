/**
 * Records that were signed and do not reach the ledger any more, since their author's key was revoked or the author was
 * suspended: everything an officer needs to send them in the author's place. What is sealed in it stays sealed.
 *
 * file = CBOR {suite, network, records: [{statement, keyVersion, doctorSignature, consentSignature (or null), commitment,
 * envelope, blobs: [bytes, …]}, …]}.
 */
import { blobId } from '../../../crypto/blob.ts';
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import {
  asArray,
  asBytes,
  asMap,
  asNullable,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborValue,
} from '../../../crypto/cbor.ts';
import { decodeEnvelope, envelopeCommitment } from '../../../crypto/envelope.ts';
import { toStatementHash, type Network, type StatementHash } from '../../../crypto/ids.ts';
import { SUITE } from '../../../crypto/suite.ts';
import { decodeStatement, statementHash, type Statement } from '../../../contracts/statement.ts';
import type { BodyOf } from '../../../contracts/transactionKinds.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { WaitingBlob } from '../../../replica/desk/outboxStore.ts';

/** A record as its author signed it. */
export interface CaughtRecord extends Pick<
  BodyOf<'visit/record'>,
  'statement' | 'keyVersion' | 'doctorSignature' | 'consentSignature' | 'commitment'
> {
  readonly envelope: Uint8Array;
  readonly blobs: readonly Uint8Array[];
}

/** The same, read and checked against itself. */
export interface ReadRecord extends CaughtRecord {
  readonly hash: StatementHash;
  readonly said: Statement;
  readonly waiting: readonly WaitingBlob[];
}

const FIELDS = ['suite', 'network', 'records'] as const;
const RECORD_FIELDS = [
  'statement',
  'keyVersion',
  'doctorSignature',
  'consentSignature',
  'commitment',
  'envelope',
  'blobs',
] as const;

export function encodeBundle(network: Network, records: readonly CaughtRecord[]): Uint8Array {
  return encodeCanonical({
    suite: SUITE,
    network,
    records: records.map((record) => ({
      statement: record.statement,
      keyVersion: record.keyVersion,
      doctorSignature: record.doctorSignature,
      consentSignature: record.consentSignature,
      commitment: record.commitment,
      envelope: record.envelope,
      blobs: [...record.blobs],
    })),
  });
}

/**
 * Errors: `attest-malformed`; `attest-foreign` of another ledger; `attest-altered` when envelope or blobs are not those
 * that the author committed to.
 */
export function decodeBundle(bytes: Uint8Array, network: Network): readonly ReadRecord[] {
  const { records, ...from } = decoded(bytes);
  if (!bytesEqual(from.network, network)) throw new ConsiliumError('attest-foreign');
  return records.map(checked);
}

function decoded(bytes: Uint8Array): {
  readonly network: Uint8Array;
  readonly records: readonly CaughtRecord[];
} {
  try {
    const map = asMap(decodeCanonical(bytes), FIELDS, 'records');
    if (asUint(map.suite, 'records.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
    const records = asArray(map.records, 'records').map(recordOf);
    return { network: asBytes(map.network, 32, 'records.network'), records };
  } catch (cause) {
    throw new ConsiliumError('attest-malformed', {}, { cause });
  }
}

function recordOf(value: CborValue): CaughtRecord {
  const map = asMap(value, RECORD_FIELDS, 'record');
  return {
    statement: asBytes(map.statement, null, 'record.statement'),
    keyVersion: asUint(map.keyVersion, 'record.keyVersion'),
    doctorSignature: asBytes(map.doctorSignature, 64, 'record.doctorSignature'),
    consentSignature: asNullable(map.consentSignature, (item) =>
      asBytes(item, 64, 'record.consentSignature'),
    ),
    commitment: asBytes(map.commitment, 32, 'record.commitment'),
    envelope: asBytes(map.envelope, null, 'record.envelope'),
    blobs: asArray(map.blobs, 'record.blobs').map((item) => asBytes(item, null, 'record.blob')),
  };
}

function checked(record: CaughtRecord): ReadRecord {
  const hash = toStatementHash(statementHash(record.statement));
  const { envelope, said } = readParts(record);
  const waiting = record.blobs.map((blob) => ({ id: blobId(blob), blob }));
  const brought = new Set(waiting.map(({ id }) => toHex(id)));
  const named = envelope.leaves.flatMap(({ identity, clinical }) => [toHex(identity.id), toHex(clinical.id)]);
  const isWhole = named.length === brought.size && named.every((id) => brought.has(id));
  const isCommitted =
    bytesEqual(envelope.statement, hash) && bytesEqual(envelopeCommitment(envelope), record.commitment);
  if (!isWhole || !isCommitted) throw new ConsiliumError('attest-altered');
  return { ...record, hash, said, waiting };
}

function readParts(record: CaughtRecord) {
  try {
    return { envelope: decodeEnvelope(record.envelope), said: decodeStatement(record.statement) };
  } catch (cause) {
    throw new ConsiliumError('attest-malformed', {}, { cause });
  }
}
