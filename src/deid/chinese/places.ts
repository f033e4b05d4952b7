/** Addresses below the province in Chinese text, from the gazetteer and from what their last characters are. */
import { matchesOf } from '../rules.ts';
import { CITIES, COUNTIES } from '../data/places.ts';
import type { Span } from '../spans.ts';
import { chineseLexicon } from './lexicon.ts';

const PROVINCES =
  '北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门';
/** The province stays: what is left of it in the redacted text. */
const PROVINCE = `(?:${PROVINCES})(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?`;
const HAN = String.raw`[\u4e00-\u9fff]`;
const NUMBER = '[A-Za-z0-9一二三四五六七八九十百零〇甲乙丙丁东西南北-]{1,8}';

/** Counties whose whole name is a common noun, as 郊区, or ends one word and begins the next, as 市和县: alone, it names no place. */
const MEANS_MORE = /^(?:.区|[和成理文]县)$/u;

/** Short forms that are words of medicine or of everyday as well. */
const AMBIGUOUS = new Set(
  '长春 黄山 大同 安康 中山 白山 白银 三明 平凉 宝鸡 铜仁 金昌 通化 安顺 咸宁 自贡 石嘴山 随州 和平 朝阳 南开 海南 吉林 东方 平安 长安 安定 永定 高明 高要 平和 和顺 长治 长沙 昌平 通州 东城 西城 城区 郊区 矿区 新华 桥东 桥西 大兴 房山 宁河 静海 东风 向阳 友谊 红旗 青山 石峰 中原 管城 金水 解放 建设 西安 江阴 河西 河东 河北 河南 红桥 海港 海门 海口 沙河 沙市 安宁 崇明 宣化 和龙 常宁 上思 应城 应县 都匀 灵台 灵石 曲阳 曲阜 温江 温州 汉阴 曲江 阳曲 阴山 永平 太平 太和 平原 平顺 平阴 平山 平江 平罗 平定 南康 大方 大理 大新 大余 康平 乐业 合作 同心 民和 兴安 兴和 开平 开封 开化 清水 清河 清原 清苑 会同 会东 会理 中方 共和 同德 五河 通过 兴国 安化 安远 安多 普定 普安 三台 三门 金堂 金门 金湾 宁国 宁化 宁安 长清 长乐 长白 长海 长顺 长垣 阳山 阳高 阳江 阳东 阳西 盘山 盘龙 山阳 双流 双阳 双清 双江 双柏 双牌 双峰 双滦 双台子 肥东 肥西 青岛 青海 紫金 洪江 洪湖 洪山 龙井 龙门 龙湾 龙湖 龙山 龙华 甘泉 甘谷 甘南 丰满 丰台 武功 武清 武安 武宁 武定 渭源 成安 成县 泰来 泰安 泰和 泰顺'.split(
    ' ',
  ),
);
const TAIL = /(?:[市县区旗盟州]|地区|自治[州县旗]|林区|特区)$/u;

let gazetteer: {
  readonly full: ReadonlySet<string>;
  readonly short: ReadonlySet<string>;
  /** Names by their first two characters, the longest first. */
  readonly byStart: ReadonlyMap<string, readonly string[]>;
} | null = null;

function places() {
  if (gazetteer !== null) return gazetteer;
  const full = new Set([...CITIES, ...COUNTIES].flatMap((joined) => joined.split('|')));
  const cities = new Set(CITIES.flatMap((joined) => joined.split('|')).map(short));
  const names = new Set([...full, ...[...cities].filter((name) => name.length >= 2)]);
  const byStart = new Map<string, string[]>();
  for (const name of [...names].toSorted((left, right) => right.length - left.length)) {
    const start = name.slice(0, 2);
    const held = byStart.get(start);
    if (held === undefined) byStart.set(start, [name]);
    else held.push(name);
  }
  gazetteer = { full, short: cities, byStart };
  return gazetteer;
}

function short(name: string): string {
  return name
    .replace(
      /(?:土家族|苗族|藏族|彝族|回族|蒙古族?|哈萨克|柯尔克孜|朝鲜族|布依族|侗族|壮族|傣族|白族|哈尼族|景颇族|傈僳族|羌族)+自治州$/u,
      '',
    )
    .replace(TAIL, '');
}

