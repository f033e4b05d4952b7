/**
 * Which cases of other institutions an institution's doctors opened in a period, as its node reports it: the set, and not
 * who opened which how often. Whatever a node reports, it moves no more than its own part of the pool (see allocate.ts).
 *
 * Invariants:
 *   1. A node reports for its own institution, of the period that is open.
 *   2. No case of the institution itself, none that is unknown or withdrawn.
 *   3. No case twice: cases come in ascending order, also over several reports.
 *   4. The first report of a period, even of nothing, is the institution's service in it: its node was there.
 */
import { bytesEqual, compareBytes } from '../../crypto/bytes.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import { demandRoles, readInstitution } from '../signers.ts';
import { read, write, type OverlayState } from '../state.ts';
import { caseCodec } from '../sharing/caseEntities.ts';
import { inPeriod, readsReportCodec, readsTallyCodec, type ReadsReport } from './incentiveEntities.ts';
import { credit, demandOpen } from './period.ts';

/**
 * The report after further cases. Invariant 3. Errors: `reads-order`; `reads-empty` for a further report of nothing.
 */
export function evaluate(current: ReadsReport | null, cases: readonly Uint8Array[]): ReadsReport {
  demand(cases.length > 0 || current === null, 'reads-empty');
  let last = current?.last ?? null;
  for (const item of cases) {
    demand(last === null || compareBytes(last, item) < 0, 'reads-order');
    last = item;
  }
  return { count: (current?.count ?? 0) + cases.length, last };
}

/** By the institution's node. */
export function reportReads(
  { body, transaction }: Verified<'incentive/reads'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const [node] = demandRoles(transaction, ['node']);
  if (node === undefined) throw new Refusal('node-receipt-missing');
  const institution = node.entity;
  // Invariant 1.
  demand(readInstitution(state, institution)?.status === 'active', 'institution-unknown');
  const period = demandOpen(state, context.time);
  demand(body.period === period, body.period < period ? 'period-closed' : 'period-unknown');
  const id = inPeriod(period, institution);
  const current = read(state, readsReportCodec, id);
  write(state, readsReportCodec, id, evaluate(current, body.cases));
  for (const item of body.cases) tally(state, { period, institution, item });
  if (current === null)
    credit(state, { account: institution, field: 'service', units: 1, most: null }, context);
}

/** Invariant 2. */
function tally(
  state: OverlayState,
  of: { readonly period: number; readonly institution: Uint8Array; readonly item: Uint8Array },
): void {
  const found = read(state, caseCodec, of.item);
  if (found === null) throw new Refusal('case-unknown');
  demand(found.withdrawn === null, 'case-withdrawn');
  demand(!bytesEqual(found.institution, of.institution), 'reads-own');
  const id = inPeriod(of.period, of.institution, found.author);
  const count = read(state, readsTallyCodec, id)?.count ?? 0;
  write(state, readsTallyCodec, id, { count: count + 1 });
}
