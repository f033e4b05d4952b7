/** Two institutions keep every record; either gets back from the other what it lost. */
import { describe, expect, it } from 'vitest';
import { toInstitutionId } from '../../src/crypto/ids.ts';
import { keeperOf } from '../../src/hospital/keeper.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import { clientFor, submitAll, until, type WorldNodes } from '../support/nodeWorld.ts';
import { makeRecord, submitRecord, type ReadyRecord } from '../support/records.ts';
import { visitConfirm } from '../support/transactions.ts';
import { bytes16 } from '../support/world.ts';
import { start, startBoth } from './support/bothNodes.ts';
import { held, inStore, loseRecords } from './support/storedRecords.ts';
import { historyRequest, openVisitAt } from './support/visits.ts';

/** Dr Li writes a record at A. */
async function recordAtA(at: WorldNodes, consents = true): Promise<ReadyRecord> {
  const { world, a, clock } = at;
  const client = await clientFor(a, world.li);
  const time = clock.now();
  await openVisitAt({ world, client, doctor: world.li, patient: world.patient, epoch: 1, time });
  const about = { author: world.li, house: world.a, patient: world.patient, epoch: 1, text: 'copied' };
  const record = makeRecord(world, { ...about, time, anchor: a.store.height(), consents });
  await submitRecord(client, record);
  return record;
}

describe('the keeper of an institution’s copies', () => {
  it('is the next active institution of the registry, and nobody while there is no other', async () => {
    const { world, a } = await startBoth();
    const [idA, idB] = [world.a.id, world.b.id];
    expect(keeperOf(a.store, idA)).toEqual(idB);
    expect(keeperOf(a.store, idB)).toEqual(idA);
    expect(keeperOf(a.store, toInstitutionId(bytes16('unknown')))).toBeNull();
  });
});

describe('a record', () => {
  it('lies whole at two institutions soon after it is on the ledger, though nobody asked for it', async () => {
    const at = await startBoth();
    const record = await recordAtA(at);
    await until(() => at.b.copies().seen === 1 && at.b.copies().missing === 0);
    expect(held(at.folderB, record)).toBe(3);
    expect(held(at.folderA, record)).toBe(3);
  });

  it('can be read at the other institution when its author’s node is gone', async () => {
    const at = await startBoth();
    const { world, b, clock } = at;
    const record = await recordAtA(at);
    const wang = await clientFor(b, world.wang);
    const time = clock.now();
    await openVisitAt({ world, client: wang, doctor: world.wang, patient: world.patient, epoch: 2, time });
    await until(() => held(at.folderB, record) === 3);
    await at.a.close();
    const [envelope] = await wang.history(historyRequest(world.patient, 2));
    expect(envelope?.statement).toEqual(record.hash);
    expect(await wang.blob(record.clinical.id)).toEqual(record.clinical.blob);
  });

  it('that waits for the patient’s consent is copied when it has it, not before', async () => {
    const at = await startBoth();
    const { world, clock } = at;
    const record = await recordAtA(at, false);
    await until(() => at.b.copies().seen === 1);
    expect(held(at.folderB, record)).toBe(0);
    expect(at.b.copies().missing).toBe(0);
    const by = { sender: world.li.sign(), consent: world.patient.consent(1) };
    await submitAll(at.a, world, [visitConfirm(record.hash, by, clock.now())]);
    await until(() => held(at.folderB, record) === 3);
  });

  it('that its author’s node lost is there again when that node runs', async () => {
    const at = await startBoth();
    const record = await recordAtA(at);
    await until(() => held(at.folderB, record) === 3);
    await at.a.close();
    loseRecords(at.folderA);
    expect(held(at.folderA, record)).toBe(0);
    const again = await start(at.folderA, at);
    await until(() => held(at.folderA, record) === 3);
    await until(() => again.copies().missing === 0);
  });

  it('that neither has any more is missed by both, named as unknown, and asked for again and again', async () => {
    const at = await startBoth();
    const record = await recordAtA(at);
    await until(() => held(at.folderB, record) === 3);
    await at.a.close();
    await at.b.close();
    for (const folder of [at.folderA, at.folderB]) {
      inStore(folder, (database) => database.execute('DELETE FROM blobs'));
    }
    const [a, b] = [await start(at.folderA, at), await start(at.folderB, at)];
    await until(() => a.copies().missing === 1 && b.copies().missing === 1);
    const li = await clientFor(a, at.world.li);
    expect(await codeOfAsync(li.blob(record.clinical.id))).toBe('blob-unknown');
    await li.storeBlob(record.identity.id, record.identity.blob);
    await li.storeBlob(record.clinical.id, record.clinical.blob);
    await until(() => held(at.folderB, record) === 3);
  });
});
