/** A doctor's points: what the ledger counted in each period, what it gives, and claiming it. */
import { ConsiliumError } from '../../../errors.ts';
import { readAccount } from '../../../contracts/incentive/account.ts';
import { broughtBy, evaluate } from '../../../contracts/incentive/claim.ts';
import { claimCodec, inPeriod } from '../../../contracts/incentive/incentiveEntities.ts';
import { openPeriod, readPeriod } from '../../../contracts/incentive/period.ts';
import { read } from '../../../contracts/state.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { settle, signedEntry, staffSigner, termOf, TRANSACTION_LIFETIME_MS } from '../visits/transactions.ts';
import type { VisitWork } from '../visits/work.ts';

type Account = ResultOf<'points/account'>;

/** The newest period first; all of it from the verified ledger. */
export function pointsAccount(work: VisitWork): Account {
  const { store } = work.ledger.replica;
  const account = work.session.identity.entity;
  const periods: Account['periods'] = [];
  for (let period = openPeriod(store) ?? -1; period >= 0; period--) {
    const entity = readPeriod(store, period);
    if (entity === null) throw new ConsiliumError('replica-corrupt', { list: 'periods' });
    const brought = broughtBy(store, period, account);
    const reads = brought.reads.reduce((sum, { ofAuthor }) => sum + ofAuthor, 0);
    periods.push({
      period,
      since: entity.since,
      closed: entity.closed?.time ?? null,
      counted: { ...brought.counted, reads },
      points: entity.closed && { ...evaluate(entity, brought) },
      claimed: read(store, claimCodec, inPeriod(period, account))?.time ?? null,
    });
  }
  return { points: readAccount(store, account).points, periods };
}

/** See api/sharedCases.ts. */
export async function claimPoints(
  work: VisitWork,
  { period }: ArgsOf<'points/claim'>,
): Promise<ResultOf<'points/claim'>> {
  const { store } = work.ledger.replica;
  const isClaimed = read(store, claimCodec, inPeriod(period, work.session.identity.entity)) !== null;
  if (isClaimed) throw new ConsiliumError('claim-exists');
  const body = {
    kind: 'incentive/claim',
    ...termOf(work.context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(work.session)],
    period,
  } as const;
  const entry = signedEntry(work.context, { body, keys: [work.session.keys.sign.secretKey], visit: null });
  const { state, code } = await settle(work.context, work.session.desk.outbox.add(entry).id);
  if (state === 'rejected') throw new ConsiliumError(code ?? 'internal');
  return { state: state === 'committed' ? 'committed' : 'queued' };
}
