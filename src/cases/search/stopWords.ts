/**
 * Words that say nothing about what is looked for. They are not left out where a query has no others, and never in a
 * document: what counts for little must still be found.
 */

const ENGLISH = `
a about above after again all also am an and any anyone anybody are aren as at be because been being below between both but by
can cannot could did do does doing done don dont doesnt during each either else ever few for from further get gets getting give given
had has have having he help her here hers him his how however i if in into is isnt it its itself just know let like
make many may me might mine more most much must my need no nor not of off on once one only or other our ours out over own
please possible same she should so some someone such tell than thank thanks that the their them then there these they thing this those
through to too under until up upon us use used using very via want was we were what whats when where whether which while who whom
whose why will with within without would yes you your yours hi hello im ive
`;

/** Longest first where one begins with another. */
const CHINESE = `
请问一下 请问 你好 您好 大家好 医生 大夫 专家 谢谢 感谢 怎么办 怎么回事 怎么样 怎样 怎么 咋办 咋 如何 什么样 什么 为什么 为何 为啥
是不是 有没有 能不能 可不可以 会不会 要不要 该不该 好不好 行不行 可以吗 是否 能否 可否 哪些 哪种 哪个 哪里 多少 几个 多久 多长时间
应该 应当 可以 能够 需要 想要 想问 想知道 希望 帮忙 帮我 一下 最近 目前 现在 这个 这种 这样 那个 那种 那样 这些 那些 这是 那是 我的 我们 我 你们 你
您 他们 他 她们 她 它 自己 有人 有点 有些 一些 一点 一直 一样 已经 还是 或者 以及 并且 而且 但是 因为 所以 如果 的话 之后 以后 之前 以前 时候 期间
方面 关于 对于 由于 通过 进行 属于 就是 不是 只是 还有 没有 会 能 该 吗 呢 吧 啊 呀 哦 嘛 的 了 着 和 与 及 在 是 有 很 都 也 就 还 又 把 被 给 让 对 从 到 要 得 地
`;

/** English, as they stand before stemming. */
export const ENGLISH_STOP_WORDS: ReadonlySet<string> = new Set(words(ENGLISH));

/** Parts that begin with the same character, the longest first: none of two characters may hide one of three. */
const byFirst = new Map<string, readonly string[]>();
for (const word of words(CHINESE).toSorted((left, right) => right.length - left.length)) {
  const first = word.charAt(0);
  byFirst.set(first, [...(byFirst.get(first) ?? []), word]);
}

/** Which places of a folded text belong to Chinese words without a meaning of their own: 1 for each that does. */
export function chineseStopPlaces(text: string): Uint8Array {
  const places = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const word = byFirst.get(text.charAt(at))?.find((each) => text.startsWith(each, at));
    if (word === undefined) continue;
    places.fill(1, at, at + word.length);
    at += word.length - 1;
  }
  return places;
}

function words(list: string): readonly string[] {
  return list.split(/\s+/u).filter((word) => word !== '');
}
