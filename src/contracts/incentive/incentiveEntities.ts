/** Entities of the incentive: periods, what was contributed in them, and the accounts. */
import { concatBytes, u32be } from '../../crypto/bytes.ts';
import { asBytes, asNullable, asTuple, asUint, type CborValue } from '../../crypto/cbor.ts';
import { ConsiliumError } from '../../errors.ts';
import { codec, KIND } from '../entities.ts';
import { POOLS, type ByPool } from './parameters.ts';

/** No period has this number: each but the last has one after it, in four bytes. */
const LAST_PERIOD = 0xffff_ffff;

/** What is counted for an account as it happens; reads are counted by who read. */
export const COUNTED = ['shares', 'consults', 'recordings', 'service'] as const;
export type Counted = (typeof COUNTED)[number];
export type Contribution = Readonly<Record<Counted, number>>;

export const NO_CONTRIBUTION: Contribution = { shares: 0, consults: 0, recordings: 0, service: 0 };

/** Under u32 number. */
export interface IncentivePeriod {
  readonly since: number;
  /** Of all accounts together. */
  readonly totals: Contribution;
  /** What closing it froze; null while it is open. */
  readonly closed: ClosedPeriod | null;
  /** Points that accounts have claimed of it. */
  readonly allocated: number;
}

export interface ClosedPeriod {
  readonly time: number;
  readonly height: number;
  /** Points issued. */
  readonly budget: number;
  readonly weights: ByPool;
  /** Among how many institutions the reads' pool is divided. */
  readonly institutions: number;
  /** An author gets at most one part in so many of an institution's. */
  readonly readsParts: number;
}

/** Under u32 period ‖ institution: what it reported of its doctors' reading. */
export interface ReadsReport {
  readonly count: number;
  /** The last case that was named: cases come in ascending order, so that none is named twice. */
  readonly last: Uint8Array | null;
}

/** Under u32 period ‖ institution ‖ author: how many of the author's cases were read there. */
export interface ReadsTally {
  readonly count: number;
}

/** Under u32 period ‖ account: points by where they came from. */
export interface Claim {
  readonly points: ByPool;
  readonly time: number;
}

/** Under a doctor's or an institution's id. */
export interface Account {
  readonly points: number;
  /** How many cases this doctor has published; see caseListCodec. */
  readonly cases: number;
}

export const incentivePeriodCodec = codec<IncentivePeriod, 'since' | 'totals' | 'closed' | 'allocated'>(
  KIND.incentivePeriod,
  ['since', 'totals', 'closed', 'allocated'],
  {
    encode: ({ since, totals, closed, allocated }) => ({
      since,
      totals: encodeContribution(totals),
      closed: closed && encodeClosed(closed),
      allocated,
    }),
    decode: (map) => ({
      since: asUint(map.since, 'period.since'),
      totals: decodeContribution(map.totals),
      closed: asNullable(map.closed, decodeClosed),
      allocated: asUint(map.allocated, 'period.allocated'),
    }),
  },
);

export const contributionCodec = codec<Contribution, 'counted'>(KIND.contribution, ['counted'], {
  encode: (entity) => ({ counted: encodeContribution(entity) }),
  decode: (map) => decodeContribution(map.counted),
});

export const readsReportCodec = codec<ReadsReport, 'count' | 'last'>(KIND.readsReport, ['count', 'last'], {
  encode: (entity) => ({ ...entity }),
  decode: (map) => ({
    count: asUint(map.count, 'reads.count'),
    last: asNullable(map.last, (value) => asBytes(value, 32, 'reads.last')),
  }),
});

export const readsTallyCodec = codec<ReadsTally, 'count'>(KIND.readsTally, ['count'], {
  encode: (entity) => ({ ...entity }),
  decode: (map) => ({ count: asUint(map.count, 'tally.count') }),
});

export const claimCodec = codec<Claim, 'points' | 'time'>(KIND.claim, ['points', 'time'], {
  encode: ({ points, time }) => ({ points: encodeByPool(points), time }),
  decode: (map) => ({ points: decodeByPool(map.points), time: asUint(map.time, 'claim.time') }),
});

export const accountCodec = codec<Account, 'points' | 'cases'>(KIND.account, ['points', 'cases'], {
  encode: (entity) => ({ ...entity }),
  decode: (map) => ({
    points: asUint(map.points, 'account.points'),
    cases: asUint(map.cases, 'account.cases'),
  }),
});

/** The number of a period, such that the next one has a number too. Errors: `field-malformed`. */
export function asPeriod(value: CborValue | undefined, what: string): number {
  const period = asUint(value, what);
  if (period >= LAST_PERIOD) throw new ConsiliumError('field-malformed', { what });
  return period;
}

export function periodId(period: number): Uint8Array {
  return u32be(period);
}

/** The id of what belongs to an account, or an institution, in a period. */
export function inPeriod(period: number, ...of: readonly Uint8Array[]): Uint8Array {
  return concatBytes(u32be(period), ...of);
}

function encodeContribution(entity: Contribution): CborValue {
  return COUNTED.map((name) => entity[name]);
}

function decodeContribution(value: CborValue): Contribution {
  const [shares, consults, recordings, service] = asTuple(value, COUNTED.length, 'contribution').map((item) =>
    asUint(item, 'contribution'),
  );
  return {
    shares: shares ?? 0,
    consults: consults ?? 0,
    recordings: recordings ?? 0,
    service: service ?? 0,
  };
}

function encodeByPool(by: ByPool): CborValue {
  return POOLS.map((pool) => by[pool]);
}

function decodeByPool(value: CborValue | undefined): ByPool {
  const [shares, reads, consults, recordings, service] = asTuple(value, POOLS.length, 'pools').map((item) =>
    asUint(item, 'pools'),
  );
  return {
    shares: shares ?? 0,
    reads: reads ?? 0,
    consults: consults ?? 0,
    recordings: recordings ?? 0,
    service: service ?? 0,
  };
}

function encodeClosed(closed: ClosedPeriod): CborValue {
  const { time, height, budget, weights, institutions, readsParts } = closed;
  return [time, height, budget, encodeByPool(weights), institutions, readsParts];
}

function decodeClosed(value: CborValue): ClosedPeriod {
  const [time, height, budget, weights, institutions, readsParts] = asTuple(value, 6, 'period.closed');
  return {
    time: asUint(time, 'period.closed'),
    height: asUint(height, 'period.closed'),
    budget: asUint(budget, 'period.closed'),
    weights: decodeByPool(weights),
    institutions: asUint(institutions, 'period.closed'),
    readsParts: asUint(readsParts, 'period.closed'),
  };
}
