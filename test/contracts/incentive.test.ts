import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, pointsIn, poolsOf, type Brought } from '../../src/contracts/incentive/claim.ts';
import { readAccount } from '../../src/contracts/incentive/account.ts';
import {
  claimCodec,
  inPeriod,
  NO_CONTRIBUTION,
  type ClosedPeriod,
  type IncentivePeriod,
} from '../../src/contracts/incentive/incentiveEntities.ts';
import { POOLS, type ByPool } from '../../src/contracts/incentive/parameters.ts';
import { openPeriod, readPeriod } from '../../src/contracts/incentive/period.ts';
import { read } from '../../src/contracts/state.ts';
import { bytes32, DAY } from '../support/world.ts';
import {
  claim,
  close,
  publish,
  reads,
  setParameter,
  sharedCase,
  takeCase,
  withdraw,
} from './support/cases.ts';
import { Scene } from './support/scene.ts';

const ZERO: Brought = { counted: NO_CONTRIBUTION, reads: [] };
const uint = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });

const weights: fc.Arbitrary<ByPool> = fc.record({
  shares: uint(100),
  reads: uint(100),
  consults: uint(100),
  recordings: uint(100),
  service: uint(100),
});

const closed: fc.Arbitrary<ClosedPeriod> = fc.record({
  time: fc.constant(1),
  height: fc.constant(1),
  budget: uint(Number.MAX_SAFE_INTEGER),
  weights,
  institutions: fc.integer({ min: 4, max: 40 }),
  readsParts: fc.integer({ min: 1, max: 10 }),
});

/** What each of some authors brought: counted, and by which of the four institutions they were read how often. */
const authors = fc.array(
  fc.record({
    counted: fc.record({
      shares: uint(1000),
      consults: uint(1000),
      recordings: uint(1000),
      service: uint(1),
    }),
    read: fc.tuple(uint(50), uint(50), uint(50), uint(50)),
  }),
  { minLength: 1, maxLength: 8 },
);

/** The period that these authors make, and each of them as the contract sees them. */
function made(
  frozen: ClosedPeriod,
  all: readonly { readonly counted: Brought['counted']; readonly read: readonly number[] }[],
): { readonly period: IncentivePeriod; readonly brought: readonly Brought[] } {
  const sum = (of: (item: (typeof all)[number]) => number): number =>
    all.reduce((total, item) => total + of(item), 0);
  const totals = {
    shares: sum(({ counted }) => counted.shares),
    consults: sum(({ counted }) => counted.consults),
    recordings: sum(({ counted }) => counted.recordings),
    service: sum(({ counted }) => counted.service),
  };
  const counts = [0, 1, 2, 3].map((house) => sum(({ read: by }) => by[house] ?? 0));
  const brought = all.map(({ counted, read: by }) => ({
    counted,
    reads: by.map((ofAuthor, house) => ({ ofAuthor, count: counts[house] ?? 0 })),
  }));
  return { period: { since: 0, totals, closed: frozen, allocated: 0 }, brought };
}

