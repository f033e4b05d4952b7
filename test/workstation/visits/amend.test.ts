import { describe, expect, it } from 'vitest';
import { codeOfAsync } from '../../support/codeOf.ts';
import type { Amendment } from '../../../src/workstation/api/amend.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

const DAY = 24 * 60 * 60 * 1000;
const ADDENDUM: Amendment = { kind: 'addendum', text: '张秀英来电：咳嗽已缓解。' };
const CORRECTION: Amendment = {
  kind: 'correction',
  reason: '诊断笔误',
  note: { ...NOTE, diagnosis: '肺炎' },
};

async function afterRecord() {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  const slip = { slip: item(patient.slips, 1), pin: PIN };
  const statement = await writeRecord(li, visit, slip);
  return { story, patient, li, visit, slip, statement };
}

async function amend(core: TestCore, statement: string, amendment: Amendment) {
  const { hash, standing } = await core['amend/preview']({ statement, amendment });
  const committed = await core['amend/commit']({ statement, hash, consent: null });
  await core.sync();
  return { ...committed, standing };
}

/** The chart of the patient's next visit, at B. */
async function chartAtB(story: Story, li: TestCore, visit: string) {
  const { next } = await li['visit/end']({ visit });
  const wang = await story.doctor(story.world.wang, story.world.b);
  const later = await openWith(wang, next?.text ?? '');
  return { wang, later, chart: await wang['visit/chart']({ visit: later }) };
}

describe('what follows a record', () => {
  it('is sealed to the next card: a correction takes the place of the original, which stays in sight', async () => {
    const { story, li, visit, statement } = await afterRecord();
    expect(await li['amend/load']({ statement })).toMatchObject({
      note: { diagnosis: NOTE.diagnosis, presentIllness: NOTE.presentIllness },
    });
    const preview = await li['amend/preview']({ statement, amendment: CORRECTION });
    expect(preview).toMatchObject({ patientName: '张秀英', standing: 'following' });
    expect(preview.sections.map(({ text }) => text)).toEqual(expect.arrayContaining(['诊断笔误', '肺炎']));
    const corrected = await amend(li, statement, CORRECTION);
    const added = await amend(li, statement, ADDENDUM);
    expect([corrected.state, added.state]).toEqual(['following', 'following']);

    const { wang, later, chart } = await chartAtB(story, li, visit);
    const found = new Map(chart.documents.map((document) => [document.statement, document]));
    expect(found.get(statement)).toMatchObject({
      kind: 'record',
      corrected: { statement: corrected.statement, by: { zh: '李明' } },
    });
    expect(found.get(corrected.statement)).toMatchObject({
      kind: 'correction',
      refers: statement,
      consent: 'follow-up',
      verified: true,
      corrected: null,
    });
    expect(found.get(added.statement)).toMatchObject({ kind: 'addendum', refers: statement });
    // Problems come from what is in force.
    expect(chart.problems.map(({ text }) => text)).toEqual(['肺炎']);
    const original = await wang['visit/document']({ visit: later, statement, leaf: 0 });
    expect(original.summary.corrected).toMatchObject({ statement: corrected.statement });
    const shown = {
      kind: 'addendum',
      statement: added.statement,
      by: { zh: '李明' },
      verified: true,
      sections: [{ text: '张秀英来电：咳嗽已缓解。' }],
    };
    expect(original.amendments).toMatchObject([shown]);
    expect((await li['ledger/my-document']({ statement })).amendments).toMatchObject([shown]);
    const addendum = await wang['visit/document']({ visit: later, statement: added.statement, leaf: 0 });
    expect(addendum.sections.map(({ text }) => text)).toEqual(['张秀英来电：咳嗽已缓解。']);
  });

  it('may come after the visit while the record is followed up: a late result is sealed to the next card', async () => {
    const { story, li, visit, statement } = await afterRecord();
    const { next } = await li['visit/end']({ visit });
    story.hospitals.advance(3 * DAY);
    const late: Amendment = { kind: 'result', title: '痰培养', text: '肺炎链球菌生长' };
    const result = await amend(li, statement, late);
    expect(result.state).toBe('following');
    expect(await li['ledger/mine']({})).toMatchObject([
      { statement: result.statement, kind: 'result', refers: statement, state: 'following' },
      { statement, kind: 'record', refers: null },
    ]);
    const wang = await story.doctor(story.world.wang, story.world.b);
    const later = await openWith(wang, next?.text ?? '');
    const chart = await wang['visit/chart']({ visit: later });
    expect(chart.documents.find((document) => document.statement === result.statement)).toMatchObject({
      kind: 'result',
      title: { zh: '后到结果 Late result · 痰培养' },
    });
  });

  it('is, once the follow-up is over, a correction marked as outside the consent, and nothing else', async () => {
    const { story, li, visit, statement } = await afterRecord();
    await li['visit/end']({ visit });
    story.hospitals.advance(15 * DAY);
    const preview = await li['amend/preview']({ statement, amendment: ADDENDUM });
    expect(preview.standing).toBe('slip-needed');
    const commit = li['amend/commit']({ statement, hash: preview.hash, consent: null });
    expect(await codeOfAsync(commit)).toBe('follow-up-over');
    const corrected = await amend(li, statement, CORRECTION);
    expect(corrected).toMatchObject({ standing: 'outside-consent', state: 'outside-consent' });
    expect(await li['ledger/mine']({})).toMatchObject([{ kind: 'correction', state: 'outside-consent' }, {}]);
  });

  it('has a consent of its own when the slip is given during the visit', async () => {
    const { li, slip, statement } = await afterRecord();
    const { hash } = await li['amend/preview']({ statement, amendment: ADDENDUM });
    const { state } = await li['amend/commit']({ statement, hash, consent: slip });
    expect(state).toBe('consented');
    await li.sync();
    expect(await li['ledger/mine']({})).toMatchObject([{ kind: 'addendum', state: 'consented' }, {}]);
  });

  it('is refused for what was not shown, for a record of somebody else, and when it is incomplete', async () => {
    const { story, li, visit, statement } = await afterRecord();
    const hash = '00'.repeat(32);
    expect(await codeOfAsync(li['amend/commit']({ statement, hash, consent: null }))).toBe('draft-changed');
    const empty: Amendment = { ...CORRECTION, note: { ...NOTE, plan: '' } };
    expect(await codeOfAsync(li['amend/preview']({ statement, amendment: empty }))).toBe('note-incomplete');
    const { wang } = await chartAtB(story, li, visit);
    expect(await codeOfAsync(wang['amend/preview']({ statement, amendment: ADDENDUM }))).toBe(
      'document-unknown',
    );
  });
});
