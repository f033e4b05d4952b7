/** A text without what was found in it: each span a word for its class; a name and an institution with a number, dates as days. */
import type { DeidLanguage } from './recognise.ts';
import { dayOf } from './days.ts';
import type { Span, SpanType } from './spans.ts';

const WORDS: Readonly<Record<SpanType, Readonly<Record<DeidLanguage, string>>>> = {
  name: { zh: '姓名', en: 'NAME' },
  institution: { zh: '机构', en: 'INSTITUTION' },
  address: { zh: '地址', en: 'ADDRESS' },
  postcode: { zh: '邮编', en: 'POSTCODE' },
  date: { zh: '日期', en: 'DATE' },
  age: { zh: '90岁以上', en: '90+' },
  'national-id': { zh: '证件号', en: 'NATIONAL ID' },
  passport: { zh: '证件号', en: 'PASSPORT' },
  phone: { zh: '电话', en: 'PHONE' },
  email: { zh: '邮箱', en: 'EMAIL' },
  url: { zh: '网址', en: 'URL' },
  'ip-address': { zh: 'IP地址', en: 'IP' },
  account: { zh: '账号', en: 'ACCOUNT' },
  'bank-card': { zh: '银行卡号', en: 'CARD' },
  'insurance-number': { zh: '医保号', en: 'INSURANCE' },
  'record-number': { zh: '病历号', en: 'RECORD' },
  'licence-number': { zh: '证书号', en: 'LICENCE' },
  vehicle: { zh: '车辆', en: 'VEHICLE' },
  device: { zh: '设备号', en: 'DEVICE' },
  biometric: { zh: '生物特征', en: 'BIOMETRIC' },
  'organisation-code': { zh: '机构代码', en: 'ORGANISATION' },
  bed: { zh: '床位', en: 'BED' },
  occupation: { zh: '职业', en: 'OCCUPATION' },
  ethnicity: { zh: '民族', en: 'ETHNICITY' },
  number: { zh: '编号', en: 'NUMBER' },
  other: { zh: '已隐去', en: 'REMOVED' },
};

const PROVINCE =
  /^(?:(?:北京|天津|上海|重庆)市?|(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省?|内蒙古(?:自治区)?|广西(?:壮族自治区)?|西藏(?:自治区)?|宁夏(?:回族自治区)?|新疆(?:维吾尔自治区)?|香港|澳门)/u;

/** `dateOf` says what a date is written as; null for a word in its place. Days from the first date unless it is given. */
export function redacted(
  original: string,
  spans: readonly Span[],
  language: DeidLanguage,
  dateOf?: (written: string) => string | null,
): string {
  const numbers = new Map<string, number>();
  const firstDay = firstDayOf(original, spans);
  let result = '';
  let at = 0;
  for (const { end, start, type } of spans) {
    const value = original.slice(start, end);
    result += original.slice(at, start);
    at = end;
    if (type === 'date' && dateOf !== undefined) {
      result += dateOf(value) ?? `[${WORDS.date[language]}]`;
    } else if (type === 'date') {
      const day = dayOf(value);
      const isNear = day !== null && firstDay !== null && Math.abs(day - firstDay) <= NEAR_DAYS;
      result += !isNear ? `[${WORDS.date[language]}]` : dayWord(day - firstDay, language);
    } else if (type === 'name' || type === 'institution') {
      const key = `${type}:${value.replaceAll(/\s/gu, '').toLowerCase()}`;
      const number =
        numbers.get(key) ?? [...numbers.keys()].filter((each) => each.startsWith(type)).length + 1;
      numbers.set(key, number);
      result += `[${WORDS[type][language]}${language === 'en' ? ' ' : ''}${String(number)}]`;
    } else if (type === 'address') {
      const province = PROVINCE.exec(value)?.[0] ?? '';
      result += `[${province}${WORDS.address[language]}]`;
    } else result += `[${WORDS[type][language]}]`;
  }
  return result + original.slice(at);
}

/** Farther off lie dates of birth, which days would give away with the age. */
const NEAR_DAYS = 3650;

function firstDayOf(original: string, spans: readonly Span[]): number | null {
  const days = spans
    .filter(({ type }) => type === 'date')
    .map(({ end, start }) => dayOf(original.slice(start, end)))
    .filter((day) => day !== null);
  const latest = Math.max(...days);
  return days.find((day) => latest - day <= NEAR_DAYS) ?? null;
}

/** Days from the first date of the text: what lies between two dates stays true. */
function dayWord(days: number, language: DeidLanguage): string {
  const signed = `${days < 0 ? '-' : '+'}${String(Math.abs(days))}`;
  return language === 'zh' ? `[第${signed}天]` : `[DAY ${signed}]`;
}
