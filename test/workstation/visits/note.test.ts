import { describe, expect, it } from 'vitest';
import type { PrescriptionLine } from '../../../src/workstation/api/notes.ts';
import { codeOfAsync, detailOf } from '../../support/codeOf.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord } from '../support/story.ts';

const LINE: PrescriptionLine = {
  drug: '阿司匹林肠溶片',
  dose: 100,
  unit: 'mg',
  route: 'oral',
  frequency: 'qd',
  days: 30,
  remark: '张秀英餐后服',
};
const VITALS = { temperature: 36.8, pulse: 80, systolic: 132, diastolic: 80 };

async function openVisit() {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  return { story, patient, li, visit, slip: { slip: item(patient.slips, 1), pin: PIN } };
}

describe('the structured part of a note', () => {
  it('is previewed, signed without names, and read as tables at the next visit', async () => {
    const { story, li, visit, slip } = await openVisit();
    const note = { ...NOTE, diagnosis: 'I20.8 稳定型心绞痛', vitals: VITALS, prescriptions: [LINE] };
    await li['draft/save']({ visit, note });
    const preview = await li['sign/preview']({ visit });
    expect(preview.entries.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['Condition', 'Observation', 'MedicationRequest']),
    );
    const statement = await writeRecord(li, visit, slip, note);
    const { next } = await li['visit/end']({ visit });
    const wang = await story.doctor(story.world.wang, story.world.b);
    const later = await openWith(wang, next?.text ?? '');
    const chart = await wang['visit/chart']({ visit: later });
    expect(chart.problems).toMatchObject([{ code: 'I20.8', state: 'active', statement, leaf: 0 }]);
    expect(chart.medicines).toMatchObject([{ name: LINE.drug, state: 'current', statement }]);
    expect(chart.medicines[0]?.dosage).toContain('张秀英餐后服');
    expect(chart.vitals.flatMap(({ points }) => points.map(({ value }) => value))).toEqual(
      expect.arrayContaining([36.8, 80, 132]),
    );

    const current = await wang['prescription/check']({
      visit: later,
      lines: [
        { ...LINE, drug: '阿司匹林' },
        { ...LINE, drug: '阿莫西林', dose: 500, frequency: 'tid', days: 5 },
      ],
    });
    expect(current).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'duplicate', line: 0, where: 'current' }),
        expect.objectContaining({ kind: 'allergy', line: 1, severity: 'stop', relation: 'same-class' }),
      ]),
    );
  });

  it('is not signed with vitals or doses that nobody has, nor against an allergy without a reason', async () => {
    const { li, visit } = await openVisit();
    const codeOfSigning = async (changes: object): Promise<string> => {
      await li['draft/save']({ visit, note: { ...NOTE, ...changes } });
      const { hash } = await li['sign/preview']({ visit });
      return codeOfAsync(li['sign/commit']({ visit, hash, consent: null }));
    };
    expect(await codeOfSigning({ vitals: { temperature: 386 } })).toBe('note-implausible');
    expect(await codeOfSigning({ prescriptions: [{ ...LINE, dose: 100_000 }] })).toBe('prescription-stopped');
    // The allergy that this very note writes down counts.
    const amoxicillin = { ...LINE, drug: '阿莫西林', dose: 500, days: 5 };
    expect(await codeOfSigning({ prescriptions: [amoxicillin] })).toBe('prescription-stopped');
    const reason = { ...amoxicillin, override: '既往多次使用无反应' };
    expect(await codeOfSigning({ prescriptions: [reason] })).toBe('taken');
  });

  it('is looked through while it is written', async () => {
    const { li, visit } = await openVisit();
    const note = { ...NOTE, plan: '', chiefComplaint: '咳嗽___天', vitals: { temperature: 39.2 } };
    expect(await li['note/check']({ visit, note })).toMatchObject({
      missing: ['plan'],
      vitals: [{ vital: 'temperature', severity: 'unusual' }],
      remarks: [{ field: 'chiefComplaint', reason: 'blank-left' }],
      prescriptions: [],
    });
  });
});

describe('help with writing', () => {
  it('finds diagnoses by code, Chinese, initials and English, and medicines with their usual line', async () => {
    const { li } = await openVisit();
    for (const query of ['I10', '高血压', 'gxy', 'hypertension']) {
      const found = await li['terminology/diagnoses']({ query });
      expect(found.map(({ code }) => code)).toContain('I10');
    }
    const [drug] = await li['terminology/drugs']({ query: 'asp' });
    expect(drug).toMatchObject({ zh: '阿司匹林', en: 'aspirin', usual: { zh: { drug: '阿司匹林' } } });
  });

  it('keeps the doctor’s own phrases, each key once', async () => {
    const { story, li } = await openVisit();
    const own = [{ key: 'ros', body: '无发热、胸痛___' }];
    await li['note/save-phrases']({ own });
    const twice = [...own, { key: 'ROS', body: '另一条' }];
    expect(await detailOf(li['note/save-phrases']({ own: twice }))).toEqual(['phrase-taken', { number: 2 }]);
    li.close();
    const again = await story.open(story.world.li);
    const { phrases, templates, own: kept } = await again['note/templates']({});
    expect(kept).toEqual(own);
    expect(templates.length).toBeGreaterThan(3);
    expect(phrases.zh.length).toBeGreaterThan(3);
  });

  it('keeps the doctor’s own templates, each title once and none of them empty', async () => {
    const { story, li } = await openVisit();
    const own = [{ id: 'a', title: '感冒', fields: { chiefComplaint: '发热___天', plan: '多饮水' } }];
    await li['note/save-templates']({ own });
    const save = (more: (typeof own)[number] | { id: string; title: string; fields: { plan: string } }) =>
      detailOf(li['note/save-templates']({ own: [...own, more] }));
    const other = { id: 'b', title: ' 感冒 ', fields: { plan: '休息' } };
    expect(await save(other)).toEqual(['template-taken', { number: 2 }]);
    expect(await save({ ...other, title: '空', fields: { plan: ' ' } })).toEqual([
      'template-empty',
      { number: 2 },
    ]);
    li.close();
    const again = await story.open(story.world.li);
    expect((await again['note/templates']({})).ownTemplates).toEqual(own);
  });

  it('carries lasting fields forward from the same patient, and from no other', async () => {
    const { story, li, visit, slip } = await openVisit();
    const statement = await writeRecord(li, visit, slip);
    const { next } = await li['visit/end']({ visit });
    const second = await openWith(li, next?.text ?? '');
    const empty = { ...NOTE, pastHistory: '', allergyHistory: '', diagnosis: '今日诊断', presentIllness: '' };
    const copied = await li['note/copy-forward']({ visit: second, note: empty, statement, leaf: 0 });
    expect(copied.filled).toEqual(['pastHistory', 'allergyHistory']);
    expect(copied.note).toMatchObject({
      pastHistory: NOTE.pastHistory,
      allergyHistory: NOTE.allergyHistory,
      diagnosis: '今日诊断',
      presentIllness: '',
    });
    const other = await story.registerPatient({ cards: 1, name: '别人' });
    await li.sync();
    const others = await openWith(li, item(other.cards, 1));
    const copy = li['note/copy-forward']({ visit: others, note: empty, statement, leaf: 0 });
    expect(await codeOfAsync(copy)).toBe('copy-other-patient');
  });
});
