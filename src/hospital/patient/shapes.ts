/** Codecs of the methods by which a patient's machine brings what the patient signed, and a doctor gets what was granted. */
import { asArray, asBytes, asMap, asUint, type CborValue } from '../../crypto/cbor.ts';
import { toEpochKey, toStatementHash, toTxId } from '../../crypto/ids.ts';
import type { EpochKey, Signature, StatementHash, TxId } from '../../crypto/ids.ts';
import type { EnvelopeLeaf } from '../../crypto/envelope.ts';
import { LARGEST_TRANSACTION, limited, signatureOf, single } from '../fields.ts';
import type { Method } from '../methods.ts';
import { decodeLeaf, encodeLeaf, nothing, type Nothing, type Shape } from '../shapes.ts';
import { decodeGrantRow, encodeGrantRow, LARGEST_PARCEL, type GrantRow } from './parcels.ts';

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

const grantedRecords: Shape<readonly GrantedRecords[]> = {
  encode: (grants) =>
    grants.map(({ grant, salt, version, records, rows }) => ({
      grant,
      salt,
      version,
      records: records.map(({ statement, leaves }) => [statement, leaves.map(encodeLeaf)]),
      rows: rows.map(encodeGrantRow),
    })),
  decode: (value) => asArray(value, 'grants').map(decodeGranted),
};

export const PATIENT_METHODS: {
  readonly [M in PatientMethod]: Method<PatientCalls[M]['params'], PatientCalls[M]['result']>;
} = {
  'patient/receipt': {
    caller: 'anyone',
    params: {
      encode: ({ body, consent, parcel }) => ({ body, consent, parcel }),
      decode: (value) => {
        const map = asMap(value, ['body', 'consent', 'parcel'], 'receipt');
        return {
          body: limited(map.body, LARGEST_TRANSACTION, 'receipt.body'),
          consent: signatureOf(map.consent),
          parcel: limited(map.parcel, LARGEST_PARCEL, 'receipt.parcel'),
        };
      },
    },
    result: single('signature', { encode: (value: Signature): CborValue => value, decode: signatureOf }),
  },
  'patient/deliver': {
    caller: 'anyone',
    params: single('parcel', {
      encode: (value: Uint8Array): CborValue => value,
      decode: (value) => limited(value, LARGEST_PARCEL, 'parcel'),
    }),
    result: nothing,
  },
  'patient/submit': {
    caller: 'anyone',
    params: single('tx', {
      encode: (value: Uint8Array): CborValue => value,
      decode: (value) => limited(value, LARGEST_TRANSACTION, 'tx'),
    }),
    result: single('id', {
      encode: (value: TxId): CborValue => value,
      decode: (value) => toTxId(asBytes(value, 32, 'id')),
    }),
  },
  'gate/grants': { caller: 'doctor', params: nothing, result: single('grants', grantedRecords) },
};

function decodeGranted(value: CborValue): GrantedRecords {
  const map = asMap(value, ['grant', 'salt', 'version', 'records', 'rows'], 'grant');
  return {
    grant: toEpochKey(asBytes(map.grant, 32, 'grant.name')),
    salt: asBytes(map.salt, 32, 'grant.salt'),
    version: asUint(map.version, 'grant.version'),
    records: asArray(map.records, 'grant.records').map((item) => {
      const [statement, leaves] = asArray(item, 'grant.record');
      return {
        statement: toStatementHash(asBytes(statement, 32, 'grant.statement')),
        leaves: asArray(leaves, 'grant.leaves').map(decodeLeaf),
      };
    }),
    rows: asArray(map.rows, 'grant.rows').map(decodeGrantRow),
  };
}
