/** Chinese names in Latin letters: Zhang Wei, LI Xiaoming, Xiao-ming Wang, Ouyang Na. */
import { matchesOf } from './rules.ts';
import { englishLists } from './english/lists.ts';
import type { Span } from './spans.ts';

const SURNAMES =
  'wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng su wei lu ding ren lv lyu shen yao cui tan shi jia xia fu fang zou xiong bai meng qin qiu hou yin xue yan lei long tao mao hao gu gong shao wan qian dai mo kong xiang chang kang yi qiao lai wen niu hong ge ni liao zhan jin tu fan ji mei mu miao qi ouyang shangguan sima zhuge zhong pei lan chai ruan pang xing zhuang nie yue shu geng guan ai bao bi bian bu che chi chu cong dan dou duan e er gan geng gou hua huo jiao jing ju kan kuang lang lao leng lian ling lou man min nan ning ou pu qu quan rong sha shan shang sheng si sui tong wa xi xian xin you yun zang zhai zhen zhuo zong zuo zhan chiu wong chan cheung leung tsai hsu lee chang liang kwok yeung tse hsieh hsiao tseng chien chou huang chuang fong lam ng chow ho';
const SYLLABLE =
  '(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|uang|iong|ian|iao|ang|eng|ing|ong|uai|uan|van|ai|ei|ui|ao|ou|iu|ie|ue|ve|er|an|en|in|un|vn|ia|ua|uo|a|o|e|i|u|v|ü)';
const GIVEN = new RegExp(`^(?:${SYLLABLE})(?:[-']?(?:${SYLLABLE}))?$`, 'u');
const PAIR =
  /(?<![A-Za-z])([A-Z][a-z]+|[A-Z]{2,8})(,?[ \t]{1,2})([A-Z][a-z]+(?:[-'][A-Za-z]?[a-z]+)?|[A-Z]{2,12}(?:-[A-Z]+)?)(?:[ \t]([A-Z][a-z]{1,5}))?(?![A-Za-z])/gu;

let surnames: ReadonlySet<string> | null = null;

export function pinyinNames(text: string): readonly (Span & { readonly name: string })[] {
  surnames ??= new Set(SURNAMES.split(' '));
  const found: (Span & { readonly name: string })[] = [];
  for (const match of matchesOf(PAIR, text)) {
    const { 0: whole, 1: first = '', 3: second = '', 4: third, index } = match;
    const isForward = isSurname(first, second) && isGiven(second);
    const isBackward = isSurname(second, first) && isGiven(first) && first.length > 3;
    if (!isForward && !isBackward) continue;
    // Two capitals in a row are abbreviations more often than names.
    if (first.length === 2 && first === first.toUpperCase() && second === second.toUpperCase()) continue;
    const takesThird = third !== undefined && isForward && isGiven(third) && second.length <= 5;
    const length = third === undefined || takesThird ? whole.length : whole.length - third.length - 1;
    found.push({
      start: index,
      end: index + length,
      type: 'name',
      confidence: 0.85,
      name: whole.slice(0, length),
    });
  }
  return found;
}

/** He, Long and Song are surnames beside a given name of two syllables. */
function isSurname(word: string, given: string): boolean {
  if (surnames?.has(word.toLowerCase()) !== true) return false;
  return !isWord(word) || (given.length >= 5 && /[aeiou][^aeiou]{1,3}[aeiou]/iu.test(given));
}

function isGiven(word: string): boolean {
  const lower = word.toLowerCase();
  return GIVEN.test(lower) && lower.length >= 2 && !isWord(word);
}

function isWord(word: string): boolean {
  const { words } = englishLists();
  return words.has(word.toLowerCase()) || NO_NAMES.has(word.toLowerCase());
}

const NO_NAMES: ReadonlySet<string> = new Set(
  'he she me we be can man pan fan ban sun gun run fun pin bin win tin din ten pen men hen den gene name same came take make like time line mine fine nine wine done gone bone tone long song gang hang lung tang bang ring king ping sing sang an in on un a e o use due sue tie die lie pie via bang can ran tan van wan guide lane mane mode code node dose nose dan den gu ct mri hu iu ai ei er en li lu mi ni pi si ti wu yu chai tea sea pea bone cane dole mile mole pale pile pole sale sole tile tune june dune male tape type pure sure cure lure mute nude rude size rise rose wise use nurse cause pause noise voice juice guai biao tu fu'.split(
    ' ',
  ),
);
