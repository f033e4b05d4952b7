/**
 * A text as the rules read it: full-width and styled characters as plain ones, invisible ones gone, look-alike letters of
 * other alphabets Latin inside Latin words; with the way back to the UTF-16 offsets of the original.
 */
export interface View {
  readonly text: string;
  /** Where each unit of `text` begins in the original; null when every unit stands where it stood. */
  readonly starts: Uint32Array | null;
  /** Units of the original. */
  readonly length: number;
}

/** Zero-width and directional characters, soft hyphen, variation selectors, byte order mark, tags. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const COMBINING = /\p{Mn}/u;

/** Letters of Cyrillic and Greek that look like Latin ones. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    А: 'A',
    В: 'B',
    Е: 'E',
    К: 'K',
    М: 'M',
    Н: 'H',
    О: 'O',
    Р: 'P',
    С: 'C',
    Т: 'T',
    Х: 'X',
    У: 'Y',
    І: 'I',
    Ј: 'J',
    Ѕ: 'S',
    а: 'a',
    в: 'b',
    е: 'e',
    к: 'k',
    м: 'm',
    о: 'o',
    р: 'p',
    с: 'c',
    т: 't',
    х: 'x',
    у: 'y',
    і: 'i',
    ј: 'j',
    ѕ: 's',
    ԁ: 'd',
    һ: 'h',
    ո: 'n',
    Α: 'A',
    Β: 'B',
    Ε: 'E',
    Ζ: 'Z',
    Η: 'H',
    Ι: 'I',
    Κ: 'K',
    Μ: 'M',
    Ν: 'N',
    Ο: 'O',
    Ρ: 'P',
    Τ: 'T',
    Υ: 'Y',
    Χ: 'X',
    ο: 'o',
    ν: 'v',
    ι: 'i',
    ρ: 'p',
    υ: 'u',
    κ: 'k',
    ɡ: 'g',
    ı: 'i',
    ⅼ: 'l',
  }),
);
const FOREIGN = /[\u0370-\u03ff\u0400-\u052f\u0578\u0261\u0131]/u;
/** A word with letters of two alphabets, or one between Latin letters. */
const MIXED_WORD = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d\u0578@.]+/gu;
/** What may have to be changed; most texts have none of it beside full-width punctuation. */
const STYLED = /[\u2000-\u2bff\u3000\u3200-\u33ff\ud835\uf900-\ufaff\uff00-\uffef]/u;

/** Characters written as escapes of JSON, of HTML and of addresses. */
const ESCAPE =
  /\\u[0-9a-f]{4}|&#(?:x[0-9a-f]{1,6}|\d{1,7});|(?:%[0-9a-f]{2}){2,}|&(?:nbsp|amp|lt|gt|quot);/giu;
const NAMED: ReadonlyMap<string, string> = new Map([
  ['&nbsp;', ' '],
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
]);

export function viewOf(original: string): View {
  const source = FOREIGN.test(original) ? withoutLookAlikes(original) : original;
  const hasEscapes = /\\u[0-9a-f]{4}|&#?\w{2,7};|%[0-9a-f]{2}%/iu.test(source);
  if (!hasEscapes && !needsChange(source)) return { text: source, starts: null, length: original.length };
  const parts: string[] = [];
  const starts: number[] = [];
  const add = (letters: string, from: number, isOne: boolean): void => {
    let at = from;
    for (const letter of letters) {
      const plain = plainOf(letter);
      for (let unit = 0; unit < plain.length; unit += 1) starts.push(at);
      parts.push(plain);
      if (!isOne) at += letter.length;
    }
  };
  let done = 0;
  for (const { 0: escape, index } of hasEscapes ? source.matchAll(ESCAPE) : []) {
    add(source.slice(done, index), done, false);
    add(unescaped(escape), index, true);
    done = index + escape.length;
  }
  add(source.slice(done), done, false);
  const text = parts.join('');
  const isInPlace = text.length === source.length && starts.every((start, index) => start === index);
  return { text, starts: isInPlace ? null : Uint32Array.from(starts), length: original.length };
}

function unescaped(escape: string): string {
  const named = NAMED.get(escape.toLowerCase());
  if (named !== undefined) return named;
  if (escape.startsWith('%')) {
    const bytes = Uint8Array.from(escape.slice(1).split('%'), (pair) => Number.parseInt(pair, 16));
    return new TextDecoder().decode(bytes);
  }
  const digits = escape.replaceAll(/[^0-9a-f]/giu, '');
  const isHex = escape.startsWith('\\u') || /^&#x/iu.test(escape);
  const code = Number.parseInt(digits, isHex ? 16 : 10);
  return code > 0x10_ffff ? '' : String.fromCodePoint(code);
}

function needsChange(text: string): boolean {
  return STYLED.test(text) || INVISIBLE.test(text) || COMBINING.test(text) || text.includes('\u00a0');
}

function plainOf(letter: string): string {
  const code = letter.charCodeAt(0);
  if (code < 0xa0 || (code >= 0x3400 && code <= 0x9fff)) return letter;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code === 0x3000 || code === 0xa0 || (code >= 0x2000 && code <= 0x200a)) return ' ';
  if (INVISIBLE.test(letter) || COMBINING.test(letter)) return '';
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212) return '-';
  if (code === 0x2018 || code === 0x2019) return "'";
  if (code === 0x2022 || code === 0x30fb || code === 0xff65 || code === 0x2027) return '·';
  return STYLED.test(letter) ? letter.normalize('NFKC') : letter;
}

/** Only where Latin letters or digits stand in the same word: a Greek word stays Greek. */
function withoutLookAlikes(text: string): string {
  return text.replaceAll(MIXED_WORD, (word) =>
    FOREIGN.test(word) && /[A-Za-z]/u.test(word) && word.length > 2
      ? Array.from(word, (letter) => LOOK_ALIKES.get(letter) ?? letter).join('')
      : word,
  );
}

/** Where `[start, end)` of the view stands in the original; marks that belong to the last letter are inside. */
export function originalOf(view: View, { end, start }: { readonly start: number; readonly end: number }) {
  if (view.starts === null) return { start, end };
  const from = view.starts[start] ?? view.length;
  // Behind the last unit: the next kept one begins there, or what follows is invisible and goes with it.
  let to = view.starts[end] ?? view.length;
  const last = view.starts[end - 1] ?? from;
  if (to <= last) to = last + 1;
  return { start: from, end: to };
}
