import { describe, expect, it } from 'vitest';
import { item, NOTE, openWith, PIN, Story, writeRecord } from '../support/story.ts';

describe('a visit', () => {
  it('reads the history, appends a signed record, and leaves the next card with the patient', async () => {
    const story = await Story.begin();
    const patient = await story.registerPatient();
    const li = await story.doctor();
    const visit = await openWith(li, item(patient.cards, 1));
    const chart = await li['visit/chart']({ visit });
    expect(chart.unavailable).toEqual([]);
    expect(chart.banner).toMatchObject({ name: '张秀英', sex: 'female', allergyState: 'not-recorded' });
    expect(chart.documents.map(({ title, verified }) => [title.zh, verified])).toEqual([['登记', true]]);

    const slip = { slip: item(patient.slips, 1), pin: PIN };
    const statement = await writeRecord(li, visit, slip);
    expect((await li['outbox/list']({})).map(({ kind, state }) => [kind, state])).toEqual([
      ['visit/record', 'committed'],
      ['visit/open', 'committed'],
    ]);
    const { next } = await li['visit/end']({ visit });
    expect(next?.epoch).toBe(2);

    const wang = await story.doctor(story.world.wang, story.world.b);
    const later = await openWith(wang, next?.text ?? '');
    const history = await wang['visit/chart']({ visit: later });
    expect(history.unavailable).toEqual([]);
    expect(history.banner).toMatchObject({
      name: '张秀英',
      allergyState: 'known',
      allergies: ['青霉素过敏'],
    });
    const document = await wang['visit/document']({ visit: later, statement, leaf: 0 });
    expect(document.proof).toMatchObject({ verified: true, failure: null, consent: 'patient' });
    expect(document.proof.author).toEqual({ zh: '李明', en: 'Li Ming' });
    expect(document.sections.map(({ text }) => text)).toContain(NOTE.presentIllness);
  });
});
