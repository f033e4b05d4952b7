/** Entities of an exchange of records between two doctors, and the list by which a patient finds those of a visit. */
import { asArray, asBytes, asNullable, asText, asTuple, asUint, type CborValue } from '../../crypto/cbor.ts';
import { asOneOf, codec, KIND } from '../entities.ts';

/** Who gives: the proposer alone, or both. */
export const EXCHANGE_DIRECTIONS = ['give', 'both'] as const;
export type ExchangeDirection = (typeof EXCHANGE_DIRECTIONS)[number];

/** After HL7 v3 PurposeOfUse: what one doctor may give a record to another for. */
export const EXCHANGE_PURPOSES = ['treatment', 'second-opinion', 'teaching', 'research'] as const;
export type ExchangePurpose = (typeof EXCHANGE_PURPOSES)[number];

/** What one side gives. */
export interface ExchangedRecords {
  /** SPK_e of the visit whose patient consented. */
  readonly visit: Uint8Array;
  /** CPK_e, which consented and may take it back. */
  readonly consent: Uint8Array;
  /** The salted hash of the list; see records.ts. */
  readonly records: Uint8Array;
}

/** Under the id of the transaction that proposed it. */
export interface Exchange {
  readonly proposer: Uint8Array;
  readonly receiver: Uint8Array;
  readonly purpose: string;
  readonly until: number;
  readonly direction: ExchangeDirection;
  readonly give: ExchangedRecords;
  /** What the receiver gives in return; null for nothing. */
  readonly back: ExchangedRecords | null;
  readonly proposed: number;
  readonly accepted: number | null;
  readonly revoked: { readonly time: number; readonly by: ExchangeEnder } | null;
}

/** Who ended it: a doctor of the two, or a patient. */
export const EXCHANGE_ENDERS = ['proposer', 'receiver', 'patient'] as const;
export type ExchangeEnder = (typeof EXCHANGE_ENDERS)[number];

/** Under SPK_e. */
export interface VisitExchanges {
  readonly exchanges: readonly Uint8Array[];
}

const FIELDS = [
  'proposer',
  'receiver',
  'purpose',
  'until',
  'direction',
  'give',
  'back',
  'proposed',
  'accepted',
  'revoked',
] as const;

export const exchangeCodec = codec<Exchange, (typeof FIELDS)[number]>(KIND.exchange, FIELDS, {
  encode: ({ give, back, revoked, ...rest }) => ({
    ...rest,
    give: encodeRecords(give),
    back: back && encodeRecords(back),
    revoked: revoked && [revoked.time, revoked.by],
  }),
  decode: (map) => ({
    proposer: asBytes(map.proposer, 16, 'exchange.proposer'),
    receiver: asBytes(map.receiver, 16, 'exchange.receiver'),
    purpose: asText(map.purpose, 'exchange.purpose'),
    until: asUint(map.until, 'exchange.until'),
    direction: asOneOf(map.direction, EXCHANGE_DIRECTIONS, 'exchange.direction'),
    give: decodeRecords(map.give),
    back: asNullable(map.back, decodeRecords),
    proposed: asUint(map.proposed, 'exchange.proposed'),
    accepted: asNullable(map.accepted, (value) => asUint(value, 'exchange.accepted')),
    revoked: asNullable(map.revoked, decodeRevoked),
  }),
});

export const visitExchangesCodec = codec<VisitExchanges, 'exchanges'>(KIND.visitExchanges, ['exchanges'], {
  encode: ({ exchanges }) => ({ exchanges: [...exchanges] }),
  decode: (map) => ({
    exchanges: asArray(map.exchanges, 'exchanges').map((item) => asBytes(item, 32, 'exchanges')),
  }),
});

function encodeRecords({ visit, consent, records }: ExchangedRecords): CborValue {
  return [visit, consent, records];
}

function decodeRecords(value: CborValue): ExchangedRecords {
  const [visit, consent, records] = asTuple(value, 3, 'exchange.records');
  return {
    visit: asBytes(visit, 32, 'exchange.visit'),
    consent: asBytes(consent, 32, 'exchange.consent'),
    records: asBytes(records, 32, 'exchange.records'),
  };
}

function decodeRevoked(value: CborValue): NonNullable<Exchange['revoked']> {
  const [time, by] = asTuple(value, 2, 'exchange.revoked');
  return {
    time: asUint(time, 'exchange.revoked'),
    by: asOneOf(by, EXCHANGE_ENDERS, 'exchange.revoked'),
  };
}
