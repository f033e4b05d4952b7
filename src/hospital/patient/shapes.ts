/** Messages by which a patient's machine brings what the patient signed, and a doctor gets what was granted; see schema.ts. */
import type { EpochKey, Signature, StatementHash, TxId } from '../../crypto/ids.ts';
import type { EnvelopeLeaf } from '../../crypto/envelope.ts';
import { ROW_LENGTH, toSealedRow } from '../../crypto/row.ts';
import { signature, statementHash, transaction, txId } from '../fields.ts';
import type { Method } from '../methods.ts';
import {
  bytes,
  bytesUpTo,
  list,
  nothing,
  part,
  plainBytes,
  record,
  tuple,
  uint,
  type Nothing,
  type Shape,
} from '../schema.ts';
import { epochKey, leaf } from '../shapes.ts';
import { LARGEST_PARCEL, type GrantRow } from './parcels.ts';

/** One record of a grant; no leaves when its envelope is out of reach now. */
export interface GrantedRecord {
  readonly statement: StatementHash;
  readonly leaves: readonly EnvelopeLeaf[];
}

/** A grant that is in force, with the caller's rows. */
export interface GrantedRecords {
  /** SPK_e: the grant's name on the ledger. */
  readonly grant: EpochKey;
  readonly salt: Uint8Array;
  /** Of the sealing key that the rows are sealed to. */
  readonly version: number;
  readonly records: readonly GrantedRecord[];
  readonly rows: readonly GrantRow[];
}

export interface PatientCalls {
  'patient/receipt': {
    params: { readonly body: Uint8Array; readonly consent: Signature; readonly parcel: Uint8Array };
    result: { readonly signature: Signature };
  };
  'patient/deliver': { params: { readonly parcel: Uint8Array }; result: Nothing };
  'patient/submit': { params: { readonly tx: Uint8Array }; result: { readonly id: TxId } };
  'gate/grants': { params: Nothing; result: { readonly grants: readonly GrantedRecords[] } };
}

export type PatientMethod = keyof PatientCalls;

const parcel = bytesUpTo(LARGEST_PARCEL);

const grantedRecords: Shape<readonly GrantedRecords[]> = list(
  record<GrantedRecords>({
    grant: epochKey,
    salt: plainBytes(32),
    version: uint,
    records: list(tuple<GrantedRecord>({ statement: statementHash, leaves: list(leaf) })),
    rows: list(tuple<GrantRow>({ index: uint, leaf: uint, part, row: bytes(ROW_LENGTH, toSealedRow) })),
  }),
);

export const PATIENT_METHODS: {
  readonly [M in PatientMethod]: Method<PatientCalls[M]['params'], PatientCalls[M]['result']>;
} = {
  'patient/receipt': {
    caller: 'anyone',
    params: record({ body: transaction, consent: signature, parcel }),
    result: record({ signature }),
  },
  'patient/deliver': { caller: 'anyone', params: record({ parcel }), result: nothing },
  'patient/submit': { caller: 'anyone', params: record({ tx: transaction }), result: record({ id: txId }) },
  'gate/grants': { caller: 'doctor', params: nothing, result: record({ grants: grantedRecords }) },
};
