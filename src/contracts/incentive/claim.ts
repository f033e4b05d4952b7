/**
 * What an account gets of a closed period, and claiming it. Integer arithmetic: every part is rounded down, and what is
 * left over stays unallocated.
 *
 * Invariants, cited by number where they are upheld:
 *   1. Nobody gets of a pool more than their counted part of what all counted, so that all together get at most the pool,
 *      and all pools are at most the budget.
 *   2. Of the reads' pool each institution's report gives away one part in n, none of it to its own authors (reads.ts), and
 *      to one author at most one part in `readsParts` of that: m institutions that collude move at most m/n of the pool.
 *   3. An account claims a period once.
 */
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import { institutionIds } from '../registry/institution.ts';
import { demandRoles } from '../signers.ts';
import { read, write, type OverlayState, type StateReader } from '../state.ts';
import { addPoints } from './account.ts';
import {
  claimCodec,
  contributionCodec,
  inPeriod,
  NO_CONTRIBUTION,
  readsReportCodec,
  readsTallyCodec,
  type ClosedPeriod,
  type Counted,
  type IncentivePeriod,
} from './incentiveEntities.ts';
import { POOLS, type ByPool, type Pool } from './parameters.ts';
import { act, readPeriod } from './period.ts';

/** What one institution's doctors read: cases in all, and those of the author. */
export interface ReadBy {
  readonly count: number;
  readonly ofAuthor: number;
}

/** What an account brought to a period. */
export interface Brought {
  readonly counted: Readonly<Record<Counted, number>>;
  readonly reads: readonly ReadBy[];
}

/** The points of each pool of a closed period. Invariant 1. */
export function poolsOf({ budget, weights }: Pick<ClosedPeriod, 'budget' | 'weights'>): ByPool {
  const sum = POOLS.reduce((total, pool) => total + weights[pool], 0);
  const of = (pool: Pool): number => (sum === 0 ? 0 : part(budget, weights[pool], sum));
  return {
    shares: of('shares'),
    reads: of('reads'),
    consults: of('consults'),
    recordings: of('recordings'),
    service: of('service'),
  };
}

/** What an account gets of a closed period. Errors: `period-open`. */
export function evaluate({ closed, totals }: IncentivePeriod, brought: Brought): ByPool {
  if (closed === null) throw new Refusal('period-open');
  const pools = poolsOf(closed);
  const of = (field: Counted): number => part(pools[field], brought.counted[field], totals[field]);
  return {
    shares: of('shares'),
    reads: readPoints(pools.reads, closed, brought.reads),
    consults: of('consults'),
    recordings: of('recordings'),
    service: of('service'),
  };
}

/** By the doctor whose account it is, or the node of the institution whose it is. */
export function claimPoints(
  { body, transaction }: Verified<'incentive/claim'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const role = body.signers[0]?.role === 'node' ? 'node' : 'doctor';
  const [signer] = demandRoles(transaction, [role]);
  if (signer === undefined) throw new Refusal('signer-missing');
  const account = signer.entity;
  const period = readPeriod(state, body.period);
  if (period === null) throw new Refusal('period-unknown');
  const id = inPeriod(body.period, account);
  // Invariant 3.
  demand(read(state, claimCodec, id) === null, 'claim-exists');
  const points = evaluate(period, broughtBy(state, body.period, account));
  const sum = pointsIn(points);
  demand(sum > 0, 'claim-nothing');
  write(state, claimCodec, id, { points, time: context.time });
  act(state, body.period, { act: 'allocate', points: sum }, context.time);
  addPoints(state, account, sum);
}

/** What the ledger counted for an account in a period. */
export function broughtBy(state: StateReader, period: number, account: Uint8Array): Brought {
  const counted = read(state, contributionCodec, inPeriod(period, account)) ?? NO_CONTRIBUTION;
  const reads = institutionIds(state).flatMap((institution) => {
    const tally = read(state, readsTallyCodec, inPeriod(period, institution, account));
    const report = tally === null ? null : read(state, readsReportCodec, inPeriod(period, institution));
    return tally === null || report === null ? [] : [{ count: report.count, ofAuthor: tally.count }];
  });
  return { counted, reads };
}

export function pointsIn(points: ByPool): number {
  return POOLS.reduce((sum, pool) => sum + points[pool], 0);
}

/** Invariant 2. */
function readPoints(pool: number, closed: ClosedPeriod, reads: readonly ReadBy[]): number {
  const portion = part(pool, 1, closed.institutions);
  const most = part(portion, 1, closed.readsParts);
  return reads.reduce((sum, { count, ofAuthor }) => sum + Math.min(part(portion, ofAuthor, count), most), 0);
}

/** `amount · of / all`, rounded down; nothing of nothing. The product may be above what a number holds exactly. */
function part(amount: number, of: number, all: number): number {
  return all === 0 ? 0 : Number((BigInt(amount) * BigInt(of)) / BigInt(all));
}
