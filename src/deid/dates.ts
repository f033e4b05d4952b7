/** Dates, and ages from 90 on, in Chinese and English. A year alone stays: it is no date under HIPAA §164.514(b)(2)(i)(C). */
import type { Rule } from './rules.ts';

const YEAR = String.raw`(?:1[89]|20)\d{2}`;
const MONTH = String.raw`(?:1[0-2]|0?[1-9])`;
const DAY = String.raw`(?:3[01]|[12]\d|0?[1-9])`;
const SEPARATOR = String.raw`\s?[-/.]\s?`;
const HAN_DIGIT = '[〇○零一二三四五六七八九]';
const HAN_DAY = '(?:[初一二三四五六七八九十廿卅]{1,3})';
const NAMES =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
const ORDINAL = String.raw`(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?`;
const WEEKDAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';

const DATE_RULES: readonly Rule[] = [
  {
    type: 'date',
    pattern: new RegExp(
      `((?:^|[^\\d.]))(${YEAR}${SEPARATOR}${MONTH}${SEPARATOR}${DAY}(?:T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?)(?!\\d)`,
      'g',
    ),
    confidence: 0.98,
  },
  {
    type: 'date',
    pattern: new RegExp(
      `((?:^|[^\\d.]))((?:${DAY}|${MONTH})[-/.](?:${DAY}|${MONTH})[-/.](?:${YEAR}|\\d{2}))(?!\\d|\\.\\d)`,
      'g',
    ),
    confidence: 0.95,
    accepts: isShortDate,
  },
  {
    type: 'date',
    pattern: new RegExp(`((?:^|[^\\d.]))(\\d{2}[-/.]${MONTH}[-/.]${DAY})(?!\\d|\\.\\d)`, 'g'),
    confidence: 0.9,
    accepts: isShortDate,
  },
  {
    type: 'date',
    pattern: new RegExp(
      `()((?:(?:${YEAR}|\\d{2})\\s?年\\s?)?(?<![\\d.])${MONTH}\\s?月\\s?(?:${DAY}|[上中下]旬|底|初)\\s?[日号]?)(?!\\d*(?:\\.\\d|个|岁|龄))`,
      'g',
    ),
    confidence: 0.97,
    accepts: isMonthAndDay,
  },
  {
    type: 'date',
    pattern: new RegExp(
      `()((?:${YEAR}|(?<!\\d)\\d{2})\\s?年\\s?${MONTH}\\s?月(?:份|底|初|中旬)?)(?!\\d)`,
      'g',
    ),
    confidence: 0.93,
  },
  {
    type: 'date',
    pattern: new RegExp(
      `()((?:去年|今年|前年|明年|当年|同年|次年|上年)\\s?${MONTH}\\s?月(?:份|底|初)?(?:\\s?${DAY}\\s?[日号])?)`,
      'g',
    ),
    confidence: 0.9,
  },
  {
    type: 'date',
    pattern: new RegExp(
      `((?:^|[^\\d./-]))(${YEAR}[-/.](?:1[0-2]|0[1-9]))(?![\\d./-]|\\s?(?:年|岁|[×*~-]))`,
      'g',
    ),
    confidence: 0.8,
  },
  {
    type: 'date',
    pattern: new RegExp(
      `((?:于|在|至|自|从|到|日期[:：]?|时间[:：]?|今|昨|^|[,，;；。(]\\s?))(${MONTH}[/.]${DAY})(?=\\s?(?:日|号|入院|出院|复查|就诊|行|查|术|,|，|至|~|—|起|始|晨|上午|下午|晚|夜间|复诊|来|\\d{1,2}[:：]\\d{2}))(?![\\d./%]|\\s?(?:级|分|支|mg|ml))`,
      'gm',
    ),
    confidence: 0.75,
  },
  {
    type: 'date',
    pattern: new RegExp(
      `((?:本月|上月|当月|次月|下月|于|至|(?<![\\d月.床第栋单元楼室房门路弄巷]))\\s?)(${DAY}日)(?!\\s?(?:龄|间|数|量|内|剂|后|前|均|晒|本|常|渐|服|[×*]))`,
      'g',
    ),
    confidence: 0.6,
    accepts: isDayOfMonth,
  },
  {
    type: 'date',
    pattern: new RegExp(
      `()((?:${HAN_DIGIT}{4}|${HAN_DIGIT}{2})年(?:[正腊冬]|[一二三四五六七八九]|十[一二]?)月(?:${HAN_DAY}[日号]?)?)`,
      'g',
    ),
    confidence: 0.97,
  },
  {
    type: 'date',
    pattern: new RegExp(
      `()((?:(?:农历|阴历|阳历|公历|新历|旧历)(?:${HAN_DIGIT}{4}年|${YEAR}年|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?(?:闰)?(?:[正腊冬]|[一二三四五六七八九]|十[一二]?|${MONTH})月(?:${HAN_DAY}|${DAY})?[日号]?)|(?<![一-鿿])(?:[正腊冬]月|[二三四五六七八九]月|十[一二]?月)(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十一?)(?:日|号)?|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)`,
      'g',
    ),
    confidence: 0.95,
  },
  {
    type: 'date',
    pattern:
      /()((?:[一二三四五六七八九]|十[一二]?)月(?:二十|三十|十)?[一二三四五六七八九十]{1,2}[日号]|(?<=[正腊冬二三四五六七八九十]月|去年|今年|农历|年|于|在)(?:除夕(?:夜)?|大年初[一二三四五六七八九十]|正月初[一二三四五六七八九十]))/g,
    confidence: 0.95,
  },
  {
    type: 'date',
    pattern:
      /()(春节(?:期间|前夕|前后|假期|后|前)?|除夕夜?|元宵节|清明节|端午节|中秋节|重阳节|七夕节?|腊八节?|小年|国庆(?:节|假期|期间|长假)|五一(?:劳动节|假期|期间|节|长假)|元旦|圣诞节|儿童节|母亲节|父亲节|大年初[一二三四五六七八九十]|大年三十|冬至)/g,
    confidence: 0.75,
  },
  {
    type: 'date',
    pattern:
      /((?:^|[^每逐隔均\d]))((?:上|下|本|这)?(?:周|星期|礼拜)[一二三四五六日天])(?![次回个种至到、-]|\s?(?:门诊))/g,
    confidence: 0.7,
  },
  {
    type: 'date',
    pattern: new RegExp(
      `(\\b)((?:${WEEKDAY},?\\s+)?${NAMES}\\.?\\s+(?:the\\s+)?${ORDINAL}(?:\\s?(?:-|to|and|&)\\s?${ORDINAL})?(?:,?\\s+(?:${YEAR}|'\\d{2}))?)(?!\\d|:\\d|\\s?(?:mg|ml|mcg|%))`,
      'gi',
    ),
    confidence: 0.95,
    accepts: isNoVerb,
  },
  {
    type: 'date',
    pattern: new RegExp(
      `(\\b)((?:${WEEKDAY},?\\s+)?${ORDINAL}(?:\\s+of)?[\\s-]+${NAMES}\\.?(?:[\\s,-]+(?:${YEAR}|'?\\d{2}(?!\\d|:|\\s?(?:mg|ml|%|year))))?)\\b`,
      'gi',
    ),
    confidence: 0.95,
    accepts: isNoVerb,
  },
  {
    type: 'date',
    pattern: new RegExp(`(\\b)(${NAMES}\\.?,?\\s+(?:of\\s+)?(?:${YEAR}|'\\d{2}))(?!\\d)`, 'gi'),
    confidence: 0.93,
    accepts: isNoVerb,
  },
  {
    type: 'date',
    pattern: new RegExp(
      `(\\b(?:on|since|from|until|till?|by|through|thru|dated?|of|before|after|around|between|and|to|in|last|next|early|late|mid|this|seen|due|appt|for|d/c|admitted|discharged|DOS|visit|lmp|[-:])[\\s-]+)(${MONTH}[/-]${DAY})(?![\\d/-]|\\s?(?:strength|power|in\\b|of\\b|mg|ml|intensity|pain|systolic|murmur|edema|pulses|times|week|day|hour|reflexes|points|tablet|tab))`,
      'gi',
    ),
    confidence: 0.8,
  },
  {
    type: 'date',
    pattern: new RegExp(`((?:^|[^\\d./-]))(${MONTH}/${YEAR})(?![\\d/])`, 'g'),
    confidence: 0.9,
  },
  {
    type: 'date',
    pattern: new RegExp(
      `(\\b(?:in|since|last|of|until|this|next|early|late|mid|by|during|from|through|around|between|and|to|mid-)\\s+)(January|February|April|June|July|August|September|October|November|December|March(?!\\s+(?:fracture|on))|May(?=[,.;]|\\s+(?:and|with|she|he|when|for|after|due|\\d)))\\b`,
      'g',
    ),
    confidence: 0.75,
  },
  {
    type: 'date',
    pattern: new RegExp(`(\\b)((?:last |next |this |on )?(?:${WEEKDAY}))(?!s\\b)\\b`, 'g'),
    confidence: 0.7,
  },
  {
    type: 'date',
    pattern:
      /(\b)(Christmas(?: Eve| Day)?|Thanksgiving(?: Day)?|New Year'?s?(?: Eve| Day)|Easter(?: Sunday| Monday)?|Independence Day|(?:4th|Fourth) of July|Labor Day|Memorial Day|Halloween|Valentine'?s Day|Mother'?s Day|Father'?s Day|Hanukkah|Ramadan|Diwali|Boxing Day|Chinese New Year|Good Friday|Veterans Day)\b/g,
    confidence: 0.8,
  },
];

