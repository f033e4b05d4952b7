import { describe, expect, it } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import { isJsonObject, objectAt, objectsAt, textAt, type JsonObject } from '../../src/records/json.ts';
import { usualLine } from '../../src/records/medication/prescription.ts';
import { expandPhrase, fillIn, nextBlank, phraseProblem } from '../../src/records/note/phrases.ts';
import { applyTemplate, copyForward, noteRemarks } from '../../src/records/note/templates.ts';
import { NOTE_TEMPLATES, PHRASES } from '../../src/records/note/templateTexts.ts';
import { bodyMassIndex, checkVitals, parseVitals, vitalsText } from '../../src/records/note/vitals.ts';
import { readRecord } from '../../src/records/reading.ts';
import { codedDiagnosis } from '../../src/records/terminology/codedDiagnosis.ts';
import { diagnosisIndex } from '../../src/records/terminology/diagnoses.ts';
import { recordMatcher, recordText } from '../../src/records/terminology/recordSearch.ts';
import { EMPTY_NOTE, visitNoteDocument, type VisitNote } from '../../src/records/visitNote.ts';
import { codeOf } from '../support/codeOf.ts';

const NOTE: VisitNote = {
  ...EMPTY_NOTE,
  chiefComplaint: '胸痛2小时',
  pastHistory: '高血压10年',
  allergyHistory: '青霉素',
  physicalExamination: 'BP 150/90 mmHg',
  diagnosis: '稳定型心绞痛\n原发性高血压？',
  plan: '阿司匹林 100 mg qd',
};

describe('vital signs', () => {
  it('are read from a line as doctors type it, in either language', () => {
    expect(parseVitals('T 36.8℃ P 80次/分 R 18次/分 BP 120/80mmHg SpO2 98%')).toEqual({
      temperature: 36.8,
      pulse: 80,
      breaths: 18,
      systolic: 120,
      diastolic: 80,
      saturation: 98,
    });
    expect(parseVitals('体温：39.4 心率 132 血压88/50 体重 46.5')).toEqual({
      temperature: 39.4,
      pulse: 132,
      systolic: 88,
      diastolic: 50,
      weight: 46.5,
    });
    expect(parseVitals('HR 72, RR 16, BP 118/74, sats 97, weight 70')).toEqual({
      pulse: 72,
      breaths: 16,
      systolic: 118,
      diastolic: 74,
      saturation: 97,
      weight: 70,
    });
    expect(parseVitals('无特殊')).toEqual({});
  });

  it.each([
    ['a temperature without its point', { temperature: 368 }, 'temperature', 'impossible', 'range'],
    ['a saturation above all', { saturation: 198 }, 'saturation', 'impossible', 'range'],
    ['a pulse of nothing', { pulse: 0 }, 'pulse', 'impossible', 'range'],
    ['pressures the wrong way round', { systolic: 80, diastolic: 120 }, 'diastolic', 'impossible', 'order'],
    ['a fever', { temperature: 39.4 }, 'temperature', 'unusual', 'range'],
    ['a slow pulse', { pulse: 42 }, 'pulse', 'unusual', 'range'],
  ] as const)('%s is found with its range', (_name, vitals, vital, severity, reason) => {
    const findings = checkVitals(vitals);
    expect(findings.find((finding) => finding.reason === reason)).toMatchObject({ vital, severity, reason });
  });

  it('of a healthy person give no finding', () => {
    const vitals = {
      temperature: 36.8,
      pulse: 80,
      breaths: 18,
      systolic: 120,
      diastolic: 80,
      saturation: 98,
    };
    expect(checkVitals(vitals)).toEqual([]);
  });

  it('read as one line, and give the body mass index only of possible numbers', () => {
    expect(vitalsText({ temperature: 36.8, systolic: 120, diastolic: 80 })).toEqual({
      zh: '体温 36.8 ℃，血压 120/80 mmHg',
      en: 'Body temperature 36.8 ℃, BP 120/80 mmHg',
    });
    expect(bodyMassIndex({ weight: 70, height: 175 })).toBe(22.9);
    expect(bodyMassIndex({ weight: 70, height: 1.75 })).toBeNull();
    expect(bodyMassIndex({ weight: 70 })).toBeNull();
  });
});

describe('phrases', () => {
  const phrases = [
    { key: 'xz', body: '心率___次/分，律齐。' },
    { key: '复诊', body: '{{date}}复诊，{{unknown}}' },
  ];

  it('replace the key before the cursor and put the cursor at the first blank', () => {
    expect(expandPhrase({ text: '查体： .xz后文', cursor: 7 }, phrases, {})).toEqual({
      text: '查体： 心率___次/分，律齐。后文',
      cursor: 6,
    });
  });

  it('know what is known of the visit, and leave a blank for what is not', () => {
    expect(expandPhrase({ text: '/复诊', cursor: 3 }, phrases, { date: '2026-11-25' })?.text).toBe(
      '2026-11-25复诊，___',
    );
    expect(fillIn('{{constructor}} {{age}}', { age: '' })).toBe('___ ___');
  });

  it.each(['xz', 'a.xz', '3.xz', '.xy', '. xz', ''])('do nothing after %j', (text) => {
    expect(expandPhrase({ text, cursor: text.length }, phrases, {})).toBeNull();
  });

  it('have blanks that are jumped to in a circle', () => {
    const text = 'a ___ b ___';
    expect(nextBlank({ text, cursor: 0 })).toEqual({ from: 2, to: 5 });
    expect(nextBlank({ text, cursor: 5 })).toEqual({ from: 8, to: 11 });
    expect(nextBlank({ text, cursor: 11 })).toEqual({ from: 2, to: 5 });
    expect(nextBlank({ text: 'a', cursor: 0 })).toBeNull();
  });

  it('are not kept without a proper key, a body, or under a key that is taken', () => {
    expect(phraseProblem({ key: 'a b', body: 'x' }, [])).toBe('key');
    expect(phraseProblem({ key: 'a', body: ' ' }, [])).toBe('empty');
    expect(phraseProblem({ key: 'XZ', body: 'x' }, phrases)).toBe('taken');
    for (const list of [PHRASES.zh, PHRASES.en])
      for (const phrase of list)
        expect(
          phraseProblem(
            phrase,
            list.filter((other) => other !== phrase),
          ),
        ).toBeNull();
  });
});