/** Levels below the county, and what ends an address. */
const ROAD = `${HAN}{1,8}?(?:大道|大街|公路|马路|环路|胡同|路|街|巷|弄|里弄|坊)(?:[东西南北中]段|[一二三四五六七八九十\\d]+段)?`;
const AREA = `${HAN}{1,9}?(?:街道(?:办事处)?|办事处|开发区|高新区|新区|工业园区?|产业园|科技园|自治[县旗州]|[市县区旗镇乡]|苏木|嘎查|林场|农场|牧场|兵团|团场|连队)`;
const BLOCK = `(?:${HAN}|[A-Za-z0-9]){1,12}?(?:小区|社区|新村|花园|家园|公寓|大厦|广场|别墅|宿舍|家属院|家属楼|大院|佳苑|嘉园|名苑|名城|花苑|公馆|雅苑|雅居|豪庭|华庭|新城|苑|府|居委会|村委会|行政村|自然村|村民小组|庄|屯|寨|村|组|队|湾|坪|沟|堡|营|塘|园|里|城|厦|阁|轩|庭|居|郡|墅)+`;
const UNIT = `(?:附|第|之)?${NUMBER}(?:号楼?|栋|幢|座|单元|室|楼|层|户|门|弄|组|队|社|房|院|排|巷|期|区)(?:之?${NUMBER}(?:号|室)?)?(?:院内)?`;
const STEP = `(?:\\s?(?:${AREA}|${ROAD}|${UNIT}|${BLOCK}))`;
const GAP = String.raw`[\s,，、]{0,2}`;
const TAIL_DIGITS = String.raw`(?:[\s-]?\d{1,4}(?:-\d{1,4}){0,3}(?:号|室|栋)?(?![\d.月年/日]))?`;

/** With a label everything up to the next field is the address. */
const LABELLED = new RegExp(
  String.raw`((?:住\s{0,4}址|地\s{0,4}址|家庭住址|家庭地址|现住址|现住地|居住地|常住地|户籍|户籍地|户口所在地|户口地址|户籍地址|联系地址|通讯地址|通信地址|邮寄地址|收件地址|收货地址|籍\s{0,4}贯|出\s{0,4}生\s{0,4}地|出生地点|祖籍|原籍|现居|居住地址|工作地址|单位地址|暂住地|暂住址|案发地|事发地点?)(?:址|点)?\s{0,4}[:：]\s{0,4})([^\n:：;；。]{2,60})`,
  'gu',
);
const NEXT_FIELD =
  /\s{2,}|\t|[,，]\s?(?=(?:电话|手机|联系|邮编|民族|职业|工作|婚|性别|年龄|患者|病史|因|于|主诉|入院|身份证|病情|既往|否认))|[ \t](?=[\u4e00-\u9fff]{2,8}\s{0,3}[:：])|(?:电\s?话|手\s?机|邮\s?编|民\s?族|职\s?业|工作单位|婚\s?姻|性\s?别|年\s?龄|联系人|联系电话|身份证|病史陈述)/u;
