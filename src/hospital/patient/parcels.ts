/**
 * What a patient's machine hands a node with a transaction that the patient signed. Both carry their own proof, so that
 * they can be sent again when the patient has long gone.
 *
 * entry = CBOR {suite, envelope (bytes), identity (blob), clinical (blob)}
 * grant = CBOR {suite, body, signature 64, salt 32, version, statements: [H(S), …], rows: [[n, leaf, part, row], …]},
 * rows sealed to the grantee's key of that version, n being the place in the list.
 */
import { asArray, asBytes, asMap, asUint, decodeCanonical, encodeCanonical } from '../../crypto/cbor.ts';
import type { CborValue } from '../../crypto/cbor.ts';
import { toSignature, toStatementHash, type Signature, type StatementHash } from '../../crypto/ids.ts';
import { partFromNumber, partNumber, type Part } from '../../crypto/part.ts';
import { ROW_LENGTH, toSealedRow, type SealedRow } from '../../crypto/row.ts';
import { SUITE } from '../../crypto/suite.ts';
import { ConsiliumError } from '../../errors.ts';

/** Fits in the frame that a node takes from somebody who is not logged in. */
export const LARGEST_PARCEL = 960 * 1024;

/** All that a node stores before it signs an own entry. */
export interface EntryParcel {
  readonly envelope: Uint8Array;
  readonly identity: Uint8Array;
  readonly clinical: Uint8Array;
}

/** The grantee's row of one part of one document. */
export interface GrantRow {
  /** Place in the grant's list of statements. */
  readonly index: number;
  readonly leaf: number;
  readonly part: Part;
  readonly row: SealedRow;
}

/** What the grantee's node keeps of a grant. */
export interface GrantParcel {
  /** Of the `access/grant`, with the patient's signature over it. */
  readonly body: Uint8Array;
  readonly signature: Signature;
  /** Hides the list behind its hash on the ledger. */
  readonly salt: Uint8Array;
  /** Of the grantee's sealing key. */
  readonly version: number;
  readonly statements: readonly StatementHash[];
  readonly rows: readonly GrantRow[];
}

export function encodeEntryParcel({ envelope, identity, clinical }: EntryParcel): Uint8Array {
  return encodeCanonical({ suite: SUITE, envelope, identity, clinical });
}

/** Errors: `cbor-*`, `field-*`, `suite-unknown`. */
export function decodeEntryParcel(bytes: Uint8Array): EntryParcel {
  const map = asMap(decodeCanonical(bytes), ['suite', 'envelope', 'identity', 'clinical'], 'parcel');
  assertSuite(map.suite);
  return {
    envelope: asBytes(map.envelope, null, 'parcel.envelope'),
    identity: asBytes(map.identity, null, 'parcel.identity'),
    clinical: asBytes(map.clinical, null, 'parcel.clinical'),
  };
}

export function encodeGrantParcel({ statements, rows, ...rest }: GrantParcel): Uint8Array {
  return encodeCanonical({
    ...rest,
    suite: SUITE,
    statements: [...statements],
    rows: rows.map(encodeGrantRow),
  });
}

/** Errors: `cbor-*`, `field-*`, `id-malformed`, `suite-unknown`. */
export function decodeGrantParcel(bytes: Uint8Array): GrantParcel {
  const fields = ['suite', 'body', 'signature', 'salt', 'version', 'statements', 'rows'] as const;
  const map = asMap(decodeCanonical(bytes), fields, 'parcel');
  assertSuite(map.suite);
  return {
    body: asBytes(map.body, null, 'parcel.body'),
    signature: toSignature(asBytes(map.signature, 64, 'parcel.signature')),
    salt: asBytes(map.salt, 32, 'parcel.salt'),
    version: asUint(map.version, 'parcel.version'),
    statements: asArray(map.statements, 'parcel.statements').map((item) =>
      toStatementHash(asBytes(item, 32, 'parcel.statement')),
    ),
    rows: asArray(map.rows, 'parcel.rows').map(decodeGrantRow),
  };
}

/**
 * The parcel of a grant without the rows of records that are erased. The list of records stays, since the patient
 * signed its hash. Errors: as {@link decodeGrantParcel}.
 */
export function withoutRowsOf(
  parcelBytes: Uint8Array,
  isErased: (statement: StatementHash) => boolean,
): Uint8Array {
  const parcel = decodeGrantParcel(parcelBytes);
  const rows = rowsThatStay(parcel, isErased);
  return rows.length === parcel.rows.length ? parcelBytes : encodeGrantParcel({ ...parcel, rows });
}

/** Those of a list of rows whose record is not erased. */
export function rowsThatStay(
  { rows, statements }: Pick<GrantParcel, 'rows' | 'statements'>,
  isErased: (statement: StatementHash) => boolean,
): readonly GrantRow[] {
  return rows.filter(({ index }) => {
    const statement = statements[index];
    return statement === undefined || !isErased(statement);
  });
}

export function encodeGrantRow({ index, leaf, part, row }: GrantRow): CborValue {
  return [index, leaf, partNumber(part), row];
}

/** Errors: `field-malformed`. */
export function decodeGrantRow(value: CborValue): GrantRow {
  const [index, leaf, number, row, ...rest] = asArray(value, 'grant.row');
  const part = partFromNumber(asUint(number, 'grant.row.part'));
  if (part === null || rest.length > 0) throw new ConsiliumError('field-malformed', { what: 'grant.row' });
  return {
    index: asUint(index, 'grant.row.index'),
    leaf: asUint(leaf, 'grant.row.leaf'),
    part,
    row: toSealedRow(asBytes(row, ROW_LENGTH, 'grant.row')),
  };
}

function assertSuite(value: CborValue): void {
  if (asUint(value, 'parcel.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
}
