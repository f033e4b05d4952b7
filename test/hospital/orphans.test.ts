/** Records that a node signed for and the ledger never took: what becomes of them, and when. */
import { describe, expect, it } from 'vitest';
import { toSignature } from '../../src/crypto/ids.ts';
import { encodeTransaction } from '../../src/contracts/transaction.ts';
import { LOOK_FOR_ORPHANS_MS, ORPHAN_TERM_MS } from '../../src/hospital/orphans.ts';
import type { Timers } from '../../src/ports.ts';
import { systemTimers } from '../../src/node/timers.ts';
import { manualTimers } from '../support/manualTimers.ts';
import { clientFor, startNodeA, submitAll, until } from '../support/nodeWorld.ts';
import { storeRecord, type ReadyRecord } from '../support/records.ts';
import { staffAdd } from '../support/transactions.ts';
import { makePerson } from '../support/world.ts';
import { held } from './support/storedRecords.ts';
import { openVisitAt, recordAt, recordOf } from './support/visits.ts';

/** Hours pass when the test says so; what is shorter passes by itself. */
function longTimers(): { readonly timers: Timers; readonly look: () => Promise<void> } {
  const manual = manualTimers();
  let looks = 0;
  const timers: Timers = {
    after: (ms, run) => {
      if (ms === LOOK_FOR_ORPHANS_MS) looks += 1;
      return (ms >= LOOK_FOR_ORPHANS_MS ? manual : systemTimers).after(ms, run);
    },
  };
  return {
    timers,
    // The next look is asked for when this one is over.
    look: async () => {
      const before = looks;
      manual.advance(LOOK_FOR_ORPHANS_MS);
      await until(() => looks > before);
    },
  };
}

async function withOrphan() {
  const { timers, look } = longTimers();
  const { a, clock, folderA, world } = await startNodeA({ timers });
  const client = await clientFor(a, world.li);
  const visit = { world, client, doctor: world.li, patient: world.patient, epoch: 1, time: clock.now() };
  await openVisitAt(visit);
  const kept = await recordAt(visit, { text: 'cough' });
  const orphan = await recordOf(visit, { text: 'never sent' });
  const receipt = await storeRecord(client, orphan);
  let newcomers = 0;
  const later = async (ms: number): Promise<void> => {
    clock.advance(ms);
    a.confirmClock();
    newcomers += 1;
    const newcomer = makePerson(`newcomer ${String(newcomers)}`, 'doctor', world.a.id, ['新', 'new']);
    await submitAll(a, world, [staffAdd(newcomer, world.a, clock.now())]);
  };
  const lies = (record: ReadyRecord): number => held(folderA, record);
  return { a, clock, client, look, later, kept, orphan, receipt, lies };
}

describe('a record that the ledger never took', () => {
  it('is deleted at its node after the term, with its blobs; what the ledger has stays', async () => {
    const { look, later, kept, orphan, lies } = await withOrphan();
    await look();
    await later(ORPHAN_TERM_MS - 1000);
    await look();
    expect([lies(kept), lies(orphan)]).toEqual([3, 3]);
    await later(2 * LOOK_FOR_ORPHANS_MS);
    await look();
    expect([lies(kept), lies(orphan)]).toEqual([3, 0]);
  });

  it('is not, when the workstation comes back with it before that; nor is it refused afterwards', async () => {
    const { client, look, later, orphan, receipt, lies } = await withOrphan();
    await look();
    await client.submit(encodeTransaction(orphan.body, [orphan.authorSignature, receipt]));
    await later(2 * ORPHAN_TERM_MS);
    await look();
    expect(lies(orphan)).toBe(3);
  });

  it('can be brought again, whole, after it was deleted', async () => {
    const { client, look, later, orphan, lies } = await withOrphan();
    await look();
    await later(ORPHAN_TERM_MS + LOOK_FOR_ORPHANS_MS);
    await look();
    expect(lies(orphan)).toBe(0);
    expect(toSignature(await storeRecord(client, orphan))).toHaveLength(64);
    expect(lies(orphan)).toBe(3);
  });

  it('is not deleted by a clock that jumped: the ledger has to have come as far', async () => {
    const { clock, look, orphan, lies } = await withOrphan();
    await look();
    clock.advance(2 * ORPHAN_TERM_MS);
    await look();
    await look();
    expect(lies(orphan)).toBe(3);
  });
});
