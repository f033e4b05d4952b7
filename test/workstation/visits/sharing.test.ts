/** The question at the end of a visit: whether the case may be shared, with the patient's answer signed. */
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../src/crypto/bytes.ts';
import { toStatementHash } from '../../../src/crypto/ids.ts';
import { decodeSharingAnswer } from '../../../src/contracts/sharing/answer.ts';
import type { SignedSharingAnswer } from '../../../src/replica/desk/sharingAnswers.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord, type Patient } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

interface OpenVisit {
  readonly story: Story;
  readonly patient: Patient;
  readonly li: TestCore;
  readonly visit: string;
  readonly slip: { readonly slip: string; readonly pin: string };
}

async function openVisit(): Promise<OpenVisit> {
  const story = await Story.begin();
  const patient = await story.registerPatient();
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  return { story, patient, li, visit, slip: { slip: item(patient.slips, 1), pin: PIN } };
}

function kept(core: TestCore, statement: string): SignedSharingAnswer {
  const signed = core.session.desk.sharingAnswers.answer(toStatementHash(fromHex(statement)));
  if (signed === null) throw new Error('no answer');
  return signed;
}

async function shown(core: TestCore) {
  return (await core['ledger/mine']({})).map(({ statement, sharing }) => [
    statement,
    sharing?.answer ?? null,
  ]);
}

describe('whether a case may be shared', () => {
  it("is answered by the patient at signing, and the doctor's own ledger says so after the visit", async () => {
    const { li, visit, slip, story } = await openVisit();
    const statement = await writeRecord(li, visit, { ...slip, sharing: 'yes' });
    expect(await li['visit/list']({})).toMatchObject([{ id: visit, sharing: 'yes' }]);
    await li['visit/end']({ visit });
    expect(await shown(li)).toEqual([[statement, 'yes']]);
    li.close();
    const again = await story.doctor();
    expect(await shown(again)).toEqual([[statement, 'yes']]);
  });

  it('is bound to network, visit, record, answer and time', async () => {
    const { li, visit, slip, story } = await openVisit();
    const { clock } = story.hospitals;
    const before = clock.now();
    const statement = await writeRecord(li, visit, { ...slip, sharing: 'no' });
    const { time, ...bound } = decodeSharingAnswer(kept(li, statement).answer);
    expect(time >= before && time <= clock.now()).toBe(true);
    expect(bound).toEqual({
      network: story.world.network,
      epoch: fromHex(visit),
      statement: fromHex(statement),
      answer: 'no',
      scope: 'member-hospitals',
    });
  });

  it('is no while nobody answered', async () => {
    const { li, visit, slip } = await openVisit();
    const statement = await writeRecord(li, visit, slip);
    expect(await li['visit/list']({})).toMatchObject([{ sharing: null }]);
    expect(await shown(li)).toEqual([[statement, null]]);
  });

  it('is answered with the slip at the end too, for all that was signed, and a later answer counts', async () => {
    const { li, visit, slip } = await openVisit();
    const first = await writeRecord(li, visit, { ...slip, sharing: 'yes' });
    const second = await writeRecord(li, visit, null, { ...NOTE, diagnosis: '上呼吸道感染' });
    expect(await li['visit/list']({})).toMatchObject([{ sharing: null }]);
    expect(await li['sign/confirm']({ visit, consent: { ...slip, sharing: 'no' } })).toEqual({
      confirmed: 1,
    });
    expect(await shown(li)).toEqual([
      [second, 'no'],
      [first, 'no'],
    ]);
  });

  it("takes the patient's own slip and PIN", async () => {
    const { li, visit, slip } = await openVisit();
    const statement = await writeRecord(li, visit, slip);
    const wrong = { ...slip, pin: '135791', sharing: 'yes' } as const;
    expect(await codeOfAsync(li['sign/confirm']({ visit, consent: wrong }))).toBe('pin-wrong');
    expect(await shown(li)).toEqual([[statement, null]]);
  });

  it('stands for nothing when it was signed for another record, or changed', async () => {
    const { li, visit, slip } = await openVisit();
    const first = await writeRecord(li, visit, { ...slip, sharing: 'yes' });
    const second = await writeRecord(li, visit, slip, { ...NOTE, diagnosis: '上呼吸道感染' });
    const { sharingAnswers } = li.session.desk;
    sharingAnswers.keep(toStatementHash(fromHex(second)), kept(li, first));
    const changed = { ...kept(li, first), signature: new Uint8Array(64) };
    sharingAnswers.keep(toStatementHash(fromHex(first)), changed);
    expect(await shown(li)).toEqual([
      [second, null],
      [first, null],
    ]);
  });
});
