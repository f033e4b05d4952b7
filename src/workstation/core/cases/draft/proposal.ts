/** What a draft begins with: facts that the records say of themselves, for the author to complete. */
import { ageBand } from '../../../../cases/anonymity/anonymity.ts';
import { CASE_TEXTS } from '../../../../cases/publish/caseDocument.ts';
import { specialtyOf } from '../../../../cases/publish/specialties.ts';
import type { CaseLanguage } from '../../../../contracts/sharing/caseFacets.ts';
import { shiftedDay } from '../../../../deid/dateShift.ts';
import { ageAt } from '../../../../records/banner.ts';
import { conceptText } from '../../../../records/concept.ts';
import { objectAt, objectsAt, textAt, type JsonObject } from '../../../../records/json.ts';
import type { CaseDraftContent } from '../../../api/caseDrafts.ts';
import type { CaseSource } from './sources.ts';

const UNTOLD_PROVINCE = '00';
/** First two digits of GB/T 2260. */
const PROVINCES: readonly (readonly [string, string])[] = [
  ['11', '北京'],
  ['12', '天津'],
  ['13', '河北'],
  ['14', '山西'],
  ['15', '内蒙古'],
  ['21', '辽宁'],
  ['22', '吉林'],
  ['23', '黑龙江'],
  ['31', '上海'],
  ['32', '江苏'],
  ['33', '浙江'],
  ['34', '安徽'],
  ['35', '福建'],
  ['36', '江西'],
  ['37', '山东'],
  ['41', '河南'],
  ['42', '湖北'],
  ['43', '湖南'],
  ['44', '广东'],
  ['45', '广西'],
  ['46', '海南'],
  ['50', '重庆'],
  ['51', '四川'],
  ['52', '贵州'],
  ['53', '云南'],
  ['54', '西藏'],
  ['61', '陕西'],
  ['62', '甘肃'],
  ['63', '青海'],
  ['64', '宁夏'],
  ['65', '新疆'],
  ['71', '台湾'],
  ['81', '香港'],
  ['82', '澳门'],
];
const SEXES = ['female', 'male', 'other'] as const;

export function proposedContent(
  records: readonly CaseSource[],
  {
    language,
    shiftDays,
    time,
  }: { readonly language: CaseLanguage; readonly shiftDays: number; readonly time: number },
): CaseDraftContent {
  const newest = records.at(-1);
  const patient = records.findLast((record) => record.patient !== null)?.patient ?? null;
  const date = newest?.reading.date?.slice(0, 10) ?? new Date(time).toISOString().slice(0, 10);
  const texts = Object.fromEntries(
    CASE_TEXTS.map((field) => [field, '']),
  ) as CaseDraftContent['form']['texts'];
  return {
    form: {
      language,
      texts: { ...texts, title: newest?.reading.title[language === 'zh' ? 'zh' : 'en'] ?? '' },
      specialty: specialtyOf(newest === undefined ? '' : departmentOf(newest.bundle)),
      disease: records.toReversed().flatMap(diseasesOf)[0] ?? null,
      age: ageOf(patient, date),
      sex: SEXES.find((sex) => patient !== null && textAt(patient, 'gender') === sex) ?? 'unknown',
      province: patient === null ? UNTOLD_PROVINCE : provinceOf(patient),
      year: Number((shiftedDay(date, shiftDays) ?? date).slice(0, 4)),
      outcome: null,
      purposes: [],
    },
    marks: [],
    kept: [],
    agreed: [],
    dropped: [],
  };
}

/** Null where nothing here says it: the author knows. */
function ageOf(patient: JsonObject | null, date: string): CaseDraftContent['form']['age'] {
  const years = patient === null ? null : ageAt(textAt(patient, 'birthDate') ?? '', date);
  return years === null ? null : { ...ageBand(years) };
}

function departmentOf(bundle: JsonObject): string {
  return resourcesIn(bundle, 'Encounter')
    .map((encounter) => conceptText(objectAt(encounter, 'serviceType')))
    .join(' ');
}

/** ICD-10 categories, as the records code them. */
function diseasesOf({ bundle }: CaseSource): readonly string[] {
  const codes = resourcesIn(bundle, 'Condition').flatMap((condition) =>
    objectsAt(objectAt(condition, 'code') ?? undefined, 'coding').map(
      (coding) => textAt(coding, 'code') ?? '',
    ),
  );
  return codes.filter((code) => /^[A-Z]\d\d/u.test(code)).map((code) => code.slice(0, 3));
}

function provinceOf(patient: JsonObject): string {
  const written = objectsAt(patient, 'address').flatMap((address) =>
    ['state', 'text', 'city'].map((key) => textAt(address, key) ?? ''),
  );
  const found = PROVINCES.find(([, name]) => written.some((text) => text.startsWith(name)));
  return found?.[0] ?? UNTOLD_PROVINCE;
}

function resourcesIn(bundle: JsonObject, kind: string): readonly JsonObject[] {
  return objectsAt(bundle, 'entry')
    .map((entry) => objectAt(entry, 'resource'))
    .filter((resource) => resource !== null && textAt(resource, 'resourceType') === kind)
    .filter((resource) => resource !== null);
}
