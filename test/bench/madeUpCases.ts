/** Cases made of the sentences of the collections, the same at every run, some sentences common and most rare. */
import { ABSTRACTS } from '../cases/search/collections/abstracts.ts';
import { ANSWERS } from '../cases/search/collections/answers.ts';
import type { SearchDocument } from '../../src/cases/search/searchIndex.ts';
import { DIAGNOSES } from '../../src/records/terminology/diagnoses.ts';

const CHINESE = sentences(ANSWERS.documents, /[，。、]/u);
const ENGLISH = sentences(ABSTRACTS.documents, /[.,:;]/u);
const SENTENCES = { zh: 24, en: 8 };
const FACETS = {
  specialty: ['cardiology', 'respiratory', 'endocrine', 'surgery', 'paediatrics', 'neurology', 'oncology'],
  ageBand: ['0-4', '5-17', '18-44', '45-64', '65-79', '80+'],
  sex: ['female', 'male'],
  province: ['天津', '北京', '河北', '山东', '四川', '广东', '新疆'],
  outcome: ['cured', 'improved', 'unchanged', 'died'],
  year: ['2019', '2020', '2021', '2022', '2023', '2024', '2025'],
  modality: ['CT', 'MR', 'US', 'XR', 'none'],
  setting: ['outpatient', 'inpatient', 'emergency'],
} as const;

/** What doctors type: common and rare, one word and a sentence, both languages. */
export const CASES_TYPED = [
  '咳嗽',
  '发热',
  '头晕',
  '肺炎',
  '高血压',
  '糖尿病',
  '二甲双胍',
  '心肌梗死',
  '咳嗽 发热',
  '口服药物 治疗',
  '2型糖尿病 低血糖',
  'hypertension',
  'breast cancer',
  'heart failure mortality',
  'MI',
  '痛',
  'children with asthma',
  '血压降下来还要继续吃药吗',
  '脑梗 溶栓',
  'patients treatment risk',
  '感染',
  '甲状腺结节 穿刺',
  'aspirin',
  '突然一侧肢体无力说话不清',
  'Alzheimer disease donepezil',
];

export function* madeUpCases(count: number): Generator<SearchDocument> {
  const random = generator();
  const one = <Value>(values: readonly Value[]): Value => {
    // Squared: the first are said often, the last seldom.
    const value = values[Math.floor(random() ** 2 * values.length)];
    if (value === undefined) throw new RangeError('nothing to choose from');
    return value;
  };
  for (let number = 0; number < count; number += 1) {
    const isChinese = random() < 0.7;
    const source = isChinese ? CHINESE : ENGLISH;
    const parts = Array.from({ length: SENTENCES[isChinese ? 'zh' : 'en'] }, () => one(source));
    const diagnosis = one(DIAGNOSES);
    yield {
      id: `case ${String(number)}`,
      title: one(source),
      diagnosis: isChinese ? diagnosis.zh : diagnosis.en,
      text: `${parts.join(isChinese ? '，' : '. ')} 编号x${String(number)}`,
      codes: [diagnosis.code],
      facets: Object.fromEntries(
        Object.entries(FACETS).map(([facet, values]) => [facet, [one<string>(values)]]),
      ),
    };
  }
}

function sentences(documents: readonly { readonly text: string }[], end: RegExp): readonly string[] {
  return documents.flatMap(({ text }) =>
    text
      .split(end)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
}

/** Between 0 and 1, always the same; does not come round within all numbers of 32 bits (mulberry32). */
function generator(): () => number {
  let state = 20_251_127;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
