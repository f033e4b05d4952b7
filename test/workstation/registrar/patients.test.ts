/** A registrar's own patients: found again, given further cards, and freed of cards that are lost. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { item, NOTE, openWith, PERSON, PIN, Story, writeRecord, type Patient } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

const GUARDIAN = { name: '王建国', relation: '父亲' };

async function registered(change: { readonly cards?: number } = {}): Promise<{
  readonly story: Story;
  readonly registrar: TestCore;
  readonly patient: Patient;
  readonly wishes: ReturnType<typeof wishesOf>;
}> {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2, ...change });
  const registrar = await story.registrar();
  const [known] = await registrar['registrar/patients']({ query: '张秀' });
  return { story, registrar, patient, wishes: wishesOf(known?.id ?? 0, patient) };
}

function wishesOf(id: number, { masterText, masterPassphrase }: Patient) {
  const master = { text: masterText, passphrase: masterPassphrase };
  return { patient: id, master, pin: PIN, cards: 2, replace: null };
}

/** Opens a sealed card of a sheet. */
async function unsealed(core: TestCore, text: string) {
  const sealed = await core['card/read']({ text });
  if (sealed.state !== 'sealed') throw new Error(sealed.state);
  return core['card/unseal']({ handle: sealed.handle, pin: PIN });
}

describe('the patients of a registrar', () => {
  it('are found by part of the name, or the end of identifier or telephone number', async () => {
    const { registrar, story } = await registered();
    const found = async (query: string) =>
      (await registrar['registrar/patients']({ query })).map(({ name }) => name);
    for (const query of ['', '秀英', ' 张秀英 ', '4567', '20004567'])
      expect(await found(query)).toEqual(['张秀英']);
    for (const query of ['李', '567', '1381']) expect(await found(query)).toEqual([]);
    expect(await registrar['registrar/patients']({ query: '' })).toMatchObject([
      {
        birthDate: PERSON.birthDate,
        guardian: null,
        cards: [
          { epoch: 1, state: 'unused' },
          { epoch: 2, state: 'unused' },
        ],
      },
    ]);
    const li = await story.doctor();
    expect(await codeOfAsync(li['registrar/patients']({ query: '' }))).toBe('role-registrar-required');
  });

  it('get further cards out of their master card, which go on where the sheet before ended', async () => {
    const { story, registrar, wishes, patient } = await registered({ cards: 1 });
    const sheet = await registrar['registrar/issue-cards'](wishes);
    expect(sheet).toMatchObject({
      revoked: 0,
      cards: [{ epoch: 2 }, { epoch: 3 }],
      slips: [{ epoch: 2 }, { epoch: 3 }],
    });
    // Card 1 is still to be shown: all others are sealed.
    expect(sheet.cards.every(({ text }) => text.startsWith('CE1:'))).toBe(true);
    const li = await story.doctor();
    const visit = await openWith(li, item(patient.cards, 1));
    await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN, sharing: null });
    await li['visit/end']({ visit });
    const next = await unsealed(li, item(sheet.cards, 2));
    if (next.state !== 'fresh') throw new Error(next.state);
    const second = await li['visit/open']({ handle: next.handle, registration: null, purpose: 'treatment' });
    const chart = await li['visit/chart']({ visit: second.id });
    expect(chart.unavailable).toEqual([]);
    expect(chart.documents.map(({ kind }) => kind)).toContain('record');
    const consent = { slip: item(sheet.slips, 2), pin: PIN, sharing: null };
    await expect(writeRecord(li, second.id, consent)).resolves.toBeTypeOf('string');
  });

  it('have lost cards replaced: the old ones are refused by name, the new one opens the history', async () => {
    const { story, registrar, wishes, patient } = await registered();
    const li = await story.doctor();
    const sheet = await registrar['registrar/issue-cards']({ ...wishes, replace: 'stolen' });
    expect(sheet.revoked).toBe(3);
    await story.hospitals.level();
    expect(await li['card/read']({ text: item(patient.cards, 1) })).toMatchObject({
      state: 'revoked',
      reason: 'stolen',
      institution: { en: 'Renhe Hospital' },
    });
    // Nothing else can be shown: the first of the new ones is open.
    expect(sheet.cards.map(({ epoch }) => epoch)).toEqual([4, 5]);
    const visit = await openWith(li, item(sheet.cards, 4));
    expect(await li['visit/chart']({ visit })).toMatchObject({ banner: { name: '张秀英' }, unavailable: [] });
    const institution = toHex(story.world.a.id);
    const slip = { kind: 'slip', text: item(patient.slips, 2), pin: PIN } as const;
    expect(await codeOfAsync(li['patient/view']({ institution, secret: slip }))).toBe('slip-spent');
    const master = {
      kind: 'master',
      text: patient.masterText,
      passphrase: patient.masterPassphrase,
    } as const;
    const { openings } = await li['patient/view']({ institution, secret: master });
    expect(openings.map(({ epoch, use }) => [epoch, use])).toEqual([
      [0, 'registration'],
      [1, 'revoked'],
      [2, 'revoked'],
      [3, 'revoked'],
      [4, 'visit'],
    ]);
  });

  it('have their cards revoked with a reason; a card that is read already is refused by the ledger', async () => {
    const { story, registrar, wishes, patient } = await registered();
    const li = await story.doctor();
    const read = await li['card/read']({ text: item(patient.cards, 1) });
    if (read.state !== 'fresh') throw new Error(read.state);
    const asked = { patient: wishes.patient, reason: 'lost' } as const;
    expect(await registrar['registrar/revoke-cards'](asked)).toEqual({ revoked: 3 });
    const open = li['visit/open']({ handle: read.handle, registration: null, purpose: 'treatment' });
    expect(await codeOfAsync(open)).toBe('card-revoked');
    expect(await codeOfAsync(registrar['registrar/revoke-cards'](asked))).toBe('cards-none-unused');
    const [known] = await registrar['registrar/patients']({ query: '' });
    expect(known?.cards.map(({ state }) => state)).toEqual(['revoked', 'revoked', 'revoked']);
  });

  it('are known by their master card: another one is refused, and a wrong passphrase too', async () => {
    const { registrar, story, wishes } = await registered();
    const other = await story.registerPatient({ name: '别人' });
    const master = { text: other.masterText, passphrase: other.masterPassphrase };
    expect(await codeOfAsync(registrar['registrar/issue-cards']({ ...wishes, master }))).toBe(
      'card-other-patient',
    );
    const wrong = { ...wishes.master, passphrase: other.masterPassphrase };
    expect(await codeOfAsync(registrar['registrar/issue-cards']({ ...wishes, master: wrong }))).toBe(
      'passphrase-wrong',
    );
    expect(await codeOfAsync(registrar['registrar/issue-cards']({ ...wishes, patient: 99 }))).toBe(
      'patient-unknown',
    );
  });
});

