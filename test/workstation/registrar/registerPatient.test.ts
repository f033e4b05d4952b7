import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/crypto/bytes.ts';
import { openMasterCard } from '../../../src/crypto/masterCard.ts';
import { MINIMUM_LIMITS } from '../../../src/crypto/passwordHash.ts';
import { readCard } from '../../../src/crypto/card.ts';
import { inspectSealed } from '../../../src/crypto/sealedCard.ts';
import { readQrPng } from '../../../src/workstation/qr.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { item, openWith, PERSON, PIN, Story } from '../support/story.ts';

const WISHES = { ...PERSON, pin: PIN, cards: 1, files: [], emergency: false };

const file = (text: string) => ({ name: 'history.json', bytes: new Uint8Array(utf8(text)) });

describe('registering a patient', () => {
  it('hands out a master card, cards of which the first is open, and a slip for each', async () => {
    const story = await Story.begin();
    const patient = await story.registerPatient({ cards: 3, emergency: true });
    expect(patient.cards.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(patient.slips.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(readCard(item(patient.cards, 1))).toMatchObject({ epoch: 1, certificate: { emergencyRow: true } });
    expect(inspectSealed(item(patient.cards, 2))).toMatchObject({ type: 'card', epoch: 2 });
    expect(inspectSealed(item(patient.slips, 1))).toMatchObject({ type: 'slip', epoch: 1 });
    expect(patient.masterPassphrase.split(' ')).toHaveLength(6);
    const master = openMasterCard(patient.masterText, patient.masterPassphrase, MINIMUM_LIMITS);
    expect(master.home).toEqual(story.world.a.id);
    for (const { text, qrPng } of [...patient.cards, ...patient.slips]) expect(readQrPng(qrPng)).toBe(text);
    expect(readQrPng(patient.masterQrPng)).toBe(patient.masterText);
    const kinds = [...story.hospitals.envelopes().values()].flatMap(({ rows }) =>
      rows.map(({ to }) => to.kind),
    );
    expect(new Set(kinds)).toEqual(new Set(['archive', 'emergency']));
  });

  it('hands out nothing when the node breaks down on the way, and works when it is tried again', async () => {
    const story = await Story.begin();
    const registrar = await story.registrar();
    for (const request of ['card/certify', 'pepper/deposit', 'submit', 'receipt', 'blob/put']) {
      registrar.node.before = (asked) => {
        if (asked !== request) return;
        story.hospitals.cut();
        throw new Error('the node breaks down');
      };
      await expect(registrar['registrar/register-patient'](WISHES)).rejects.toThrow(
        /^(node-away|connection-closed|the node breaks down)/,
      );
      await story.hospitals.restore();
    }
    registrar.node.before = () => undefined;
    const patient = await registrar['registrar/register-patient'](WISHES);
    const li = await story.doctor();
    const visit = await openWith(li, item(patient.cards, 1));
    expect(await li['visit/chart']({ visit })).toMatchObject({ banner: { name: '张秀英' }, unavailable: [] });
  });

  it('is refused by name before anything is issued', async () => {
    const story = await Story.begin();
    const registrar = await story.registrar();
    const register = (change: object): Promise<string> =>
      codeOfAsync(registrar['registrar/register-patient']({ ...WISHES, ...change }));
    expect(await register({ pin: '12' })).toBe('pin-malformed');
    expect(await register({ files: [file('{')] })).toBe('json-malformed');
    expect(await register({ files: [file('{"resourceType":"Bundle"}')] })).toBe('bundle-malformed');
    expect(story.hospitals.certificates()).toEqual([]);
    const li = await story.doctor();
    expect(await codeOfAsync(li['registrar/register-patient'](WISHES))).toBe('role-registrar-required');
    expect(await codeOfAsync(li['registrar/register-visit']({ department: '内科' }))).toBe(
      'role-registrar-required',
    );
  });
});

describe('registering a visit', () => {
  it('puts someone in the waiting list, and names nobody', async () => {
    const story = await Story.begin();
    const registrar = await story.registrar();
    const { number } = await registrar['registrar/register-visit']({ department: '内科' });
    expect(await registrar['registrar/registrations']({})).toMatchObject([
      { number, state: 'waiting', department: '内科' },
    ]);
    const wang = await story.doctor(story.world.wang, story.world.b);
    expect(await wang['today/list']({})).toEqual([]);
    story.hospitals.advance(25 * 60 * 60 * 1000);
    expect(await registrar['registrar/registrations']({})).toEqual([]);
  });
});
