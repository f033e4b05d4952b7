/** A data set as lines for people: every element with its name and its value, as far as it can be read. */
import { isKnownCharset, readText } from './charset.ts';
import type { DataElement, DataSet } from './dataSet.ts';
import { bytesOf, numbersOf, plainTexts, tagText } from './dataSet.ts';
import { dictionaryEntry } from './dictionary/dictionary.ts';
import type { DicomFile } from './dicomFile.ts';
import { Problems, type DicomProblem } from './problem.ts';
import { TAG } from './tags.ts';

/** One element; those of a sequence's items follow it with a greater depth. */
export interface ShownElement {
  readonly depth: number;
  readonly tag: string;
  readonly vr: string;
  /** Empty where the standard has none. */
  readonly keyword: string;
  /** Text, numbers parted by `\`, or what stands there: `[2 items]`, `[512 bytes]`. */
  readonly value: string;
}

export interface ShownFile {
  readonly elements: readonly ShownElement[];
  readonly problems: readonly DicomProblem[];
}

/** Characters of a value that are shown. */
const LONGEST_VALUE = 1_024;
const MOST_NUMBERS = 64;

export function showFile({ dataSet, meta, problems }: DicomFile): ShownFile {
  const found = new Problems();
  for (const { code, detail } of problems) found.add(code, detail);
  const elements = [...showSet(meta, [], 0, found), ...showSet(dataSet, [], 0, found)];
  return { elements, problems: found.list() };
}

function* showSet(
  set: DataSet,
  inherited: readonly string[],
  depth: number,
  problems: Problems,
): Generator<ShownElement> {
  const declared = set.elements.has(TAG.specificCharacterSet)
    ? plainTexts(set, TAG.specificCharacterSet)
    : inherited;
  for (const term of declared) {
    if (!isKnownCharset(term)) problems.add('dicom-charset-unknown', { charset: term.slice(0, 32) });
  }
  for (const element of [...set.elements.values()].toSorted((a, b) => a.tag - b.tag)) {
    const { tag, vr } = element;
    const keyword = dictionaryEntry(tag)?.keyword ?? '';
    yield { depth, tag: tagText(tag), vr, keyword, value: valueOf(set, element, declared, problems) };
    if (element.kind !== 'sequence') continue;
    for (const item of element.items) yield* showSet(item, declared, depth + 1, problems);
  }
}

function valueOf(
  set: DataSet,
  element: DataElement,
  declared: readonly string[],
  problems: Problems,
): string {
  if (element.kind === 'sequence') return `[${String(element.items.length)} items]`;
  if (element.kind === 'fragments') return `[${String(element.fragments.length)} fragments]`;
  if (TEXT.has(element.vr)) return readable(set, element, declared, problems);
  if (PLAIN.has(element.vr)) return plainTexts(set, element.tag).join('\\').slice(0, LONGEST_VALUE);
  const numbers = element.vr.startsWith('O') ? [] : numbersOf(set, element.tag);
  if (element.vr === 'AT') return tagsOf(set, element).join('\\');
  if (numbers.length === 0) return element.length === 0 ? '' : `[${String(element.length)} bytes]`;
  const more = numbers.length > MOST_NUMBERS ? `\\… (${String(numbers.length)})` : '';
  return numbers.slice(0, MOST_NUMBERS).join('\\') + more;
}

function readable(
  set: DataSet,
  element: DataElement & { readonly kind: 'value' },
  declared: readonly string[],
  problems: Problems,
): string {
  const read = readText(bytesOf(set, element), declared, element.vr === 'PN');
  if (read.differs) problems.add('dicom-charset-differs', { tag: tagText(element.tag) });
  return read.text.replace(/[\0 ]+$/u, '').slice(0, LONGEST_VALUE);
}

function tagsOf(set: DataSet, element: DataElement & { readonly kind: 'value' }): readonly string[] {
  const bytes = bytesOf(set, element);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = !set.bigEndian;
  return Array.from({ length: Math.min(MOST_NUMBERS, Math.floor(bytes.length / 4)) }, (_, index) =>
    tagText(view.getUint16(index * 4, little) * 0x1_0000 + view.getUint16(index * 4 + 2, little)),
  );
}

/** What the standard writes in the character set of the data set, and what it writes in ASCII. */
const TEXT = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);
const PLAIN = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI', 'UR']);