describe('recovery shares', () => {
  it('are printed at the registration, and restore a lost master card under a new passphrase', async () => {
    const story = await Story.begin();
    const patient = await story.registerPatient({ cards: 1, shares: { needed: 2, of: 3 } });
    expect(patient.shares.map(({ number, needed, of }) => [number, needed, of])).toEqual([
      [1, 2, 3],
      [2, 2, 3],
      [3, 2, 3],
    ]);
    const registrar = await story.registrar();
    const [known] = await registrar['registrar/patients']({ query: '' });
    const id = known?.id ?? 0;
    const [one = '', , three = ''] = patient.shares.map(({ text }) => text);
    const restored = await registrar['registrar/restore-master']({ patient: id, shares: [three, one] });
    expect(restored.masterPassphrase).not.toBe(patient.masterPassphrase);
    const master = { text: restored.masterText, passphrase: restored.masterPassphrase };
    const sheet = await registrar['registrar/issue-cards']({ ...wishesOf(id, patient), master });
    expect(sheet.cards).toHaveLength(2);
  });

  it('are made later out of the master card; too few, mixed, altered ones or another patient’s are refused', async () => {
    const { story, registrar, wishes } = await registered();
    const { patient, master } = wishes;
    const make = async (needed: number, of: number) =>
      (await registrar['registrar/make-shares']({ patient, master, needed, of })).shares.map(
        ({ text }) => text,
      );
    const [first, second] = [await make(2, 3), await make(2, 3)];
    const restoring = async (shares: readonly (string | undefined)[], of = patient) =>
      codeOfAsync(
        registrar['registrar/restore-master']({ patient: of, shares: shares.map((share) => share ?? '') }),
      );
    expect(await restoring([first[0]])).toBe('shares-too-few');
    expect(await restoring([first[0], first[0]])).toBe('shares-too-few');
    expect(await restoring([first[0], second[1]])).toBe('shares-mixed');
    expect(await restoring([first[0], 'CR1:NOTHING'])).toBe('share-malformed');
    await story.registerPatient({ name: '别人' });
    const [other] = await registrar['registrar/patients']({ query: '别人' });
    expect(await restoring([first[0], first[1]], other?.id)).toBe('card-other-patient');
    expect(await codeOfAsync(make(3, 2))).toBe('share-terms');
  });
});

describe('a guardian', () => {
  it('stands in the sealed identity part, and is shown beside the patient wherever a doctor signs', async () => {
    const story = await Story.begin();
    const patient = await story.registerPatient({ cards: 1, guardian: GUARDIAN });
    const registrar = await story.registrar();
    expect(await registrar['registrar/patients']({ query: '' })).toMatchObject([{ guardian: GUARDIAN }]);
    const li = await story.doctor();
    const visit = await openWith(li, item(patient.cards, 1));
    expect((await li['visit/chart']({ visit })).banner.guardian).toEqual(GUARDIAN);
    await li['draft/save']({ visit, note: { ...NOTE, presentIllness: `由${GUARDIAN.name}代诉。` } });
    const preview = await li['sign/preview']({ visit });
    expect(preview.patient.guardian).toEqual(GUARDIAN);
  });
});