describe('templates', () => {
  it('that ship are in both languages, for the same fields, with a diagnosis of the list', () => {
    for (const { fields } of NOTE_TEMPLATES) {
      expect(Object.keys(fields.zh).toSorted()).toEqual(Object.keys(fields.en).toSorted());
      for (const text of [fields.zh.diagnosis, fields.en.diagnosis])
        expect(codedDiagnosis(text ?? '')).toHaveProperty('coding');
    }
  });

  it('fill only what is empty, and say which fields they filled', () => {
    const filled = applyTemplate(NOTE, { presentIllness: '{{age}}岁，___', plan: '多饮水' }, { age: '65' });
    expect(filled.filled).toEqual(['presentIllness']);
    expect(filled.note).toEqual({ ...NOTE, presentIllness: '65岁，___' });
  });

  it('carry the lasting fields of an earlier note forward, but not its complaint or findings', () => {
    const { note, filled } = copyForward({ patient: 'p', note: NOTE }, { patient: 'p', note: EMPTY_NOTE });
    expect(filled).toEqual(['pastHistory', 'allergyHistory', 'diagnosis', 'plan']);
    expect(note).toMatchObject({ chiefComplaint: '', physicalExamination: '', pastHistory: '高血压10年' });
  });

  it('are never carried to another patient', () => {
    const to = { patient: 'q', note: EMPTY_NOTE };
    expect(codeOf(() => copyForward({ patient: 'p', note: NOTE }, to))).toBe('copy-other-patient');
    expect(codeOf(() => copyForward({ patient: '', note: NOTE }, { ...to, patient: '' }))).toBe(
      'copy-other-patient',
    );
  });

  it('leave remarks where blanks are left, and where a complaint is too long or a diagnosis', () => {
    expect(noteRemarks(NOTE)).toEqual([]);
    expect(noteRemarks({ ...NOTE, plan: '___周后复诊' })).toEqual([{ field: 'plan', reason: 'blank-left' }]);
    expect(noteRemarks({ ...NOTE, chiefComplaint: '胸'.repeat(21) })).toEqual([
      { field: 'chiefComplaint', reason: 'complaint-long' },
    ]);
    expect(noteRemarks({ ...NOTE, chiefComplaint: '高血压', diagnosis: '高血压' })).toEqual([
      { field: 'chiefComplaint', reason: 'complaint-is-diagnosis' },
    ]);
  });
});

describe('a note with structure', () => {
  const context = {
    documentId: '5b1ba4a6-2f3a-4a52-9a53-0a2b51c0f0a1',
    time: '2026-11-25T09:00:00+08:00',
    department: '心内科',
    authorName: '韩培',
    institutionName: '海河医院',
    emergency: false,
  };
  const document = visitNoteDocument(NOTE, context, {
    vitals: { pulse: 80, systolic: 150, diastolic: 90 },
    prescriptions: [usualLine('阿司匹林肠溶片')],
    language: 'zh',
  });

  function resourcesOf(type: string): readonly JsonObject[] {
    return objectsAt(document, 'entry')
      .map((entry) => objectAt(entry, 'resource'))
      .filter(isJsonObject)
      .filter((resource) => textAt(resource, 'resourceType') === type);
  }

  it('holds vitals and prescriptions as entries that read back', () => {
    const { entries } = readRecord(utf8(JSON.stringify(document)), null);
    expect(entries.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      '稳定型心绞痛: ',
      '原发性高血压？: ',
      '青霉素: ',
      '心率: 80 /min',
      '血压: 收缩压 150 mmHg; 舒张压 90 mmHg',
      '阿司匹林肠溶片: 75 mg 口服 每日一次 7天',
    ]);
  });

  it('codes a diagnosis whose words name one, and a doubt stays a doubt', () => {
    const conditions = resourcesOf('Condition');
    expect(
      conditions.map((one) => textAt(objectsAt(objectAt(one, 'code') ?? {}, 'coding')[0], 'code')),
    ).toEqual(['I20.8', 'I10']);
    expect(JSON.stringify(conditions[1]?.['verificationStatus'])).toContain('provisional');
  });

  it('without structure is what it was', () => {
    expect(visitNoteDocument(EMPTY_NOTE, context)).toEqual(
      visitNoteDocument(EMPTY_NOTE, context, { vitals: {}, prescriptions: [], language: 'en' }),
    );
  });

  it.each(['胸痛', 'XT', 'chest pain', 'I20'])('is found by %s', (query) => {
    const clinical = utf8(JSON.stringify(document));
    expect(recordMatcher(diagnosisIndex(), query)(recordText(readRecord(clinical, null), clinical))).toBe(
      true,
    );
  });

  it('has a written code before the words taken, and no code guessed for other words', () => {
    expect(codedDiagnosis('I25.1 冠心病，单支病变')).toMatchObject({
      coding: [{ code: 'I25.1' }],
      text: '冠心病，单支病变',
    });
    expect(codedDiagnosis('冠心病，单支病变')).toEqual({ text: '冠心病，单支病变' });
  });
});
