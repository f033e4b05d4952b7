/**
 * Cuts a text into the tokens of the index. The same function cuts queries, so that both agree by construction.
 *
 * - A run of Chinese (Japanese, Korean) characters becomes its overlapping pairs: a word of two characters is a token, a
 *   longer one a phrase. Single characters are indexed apart (see {@link charactersOf}).
 * - Latin words are stemmed (Porter). A Greek letter goes by its Latin name, μ before a unit as u.
 * - "IL-6" and "IL6", "COVID-19" and "COVID19", "beta-blocker" and "betablocker" share a token: the one without hyphen.
 * - "5mg" is a number and a unit; 1,000 is 1000; 3.50 is 3.5.
 *
 * No token holds a blank, a quotation mark or any other ASCII character than letters, digits and the decimal point: no
 * text can become syntax of FTS5.
 */
import { stemmer } from 'stemmer';
import { fold, type FoldedText } from './fold.ts';

/** A token and the UTF-16 units of the text that it was made of. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** All tokens of a text in parallel arrays; places are those of `folded.text`. */
export interface Tokens {
  readonly folded: FoldedText;
  readonly texts: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Longer words are no words: sequences, base64. They are indexed by their beginning. */
const LONGEST_WORD = 40;
const STEMMED_FROM = 4;
const MOST_STEMS = 200_000;

const CLASS = { other: 0, letter: 1, digit: 2, han: 3, greek: 4 } as const;
const UNSEEN = 255;
const classes = new Uint8Array(0x1_0000).fill(UNSEEN);

const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  ο: 'omicron',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  τ: 'tau',
  υ: 'upsilon',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
};

/** The tokens of `source` in their order. */
export function tokenize(source: string): readonly Token[] {
  const { ends, folded, starts, texts } = cut(source);
  return texts.map((text, index) => ({
    text,
    start: folded.start(starts[index] ?? 0),
    end: folded.end(ends[index] ?? 0),
  }));
}

/** As {@link tokenize}, without an object a token: for whole documents. */
export function cut(source: string): Tokens {
  const cutter = new Cutter(fold(source));
  return cutter.all();
}

/** The Chinese characters of a folded text, each once, in their order. */
export function charactersOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const character of text) {
    if (isHan(character)) found.add(character);
  }
  return found;
}

/** Whether a token is Chinese, Japanese or Korean. */
export function isHan(token: string): boolean {
  const unit = token.charCodeAt(0);
  const known = classes[unit] ?? UNSEEN;
  return (known === UNSEEN ? learnClass(unit) : known) === CLASS.han;
}

