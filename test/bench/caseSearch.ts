/** The search over 100,000 made-up cases, against FTS5 and SQL alone over the same index. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseSearch } from '../../src/cases/search/search.ts';
import {
  openSearchIndex,
  type SearchDocument,
  type SearchIndex,
} from '../../src/cases/search/searchIndex.ts';
import { cut } from '../../src/cases/search/tokenize.ts';
import { openDatabase, type Database } from '../../src/replica/database.ts';
import { LABELLED_CASES } from '../cases/search/collections/labelledCases.ts';
import { similarityFigures } from '../cases/search/support/similarity.ts';
import { figure, median, percentile, type Figure } from './figures.ts';
import { CASES_TYPED, madeUpCases } from './madeUpCases.ts';

const CASES = 100_000;
const AT_ONCE = 5_000;
const ROUNDS = 3;
/** Cases of the first page. */
const PAGE = 20;
const GOAL_MS = 100;
/** Characters that a core indexes in a millisecond at the least. */
const LEAST = 600;
/** Cases that words are taken out of, and how many. */
const WORDS = 400;
const WORDS_ASKED = 40;

export async function searchOfCases(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-bench-'));
  const database = openDatabase({ path: join(folder, 'index'), key: new Uint8Array(32) });
  try {
    const index = openSearchIndex(database);
    const built = build(index);
    return [built, searches(index, database), words(index), ...facets(index, database)];
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A core's own time: whatever else the machine does meanwhile does not count. */
function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { system, user } = process.cpuUsage(before);
  return (system + user) / 1000;
}

function build(index: SearchIndex): Figure {
  let characters = 0;
  let ms = 0;
  let batch: SearchDocument[] = [];
  const flush = (): void => {
    ms += cpuMs(() => index.addMany(batch));
    batch = [];
  };
  for (const document of madeUpCases(CASES)) {
    characters += document.title.length + document.diagnosis.length + document.text.length;
    if (batch.push(document) === AT_ONCE) flush();
  }
  flush();
  return figure({
    name: 'cases: index built',
    value: ms,
    floor: characters / LEAST,
    limit: 1,
    goal: null,
    note: `${String(CASES)} cases, ${(characters / 1e6).toFixed(1)} M characters, ${(characters / ms / 1000).toFixed(2)} M characters a second of a core; floor: 0.6 M`,
  });
}

function searches(index: SearchIndex, database: Database): Figure {
  const engine = caseSearch(index);
  const bare = database.prepare(
    'SELECT rowid FROM search_fts WHERE search_fts MATCH ? ORDER BY rank LIMIT ?',
  );
  const times = { engine: [] as number[], bare: [] as number[] };
  for (const typed of CASES_TYPED) {
    const expression = cut(typed)
      .texts.map((token) => `"${token}"`)
      .join(' OR ');
    times.engine.push(of(() => engine.search(typed, PAGE)));
    times.bare.push(of(() => bare.all(expression, PAGE)));
  }
  return figure({
    name: 'cases: search, p95',
    value: percentile(times.engine, 0.95),
    floor: percentile(times.bare, 0.95),
    limit: 1.2,
    goal: GOAL_MS,
    note: `${String(CASES_TYPED.length)} queries, the first ${String(PAGE)} cases, ms of a core, each the median of ${String(ROUNDS)}; half of them within ${median(times.engine).toFixed(1)} ms (FTS5 ${median(times.bare).toFixed(1)}); floor: FTS5 ranks all cases that have any word of the query`,
  });
}

function of(work: () => unknown): number {
  return median(Array.from({ length: ROUNDS }, () => cpuMs(work)));
}

/** How many cases the index has for words of two Chinese characters, of those whose texts have them. */
function words(index: SearchIndex): Figure {
  const asked = wordsOfCases();
  const holding = asked.map(() => 0);
  for (const { diagnosis, text, title } of madeUpCases(CASES)) {
    for (const [place, word] of asked.entries()) {
      if ([title, diagnosis, text].some((part) => part.includes(word)))
        holding[place] = (holding[place] ?? 0) + 1;
    }
  }
  const found = asked.reduce((sum, word) => sum + index.frequency(word), 0);
  const present = holding.reduce((sum, count) => sum + count, 0);
  return figure({
    name: 'cases: words of two characters',
    value: present,
    floor: found,
    unit: 'cases',
    limit: 1,
    goal: null,
    note: `${String(asked.length)} words; by the index ${String(found)} cases have them, by their texts ${String(present)}`,
  });
}

function wordsOfCases(): readonly string[] {
  const found = new Set<string>();
  for (const { text } of madeUpCases(WORDS))
    found.add(/\p{Script=Han}{4,}/u.exec(text)?.[0].slice(1, 3) ?? '');
  return [...found].filter((word) => word !== '').slice(0, WORDS_ASKED);
}

/** Similar cases on forty labelled ones, as nDCG of the first five: what others reach of what this reaches. */
export async function similarityOfCases(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-bench-'));
  const database = openDatabase({ path: join(folder, 'index'), key: new Uint8Array(32) });
  try {
    const index = openSearchIndex(database);
    index.addMany(LABELLED_CASES);
    const { bm25, sameBlock, similar } = similarityFigures(index);
    const note = `nDCG@5 over ${String(LABELLED_CASES.length)} labelled cases: similar cases ${similar.toFixed(3)}, same block of ICD-10 ${sameBlock.toFixed(3)}, BM25 ${bm25.toFixed(3)}`;
    const against = (name: string, value: number): Figure =>
      figure({ name, value: value * 1000, floor: similar * 1000, unit: '‰', limit: 0.99, goal: null, note });
    return [
      against('similar cases: same ICD block by ours', sameBlock),
      against('similar cases: BM25 by ours', bm25),
    ];
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function facets(index: SearchIndex, database: Database): readonly Figure[] {
  const engine = caseSearch(index);
  const all = 'SELECT facet, value, count(*) FROM search_facet GROUP BY facet, value';
  const narrowed = `SELECT facet, value, count(*) FROM search_facet WHERE row IN
    (SELECT row FROM search_facet WHERE facet = 'sex' AND value = 'female') GROUP BY facet, value`;
  return [
    facetFigure(
      'all',
      () => engine.facets('', {}),
      () => database.prepare(all).all(),
    ),
    facetFigure(
      'narrowed',
      () => engine.facets('', { sex: ['female'] }),
      () => database.prepare(narrowed).all(),
    ),
  ];
}

function facetFigure(name: string, work: () => unknown, bare: () => unknown): Figure {
  return figure({
    name: `cases: facet counts, ${name}`,
    value: of(work),
    floor: of(bare),
    limit: 2,
    goal: null,
    note: `counts of all facets over ${String(CASES)} cases, ms of a core; floor: one SQL statement that groups by facet and value`,
  });
}