describe('points of a period', () => {
  it('are at most its budget, pool by pool; what is left over stays unallocated (Invariant 1)', () => {
    fc.assert(
      fc.property(closed, authors, (frozen, all) => {
        const { period, brought } = made(frozen, all);
        const got = brought.map((item) => evaluate(period, item));
        const pools = poolsOf(frozen);
        for (const pool of POOLS) {
          const sum = got.reduce((total, points) => total + BigInt(points[pool]), 0n);
          expect(sum <= BigInt(pools[pool])).toBe(true);
        }
        const allocated = got.reduce((total, points) => total + BigInt(pointsIn(points)), 0n);
        const unallocated = BigInt(frozen.budget) - allocated;
        expect(unallocated >= 0n).toBe(true);
        // All authors together count all there is: each loses less than a point a pool and institution.
        const lostAtMost = BigInt(brought.length * 8 + 5);
        const shares = got.reduce((total, points) => total + BigInt(points.shares), 0n);
        const isShared = period.totals.shares > 0;
        expect(!isShared || BigInt(pools.shares) - shares <= lostAtMost).toBe(true);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('move by at most m/n of the reads when m of n institutions collude, whatever they report (Invariant 2)', () => {
    fc.assert(
      fc.property(closed, authors, uint(4), (frozen, all, colluding) => {
        const { period, brought } = made(frozen, all);
        const pool = poolsOf(frozen).reads;
        const moved = brought.reduce((sum, { reads: by }) => {
          const lying = by.slice(0, colluding);
          return sum + BigInt(evaluate(period, { ...ZERO, reads: lying }).reads);
        }, 0n);
        expect(moved * BigInt(frozen.institutions) <= BigInt(pool) * BigInt(colluding)).toBe(true);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it('of one institution’s reads go to one author up to their part, however much was read (Invariant 2)', () => {
    fc.assert(
      fc.property(closed, fc.integer({ min: 1, max: 1_000_000 }), (frozen, count) => {
        const period = { since: 0, totals: NO_CONTRIBUTION, closed: frozen, allocated: 0 };
        const { reads: points } = evaluate(period, { ...ZERO, reads: [{ count, ofAuthor: count }] });
        const most = BigInt(frozen.institutions) * BigInt(frozen.readsParts);
        expect(BigInt(points) * most <= BigInt(poolsOf(frozen).reads)).toBe(true);
      }),
      { seed: 13, numRuns: 300 },
    );
  });

  it('are not more for a share that was cut into pieces', () => {
    fc.assert(
      fc.property(closed, uint(20), uint(20), uint(200), (frozen, one, other, rest) => {
        const totals = { ...NO_CONTRIBUTION, shares: one + other + rest };
        const period = { since: 0, totals, closed: frozen, allocated: 0 };
        const of = (shares: number): number =>
          evaluate(period, { counted: { ...NO_CONTRIBUTION, shares }, reads: [] }).shares;
        expect(of(one) + of(other)).toBeLessThanOrEqual(of(one + other));
      }),
      { seed: 14, numRuns: 300 },
    );
  });
});

describe('a period on the ledger', () => {
  it('begins with the first contribution, ends when its length is over and not before, and the next one begins', () => {
    const scene = new Scene();
    expect(openPeriod(scene.ledger.state)).toBeNull();
    takeCase(scene);
    const since = readPeriod(scene.ledger.state, 0)?.since ?? 0;
    scene.ledger.time = since + 30 * DAY - 1;
    expect(scene.ledger.check(close(scene))).toBe('period-open');
    scene.ledger.time = since + 30 * DAY;
    scene.ledger.take(close(scene));
    expect(openPeriod(scene.ledger.state)).toBe(1);
    expect(readPeriod(scene.ledger.state, 0)?.closed).toMatchObject({ budget: 1_000_000, institutions: 2 });
    expect(scene.ledger.check(close(scene))).toBe('period-closed');
    expect(scene.ledger.check(close(scene, 1))).toBe('period-open');
    expect(scene.ledger.check(close(scene, 2))).toBe('period-unknown');
  });

  it.each([2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER])(
    'has a number of four bytes, as has the one after it: %i is refused before anything is looked up',
    (period) => {
      const scene = new Scene();
      takeCase(scene);
      expect(scene.ledger.check(close(scene, period))).toBe('tx-field-malformed');
    },
  );

  it('is frozen when it is closed: neither parameters nor withdrawals change what it gives', () => {
    const scene = new Scene();
    setParameter(scene, 'incentivePeriodDays', 0);
    const name = takeCase(scene);
    scene.ledger.take(close(scene));
    const frozen = readPeriod(scene.ledger.state, 0);
    setParameter(scene, 'incentiveBudget', 5);
    scene.ledger.take(withdraw(scene, name));
    expect(readPeriod(scene.ledger.state, 0)).toEqual(frozen);
  });

  it('issues what was claimed and what nobody claims, and nothing twice', () => {
    const scene = new Scene();
    setParameter(scene, 'incentivePeriodDays', 0);
    const { b, li } = scene.world;
    const name = takeCase(scene);
    scene.ledger.take(reads(scene, [name]));
    scene.ledger.take(close(scene));
    scene.ledger.take(claim(scene, li.sign()), claim(scene, b.node()));
    const { state } = scene.ledger;
    // All of 300,000 for the only share, a quarter of one of two parts of 400,000 for being read; the service of B.
    expect(read(state, claimCodec, inPeriod(0, li.id))?.points).toMatchObject({
      shares: 300_000,
      reads: 50_000,
    });
    expect(readAccount(state, li.id).points).toBe(350_000);
    expect(readAccount(state, b.id).points).toBe(100_000);
    expect(readPeriod(state, 0)?.allocated).toBe(450_000);
    expect(scene.ledger.check({ ...claim(scene, li.sign()), time: scene.time })).toBe('claim-exists');
    expect(readPeriod(state, 1)?.totals).toEqual(NO_CONTRIBUTION);
  });

  it('takes back what a case had earned that is withdrawn before it ends', () => {
    const scene = new Scene();
    const name = takeCase(scene);
    scene.ledger.take(withdraw(scene, name));
    expect(readPeriod(scene.ledger.state, 0)?.totals.shares).toBe(0);
  });

  it('counts of one author what the parameter lets, and takes back no more than it counted (Invariant 3)', () => {
    const scene = new Scene();
    setParameter(scene, 'incentiveMostShares', 3);
    setParameter(scene, 'caseDelayDays', 0);
    const visits = (n: number, from: number): readonly Uint8Array[] =>
      Array.from({ length: n }, (_, index) => bytes32(`visit ${String(index + from)}`));
    takeCase(scene, 'two visits', { sources: visits(2, 0) });
    const second = takeCase(scene, 'two more', { sources: visits(2, 2) });
    expect(readPeriod(scene.ledger.state, 0)?.totals.shares).toBe(3);
    scene.ledger.take(withdraw(scene, second));
    expect(readPeriod(scene.ledger.state, 0)?.totals.shares).toBe(2);
  });

  it('knows what was read as a set: no case twice, none of one’s own, none that is gone', () => {
    const scene = new Scene();
    setParameter(scene, 'caseDelayDays', 0);
    const { a } = scene.world;
    const made = ['one', 'two'].map((text) => sharedCase(scene, text));
    scene.ledger.take(publish(scene, made));
    const name = takeCase(scene, 'three');
    expect(scene.ledger.check(reads(scene, [name, name]))).toBe('reads-order');
    expect(scene.ledger.check(reads(scene, [name], { house: a }))).toBe('reads-own');
    scene.ledger.take(withdraw(scene, name));
    expect(scene.ledger.check(reads(scene, [name]))).toBe('case-withdrawn');
    expect(scene.ledger.check(reads(scene, [], { period: 1 }))).toBe('period-unknown');
  });

  it('counts an institution’s service once, however often it reports', () => {
    const scene = new Scene();
    const name = takeCase(scene);
    scene.ledger.take(reads(scene, []));
    scene.ledger.take(reads(scene, [name]));
    expect(readPeriod(scene.ledger.state, 0)?.totals.service).toBe(1);
  });
});