class Cutter {
  readonly #folded: FoldedText;
  readonly #text: string;
  readonly #texts: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(folded: FoldedText) {
    this.#folded = folded;
    this.#text = folded.text;
  }

  all(): Tokens {
    let at = 0;
    while (at < this.#text.length) {
      switch (this.#classAt(at)) {
        case CLASS.han:
          at = this.#han(at);
          break;
        case CLASS.letter:
        case CLASS.digit:
        case CLASS.greek:
          at = this.#words(at);
          break;
        default:
          at += 1;
      }
    }
    return { folded: this.#folded, texts: this.#texts, starts: this.#starts, ends: this.#ends };
  }

  #add(text: string, start: number, end: number): void {
    this.#texts.push(text);
    this.#starts.push(start);
    this.#ends.push(end);
  }

  #classAt(at: number): number {
    const unit = this.#text.charCodeAt(at);
    const known = classes[unit] ?? UNSEEN;
    return known === UNSEEN ? learnClass(unit) : known;
  }

  /** How many units the character at a place has. */
  #width(at: number): number {
    const unit = this.#text.charCodeAt(at);
    return unit >= 0xd800 && unit <= 0xdbff && at + 1 < this.#text.length ? 2 : 1;
  }

  #han(from: number): number {
    let at = from;
    for (;;) {
      const next = at + this.#width(at);
      const isLast = next >= this.#text.length || this.#classAt(next) !== CLASS.han;
      if (isLast && at > from) return next;
      const end = isLast ? next : next + this.#width(next);
      this.#add(this.#text.slice(at, end), at, end);
      if (isLast) return next;
      at = next;
    }
  }

  /** A chain of words joined by hyphens. */
  #words(from: number): number {
    let at = this.#word(from);
    let joined = this.#text.slice(from, at);
    let parts = 1;
    while (this.#isHyphen(at) && at + 1 < this.#text.length && isWordClass(this.#classAt(at + 1))) {
      const start = at + 1;
      at = this.#word(start);
      joined += this.#text.slice(start, at);
      parts += 1;
    }
    if (parts > 1 && parts < 4 && joined.length <= LONGEST_WORD && /[a-z]/u.test(joined)) {
      this.#add(stem(withGreek(joined)), from, at);
    }
    return at;
  }

  #isHyphen(at: number): boolean {
    return /^[-\u2010-\u2013]$/u.test(this.#text.charAt(at));
  }

  #word(from: number): number {
    const kind = this.#classAt(from);
    if (kind === CLASS.greek) return this.#greek(from);
    return kind === CLASS.digit ? this.#number(from) : this.#latin(from);
  }

  #greek(from: number): number {
    const isMicro = this.#text.charAt(from) === 'μ' && /[a-z]/u.test(this.#text.charAt(from + 1));
    if (isMicro) {
      const end = this.#endOf(from + 1, CLASS.letter);
      this.#add(`u${this.#text.slice(from + 1, end)}`, from, end);
      return end;
    }
    const end = this.#endOf(from, CLASS.greek);
    for (let at = from; at < end; at += 1) this.#add(withGreek(this.#text.charAt(at)), at, at + 1);
    return end;
  }

  #number(from: number): number {
    const tail = /^[\d.,]*\d/u.exec(this.#text.slice(from, from + LONGEST_WORD))?.[0] ?? '';
    const written = /^\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|^\d+(?:\.\d+)?/u.exec(tail)?.[0] ?? tail;
    const end = Math.max(from + written.length, from + 1);
    const plain = written.replaceAll(',', '');
    this.#add(plain.includes('.') ? plain.replace(/\.?0+$/u, '') : plain, from, end);
    return end;
  }

  #latin(from: number): number {
    let end = this.#endOf(from, CLASS.letter);
    if (end < this.#text.length && this.#classAt(end) === CLASS.digit) return this.#mixed(from, end);
    const wordEnd = end;
    const tail = /^['\u2019]([a-z]{1,2})(?![\p{L}\p{N}])/u.exec(this.#text.slice(end, end + 4));
    let word = this.#text.slice(from, wordEnd);
    if (tail !== null) {
      end += tail[0].length;
      // "patient's" is about the patient; "don't" is a word of its own.
      if (tail[1] !== 's') word += tail[1] ?? '';
    }
    this.#add(stem(word), from, end);
    return end;
  }

  /** Letters and digits without a gap: "hba1c", "il6", "covid19". */
  #mixed(from: number, lettersEnd: number): number {
    let end = lettersEnd;
    while (end < this.#text.length && isAlphanumeric(this.#classAt(end))) end += 1;
    // A code: "I21.9" is one word.
    const fraction =
      lettersEnd === from + 1 ? /^\.\d{1,4}(?![\p{L}\p{N}])/u.exec(this.#text.slice(end, end + 6)) : null;
    if (fraction !== null) end += fraction[0].length;
    this.#add(this.#text.slice(from, Math.min(end, from + LONGEST_WORD)), from, end);
    if (lettersEnd - from > 2) this.#add(stem(this.#text.slice(from, lettersEnd)), from, lettersEnd);
    return end;
  }

  #endOf(from: number, kind: number): number {
    let at = from;
    while (at < this.#text.length && this.#classAt(at) === kind) at += 1;
    return at;
  }
}

function isAlphanumeric(kind: number): boolean {
  return kind === CLASS.letter || kind === CLASS.digit;
}

function isWordClass(kind: number): boolean {
  return isAlphanumeric(kind) || kind === CLASS.greek;
}

function withGreek(word: string): string {
  return word.replaceAll(/[α-ω]/gu, (letter) => GREEK[letter] ?? letter);
}

const stems = new Map<string, string>();

/** Of a folded word. Kept, since a few thousand words make up most of every text. */
export function stem(word: string): string {
  if (word.length < STEMMED_FROM || word.length > LONGEST_WORD) return word.slice(0, LONGEST_WORD);
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MOST_STEMS) stems.clear();
  const made = /^[a-z]+$/u.test(word) ? stemmer(word) : word;
  stems.set(word, made);
  return made;
}

function learnClass(unit: number): number {
  const kind = classOf(unit);
  classes[unit] = kind;
  return kind;
}

function classOf(unit: number): number {
  const character = String.fromCharCode(unit);
  // Pairs of units are rare Chinese characters, or signs that nobody searches for.
  if (unit >= 0xd800 && unit <= 0xdfff) return CLASS.han;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u.test(character))
    return CLASS.han;
  if (/[α-ω]/u.test(character)) return CLASS.greek;
  if (/\p{Nd}/u.test(character)) return /[0-9]/u.test(character) ? CLASS.digit : CLASS.letter;
  return /[\p{L}\p{Nl}\p{No}]/u.test(character) ? CLASS.letter : CLASS.other;
}
