/**
 * Writes text as the index knows it: compatibility forms and full width as plain characters (NFKC), lower case, no
 * accents, Traditional Chinese as Simplified. Each character of the result remembers the UTF-16 units of the source
 * that it was made of, so that what is found can be marked in the text as it stands.
 *
 * Chinese goes character by character, never by words: a search must not depend on where a text was cut. The
 * characters are OpenCC's.
 */
import traditional from 'opencc-js/dict/TSCharacters';

export interface FoldedText {
  readonly text: string;
  /** Where in the source the character at a place of `text` begins. */
  start(place: number): number;
  /** Where in the source the character that ends before a place of `text` ends. */
  end(place: number): number;
  /** Whether the source has a capital letter at that place. */
  isCapital(place: number): boolean;
}

const UNITS = 0x1_0000;
/** In the table: not looked at yet; becomes something else than one unit. No text has either: both are noncharacters. */
const UNKNOWN = 0;
const OTHER = 0xffff;

const table = new Uint16Array(UNITS);
const others = new Map<number, string>();
const simplified = new Map(
  traditional.split('|').map((row): readonly [string, string] => {
    const [from = '', to = ''] = row.split(' ');
    return [from, to];
  }),
);

/** Folds a text of any length; an unchanged one is not copied. */
export function fold(source: string): FoldedText {
  const length = firstOther(source);
  if (length === source.length) return sameLength(source);
  return ofOtherLength(source);
}

/** Where the first unit stands that does not become exactly one; the length when there is none. */
function firstOther(source: string): number {
  for (let at = 0; at < source.length; at += 1) {
    if (foldedUnit(source.charCodeAt(at)) === OTHER) return at;
  }
  return source.length;
}

function sameLength(source: string): FoldedText {
  const units = new Uint16Array(source.length);
  let isSame = true;
  for (let at = 0; at < source.length; at += 1) {
    const unit = source.charCodeAt(at);
    const folded = foldedUnit(unit);
    units[at] = folded;
    isSame &&= folded === unit;
  }
  return {
    text: isSame ? source : textOf(units),
    start: (place) => place,
    end: (place) => place,
    isCapital: (place) => isUpper(source, place),
  };
}

function ofOtherLength(source: string): FoldedText {
  const parts: string[] = [];
  const starts: number[] = [];
  for (let at = 0; at < source.length; at += 1) {
    const unit = source.charCodeAt(at);
    const folded = foldedUnit(unit);
    const part = folded === OTHER ? (others.get(unit) ?? '') : String.fromCharCode(folded);
    parts.push(part);
    for (let place = 0; place < part.length; place += 1) starts.push(at);
  }
  return {
    text: parts.join(''),
    start: (place) => starts[place] ?? source.length,
    end: (place) => (starts[place - 1] ?? -1) + 1,
    isCapital: (place) => isUpper(source, starts[place] ?? source.length),
  };
}

function isUpper(source: string, at: number): boolean {
  const unit = source.charCodeAt(at);
  // Most characters by far, and found out at once.
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a;
  if (unit >= 0x2e80 && unit < 0xff00) return false;
  const character = source.charAt(at).normalize('NFKC');
  return character !== character.toLowerCase();
}

function foldedUnit(unit: number): number {
  const known = table[unit] ?? UNKNOWN;
  return known === UNKNOWN ? learn(unit) : known;
}

function learn(unit: number): number {
  const folded = foldedCharacter(unit);
  const value = folded.length === 1 && folded.charCodeAt(0) !== UNKNOWN ? folded.charCodeAt(0) : OTHER;
  if (value === OTHER) others.set(unit, folded);
  table[unit] = value;
  return value;
}

function foldedCharacter(unit: number): string {
  const character = String.fromCharCode(unit);
  // Halves of a pair mean something together only; what is not seen separates nothing.
  if (unit >= 0xd800 && unit <= 0xdfff) return character;
  if (unit === 0 || /[\p{Mn}\p{Cf}]/u.test(character)) return '';
  const lower = character.normalize('NFKC').toLowerCase();
  if (/\p{Script=Han}/u.test(lower)) return simplified.get(lower) ?? lower;
  if (!/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll('ς', 'σ');
}

function textOf(units: Uint16Array): string {
  return Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le');
}
