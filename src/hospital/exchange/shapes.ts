/** Messages by which a doctor gives records to another, and gets what was given; see schema.ts. */
import { ROW_LENGTH, toSealedRow } from '../../crypto/row.ts';
import { LONGEST_NOTE } from '../../contracts/sharing/records.ts';
import { statementHash, txId } from '../fields.ts';
import type { TxId } from '../../crypto/ids.ts';
import type { Method } from '../methods.ts';
import type { GrantRow } from '../patient/parcels.ts';
import { LARGEST_PARCEL } from '../patient/parcels.ts';
import type { GrantedRecord, GrantedRecords } from '../patient/shapes.ts';
import {
  bool,
  bytes,
  bytesUpTo,
  list,
  nothing,
  part,
  plainBytes,
  record,
  text,
  tuple,
  uint,
  type Nothing,
} from '../schema.ts';
import { leaf } from '../shapes.ts';

/** What one side of an exchange that is in force gave, with the caller's rows. */
export interface ExchangedToReader extends Pick<GrantedRecords, 'salt' | 'version' | 'records' | 'rows'> {
  readonly exchange: TxId;
  /** Given in return, by the receiver. */
  readonly back: boolean;
  readonly note: string;
}

export interface ExchangeCalls {
  'exchange/deliver': { params: { readonly parcel: Uint8Array }; result: Nothing };
  'gate/exchanges': { params: Nothing; result: { readonly exchanges: readonly ExchangedToReader[] } };
}

export type ExchangeMethod = keyof ExchangeCalls;

const exchanged = record<ExchangedToReader>({
  exchange: txId,
  back: bool,
  salt: plainBytes(32),
  note: text(LONGEST_NOTE),
  version: uint,
  records: list(tuple<GrantedRecord>({ statement: statementHash, leaves: list(leaf) })),
  rows: list(tuple<GrantRow>({ index: uint, leaf: uint, part, row: bytes(ROW_LENGTH, toSealedRow) })),
});

export const EXCHANGE_METHODS: {
  readonly [M in ExchangeMethod]: Method<ExchangeCalls[M]['params'], ExchangeCalls[M]['result']>;
} = {
  'exchange/deliver': {
    caller: 'logged-in',
    params: record({ parcel: bytesUpTo(LARGEST_PARCEL) }),
    result: nothing,
  },
  'gate/exchanges': { caller: 'doctor', params: nothing, result: record({ exchanges: list(exchanged) }) },
};
