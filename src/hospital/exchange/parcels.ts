/**
 * What a doctor's workstation hands a node with a transaction that gives records to another doctor. It carries its own
 * proof, so that it can be sent again when the patient has long gone.
 *
 * exchange parcel = CBOR {suite, body, signatures: [64, …], salt 32, note, version, statements: [H(S), …], rows:
 * [[n, leaf, part, row], …]}, rows sealed to the reader's key of that version, n being the place in the list.
 */
import {
  asArray,
  asBytes,
  asMap,
  asText,
  asUint,
  decodeCanonical,
  encodeCanonical,
} from '../../crypto/cbor.ts';
import { toSignature, toStatementHash, type Signature, type StatementHash } from '../../crypto/ids.ts';
import { SUITE } from '../../crypto/suite.ts';
import { ConsiliumError } from '../../errors.ts';
import { LONGEST_NOTE } from '../../contracts/sharing/records.ts';
import { decodeGrantRow, encodeGrantRow, rowsThatStay, type GrantRow } from '../patient/parcels.ts';

export interface ExchangeParcel {
  /** Of the `sharing/propose`, or of the `sharing/accept` that gives something back. */
  readonly body: Uint8Array;
  /** The doctor's, the patient's. */
  readonly signatures: readonly Signature[];
  /** Hides list and note behind their hash on the ledger. */
  readonly salt: Uint8Array;
  readonly note: string;
  /** Of the reader's sealing key. */
  readonly version: number;
  readonly statements: readonly StatementHash[];
  readonly rows: readonly GrantRow[];
}

const FIELDS = ['suite', 'body', 'signatures', 'salt', 'note', 'version', 'statements', 'rows'] as const;

export function encodeExchangeParcel({ signatures, statements, rows, ...rest }: ExchangeParcel): Uint8Array {
  return encodeCanonical({
    ...rest,
    suite: SUITE,
    signatures: [...signatures],
    statements: [...statements],
    rows: rows.map(encodeGrantRow),
  });
}

/** Errors: `cbor-*`, `field-*`, `id-malformed`, `suite-unknown`. */
export function decodeExchangeParcel(bytes: Uint8Array): ExchangeParcel {
  const map = asMap(decodeCanonical(bytes), FIELDS, 'parcel');
  if (asUint(map.suite, 'parcel.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
  return {
    body: asBytes(map.body, null, 'parcel.body'),
    signatures: asArray(map.signatures, 'parcel.signatures').map((item) =>
      toSignature(asBytes(item, 64, 'parcel.signature')),
    ),
    salt: asBytes(map.salt, 32, 'parcel.salt'),
    note: asText(map.note, 'parcel.note', LONGEST_NOTE),
    version: asUint(map.version, 'parcel.version'),
    statements: asArray(map.statements, 'parcel.statements').map((item) =>
      toStatementHash(asBytes(item, 32, 'parcel.statement')),
    ),
    rows: asArray(map.rows, 'parcel.rows').map(decodeGrantRow),
  };
}

/** The parcel without the rows of records that are erased; the list of records stays, since its hash is signed. */
export function withoutRowsOf(
  parcelBytes: Uint8Array,
  isErased: (statement: StatementHash) => boolean,
): Uint8Array {
  const parcel = decodeExchangeParcel(parcelBytes);
  const rows = rowsThatStay(parcel, isErased);
  return rows.length === parcel.rows.length ? parcelBytes : encodeExchangeParcel({ ...parcel, rows });
}
