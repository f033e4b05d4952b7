import { describe, expect, it } from 'vitest';
import { EMPTY_NOTE, hasText } from '../../renderer/screens/visit/noteFields.ts';
import {
  findingsOfLine,
  isStopped,
  lineKeys,
  numberTyped,
  repeatedDiagnoses,
  templateFields,
  withDiagnosis,
} from '../../renderer/screens/visit/note/noteTexts.ts';
import { blankAfter, expanded, filledIn } from '../../renderer/screens/visit/note/phrases.ts';
import type { ChartProblem } from '../../src/workstation/api/chart.ts';
import type { PrescriptionLine } from '../../src/workstation/api/notes.ts';

const PHRASES = [
  { key: 'xz', body: '心率___次/分，律齐。' },
  { key: 'gz', body: '{{date}}已告知（{{sex}}，{{job}}）。' },
];

describe('a phrase', () => {
  const at = (text: string) =>
    expanded({ text, from: text.length, to: text.length }, PHRASES, { date: '2026-11-25' });

  it('takes the place of its key, and its first blank is selected', () => {
    expect(at('双肺清。.xz')).toEqual({ text: '双肺清。心率___次/分，律齐。', from: 6, to: 9 });
  });

  it('is found after a slash and in any case; a word that only ends like it is no key', () => {
    expect([at('/XZ')?.text, at('ab.xz'), at('xz'), at('.unknown')]).toEqual([
      '心率___次/分，律齐。',
      null,
      null,
      null,
    ]);
  });

  it('has a blank where something is not known, so that it cannot be overlooked', () => {
    expect(filledIn('{{date}}（{{job}}）', { date: '2026-11-25' })).toBe('2026-11-25（___）');
  });

  it('is gone through blank by blank, and then left', () => {
    const text = 'a ___ b ___';
    expect([
      blankAfter({ text, from: 0, to: 0 }),
      blankAfter({ text, from: 2, to: 5 }),
      blankAfter({ text, from: 8, to: 11 }),
    ]).toEqual([{ text, from: 2, to: 5 }, { text, from: 8, to: 11 }, null]);
  });
});

describe('a template', () => {
  it('writes where nothing stands, and never over what the doctor wrote', () => {
    const note = { ...EMPTY_NOTE, plan: '休息' };
    expect(templateFields(note, { plan: '多饮水', diagnosis: '感冒', pastHistory: '' }, {})).toEqual({
      diagnosis: '感冒',
    });
  });
});

describe('diagnoses', () => {
  it('stand a line each, and none twice', () => {
    const one = withDiagnosis('', 'I10 原发性高血压');
    expect([one, withDiagnosis(`${one}\n`, 'E11.9 2型糖尿病'), withDiagnosis(one, one)]).toEqual([
      'I10 原发性高血压',
      'I10 原发性高血压\nE11.9 2型糖尿病',
      'I10 原发性高血压',
    ]);
  });
});

describe('a diagnosis that is there already', () => {
  const problem: ChartProblem = {
    code: 'I10',
    text: '原发性高血压',
    first: '2016-03-01',
    last: '2026-05-21',
    times: 4,
    state: 'active',
    statement: 'aa'.repeat(32),
    leaf: 0,
    source: '海河医院',
  };

  it('twice in the note is told by its code, whatever words follow, and without a code by its words', () => {
    const text = 'I10 原发性高血压\nI10 高血压病\n头痛\n头痛';
    expect(repeatedDiagnoses(text, []).twice).toEqual(['I10 高血压病', '头痛']);
  });

  it('among the problems that go on is named; one that is over, or another, is not', () => {
    const over: ChartProblem = { ...problem, code: 'J06.9', text: '上感', state: 'resolved' };
    const text = 'I10 高血压\nJ06.9 上感\nE11.9 2型糖尿病';
    expect(repeatedDiagnoses(text, [problem, over]).known).toEqual([problem]);
  });
});

describe('the lines of a prescription', () => {
  const of = (drug: string): PrescriptionLine => ({
    drug,
    dose: 1,
    unit: 'g',
    route: 'oral',
    frequency: 'qd',
    days: 1,
    remark: '',
  });
  const [one, two] = [of('阿莫西林'), of('氨溴索')];

  it('keep their own names when another is removed or the same drug comes twice', () => {
    expect(lineKeys([one, two, one])).toEqual(['阿莫西林 0', '氨溴索 0', '阿莫西林 1']);
    expect(lineKeys([two])).toEqual(['氨溴索 0']);
  });

  it('show what was found of themselves: never of the line that stood there before', () => {
    const finding = { kind: 'unknown-drug', severity: 'note', line: 0 } as const;
    const checked = { lines: [one, two], findings: [finding] };
    expect(findingsOfLine([one, two], 0, checked)).toEqual([finding]);
    expect(findingsOfLine([two], 0, checked)).toEqual([]);
    expect(findingsOfLine([two, one], 1, checked)).toEqual([finding]);
  });
});

describe('a number', () => {
  it('is taken as typed, with a full-width comma too, and nothing else is one', () => {
    expect(['36.8', ' 80 ', '36，8', '', 'x', '1e999'].map(numberTyped)).toEqual([
      36.8,
      80,
      36.8,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('signing', () => {
  const line: PrescriptionLine = {
    drug: '阿莫西林',
    dose: 500,
    unit: 'mg',
    route: 'oral',
    frequency: 'tid',
    days: 7,
    remark: '',
  };
  const stop = {
    kind: 'allergy',
    severity: 'stop',
    line: 0,
    allergy: '青霉素',
    relation: 'same-class',
  } as const;
  const dose = {
    kind: 'dose',
    severity: 'stop',
    line: 0,
    reason: 'impossible',
    given: 50_000,
    limit: 1_000,
    unit: 'mg',
  } as const;

  it('is stopped by an allergy until a reason is written, and by an impossible dose whatever the reason', () => {
    const without = { ...EMPTY_NOTE, prescriptions: [line] };
    const withReason = { ...EMPTY_NOTE, prescriptions: [{ ...line, override: '皮试阴性' }] };
    expect([
      isStopped(without, { vitals: [], prescriptions: [stop] }),
      isStopped(withReason, { vitals: [], prescriptions: [stop] }),
      isStopped(withReason, { vitals: [], prescriptions: [dose] }),
    ]).toEqual([true, false, true]);
  });

  it('is stopped by a vital sign that cannot be, and not by an unusual one', () => {
    const finding = { vital: 'systolic', reason: 'range', value: 400, range: [40, 300] } as const;
    expect(
      (['impossible', 'unusual'] as const).map((severity) =>
        isStopped(EMPTY_NOTE, { vitals: [{ ...finding, severity }], prescriptions: [] }),
      ),
    ).toEqual([true, false]);
  });
});

describe('a draft', () => {
  it('with a pulse or a medicine alone is something that could be lost', () => {
    expect([
      hasText({ ...EMPTY_NOTE, vitals: { pulse: 80 } }),
      hasText({ ...EMPTY_NOTE, vitals: {} }),
    ]).toEqual([true, false]);
  });
});
