/** The library of cases on a machine: what it lists, holds and drops, and that it is whole after whatever happens to it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { utf8 } from '../../../src/crypto/bytes.ts';
import {
  openCaseLibrary,
  type CaseLibrary,
  type ListedCase,
} from '../../../src/cases/library/caseLibrary.ts';
import { suggestions } from '../../../src/cases/search/suggest.ts';
import { openDatabase } from '../../../src/replica/database.ts';
import { codeOf } from '../../support/codeOf.ts';
import { damageIndex } from '../search/support/damage.ts';
import { temporaryFolder, testKey } from '../../replica/support/temporary.ts';

const listed = (digit: string, year: string, completeness = 5): ListedCase => ({
  name: digit.repeat(64),
  codes: ['I21'],
  facets: { specialty: ['cardiology'], sex: ['male'], year: [year] },
  published: Number(year),
  completeness,
});

function hold(library: CaseLibrary, digit: string, title: string, text: string): void {
  const searched = { title, diagnosis: '', text };
  library.hold(digit.repeat(64), {
    document: utf8(text),
    isWhole: true,
    searched,
    facets: { followUp: ['yes'] },
  });
}

function opened(path = join(temporaryFolder(), 'library.db')): CaseLibrary {
  const library = openCaseLibrary(path, testKey());
  onTestFinished(() => library.close());
  return library;
}

const found = (library: CaseLibrary, typed: string): readonly string[] =>
  library.search.search(typed, 10).map(({ id }) => id.slice(0, 1));

it('narrows by what the ledger says at once, and finds the words once the text is held', () => {
  const library = opened();
  library.list([listed('1', '2024'), listed('2', '2025')], 7);
  expect(library.height).toBe(7);
  expect(library.counts()).toEqual({ listed: 2, held: 0 });
  expect(library.search.facets('', {}).year).toEqual([
    { value: '2024', count: 1 },
    { value: '2025', count: 1 },
  ]);
  expect(found(library, '溶栓')).toEqual([]);
  expect(library.due(0, 9).map(({ name }) => name[0])).toEqual(['1', '2']);
  hold(library, '2', '急性心肌梗死一例', '予溶栓治疗后胸痛缓解');
  expect(found(library, '溶栓')).toEqual(['2']);
  expect(library.search.facets('溶栓', {})).toMatchObject({
    specialty: [{ value: 'cardiology', count: 1 }],
    chapter: [{ value: 'I00-I99', count: 1 }],
    followUp: [{ value: 'yes', count: 1 }],
  });
  expect(library.due(0, 9).map(({ name }) => name[0])).toEqual(['1']);
  // A case that is listed again is the same case.
  library.list([listed('2', '2025')], 8);
  expect(library.counts()).toEqual({ listed: 2, held: 1 });
  expect(suggestions(library.index, '心肌', 5)).toContain('心肌梗死');
  expect(suggestions(library.index, '肺结', 5)).toEqual([]);
});

it('orders by time and by completeness, and counts what a search finds', () => {
  const library = opened();
  library.list([listed('1', '2024', 3), listed('2', '2026', 1), listed('3', '2025', 2)], 1);
  for (const digit of ['1', '2', '3']) hold(library, digit, '心衰', '慢性心力衰竭');
  const selection = library.search.selection('心力衰竭', { chosen: { sex: ['male'] } });
  if (selection === null) throw new Error('the query has words');
  const names = (sort: 'newest' | 'completeness', offset = 0) =>
    library.ordered(selection, { sort, limit: 9, offset }).map((name) => name[0]);
  expect(names('newest')).toEqual(['2', '3', '1']);
  expect(names('completeness', 1)).toEqual(['3', '2']);
  expect(library.countIn(selection)).toBe(3);
  expect(library.search.selection('*"()', {})).toBeNull();
});

it('keeps nothing of a case that was withdrawn: no row, no word, no page of the file or its log', () => {
  const path = join(temporaryFolder(), 'library.db');
  const library = opened(path);
  library.list([listed('1', '2024'), listed('2', '2025')], 1);
  hold(library, '1', '孤例', '嗜铬细胞瘤危象 pheochromocytoma');
  hold(library, '2', '常见', '支气管炎');
  library.noteOpened('1'.repeat(64));
  library.drop(['1'.repeat(64), 'f'.repeat(64)]);
  expect(library.counts()).toEqual({ listed: 1, held: 1 });
  expect(library.untold()).toEqual([]);
  expect(found(library, 'pheochromocytoma')).toEqual([]);
  library.close();
  expect(readFileSync(`${path}`).length).toBeGreaterThan(0);
  // Every page as it is decrypted: a copy without a key says what was left anywhere in the file.
  const database = openDatabase({ path, key: testKey() });
  onTestFinished(() => database.close());
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%vocab%'")
    .all()
    .map((row) => String(row['name']))
    .filter((name) => name !== 'search_terms');
  for (const table of tables) {
    for (const row of database.prepare(`SELECT * FROM ${table}`).all()) {
      const values = Object.values(row).map((value) =>
        value instanceof Uint8Array ? new TextDecoder('utf8').decode(value) : String(value),
      );
      expect(values.join(' ')).not.toMatch(/pheochromo|嗜铬|铬细|1{64}/u);
    }
  }
});

it('mends a damaged index from its texts, and goes on where it was when it is opened again', () => {
  const path = join(temporaryFolder(), 'library.db');
  const library = opened(path);
  library.list([listed('1', '2024')], 3);
  hold(library, '1', '一例', '急性阑尾炎');
  library.noteOpened('1'.repeat(64));
  library.close();
  damageIndex(path, testKey());
  const again = opened(path);
  expect(found(again, '阑尾炎')).toEqual(['1']);
  expect(again.height).toBe(3);
  expect(again.untold()).toEqual(['1'.repeat(64)]);
  again.close();
  writeFileSync(path, readFileSync(path).fill(0, 4096));
  expect(codeOf(() => opened(path))).toMatch(/^database-/u);
});
