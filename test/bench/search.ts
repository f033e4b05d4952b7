/** A diagnosis looked for key by key among 15,000: by Chinese, pinyin initials, English and code. */
import { DIAGNOSES } from '../../src/records/terminology/diagnoses.ts';
import { indexTerms, searchTerms, type Term } from '../../src/records/terminology/termIndex.ts';
import { figure, median, timed, type Figure } from './figures.ts';

const WANTED = 15_000;
const ROUNDS = 20;
/** As many as the note's list shows. */
const SHOWN = 12;
/** ms a key; what follows the key in the same moment has to find room beside it. */
const MOST_MS = 30;
const TYPED = [
  '胸痛',
  'xt',
  'chest pain',
  'I20.8',
  'wdxxjt',
  '糖尿病 2型',
  'hypertension',
  'qqqq',
  '(',
  '病',
];

export async function diagnosisSearch(): Promise<readonly Figure[]> {
  const index = indexTerms(manyTerms());
  const times: (readonly [string, number])[] = [];
  for (const query of TYPED.flatMap(prefixes)) {
    const samples: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      samples.push(await timed(() => searchTerms(index, query, SHOWN)));
    times.push([query, median(samples)]);
  }
  const [slowest, value] = times.reduce((worst, each) => (each[1] > worst[1] ? each : worst));
  return [
    figure({
      name: 'diagnosis search, slowest key',
      value,
      floor: MOST_MS,
      limit: 1,
      goal: MOST_MS,
      note: `${String(times.length)} queries over ${String(index.entries.length)} terms, each the median of ${String(ROUNDS)}; slowest: ${slowest}; floor: ${String(MOST_MS)} ms a key`,
    }),
  ];
}

/** What stands in the box after each key. */
function prefixes(text: string): readonly string[] {
  const letters = Array.from(text);
  return letters.map((_, index) => letters.slice(0, index + 1).join(''));
}

/** The program's own list, each code divided further until there are enough. */
function manyTerms(): readonly Term[] {
  const times = Math.ceil(WANTED / DIAGNOSES.length);
  return DIAGNOSES.flatMap((term) =>
    Array.from({ length: times }, (_, index) => ({
      code: `${term.code}${String(index).padStart(2, '0')}`,
      zh: `${term.zh}分型${String(index)}`,
      en: `${term.en} variant ${String(index)}`,
      synonyms: term.synonyms,
    })),
  );
}
