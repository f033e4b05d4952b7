import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenize } from '../../../src/cases/search/tokenize.ts';

const texts = (source: string): readonly string[] => tokenize(source).map(({ text }) => text);

describe('Chinese', () => {
  it('becomes overlapping pairs; a character that stands alone is a token', () => {
    expect(texts('心肌梗死')).toEqual(['心肌', '肌梗', '梗死']);
    expect(texts('痛')).toEqual(['痛']);
  });

  it('reads the same written in traditional and in simplified characters', () => {
    expect(texts('頭痛發熱，診斷為肺炎')).toEqual(texts('头痛发热，诊断为肺炎'));
  });

  it('outside the basic plane keeps its characters whole', () => {
    expect(texts('𠀀𠀁好')).toEqual(['𠀀𠀁', '𠀁好']);
  });

  it('has every word of two characters among its tokens', () => {
    const han = fc.stringMatching(/^[一-鿿]{2,40}$/u);
    fc.assert(
      fc.property(han, fc.nat(), (text, at) => {
        const from = at % (text.length - 1);
        const [wanted] = texts(text.slice(from, from + 2));
        expect(texts(text)).toContain(wanted);
      }),
      { numRuns: 200, seed: 9 },
    );
  });
});

describe('Latin words', () => {
  it('are found in any form, case and width, and without accents', () => {
    expect(texts('Infections')).toEqual(texts('INFECTION'));
    expect(texts('ｆｅｖｅｒ')).toEqual(['fever']);
    expect(texts('Sjögren')).toEqual(texts('Sjogren'));
    expect(texts('Sjo\u0308gren')).toEqual(texts('Sjogren'));
    expect(texts('ﬁbrosis')).toEqual(texts('fibrosis'));
    expect(texts("Crohn's")).toEqual(['crohn']);
  });

  it.each([
    ['IL-6', 'IL6'],
    ['COVID-19', 'covid19'],
    ['beta-blocker', 'betablocker'],
    ['TNF-α', 'TNF-alpha'],
  ])('%s and %s have a token in common that says both', (left, right) => {
    const shared = texts(left).filter((text) => texts(right).includes(text));
    expect(shared).toContainEqual(texts(left).at(-1));
  });
});

describe('numbers', () => {
  it.each([
    ['１１．１', ['11.1']],
    ['3.50', ['3.5']],
    ['1,000mg', ['1000', 'mg']],
    ['5μg', ['5', 'ug']],
    ['5µg', ['5', 'ug']],
    ['2型糖尿病', ['2', '型糖', '糖尿', '尿病']],
    ['I21.9', ['i21.9']],
    ['HbA1c 8.5%', ['hba1c', 'hba', '8.5']],
  ])('%s is %j', (source, expected) => {
    expect(texts(source)).toEqual(expected);
  });
});

describe('every token', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 60 });

  it('tells where in the text it stands', () => {
    const source = 'ﬁbrosis １１．１ 頭痛 naïve e\u0301tude';
    expect(tokenize(source).map(({ start, end }) => source.slice(start, end))).toEqual([
      'ﬁbrosis',
      '１１．１',
      '頭痛',
      'naïve',
      'e\u0301tude',
    ]);
  });

  it('holds no sign of a query language, whatever the text', () => {
    fc.assert(
      fc.property(anything, (source) => {
        for (const { end, start, text } of tokenize(source)) {
          expect(text).toMatch(/^(?:[a-z0-9.]|[^\p{ASCII}])+$/u);
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(source.length);
        }
      }),
      { numRuns: 500, seed: 9 },
    );
  });
});
