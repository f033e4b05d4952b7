/** What the demonstration library has to be: enough of everything to look through, with relatives to be found. */
import { expect, it } from 'vitest';
import { icd10Category } from '../../src/cases/search/icd10Blocks.ts';
import { CHINESE_CASES } from '../../src/workstation/demonstration/library/chinese.ts';
import { ENGLISH_CASES } from '../../src/workstation/demonstration/library/english.ts';
import { casePicture, PICTURES } from '../../src/workstation/demonstration/library/pictures.ts';

const ALL = [...CHINESE_CASES, ...ENGLISH_CASES];

it('has forty cases in each language, of four hospitals and more than ten specialties, with pictures and outcomes', () => {
  expect([CHINESE_CASES.length, ENGLISH_CASES.length]).toEqual([40, 40]);
  expect(new Set(ALL.map(({ hospital }) => hospital))).toEqual(new Set([0, 1, 2, 3]));
  expect(new Set(ALL.map(({ specialty }) => specialty)).size).toBeGreaterThanOrEqual(10);
  expect(ALL.filter(({ picture }) => picture !== null).length).toBeGreaterThanOrEqual(30);
  expect(new Set(ALL.map(({ outcome }) => outcome)).size).toBeGreaterThanOrEqual(2);
  expect(new Set(ALL.map(({ title }) => title)).size).toBe(ALL.length);
  const texts = ALL.flatMap(({ patient, findings, assessment, intervention, followUp, discussion }) => [
    patient,
    findings,
    assessment,
    intervention,
    followUp,
    discussion,
  ]);
  expect(texts.filter((text) => text === '')).toEqual([]);
  expect(ALL.filter(({ code }) => icd10Category(code) === null)).toEqual([]);
});

it('has relatives of a case in the other language', () => {
  const categories = (cases: typeof ALL) => new Set(cases.map(({ code }) => code.slice(0, 3)));
  const both = categories([...CHINESE_CASES]).intersection(categories([...ENGLISH_CASES]));
  expect(both.size).toBeGreaterThanOrEqual(15);
});

it('draws its pictures the same each time, and different ones for different cases', () => {
  for (const kind of PICTURES.slice(0, 2)) {
    const { small } = casePicture(kind, 1);
    expect(casePicture(kind, 1).small).toEqual(small);
    expect(casePicture(kind, 2).small).not.toEqual(small);
  }
});
