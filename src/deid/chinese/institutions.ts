/** Hospitals, schools, employers and offices in Chinese text: what ends like one, back to where its name begins. */
import { matchesOf } from '../rules.ts';
import { chineseLexicon } from './lexicon.ts';
import type { Span } from '../spans.ts';

const TAILS =
  '(?:[省市县区附]|附属)?[一二三四五六七八九十]院(?!区|长|内|前|外|后|感|子)|(?:人民|中心|附属|第[一二三四五六七八九十\\d]+|中医|妇幼|儿童|肿瘤|胸科|骨科|眼科|口腔|精神|传染病|康复|专科|总|分|红十字)*医院|卫生院|卫生所|卫生室|卫生服务(?:中心|站)|保健院|保健站|疾控中心|疾病预防控制中心|急救中心|血液中心|血站|体检中心|诊所|门诊部|医务室|疗养院|养老院|敬老院|福利院|护理院|月子中心|药房|大药房|药店|医学院|医科大学|大学|学院|党校|中学|小学|幼儿园|学校|一中|二中|三中|实验中学|职校|技校|公司|集团|工厂|[钢机电纺棉车药酒煤织糖纸船](?:铁|械|机|力|织|纺)?厂|煤矿|油田|电厂|[\u4e00-\u9fff]厂|车间|银行|支行|信用社|保险公司|派出所|公安局|法院|检察院|教育局|税务局|卫健委|卫生局|民政局|街道办|居委会|村委会|邮局|供电局|铁路局|研究所|研究院|事务所|酒店|宾馆|饭店|超市|商场|商店|网吧|教堂|寺|部队|监狱|看守所|戒毒所|报社|出版社|电视台|工作室|工作站|合作社|养殖场|林业局|农机站|加油站|物业|超市|菜市场|司法鉴定(?:中心|所)';
const TAIL = new RegExp(
  `(?:${TAILS})(?:[(](?:[\\u4e00-\\u9fff]{1,8})(?:院区|分院|校区|店|部)?[)]|[\\u4e00-\\u9fff]{2,6}(?:院区|分院|校区))?`,
  'gu',
);

/** What may stand right before a name and is no part of it. */
const STOP =
  /(?:我院|本院|就诊于|就诊|转诊至|转诊|转入|转至|转往|转送|转|送往|送至|送到|送|入住|住进|入|前往|赴|到达|到|至|往|回|去|来自|来|于|在|从|由|经|向|为|系|是|与|和|及|或|的|了|我|该|此|因|后|曾|又|再|已|拟|先后|先|遂|遂至|并|当时|诉|称|患者|患儿|家属|其|退休前|毕业于|任职于|就职于|就读于|供职于|服务于|工作于|在职|单位|现|原|给予|联系|请|让|带|予|外出|自行|急诊|门诊|建议|推荐|介绍|委托|报告|通知|同意|日|号|月|年|时|分|天|点|[:：,，。;；、()（）\s])$/u;
/** Words that say what kind an institution is, and name none. */
const GENERIC =
  /^(?:当地|外地|本地|外|我|本|上级|下级|上一级|某|某某|附近|就近|社区|县|市|区|乡|镇|村|省|县级|市级|省级|区级|基层|乡镇|三甲|三级甲等|三级|二级|二甲|一级|级|综合|综合性|专科|儿童|妇幼|妇产|中医|中西医|精神|口腔|眼科|骨科|肿瘤|传染病|胸科|康复|人民|中心|附属|总|分|大|小|家|各|多家|几家|多|两家|一家|另一|另|其他|其它|私人|私立|民营|个体|公立|教学|定点|医保|协作|合作|对口|接收|转诊|院外|国外|国内|外院|基层|住|入|出|转|在|回|该|此|这|那|每|全|同|去|来|到|收治|原|医|门诊|专|急救|急诊|西|老|新|乡村|城|镇|普通|互联网|诊治|首诊|知名|著名|权威|大型|正规|医疗|及|和|或|等|医联体|哨|方|医学|保险|附|建筑|食品|化工|服装|机械|电子|物流|外贸|国营|国有|民办|公办|外资|私|制药|药|生|在读|读|上|上了|上完|念|初|高|从|毕业|读完|文化|职业|技工|技术|重点|实验|机关|事业|企业|村卫|农|工|互助|有限|股份|责任|科技|保洁|家政|装修|运输|快递|超市|纺织|印刷|皮革|鞋|玩具|电|塑料|油漆|油|石材|五金|家具|涂料|蓄电池|电池|煤)*$/u;
const LONGEST = 22;

