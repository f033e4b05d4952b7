import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../src/crypto/bytes.ts';
import { readCard } from '../../../src/crypto/card.ts';
import { toEpochKey } from '../../../src/crypto/ids.ts';
import { readVisit } from '../../../src/workstation/core/visits/ledgerReads.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { loginOf } from '../../support/nodeWorld.ts';
import { item, openWith, PIN, Story, writeRecord, type Patient } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

const HOUR = 60 * 60 * 1000;

async function openVisit(): Promise<{ story: Story; patient: Patient; li: TestCore; visit: string }> {
  const story = await Story.begin();
  const patient = await story.registerPatient();
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  return { story, patient, li, visit };
}

describe('the end of a visit', () => {
  it('gives the next card out of the slip, and takes the history from this machine', async () => {
    const { li, visit, patient } = await openVisit();
    await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
    const { next } = await li['visit/end']({ visit });
    expect(next?.epoch).toBe(2);
    expect(readCard(next?.text ?? '').epoch).toBe(2);
    expect(next?.qrPng.slice(1, 4)).toEqual(new Uint8Array([0x50, 0x4e, 0x47]));
    expect(await codeOfAsync(li['visit/chart']({ visit }))).toBe('visit-over');
    expect(await li['visit/list']({})).toMatchObject([
      { id: visit, state: 'ended', patient: null, records: 1 },
    ]);
    expect(await li['visit/end']({ visit })).toEqual({ next: null });
  });

  it('gives the next card also when a screen sees the end on the ledger before the answer is there', async () => {
    const { li, visit, patient } = await openVisit();
    await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
    const isEnded = (): boolean => readVisit(li.replica.store, toEpochKey(fromHex(visit)))?.ended !== null;
    const screen = (async () => {
      while (!isEnded()) await new Promise((resolve) => setImmediate(resolve));
      return await li['visit/list']({});
    })();
    expect((await li['visit/end']({ visit })).next?.epoch).toBe(2);
    expect(await screen).toMatchObject([{ id: visit, patient: null }]);
  });

  it('is known to the ledger, and the card stays spent', async () => {
    const { li, visit, patient } = await openVisit();
    await li['visit/end']({ visit });
    expect(readVisit(li.replica.store, toEpochKey(fromHex(visit)))?.ended).not.toBeNull();
    expect(await li['card/read']({ text: item(patient.cards, 1) })).toMatchObject({
      state: 'spent',
      visit: null,
    });
  });

  it('holds here at once while the node is away, and reaches the ledger later', async () => {
    const { story, li, visit, patient } = await openVisit();
    await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
    story.hospitals.cut();
    expect((await li['visit/end']({ visit })).next?.epoch).toBe(2);
    expect(await li['visit/list']({})).toMatchObject([{ state: 'ended', patient: null }]);
    expect(readVisit(li.replica.store, toEpochKey(fromHex(visit)))?.ended).toBeNull();
    await story.hospitals.restore();
    await li.sync();
    expect(readVisit(li.replica.store, toEpochKey(fromHex(visit)))?.ended).not.toBeNull();
  });

  it('comes by time alone when the workstation was killed and nobody pressed End', async () => {
    const { story, li, visit, patient } = await openVisit();
    li.close();
    story.hospitals.advance(24 * HOUR);
    const again = await story.open(story.world.li);
    expect(await again['visit/list']({})).toMatchObject([{ id: visit, state: 'over', patient: null }]);
    expect(await codeOfAsync(again['visit/chart']({ visit }))).toBe('visit-over');
    expect(await again['card/read']({ text: item(patient.cards, 1) })).toMatchObject({
      state: 'spent',
      visit: null,
    });
  });

  it('comes with the suspension of its doctor', async () => {
    const { story, li, visit } = await openVisit();
    const { world, hospitals } = story;
    await hospitals.submit({
      action: { kind: 'registry/staff-suspend', id: world.li.id, role: 'doctor', reason: 'test' },
      parties: world.a.board(),
      time: hospitals.clock.now(),
    });
    // Their own login is gone with that block; the machine's copy gets it with the next one.
    await li.node.login(loginOf(world.chen));
    await li.sync();
    expect(await codeOfAsync(li['visit/chart']({ visit }))).toBe('visit-over');
    expect(await li['visit/list']({})).toMatchObject([{ state: 'over' }]);
  });

  it('survives a kill between the ledger and the answer: it can be ended again, with its card', async () => {
    const { story, li, visit, patient } = await openVisit();
    await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
    // Killed while it waits for the block.
    await new Promise<void>((resolve) => {
      li.node.before = (request) => {
        if (request !== 'blocks') return;
        li.node.before = () => undefined;
        resolve();
        li.close();
      };
      li['visit/end']({ visit }).catch(() => undefined);
    });
    const again = await story.doctor();
    expect((await again['visit/end']({ visit })).next?.epoch).toBe(2);
  });
});
