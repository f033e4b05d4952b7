/** A data set as it was read: nothing is copied, values are places in the file's bytes. */
import { dictionaryEntry } from './dictionary/dictionary.ts';

/** Bytes `offset` to `offset + length` of the file. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

export interface ValueElement extends Place {
  readonly kind: 'value';
  readonly tag: number;
  readonly vr: string;
}

export interface SequenceElement {
  readonly kind: 'sequence';
  readonly tag: number;
  readonly vr: string;
  readonly items: readonly DataSet[];
}

/** Compressed pixels: the first fragment is the basic offset table. */
export interface FragmentsElement {
  readonly kind: 'fragments';
  readonly tag: number;
  readonly vr: string;
  readonly fragments: readonly Place[];
}

export type DataElement = ValueElement | SequenceElement | FragmentsElement;

export interface DataSet {
  /** The file, or what it was inflated to. */
  readonly bytes: Uint8Array;
  readonly bigEndian: boolean;
  readonly elements: ReadonlyMap<number, DataElement>;
}

/** `(0028,0010)` as in the standard. */
export function tagText(tag: number): string {
  const hex = tag.toString(16).toUpperCase().padStart(8, '0');
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
}

/** The bytes of a value, or null where the data set has no such value. */
export function valueBytes(set: DataSet, tag: number): Uint8Array | null {
  const element = set.elements.get(tag);
  return element?.kind === 'value' ? bytesOf(set, element) : null;
}

export function bytesOf(set: DataSet, { offset, length }: Place): Uint8Array {
  return set.bytes.subarray(offset, offset + length);
}

/** Items of a sequence; none where there is no such sequence. */
export function itemsOf(set: DataSet, tag: number): readonly DataSet[] {
  const element = set.elements.get(tag);
  return element?.kind === 'sequence' ? element.items : [];
}

/** A value of ASCII, its values parted, without padding: UIDs, codes, numbers as text. */
export function plainTexts(set: DataSet, tag: number): readonly string[] {
  const bytes = valueBytes(set, tag);
  if (bytes === null) return [];
  return latin1(bytes)
    .split('\\')
    .map((text) => text.replace(/[\0 ]+$/u, '').replace(/^ +/u, ''));
}

export function plainText(set: DataSet, tag: number): string | null {
  const [text] = plainTexts(set, tag);
  return text === undefined || text === '' ? null : text;
}

/** The numbers of an element, whatever of the number VRs it has; NaN where text is none. */
export function numbersOf(set: DataSet, tag: number): readonly number[] {
  const element = set.elements.get(tag);
  if (element?.kind !== 'value') return [];
  const vr = element.vr === 'UN' ? (dictionaryEntry(tag)?.vr ?? 'UN') : element.vr;
  if (vr === 'IS' || vr === 'DS') return plainTexts(set, tag).map(numberOfText);
  const width = BINARY[vr];
  if (width === undefined) return [];
  const bytes = bytesOf(set, element);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / width.bytes) }, (_, index) =>
    width.read(view, index * width.bytes, !set.bigEndian),
  );
}

export function numberOf(set: DataSet, tag: number): number | null {
  const [number] = numbersOf(set, tag);
  return number === undefined || Number.isNaN(number) ? null : number;
}

/** Bytes as they stand, one character each. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}

function numberOfText(text: string): number {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u.test(text) ? Number(text) : Number.NaN;
}

interface BinaryNumber {
  readonly bytes: number;
  readonly read: (view: DataView, at: number, little: boolean) => number;
}

const BINARY: Readonly<Record<string, BinaryNumber>> = {
  US: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  SS: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  OW: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  UL: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  SL: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  FL: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  FD: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
  UV: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  SV: { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  OV: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
};