/** What stands behind a place up to the last of it that an address ends with; words of care end it before. */
const BEHIND_PLACE = /^[\s,，]{0,2}[\u4e00-\u9fffA-Za-z0-9()#-]{1,44}/u;
const ADDRESS_END =
  /^.*(?:[路街巷弄号室栋幢楼层村组队镇乡区县旗市园里苑城院厦庄屯寨湾沟堡坪庭阁轩郡墅户门座]|大道|胡同|单元|小区|社区|\d{1,2}-\d{1,4}(?:-\d{1,4})?|(?<=[门号楼栋幢座单元])\d{2,4})(?:\d{2,4}(?![\d月年日.]))?(?:号|室)?/u;
const ENDS_ADDRESS =
  /(?:附近|返回|就诊|就医|求治|住院|入院|门诊|治疗|检查|手术|医院|卫生院|卫生所|大学|学院|中学|小学|公司|集团|的|因|等地|打工|务工|工作|出差|旅游|旅行|居住|做|行|及|于|有|无|近|多|电话|手机|邮编|患者|病人|收治|转入|转至|发热|出生|死亡|独居|独自|长大|生活|为|人(?!民|和))/u;

/** Runs without one. */
const LOOSE = new RegExp(
  `(?<=^|[^\\u4e00-\\u9fff]|住在?|居住于|居住在|家住|位于|地处|来自|在|于|到|至|从|由|往|去|回|户籍|现居)(${ROAD}${UNIT}(?:${GAP}${STEP}){0,5}${TAIL_DIGITS}|${AREA}(?:${BLOCK}|${ROAD})(?:${STEP}){0,5}${TAIL_DIGITS})`,
  'gu',
);
const LIVES =
  /((?:家住|居住在|居住于|现居住?于?|现住|租住(?:在|于)?|暂住|户籍(?:地)?(?:为|在|是)|籍贯(?:为|是)?|祖籍|原籍|老家(?:在|是)?|来自|出生(?:于|在)|生于|长于|迁居|定居(?:于|在)?|久居|生长于|常住|住在|住(?=[\u4e00-\u9fff]{2,12}[路街村镇县区市号小]))\s?)([\u4e00-\u9fffA-Za-z0-9-]{2,40})/gu;
const BUILDING = new RegExp(
  `()((?:[\\u4e00-\\u9fff]{2,8}(?:小区|花园|家园|公寓|大厦|新村|佳苑|嘉园|名苑|花苑|公馆|家属院|家属楼|宿舍楼?))(?:${UNIT}){0,4}|\\d{1,3}号?[楼栋幢]\\s?(?:\\d{1,2}|[一二三四五六七八九十])单元\\s?\\d{1,4}室?(?:号)?)`,
  'gu',
);

/** What stood before the address, taken along by a pattern that begins anywhere. */
const CUE_INSIDE = /^.*(?:住在|家住|住|在|于|到|至|从|由|回|去|来自|位于)(?=.{2})/u;

export function chinesePlaces(text: string): readonly Span[] {
  return [
    ...labelledPlaces(text),
    ...gazetteerPlaces(text),
    ...loosePlaces(text),
    ...livedPlaces(text),
    ...buildings(text),
  ];
}

function* labelledPlaces(text: string): Generator<Span> {
  for (const match of matchesOf(LABELLED, text)) {
    const value = match[2] ?? '';
    const cut = NEXT_FIELD.exec(value);
    const kept = (cut === null ? value : value.slice(0, cut.index)).trimEnd().replace(/[,，、]$/u, '');
    const bare = kept.replace(ONLY_PROVINCE, '');
    if (bare === '' || /^(?:同上|不详|无|未知|本地|外地|农村|城市|城镇|原籍|同户籍|同现住址)/u.test(bare))
      continue;
    const start = match.index + (match[1] ?? '').length;
    yield { start, end: start + kept.length, type: 'address', confidence: 0.97 };
  }
}

const PROVINCE_FIRST = new RegExp(`(?:${PROVINCES})(?:省|市|(?:壮族|回族|维吾尔)?自治区)?(?=${HAN})`, 'gu');
const FROM_PROVINCE = new RegExp(
  `^(?:${GAP}(?:${AREA}|${ROAD}|${BLOCK}))(?:${GAP}${STEP}){0,8}${TAIL_DIGITS}`,
  'u',
);
const HOME = new RegExp(`^(?:${PROVINCE})?(${HAN}{2,4})(?=人|$)`, 'u');
const ONLY_PROVINCE = new RegExp(`^${PROVINCE}(?:人)?$`, 'u');

function* gazetteerPlaces(text: string): Generator<Span> {
  const { byStart, full } = places();
  const { clinical } = chineseLexicon();
  let done = 0;
  for (let index = 0; index < text.length - 1; index += 1) {
    const code = text.charCodeAt(index);
    if (index < done || code < 0x4e00 || code > 0x9fff) continue;
    const name = byStart.get(text.slice(index, index + 2))?.find((each) => text.startsWith(each, index));
    if (name === undefined) continue;
    done = index + name.length;
    const isFull = full.has(name) && TAIL.test(name);
    if (isInClinicalTerm(text, index, name.length, clinical)) continue;
    const rest = restOfAddress(text.slice(index + name.length, index + name.length + 60));
    const province = provinceBefore(text, index);
    if (!isFull && AMBIGUOUS.has(name) && rest === '' && province === index) continue;
    if (!isFull && name.length < 2) continue;
    if (isFull && MEANS_MORE.test(name) && rest === '' && province === index) continue;
    if (isAdverb(text, index + name.length, isFull)) continue;
    const end = index + name.length + trimmedLength(rest);
    done = end;
    yield { start: province, end, type: 'address', confidence: isFull || rest !== '' ? 0.93 : 0.75 };
  }
  for (const match of matchesOf(PROVINCE_FIRST, text)) {
    const from = match.index + match[0].length;
    const rest = FROM_PROVINCE.exec(text.slice(from, from + 60))?.[0] ?? '';
    const isOrganisation = /(?:医院|大学|学院|公司|中心|诊所)/u.test(rest);
    if (rest !== '' && !isOrganisation && isPlausible(rest))
      yield { start: match.index, end: from + trimmedLength(rest), type: 'address', confidence: 0.85 };
  }
}

function restOfAddress(behind: string): string {
  const run = BEHIND_PLACE.exec(behind)?.[0] ?? '';
  const end = run.search(ENDS_ADDRESS);
  return ADDRESS_END.exec(end < 0 ? run : run.slice(0, end))?.[0] ?? '';
}

function trimmedLength(rest: string): number {
  return rest.trimEnd().length;
}

/** Words of care inside what only ends like an address. */
const UNLIKELY =
  /(?:患者|入院|住院|门诊|治疗|检查|手术|诊断|病区|社区获得|小区域|行走|淋巴|分区|病变|疼痛|医保|给予|出院|复查|于\d|血管|因|后|回家)/u;

function isPlausible(found: string): boolean {
  return !UNLIKELY.test(found);
}

function isAdverb(text: string, end: number, isFull: boolean): boolean {
  return !isFull && /^(?:新碱|白|发|药业|肉|话|菜|人参|大会)/u.test(text.slice(end, end + 3));
}

function isInClinicalTerm(
  text: string,
  index: number,
  length: number,
  clinical: ReadonlySet<string>,
): boolean {
  for (let from = Math.max(0, index - 3); from <= index; from += 1) {
    for (let to = index + length; to <= index + length + 4; to += 1) {
      if (to - from > length - 1 && clinical.has(text.slice(from, to))) return true;
    }
  }
  return false;
}

const PROVINCE_BEHIND = new RegExp(`${PROVINCE}\\s?$`, 'u');

/** Where the province of a place that begins at `index` begins, or `index`. */
function provinceBefore(text: string, index: number): number {
  const before = text.slice(Math.max(0, index - 12), index);
  const found = PROVINCE_BEHIND.exec(before)?.[0];
  return found === undefined ? index : index - found.length;
}

function* loosePlaces(text: string): Generator<Span> {
  for (const match of matchesOf(LOOSE, text)) {
    const found = (match[1] ?? '').replace(CUE_INSIDE, '');
    if (!isPlausible(found) || !/[路街巷弄道同坊里镇乡村庄屯寨组队苑区院栋幢座室]/u.test(found)) continue;
    if (
      /^(?:通路|旁路|径路|尿路|气道|经路|道路|走路|马路|线路|电路|回路)/u.test(found) ||
      /(?:通路|尿路|旁路|径路|气路|胆道)/u.test(found)
    )
      continue;
    const start = match.index + match[0].lastIndexOf(found);
    yield { start, end: start + found.length, type: 'address', confidence: 0.8 };
  }
}

function* livedPlaces(text: string): Generator<Span> {
  for (const match of matchesOf(LIVES, text)) {
    const value = match[2] ?? '';
    const cut = value.search(ENDS_ADDRESS);
    const steps = ADDRESS_END.exec(cut < 0 ? value : value.slice(0, cut))?.[0];
    const only = HOME.exec(value);
    const found = steps ?? (only !== null && places().short.has(only[1] ?? '') ? only[0] : undefined);
    if (
      found === undefined ||
      !isPlausible(found) ||
      ONLY_PROVINCE.test(found) ||
      /^(?:农村|城市|本地|当地|外地)/u.test(found)
    )
      continue;
    const start = match.index + (match[1] ?? '').length;
    yield { start, end: start + found.length, type: 'address', confidence: 0.9 };
  }
}

function* buildings(text: string): Generator<Span> {
  for (const match of matchesOf(BUILDING, text)) {
    const found = (match[2] ?? '').replace(CUE_INSIDE, '');
    if (!isPlausible(found) || /^(?:[本该某]|同)(?:小区|社区)/u.test(found)) continue;
    const end = match.index + match[0].length;
    yield { start: end - found.length, end, type: 'address', confidence: 0.85 };
  }
}