function isShortDate(found: string, before: string, after: string): boolean {
  if (/^\s?分/u.test(after) || /Apgar|评分/u.test(before)) return false;
  if (
    /(?:版本|version|v|IP|ICD|图|表|节|section|ratio|比例?|kg|mm|score|grade|class|stage)\s*$/iu.test(before)
  )
    return false;
  if (/^\s?(?:mg|ml|cm|mm|%|×)/u.test(after)) return false;
  const [first = 0, second = 0, third = 0] = found.split(/[-/.]/u).map(Number);
  const isDayFirst = first <= 31 && second <= 12;
  const isMonthFirst = first <= 12 && second <= 31;
  const isYearFirst = second <= 12 && third <= 31;
  return first > 0 && second > 0 && (isDayFirst || isMonthFirst || isYearFirst);
}

function isMonthAndDay(found: string, before: string, after: string): boolean {
  // "3月5" needs its 日 unless nothing counts behind it; "3月6天" is a duration.
  return (
    !/^\s?(?:天|周|年|小时|余|多|d\b)/u.test(after) &&
    (/[日号旬底初]$/u.test(found) || /年/u.test(found) || !/^\s?[\d.%a-z]/iu.test(after)) &&
    !before.endsWith('第')
  );
}

function isDayOfMonth(_: string, before: string): boolean {
  return /(?:本月|上月|当月|次月|下月|于|至|[-~—、])\s?$/u.test(before);
}

