/** What the network's parameters say of the incentive, and what holds where they say nothing. */
import { parameterCodec, parameterId } from '../entities.ts';
import { read, type StateReader } from '../state.ts';

/** Into what a period's budget is divided. */
export const POOLS = ['shares', 'reads', 'consults', 'recordings', 'service'] as const;
export type Pool = (typeof POOLS)[number];

/** A number for each pool. */
export type ByPool = Readonly<Record<Pool, number>>;

const USUAL = {
  /** Points of a period. */
  incentiveBudget: 1_000_000,
  incentivePeriodDays: 30,
  incentiveWeightShares: 30,
  incentiveWeightReads: 40,
  incentiveWeightConsults: 15,
  incentiveWeightRecordings: 5,
  incentiveWeightService: 10,
  /** What counts of one account in one period. */
  incentiveMostShares: 40,
  incentiveMostConsults: 40,
  incentiveMostRecordings: 20,
  /** An author gets at most one part in so many of what one institution's reads give. */
  incentiveReadsParts: 4,
} as const;

export type IncentiveParameter = keyof typeof USUAL;

export function incentiveParameter(state: StateReader, name: IncentiveParameter): number {
  return read(state, parameterCodec, parameterId(name))?.value ?? USUAL[name];
}

export function poolWeights(state: StateReader): ByPool {
  return {
    shares: incentiveParameter(state, 'incentiveWeightShares'),
    reads: incentiveParameter(state, 'incentiveWeightReads'),
    consults: incentiveParameter(state, 'incentiveWeightConsults'),
    recordings: incentiveParameter(state, 'incentiveWeightRecordings'),
    service: incentiveParameter(state, 'incentiveWeightService'),
  };
}