export function chineseInstitutions(text: string): readonly Span[] {
  const found: Span[] = [];
  for (const match of matchesOf(TAIL, text)) {
    const { 0: tail, index } = match;
    const from = beginOf(text, index);
    const before = text.slice(from, index);
    const core = before.replace(/[^\u4e00-\u9fffA-Za-z0-9]/gu, '');
    const lead =
      /^(?:人民|中心|附属|第[一二三四五六七八九十\d]+|中医|妇幼|儿童|肿瘤|胸科|骨科|眼科|口腔|精神|传染病|康复|专科|总|分)+(?=医院)/u.exec(
        tail,
      )?.[0] ?? '';
    if (isGeneric(core, lead, tail)) continue;
    found.push({ start: from, end: index + tail.length, type: 'institution', confidence: 0.9 });
  }
  return found;
}

function isGeneric(core: string, lead: string, tail: string): boolean {
  if (lead.startsWith('第') && core !== '') return false;
  if (core === '' || GENERIC.test(core))
    return !(lead !== '' && /第[一二三四五六七八九十]/u.test(lead)) || core !== '';
  // Short tails of everyday words need a name of some length before them.
  if (/^(?:大学|小学|中学|寺|物业|酒店|饭店|超市|商店|商场|公司|学校|药店|药房|银行)$/u.test(tail))
    return core.length < 2 || GENERIC.test(core);
  return /^(?:患者|病人|家属|医生)$/u.test(core);
}

/** Back over the characters of the name: up to a word that stands outside of it. */
function beginOf(text: string, index: number): number {
  let from = index;
  while (from > 0 && index - from < LONGEST && /[\u4e00-\u9fffA-Za-z0-9·]/u.test(text.charAt(from - 1))) {
    const before = text.slice(Math.max(0, from - 5), from);
    if (STOP.test(before) && !isInsideWord(text, from)) break;
    from -= 1;
  }
  return withoutVerb(text, from, index);
}

/** Whether the stop word is only a syllable of a longer word: 和平, 自来水. */
function isInsideWord(text: string, from: number): boolean {
  const { words } = chineseLexicon();
  return (
    PLACES_WITH_STOPS.test(text.slice(Math.max(0, from - 2), from + 2)) ||
    (from > 0 && isNamePart(text.slice(from - 1, from + 1), words))
  );
}

const PLACES_WITH_STOPS =
  /(?:和平|同和|太和|和县|来宾|来安|于都|于洪|和田|向阳|天和|日照|月坛|人和|泰和|协和|仁和|瑞和|永和|同济|经开|经济|年丰|和睦|祥和|分宜|由|在线|日坛|时代|天津|天坛|天水|天门|天台|天长|天河|天宁|天元|天山|天心|原平|号角|为民|转业|点军|后海|现代|因特|月湖|往生)/u;

function isNamePart(pair: string, words: ReadonlyMap<string, number>): boolean {
  return /^[天日月分点原号]/u.test(pair) && words.has(pair);
}

const LEADING_VERBS =
  /^(?:患者|患儿|其|曾|遂|即|急|再次|多次|两次|首次|先|后|又|至|到|在|于|自行|家人|家属|送|来|去|赴|入|转|住|回|经|由|从|今|昨日|今日|现|前往|就诊|门诊|术后|出院后|当日|次日)+/u;

function withoutVerb(text: string, from: number, index: number): number {
  const verbs = LEADING_VERBS.exec(text.slice(from, index))?.[0] ?? '';
  return verbs.length < index - from ? from + verbs.length : from;
}

const EMPLOYER =
  /((?:工\s{0,3}作\s{0,3}单\s{0,3}位|单位名称|工作单位及地址|工作单位及职务|就读学校|学校|毕业院校|就职单位|所在单位|单\s{0,4}位|医疗机构|机构名称|送检单位|申请单位|申请医院|转诊医院|转入医院|转出医院|就诊医院|就诊机构|开户行)\s{0,3}[:：]\s{0,4})([^\s:：;；。，,]{2,40})/gu;
const NOT_EMPLOYED =
  /^(?:无|不详|退休|无业|农民|务农|个体|自由职业|mg|ml|mm|cm|IU|U\b|g\/|mmol|umol|μ|%|离休|学生|待业|家务|未知|同上|元|个|次|岁|kg)/u;

export function labelledInstitutions(text: string): readonly Span[] {
  return [...matchesOf(EMPLOYER, text)].flatMap((match) => {
    const value = match[2] ?? '';
    if (NOT_EMPLOYED.test(value)) return [];
    const start = match.index + (match[1] ?? '').length;
    return [{ start, end: start + value.length, type: 'institution', confidence: 0.93 } as const];
  });
}