/** "may 3" and "march 2" are dates with a capital only. */
function isNoVerb(found: string): boolean {
  return !/\b(?:may|march|mar|dec|sun)\b/u.test(found);
}

const HAN_NINETY = '(?:九十(?:[一二三四五六七八九])?|(?:一)?百(?:零?[一二三四五六七八九十]{1,3})?|九旬|期颐)';
const ENGLISH_NINETY =
  '(?:ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one |a )?hundred(?:[- ]and)?(?:[- ](?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?)';
const NINETY = String.raw`(?:9\d|1[0-2]\d)`;

const AGE_RULES: readonly Rule[] = [
  { type: 'age', pattern: new RegExp(`((?:^|[^\\d.]))(${NINETY}\\s?(?:周?岁|歲))`, 'g'), confidence: 0.97 },
  {
    type: 'age',
    pattern: new RegExp(`((?:年\\s{0,4}龄|Age|age|AGE)\\s*[:：]?\\s*)(${NINETY})(?!\\d|\\.\\d)`, 'g'),
    confidence: 0.93,
  },
  {
    type: 'age',
    pattern: new RegExp(`()(${HAN_NINETY}(?:高龄|周?岁|歲|(?:高)?(?:的)?(?:老人|老太|老翁)))`, 'g'),
    confidence: 0.95,
  },
  { type: 'age', pattern: /()(九旬|期颐之年|百岁)/g, confidence: 0.9 },
  {
    type: 'age',
    pattern: new RegExp(
      `((?:^|[^\\d.]))(${NINETY}\\s?-?\\s?(?:year|yr)s?'?[- ]?(?:old)?|${NINETY}\\s?-?(?:y\\.?/?o\\.?|yo)\\b|${NINETY}\\s?(?:y|Y)(?=\\b|[MF]))`,
      'gi',
    ),
    confidence: 0.95,
    accepts: (found, before, after) =>
      (/old/iu.test(found) || !/\b(?:for|over|last|past|within)\s$/iu.test(before)) &&
      !/^\s?(?:ago|history|survival)/u.test(after),
  },
  {
    type: 'age',
    pattern: new RegExp(
      `(\\b(?:aged?|age of|turned|turning|is|was)\\s+)(${NINETY})(?=[\\s,.;)](?!\\s?(?:%|mg|ml|bpm|mm|beats|kg|cm|/)))(?!\\.\\d)`,
      'gi',
    ),
    confidence: 0.7,
    accepts: (_, before) => /\b(?:aged?|age of|turned|turning)\s+$/iu.test(before),
  },
  {
    type: 'age',
    pattern: new RegExp(`(\\b)(${ENGLISH_NINETY}[- ](?:year|yr)s?[- ]old)`, 'gi'),
    confidence: 0.95,
  },
  {
    type: 'age',
    pattern: new RegExp(`((?:^|[\\s(]))(${NINETY}\\s?[MF])(?=[\\s,.)])`, 'g'),
    confidence: 0.75,
  },
  {
    type: 'age',
    pattern:
      /(\b)((?:in )?(?:his|her|their) (?:nineties|90s|90's)|nonagenarian|centenarian|supercentenarian)/gi,
    confidence: 0.85,
  },
];

const ALL: readonly Rule[] = [...DATE_RULES, ...AGE_RULES];

function hasHan({ pattern }: Rule): boolean {
  return /[\u4e00-\u9fff]/u.test(pattern.source.replaceAll(/\(\?!.*$/g, ''));
}

function hasWord({ pattern }: Rule): boolean {
  return /[a-z]{3}/iu.test(pattern.source);
}

/** Rules by what a text needs for them to find anything: Chinese characters, Latin letters, or neither. */
export const CHINESE_DATES: readonly Rule[] = ALL.filter((rule) => hasHan(rule));
export const ENGLISH_DATES: readonly Rule[] = ALL.filter((rule) => !hasHan(rule) && hasWord(rule));
export const DATES: readonly Rule[] = ALL.filter((rule) => !hasHan(rule) && !hasWord(rule));
