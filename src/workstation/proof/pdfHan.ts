/**
 * Chinese text that can be searched, copied and read aloud. A font draws a radical and the character that looks like
 * it with one glyph, and Chromium names such a glyph by the lower code point: 长 would be read out of the PDF as ⻓
 * (U+2ED3). The glyphs stay as they are; what they stand for is put right in the fonts' ToUnicode maps
 * (ISO 32000-1, 9.10.3).
 */
import {
  decodePDFRawStream,
  PDFDict,
  PDFName,
  PDFRawStream,
  PDFRef,
  type PDFDocument,
} from '@cantoo/pdf-lib';

/** Radicals without a compatibility decomposition, each before its character (Unicode, EquivalentUnifiedIdeograph). */
const SUPPLEMENT =
  '⺂乛⺃乚⺅亻⺉刂⺋㔾⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺟母⺠民⺡氵⺣灬⺤爫⺦丬⺨犭⺭礻⺯糹⺰纟⺱罓⺳㓁⺹耂⺺肀⺾艹⻂衤⻅见⻆角' +
  '⻈讠⻉贝⻋车⻌辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟';

const PAIRS = Array.from(SUPPLEMENT);
const CHARACTERS: ReadonlyMap<number, string> = new Map([
  ...PAIRS.flatMap((radical, index): [number, string][] =>
    index % 2 === 0 ? [[radical.charCodeAt(0), PAIRS[index + 1] ?? radical]] : [],
  ),
  // The Kangxi radicals.
  ...Array.from({ length: 0xd6 }, (_, index): [number, string] => [
    0x2f00 + index,
    String.fromCharCode(0x2f00 + index).normalize('NFKC'),
  ]),
]);

/** Puts right what the fonts of a document say their glyphs stand for. */
export function nameHanCharacters(document: PDFDocument): void {
  const { context } = document;
  for (const [, object] of context.enumerateIndirectObjects()) {
    const ref = object instanceof PDFDict ? object.get(PDFName.of('ToUnicode')) : undefined;
    const map = ref instanceof PDFRef ? context.lookup(ref) : undefined;
    if (!(ref instanceof PDFRef) || !(map instanceof PDFRawStream)) continue;
    const before = new TextDecoder('latin1').decode(decodePDFRawStream(map).decode());
    const after = namedMap(before);
    if (after !== before) context.assign(ref, context.flateStream(after));
  }
}

/** A ToUnicode map with characters in the place of radicals. */
export function namedMap(map: string): string {
  return map
    .replaceAll(/beginbfrange([\s\S]*?)endbfrange/gu, (whole, ranges: string) =>
      whole.replace(ranges, ranges.replaceAll(/<(\w+)> <(\w+)> <(\w{4})>/gu, namedRange)),
    )
    .replaceAll(/beginbfchar([\s\S]*?)endbfchar/gu, (whole, chars: string) =>
      whole.replace(
        chars,
        chars.replaceAll(
          /<(\w+)> <((?:\w{4})+)>/gu,
          (_, glyph: string, text: string) => `<${glyph}> <${text.replaceAll(/\w{4}/gu, named)}>`,
        ),
      ),
    );
}

/** A range that has a radical in it names each of its glyphs instead. */
function namedRange(whole: string, first: string, last: string, text: string): string {
  const start = Number.parseInt(text, 16);
  const length = Number.parseInt(last, 16) - Number.parseInt(first, 16) + 1;
  const texts = Array.from({ length }, (_, index) => hex(start + index));
  const after = texts.map(named);
  if (after.every((unit, index) => unit === texts[index])) return whole;
  return `<${first}> <${last}> [${after.map((unit) => `<${unit}>`).join(' ')}]`;
}

function named(unit: string): string {
  const character = CHARACTERS.get(Number.parseInt(unit, 16));
  return character === undefined ? unit : hex(character.charCodeAt(0));
}

function hex(unit: number): string {
  return unit.toString(16).toUpperCase().padStart(4, '0');
}
