/**
 * Periods of the incentive: each has a fixed budget; contributions are counted while it is open, and closing it is one
 * transaction that freezes budget, weights and totals. The first contribution ever opens period 0.
 *
 * Invariants, cited by number where they are upheld:
 *   1. One period is open at a time; one that is closed changes in nothing but what was claimed of it.
 *   2. It is closed when its length is over, not before, and once.
 *   3. What counts of one account in one period is bounded by parameters, so that many small contributions do not push
 *      others out.
 *   4. What is taken back of a period that is closed is not taken back: its totals are frozen.
 */
import { missingCase } from '../../errors.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import { parameterCodec, parameterId } from '../entities.ts';
import { institutionIds } from '../registry/institution.ts';
import { demandRoles, readInstitution } from '../signers.ts';
import { read, write, type OverlayState, type StateReader } from '../state.ts';
import {
  contributionCodec,
  incentivePeriodCodec,
  inPeriod,
  NO_CONTRIBUTION,
  periodId,
  type ClosedPeriod,
  type Counted,
  type IncentivePeriod,
} from './incentiveEntities.ts';
import { incentiveParameter, poolWeights, type IncentiveParameter } from './parameters.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const OPEN = parameterId('incentivePeriod');

/** What happens to a period. */
export type PeriodAct =
  | { readonly act: 'open' }
  | { readonly act: 'count'; readonly field: Counted; readonly units: number }
  | { readonly act: 'take-back'; readonly field: Counted; readonly units: number }
  | {
      readonly act: 'close';
      readonly lengthMs: number;
      readonly frozen: Omit<ClosedPeriod, 'time'>;
    }
  | { readonly act: 'allocate'; readonly points: number };

/**
 * The period after an act at `time`, ms; `current` is null before it is opened. Invariants 1, 2 and 4.
 * Errors: `period-unknown`, `period-open`, `period-closed`.
 */
export function evaluate(current: IncentivePeriod | null, act: PeriodAct, time: number): IncentivePeriod {
  if (act.act === 'open') {
    demand(current === null, 'period-closed');
    return { since: time, totals: NO_CONTRIBUTION, closed: null, allocated: 0 };
  }
  if (current === null) throw new Refusal('period-unknown');
  switch (act.act) {
    case 'count':
      demand(current.closed === null, 'period-closed');
      return counted(current, act.field, act.units);
    case 'take-back':
      return current.closed === null ? counted(current, act.field, -act.units) : current;
    case 'close':
      demand(current.closed === null, 'period-closed');
      demand(time >= current.since + act.lengthMs, 'period-open');
      return { ...current, closed: { ...act.frozen, time } };
    case 'allocate':
      demand(current.closed !== null, 'period-open');
      return { ...current, allocated: current.allocated + act.points };
    default:
      return missingCase(act);
  }
}

/** The number of the period that is open; null before the first one. */
export function openPeriod(state: StateReader): number | null {
  return read(state, parameterCodec, OPEN)?.value ?? null;
}

export function readPeriod(state: StateReader, period: number): IncentivePeriod | null {
  return read(state, incentivePeriodCodec, periodId(period));
}

/** What is counted, for whom, and which parameter bounds it. */
export interface Crediting {
  readonly account: Uint8Array;
  readonly field: Counted;
  readonly units: number;
  readonly most: IncentiveParameter | null;
}

/** Counts units in the open period, as many as the bound lets; answers in which period, and how many. Invariant 3. */
export function credit(
  state: OverlayState,
  { account, field, most, units }: Crediting,
  context: BlockContext,
): { readonly period: number; readonly counted: number } {
  const period = demandOpen(state, context.time);
  const id = inPeriod(period, account);
  const had = read(state, contributionCodec, id) ?? NO_CONTRIBUTION;
  const left = most === null ? units : Math.max(0, incentiveParameter(state, most) - had[field]);
  const taken = Math.min(units, left);
  if (taken === 0) return { period, counted: 0 };
  write(state, contributionCodec, id, { ...had, [field]: had[field] + taken });
  act(state, period, { act: 'count', field, units: taken }, context.time);
  return { period, counted: taken };
}

/** Takes back what was counted in a period, if that is still open. Invariant 4. */
export function takeBack(
  state: OverlayState,
  { account, field, units }: Omit<Crediting, 'most'>,
  period: number,
): void {
  const current = readPeriod(state, period);
  if (units === 0 || current === null || current.closed !== null) return;
  const id = inPeriod(period, account);
  const had = read(state, contributionCodec, id) ?? NO_CONTRIBUTION;
  write(state, contributionCodec, id, { ...had, [field]: had[field] - units });
  act(state, period, { act: 'take-back', field, units }, current.since);
}

/** By the node of any active institution. */
export function closePeriod(
  { body, transaction }: Verified<'incentive/close'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const [node] = demandRoles(transaction, ['node']);
  if (node === undefined) throw new Refusal('node-receipt-missing');
  demand(readInstitution(state, node.entity)?.status === 'active', 'institution-unknown');
  const lengthMs = incentiveParameter(state, 'incentivePeriodDays') * DAY_MS;
  const current = readPeriod(state, body.period);
  const frozen = { ...frozenNow(state, current), height: context.height };
  act(state, body.period, { act: 'close', lengthMs, frozen }, context.time);
  write(state, parameterCodec, OPEN, { value: body.period + 1 });
  act(state, body.period + 1, { act: 'open' }, context.time);
}

/** Changes a period by {@link evaluate}. */
export function act(state: OverlayState, period: number, what: PeriodAct, time: number): void {
  write(state, incentivePeriodCodec, periodId(period), evaluate(readPeriod(state, period), what, time));
}

/** The open period; the first contribution ever opens period 0. */
export function demandOpen(state: OverlayState, time: number): number {
  const open = openPeriod(state);
  if (open !== null) return open;
  write(state, parameterCodec, OPEN, { value: 0 });
  act(state, 0, { act: 'open' }, time);
  return 0;
}

function frozenNow(
  state: StateReader,
  period: IncentivePeriod | null,
): Omit<ClosedPeriod, 'time' | 'height'> {
  const active = institutionIds(state).filter((id) => readInstitution(state, id)?.status === 'active');
  // One that reported and was suspended since still has its part: more parts than institutions would issue too much.
  const institutions = Math.max(active.length, period?.totals.service ?? 0, 1);
  return {
    budget: incentiveParameter(state, 'incentiveBudget'),
    weights: poolWeights(state),
    institutions,
    readsParts: Math.max(1, incentiveParameter(state, 'incentiveReadsParts')),
  };
}

function counted(period: IncentivePeriod, field: Counted, units: number): IncentivePeriod {
  return { ...period, totals: { ...period.totals, [field]: period.totals[field] + units } };
}
