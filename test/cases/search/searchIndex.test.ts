import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseSearch, type CaseSearch } from '../../../src/cases/search/search.ts';
import { openSearchIndex } from '../../../src/cases/search/searchIndex.ts';
import type { Database } from '../../../src/replica/database.ts';
import { damageIndex } from './support/damage.ts';
import { INDEX_KEY, testIndex, textDocument, type TestIndex } from './support/index.ts';

const TEXTS = [
  textDocument('mi', '患者男，65岁，突发胸痛3小时，诊断为急性心肌梗死，行冠状动脉介入治疗。'),
  textDocument('pneumonia', '发热、咳嗽一周，胸片示右下肺炎。'),
  textDocument('english', 'A woman with myocardial infarction was treated with aspirin.'),
  textDocument('traditional', '病人頭痛發熱，診斷為腦膜炎。'),
];

const engines = new Map<TestIndex, CaseSearch>();

function idsOf(searched: TestIndex, query: string): readonly string[] {
  const engine = engines.get(searched) ?? caseSearch(searched.index);
  engines.set(searched, engine);
  return engine.search(query, 50).map(({ id }) => id);
}

describe('the index', () => {
  const searched = testIndex(TEXTS);

  it.each([
    ['胸痛', ['mi']],
    ['咳嗽', ['pneumonia']],
    ['痛', ['mi', 'traditional']],
    ['头痛', ['traditional']],
    ['ASPIRIN', ['english']],
  ])('finds %s in %j', (query, expected) => {
    expect(idsOf(searched, query).toSorted()).toEqual(expected.toSorted());
  });

  it.each(['心梗', 'MI', 'heart attack', '心肌梗死', 'I21', 'myocardial infarction'])(
    'finds a heart attack in both languages by %s',
    (query) => {
      expect(idsOf(searched, query).slice(0, 2).toSorted()).toEqual(['english', 'mi']);
    },
  );

  it('finds while somebody types what the last word begins', () => {
    const found = caseSearch(searched.index).search('woman with myocard', 50, { isTyping: true });
    expect(found[0]?.id).toBe('english');
    expect(caseSearch(searched.index).search('aspi', 50)).toEqual([]);
    expect(caseSearch(searched.index).search('aspi', 50, { isTyping: true })).toHaveLength(1);
  });

  it.each(['"', '*', 'NEAR(', 'title:', 'AND', '" OR "', '^', '-', '(((', "'; DROP TABLE x; --", '\0', ''])(
    'takes %j for text',
    (query) => {
      expect(() => idsOf(searched, query)).not.toThrow();
    },
  );

  it('finds the same with signs of a query language between the words', () => {
    const wanted = idsOf(searched, '胸痛 aspirin');
    for (const query of ['"胸痛" AND aspirin*', '胸痛 NEAR(aspirin)', '^胸痛 + {aspirin}']) {
      expect(idsOf(searched, query).toSorted()).toEqual(wanted.toSorted());
    }
  });

  it('takes any text as a query, of 10,000 characters too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (query) => {
        expect(idsOf(searched, query).length).toBeLessThanOrEqual(TEXTS.length);
      }),
      { numRuns: 60, seed: 9 },
    );
    expect(idsOf(searched, '胸痛'.repeat(5_000))).toContain('mi');
    const words = Array.from({ length: 2_000 }, (_, number) => `x${String(number)}`);
    expect(idsOf(searched, `${words.join(' ')} aspirin`.slice(-10_000))).toEqual(['english']);
  });

  it('finds every word of two characters', () => {
    for (const { id, text } of TEXTS) {
      for (const run of text.match(/\p{Script=Han}{2,}/gu) ?? []) {
        for (let at = 0; at + 2 <= run.length; at += 1) {
          const word = run.slice(at, at + 2);
          expect([word, idsOf(searched, word).includes(id)]).toEqual([word, true]);
        }
      }
    }
  });
});

describe('a document that changes', () => {
  it('is found by its new words alone', () => {
    const changed = testIndex([textDocument('one', 'pneumonia'), textDocument('two', 'asthma')]);
    changed.index.add([textDocument('one', 'gout')]);
    expect(idsOf(changed, 'pneumonia')).toEqual([]);
    expect(idsOf(changed, 'gout')).toEqual(['one']);
    expect(changed.index.documentCount).toBe(2);
    expect(() => changed.index.check()).not.toThrow();
  });
});

describe('a document that is removed', () => {
  const SECRET = '秘密甲乙丙丁 zqsecretword';
  const filler = Array.from({ length: 60 }, (_, number) =>
    textDocument(`filler ${String(number)}`, `第${String(number)}例：发热、咳嗽，胸片示肺炎，抗感染后好转。`),
  );

  it('leaves no word of it in any table of the index, nor in the write-ahead log', () => {
    const { database, index } = testIndex([...filler, textDocument('secret', SECRET)]);
    expect(wordsIn(database)).toBe(true);
    expect(index.remove('secret')).toBe(true);
    expect(index.remove('secret')).toBe(false);
    expect(wordsIn(database)).toBe(false);
    expect(index.forget()).toBe(true);
    expect(index.documentCount).toBe(filler.length);
    expect(() => index.check()).not.toThrow();
  });

  /** Whether any value of any table, shadow tables included, holds a word of the secret. */
  function wordsIn(database: Database): boolean {
    const needles = ['zqsecret', '甲乙', '乙丙', '秘密'].map((word) => Buffer.from(word));
    const tables = database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
      .all();
    return tables.some((table) =>
      database
        .prepare(`SELECT * FROM "${String(table['name'])}"`)
        .all()
        .flatMap((row) => Object.values(row))
        .some((value) => {
          const bytes =
            typeof value === 'string'
              ? Buffer.from(value)
              : value instanceof Uint8Array
                ? Buffer.from(value)
                : Buffer.alloc(0);
          return needles.some((needle) => bytes.includes(needle));
        }),
    );
  }
});

describe('a damaged index', () => {
  it('is made anew from the texts by the search that finds the damage', () => {
    const damaged = testIndex(TEXTS);
    damaged.database.checkpoint();
    damageIndex(damaged.path, INDEX_KEY);
    expect(() => damaged.index.check()).toThrow(/database-corrupt/u);
    expect(idsOf(damaged, '胸痛')).toEqual(['mi']);
    expect(() => damaged.index.check()).not.toThrow();
  });

  it('of another format is made anew when it is opened', () => {
    const { database, index } = testIndex(TEXTS);
    database.execute("UPDATE search_meta SET value = 1 WHERE name = 'format'");
    database.execute("INSERT INTO search_fts (search_fts) VALUES ('delete-all')");
    expect(caseSearch(index).search('胸痛', 5)).toEqual([]);
    expect(caseSearch(openSearchIndex(database)).search('胸痛', 5)).toHaveLength(1);
  });
});
