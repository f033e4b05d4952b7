import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../support/nodeWorld.ts';
import { item, NOTE, PERSON, PIN } from '../support/story.ts';
import { Machine } from './support.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.demonstration();
});
afterAll(async () => {
  await machine.close();
});

describe('a visit whose hospital node is killed', () => {
  it('keeps its card spent, takes the record, ends when it is ended, and leaves the next card', async () => {
    await machine.unlock('孙丽');
    const patient = await machine.ask('registrar/register-patient', {
      ...PERSON,
      pin: PIN,
      cards: 1,
      files: [],
      emergency: false,
    });
    await machine.unlock('李明');
    const card = await machine.ask('card/read', { text: item(patient.cards, 1) });
    if (card.state !== 'fresh') throw new Error(`the card is ${card.state}`);
    const visit = await machine.ask('visit/open', {
      handle: card.handle,
      registration: null,
      purpose: 'treatment',
    });

    await machine.host.killAllNodes();
    expect(await machine.ask('card/read', { text: item(patient.cards, 1) })).toMatchObject({
      state: 'spent',
      visit: visit.id,
    });
    await machine.ask('draft/save', { visit: visit.id, note: NOTE });
    const { hash } = await machine.ask('sign/preview', { visit: visit.id });
    await machine.ask('sign/commit', { visit: visit.id, hash, consent: null });

    // The node was started again meanwhile: the pepper of the slip is there.
    await until(async () => (await machine.ask('ledger/status', {})).node === 'connected');
    const consent = { slip: item(patient.slips, 1), pin: PIN };
    expect(await machine.ask('sign/confirm', { visit: visit.id, consent })).toEqual({ confirmed: 1 });

    await machine.host.killAllNodes();
    const { next } = await machine.ask('visit/end', { visit: visit.id });
    expect(next?.epoch).toBe(2);
    await until(async () => {
      const outbox = await machine.ask('outbox/list', {});
      return outbox.every(({ state }) => state === 'committed');
    });
    expect(await machine.ask('visit/list', {})).toMatchObject([{ id: visit.id, state: 'ended', records: 1 }]);
    expect(await machine.ask('card/read', { text: item(patient.cards, 1) })).toMatchObject({
      state: 'spent',
      visit: null,
    });
    expect(await machine.ask('card/read', { text: next?.text ?? '' })).toMatchObject({ state: 'fresh' });
  });
});

describe('a patient who signs while the hospital node is killed', () => {
  it('finds the entry once, though the workstation was started again meanwhile', async () => {
    await machine.unlock('孙丽');
    const patient = await machine.ask('registrar/register-patient', {
      ...PERSON,
      pin: PIN,
      cards: 1,
      files: [],
      emergency: false,
    });
    await machine.ask('account/lock', {});
    const [home] = (await machine.ask('setup/status', {})).institutions;
    const master = { text: patient.masterText, passphrase: patient.masterPassphrase };
    const args = { secret: { kind: 'master', ...master } as const, institution: home?.id ?? '' };
    const { handle } = await machine.ask('patient/view', args);
    await machine.host.killAllNodes();
    const entry = { kind: 'symptom', text: '今早头晕', date: '2026-11-20' } as const;
    const { statement } = await machine.ask('patient/write-entry', { handle, secret: master, entry });
    await machine.restart();
    await until(async () => {
      const { documents, waiting } = await machine.ask('patient/view', args);
      return waiting === 0 && documents.filter((document) => document.statement === statement).length === 1;
    });
    expect((await machine.ask('patient/view', args)).documents.map(({ kind }) => kind)).toEqual([
      'import',
      'own-entry',
    ]);
  });
});
