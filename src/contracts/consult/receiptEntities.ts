/** Receipts of consults: who talked with whom, as both signed it, and nothing of what about. */
import { asBytes, asNullable, asTuple, asUint, type CborValue } from '../../crypto/cbor.ts';
import { codec, KIND } from '../entities.ts';

interface At {
  readonly time: number;
  readonly height: number;
}

/** Under its name; see receiptName.ts. */
export interface ConsultReceipt {
  /** The doctor who signed first, and the one who has to. */
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  readonly signed: At;
  /** When the second signed; null before. */
  readonly confirmed: At | null;
}

/** What a recording that was put on the ledger counted, under its name; none where the bound was reached. */
export interface RecordingCredit {
  readonly account: Uint8Array;
  readonly period: number;
  readonly units: number;
}

export const consultReceiptCodec = codec<ConsultReceipt, 'first' | 'second' | 'signed' | 'confirmed'>(
  KIND.consultReceipt,
  ['first', 'second', 'signed', 'confirmed'],
  {
    encode: ({ confirmed, first, second, signed }) => ({
      first,
      second,
      signed: [signed.time, signed.height],
      confirmed: confirmed && [confirmed.time, confirmed.height],
    }),
    decode: (map) => ({
      first: asBytes(map.first, 16, 'receipt.first'),
      second: asBytes(map.second, 16, 'receipt.second'),
      signed: asAt(map.signed),
      confirmed: asNullable(map.confirmed, asAt),
    }),
  },
);

export const recordingCreditCodec = codec<RecordingCredit, 'account' | 'period' | 'units'>(
  KIND.recordingCredit,
  ['account', 'period', 'units'],
  {
    encode: (entity) => ({ ...entity }),
    decode: (map) => ({
      account: asBytes(map.account, 16, 'credit.account'),
      period: asUint(map.period, 'credit.period'),
      units: asUint(map.units, 'credit.units'),
    }),
  },
);

function asAt(value: CborValue | undefined): At {
  const [time, height] = asTuple(value, 2, 'receipt.at');
  return { time: asUint(time, 'receipt.at'), height: asUint(height, 'receipt.at') };
}
