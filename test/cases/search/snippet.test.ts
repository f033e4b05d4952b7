import fc from 'fast-check';
import { expect, it } from 'vitest';
import { medicalConcepts } from '../../../src/cases/search/concepts.ts';
import { snippet, type Snippet } from '../../../src/cases/search/snippet.ts';

const concepts = medicalConcepts();
const marked = ({ marks, text }: Snippet): readonly string[] =>
  marks.map(([from, to]) => text.slice(from, to));
const TEXT = `${'既往体健，无特殊。'.repeat(20)}突发胸痛三小时，诊断为急性心肌梗死。${'随访良好。'.repeat(30)}`;

it('a snippet shows the part of the text that has most of the query, and marks it', () => {
  const found = snippet(TEXT, '胸痛 心梗', concepts);
  expect(marked(found)).toEqual(['胸痛', '急性心肌梗死']);
  expect(found.text.length).toBeLessThanOrEqual(120);
  expect([found.isCutBefore, found.isCutAfter]).toEqual([true, true]);
});

it('marks names in the other language, any form of a word, and the text as it is written', () => {
  const english = 'Two infections; the woman had a Myocardial Infarction, and ｆｅｖｅｒ.';
  expect(marked(snippet(english, '心梗 infection fever', concepts))).toEqual([
    'infections',
    'Myocardial Infarction',
    'ｆｅｖｅｒ',
  ]);
  expect(marked(snippet('病人頭痛發熱', '头痛', concepts))).toEqual(['頭痛']);
  expect(marked(snippet('少盐饮食', '盐', concepts))).toEqual(['盐']);
});

it('of a text without anything of the query is its beginning', () => {
  expect(snippet(TEXT, 'gout', concepts, 9)).toEqual({
    text: '既往体健，无特殊。',
    marks: [],
    isCutBefore: false,
    isCutAfter: true,
  });
});

it('marks lie within the text, in order, apart, and cut no character in two', () => {
  const anything = fc.string({
    unit: fc.constantFrom('胸', '痛', 'a', ' ', '𠀀', '。', 'é', 'ﬁ'),
    maxLength: 80,
  });
  fc.assert(
    fc.property(anything, anything, fc.integer({ min: 2, max: 30 }), (source, typed, length) => {
      const { marks, text } = snippet(source, typed, concepts, length);
      expect(source).toContain(text);
      expect(text.isWellFormed()).toBe(true);
      const places = marks.flat();
      expect(places).toEqual(places.toSorted((left, right) => left - right));
      for (const [from, to] of marks) expect(from < to && to <= text.length).toBe(true);
    }),
    { numRuns: 200, seed: 9 },
  );
});
