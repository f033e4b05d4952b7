/**
 * What of a text is searched, for an index that knows only words between spaces. Chinese has none: every character begins
 * a word of itself and the next one, so that any part of a sentence is a phrase of neighbours. Letters and digits are
 * words of their own ("5mg" is 5, mg), found from their beginning on, as in records/terminology/recordSearch.ts.
 */

/** The words of a text, in order; none of a text without letters and digits. */
export function indexedWords(text: string): readonly string[] {
  return runsOf(text).flatMap(({ run, isHan }) => (isHan ? pairsOf(run) : [run]));
}

/**
 * An FTS5 expression for what a doctor typed: all its parts between spaces, each as it stands. Null when it has no word.
 * @param isWhole also its last word must be whole: a name, not something that is being typed
 * @see https://www.sqlite.org/fts5.html#full_text_query_syntax
 */
export function searchExpression(query: string, isWhole = false): string | null {
  const phrases = query
    .split(/\s+/u)
    .map((part) => phraseOf(part, isWhole))
    .filter((phrase) => phrase !== null);
  return phrases.length === 0 ? null : `(${phrases.join(' AND ')})`;
}

function phraseOf(part: string, isWhole: boolean): string | null {
  const words: string[] = [];
  let isOpen = false;
  const runs = runsOf(part);
  for (const [index, { run, isHan }] of runs.entries()) {
    const isLast = index === runs.length - 1;
    const pairs = isHan ? pairsOf(run) : [run];
    // In the text the last character may go on into another pair.
    words.push(...(isHan && isLast && pairs.length > 1 ? pairs.slice(0, -1) : pairs));
    // A number goes on into too many others.
    isOpen = isLast && (isHan ? pairs.length === 1 : !isWhole && !/^\p{N}/u.test(run));
  }
  if (words.length === 0) return null;
  // Words are letters and digits only: nothing in them ends the quotes.
  return `"${words.join(' ')}"${isOpen ? ' *' : ''}`;
}

/** 华法林: 华法, 法林, 林. */
function pairsOf(run: string): readonly string[] {
  const letters = Array.from(run);
  return letters.map((letter, index) => `${letter}${letters[index + 1] ?? ''}`);
}

interface Run {
  readonly run: string;
  readonly isHan: boolean;
}

const RUN = /(?<han>\p{Script=Han}+)|\p{N}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu;

function runsOf(text: string): readonly Run[] {
  const plain = text.normalize('NFKC').toLowerCase();
  return [...plain.matchAll(RUN)].map(({ 0: run, groups }) => ({
    run,
    isHan: groups?.['han'] !== undefined,
  }));
}
