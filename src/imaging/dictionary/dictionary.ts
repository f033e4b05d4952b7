/** What DICOM PS3.6 says about a data element: its value representation and its keyword. */
import { ELEMENTS, REPEATING } from './elements.ts';

interface Entry {
  readonly vr: string;
  readonly keyword: string;
}

let entries: ReadonlyMap<string, Entry> | null = null;
let repeating: readonly (readonly [RegExp, Entry])[] = [];

/** The entry of a tag, or null for a private or unknown one. */
export function dictionaryEntry(tag: number): Entry | null {
  entries ??= readTables();
  const name = tag.toString(16).toUpperCase().padStart(8, '0');
  const found = entries.get(name);
  if (found !== undefined) return found;
  if (isPrivate(tag)) return privateEntry(tag);
  if ((tag & 0xffff) === 0) return { vr: 'UL', keyword: 'GroupLength' };
  return repeating.find(([mask]) => mask.test(name))?.[1] ?? null;
}

/** Groups with odd numbers are a manufacturer's own. */
export function isPrivate(tag: number): boolean {
  return ((tag >>> 16) & 1) === 1;
}

function privateEntry(tag: number): Entry | null {
  const element = tag & 0xffff;
  return element >= 0x10 && element <= 0xff ? { vr: 'LO', keyword: 'PrivateCreator' } : null;
}

function readTables(): ReadonlyMap<string, Entry> {
  repeating = rowsOf(REPEATING).map(([mask, entry]) => [new RegExp(`^${mask.replaceAll('X', '.')}$`), entry]);
  return new Map(rowsOf(ELEMENTS));
}

function rowsOf(table: readonly string[]): readonly (readonly [string, Entry])[] {
  return table
    .flatMap((line) => line.split('|'))
    .map((row) => {
      const [tag = '', vr = '', keyword = ''] = row.split(' ');
      return [tag, { vr, keyword }];
    });
}
