import { expect, it } from 'vitest';
import { similarCases } from '../../../src/cases/search/similar.ts';
import { LABELLED_CASES } from './collections/labelledCases.ts';
import { testIndex } from './support/index.ts';
import { similarityFigures } from './support/similarity.ts';

const { index } = testIndex(LABELLED_CASES);

it('there are forty labelled cases in both languages, each with two or more like it', () => {
  expect(LABELLED_CASES).toHaveLength(40);
  for (const { group } of LABELLED_CASES) {
    expect(LABELLED_CASES.filter((each) => each.group === group).length).toBeGreaterThanOrEqual(3);
  }
});

it('similar cases are nearer to what doctors mean than the same block of ICD-10, and than BM25', () => {
  const { bm25, sameBlock, similar } = similarityFigures(index);
  expect(similar).toBeGreaterThan(sameBlock + 0.05);
  expect(similar).toBeGreaterThan(bm25 + 0.05);
});

it('a patient on screen, without a title or a code, is compared by the text alone', () => {
  const patient = {
    title: '',
    diagnosis: '',
    text: '男，20岁，口渴多尿、呕吐，血糖30mmol/L，血酮升高，酸中毒。',
    codes: [],
  };
  const found = similarCases(index, patient, 3).map(({ id }) => id.split(' ')[0]);
  expect(found).toEqual(['dka', 'dka', 'dka']);
});

it('a case is not similar to itself, and nothing is like a text without words', () => {
  const [source] = LABELLED_CASES;
  if (source === undefined) throw new Error('no case');
  expect(similarCases(index, source, 40, source.id).map(({ id }) => id)).not.toContain(source.id);
  expect(similarCases(index, { title: '', diagnosis: '', text: '。。。', codes: [] }, 5)).toEqual([]);
});
