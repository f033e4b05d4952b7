import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importBundle } from '../../src/records/importBundle.ts';
import { readRecord } from '../../src/records/reading.ts';
import { DIAGNOSES, diagnosisByCode, diagnosisIndex } from '../../src/records/terminology/diagnoses.ts';
import { pinyinForms } from '../../src/records/terminology/pinyin.ts';
import { recordMatcher, recordText } from '../../src/records/terminology/recordSearch.ts';
import { indexTerms, searchTerms, type Term } from '../../src/records/terminology/termIndex.ts';

function codesFor(query: string, limit = 5): readonly string[] {
  return searchTerms(diagnosisIndex(), query, limit).map(({ code }) => code);
}

describe('the list of diagnoses', () => {
  it('holds at least 300, each with a well-formed code, a Chinese and an English name', () => {
    expect(DIAGNOSES.length).toBeGreaterThanOrEqual(300);
    for (const { code, zh, en } of DIAGNOSES) {
      expect(code).toMatch(/^[A-Z]\d{2}(\.\d)?$/u);
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[A-Z]/u);
    }
  });

  it('holds no code and no name twice', () => {
    for (const values of [
      DIAGNOSES.map(({ code }) => code),
      DIAGNOSES.map(({ zh }) => zh),
      DIAGNOSES.map(({ en }) => en),
    ])
      expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
  });

  it('gives a diagnosis by its code, in either case', () => {
    expect(diagnosisByCode('i20.0')?.zh).toBe('不稳定型心绞痛');
    expect(diagnosisByCode('I99.9')).toBeNull();
  });
});

describe('pinyin', () => {
  it.each([
    ['胸痛', 'xt', 'xiongtong'],
    ['重症肌无力', 'zzjwl', 'zhongzhengjiwuli'],
    ['2型糖尿病', '2xtnb', '2xingtangniaobing'],
    ['IgA肾病', 'igasb', 'igashenbing'],
  ])('of %s is %s and %s', (text, initials, syllables) => {
    expect(pinyinForms(text)).toEqual({ initials, syllables });
  });
});

describe('finding a diagnosis', () => {
  it.each(['胸痛', 'XT', 'xt', 'chest pain', 'Chest  Pain', 'xiongtong', 'R07.4', 'ｒ０７．４'])(
    '%s finds chest pain first',
    (query) => {
      expect(codesFor(query)[0]).toBe('R07.4');
    },
  );

  it('finds each of the list first by its code, its Chinese and its English name', () => {
    const lost = DIAGNOSES.flatMap(({ code, en, zh }) =>
      [code, zh, en].filter((query) => codesFor(query, 1)[0] !== code),
    );
    expect(lost).toEqual([]);
  });

  it('finds each of the list by its pinyin initials, among the dozen that a note shows', () => {
    const lost = DIAGNOSES.filter(({ code, zh }) => !codesFor(pinyinForms(zh).initials, 12).includes(code));
    expect(lost).toEqual([]);
  });

  it('a code of three characters finds its subdivisions in order', () => {
    expect(codesFor('I20')).toEqual(['I20.0', 'I20.1', 'I20.8', 'I20.9']);
  });

  it.each([
    ['心梗', 'I21.9'],
    ['MI', 'I21.9'],
    ['HTN', 'I10'],
    ['gxy', 'I15.9'],
    ['糖尿病 2型', 'E11.9'],
    ['diabetes type 2', 'E11.9'],
    ['copd', 'J44.9'],
    ['慢阻肺', 'J44.9'],
    ['fibrillation', 'I48.9'],
    ['stroke', 'I64'],
  ])('%s finds %s among the first five', (query, code) => {
    expect(codesFor(query)).toContain(code);
  });

  it('finds nothing for nothing, and nothing for what is in no name', () => {
    expect(codesFor('  ')).toEqual([]);
    expect(codesFor('qqqq')).toEqual([]);
    expect(codesFor('外星人')).toEqual([]);
  });

  it('takes whatever is typed as plain text', () => {
    for (const query of ['.*', '(', '[a-z]', String.raw`\d`, '⟦0⟧', '😀'])
      expect(codesFor(query)).toEqual([]);
  });

  it('finds one among 15,000 terms', () => {
    const qualifiers = Array.from({ length: 27 }, (_, index) => `分型${String(index)}`);
    const terms: Term[] = DIAGNOSES.flatMap((term) =>
      qualifiers.map((qualifier, index) => ({
        code: `${term.code}${String(index).padStart(2, '0')}`,
        zh: `${term.zh}${qualifier}`,
        en: `${term.en} variant ${String(index)}`,
        synonyms: term.synonyms,
      })),
    );
    const index = indexTerms([...terms, ...DIAGNOSES]);
    expect(index.entries.length).toBeGreaterThanOrEqual(15_000);
    for (const query of ['胸痛', 'XT', 'chest pain', 'R07.4'])
      expect(searchTerms(index, query, 1).map(({ code }) => code)).toEqual(['R07.4']);
  });
});

describe('searching the records of a patient', () => {
  const sample = new URL('../../src/workstation/demonstration/samples/lin-guodong.json', import.meta.url);
  const records = importBundle(readFileSync(sample)).documents.map(({ clinical }) => {
    const reading = readRecord(clinical, null);
    return { date: reading.date?.slice(0, 10), text: recordText(reading, clinical) };
  });

  function datesFor(query: string): readonly (string | undefined)[] {
    const matches = recordMatcher(diagnosisIndex(), query);
    return records.filter(({ text }) => matches(text)).map(({ date }) => date);
  }

  it.each(['胸痛', 'XT', 'chest pain', 'I21'])('%s finds the visit for chest pain', (query) => {
    expect(datesFor(query)).toContain('2025-01-18');
  });

  it('finds by institution, medicine, and words of the note', () => {
    expect(datesFor('西岭')).toContain('2025-07-20');
    expect(datesFor('瑞舒伐他汀')).toEqual(['2026-05-14']);
    expect(datesFor('低钠盐')).toEqual(['2025-11-06']);
  });

  it('finds an illness by its English name where the record is Chinese', () => {
    expect(datesFor('hyperkalaemia')).toContain('2025-11-06');
    expect(datesFor('gaojiaxuezheng')).toEqual([]);
  });

  it('finds everything for an empty query and nothing for what is nowhere', () => {
    expect(datesFor('')).toHaveLength(records.length);
    expect(datesFor('骨折')).toEqual([]);
  });
});
