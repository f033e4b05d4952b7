/**
 * Reads data elements (DICOM PS3.5 §7) out of bytes that nobody vouches for. It goes down sequences with a stack of its
 * own, so that no depth of a file is a depth of calls, and keeps what was read before anything that cannot be read.
 */
import type { DataElement, DataSet, Place } from './dataSet.ts';
import { tagText } from './dataSet.ts';
import { dictionaryEntry } from './dictionary/dictionary.ts';
import { DEEPEST_KEPT, DEEPEST_PASSED, MOST_ELEMENTS } from './limits.ts';
import type { Problems } from './problem.ts';

export interface Encoding {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

const UNDEFINED_LENGTH = 0xffff_ffff;
const ITEM = 0xfffe_e000;
const ITEM_END = 0xfffe_e00d;
const SEQUENCE_END = 0xfffe_e0dd;
const WITH_LONG_LENGTH = new Set([
  'OB',
  'OD',
  'OF',
  'OL',
  'OV',
  'OW',
  'SQ',
  'SV',
  'UC',
  'UN',
  'UR',
  'UT',
  'UV',
]);

interface Header {
  readonly tag: number;
  readonly vr: string;
  readonly length: number;
}

/** A data set or item that is being read; `elements` is null where it lies too deep to be kept. */
interface OpenSet {
  readonly kind: 'set';
  readonly elements: Map<number, DataElement> | null;
  readonly explicit: boolean;
  readonly end: number;
  readonly delimited: boolean;
}

interface OpenSequence {
  readonly kind: 'sequence';
  readonly items: DataSet[] | null;
  readonly explicit: boolean;
  readonly end: number;
  readonly delimited: boolean;
}

type Open = OpenSet | OpenSequence;

export class ElementReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #bigEndian: boolean;
  readonly #problems: Problems;
  #at: number;
  #count = 0;
  #stopped = false;

  constructor(bytes: Uint8Array, at: number, bigEndian: boolean, problems: Problems) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#bigEndian = bigEndian;
    this.#problems = problems;
    this.#at = at;
  }

  /** Where reading has come to. */
  get position(): number {
    return this.#at;
  }

  /** Reads to the end of the bytes, or as far as they can be read. */
  readAll(explicit: boolean): DataSet {
    return this.#read(explicit, () => false);
  }

  /** Reads the elements of one group, as the file meta information is. */
  readGroup(group: number): DataSet {
    return this.#read(true, () => this.#at + 2 > this.#bytes.length || this.#u16(this.#at) !== group);
  }

  #read(explicit: boolean, isOver: () => boolean): DataSet {
    const elements = new Map<number, DataElement>();
    const stack: Open[] = [{ kind: 'set', elements, explicit, end: this.#bytes.length, delimited: false }];
    while (!this.#stopped) {
      const top = stack.at(-1);
      if (top === undefined || (stack.length === 1 && isOver())) break;
      if (this.#at >= top.end) {
        if (top.delimited) this.#problems.add('dicom-truncated', { offset: this.#at });
        this.#at = top.end;
        stack.pop();
      } else if (top.kind === 'sequence') this.#readItem(top, stack);
      else this.#readElement(top, stack);
    }
    return { bytes: this.#bytes, bigEndian: this.#bigEndian, elements };
  }

  #readItem(sequence: OpenSequence, stack: Open[]): void {
    if (!this.#has(8)) return;
    const tag = this.#tag();
    const length = this.#u32(this.#at + 4);
    if (tag === SEQUENCE_END) {
      this.#at += 8;
      stack.pop();
      return;
    }
    if (tag !== ITEM) {
      this.#problems.add('dicom-item-malformed', { offset: this.#at });
      // A sequence that says where it ends can be passed over; after any other one nothing is certain.
      if (sequence.delimited) this.#stopped = true;
      else this.#at = sequence.end;
      return;
    }
    this.#at += 8;
    const elements = sequence.items === null ? null : new Map<number, DataElement>();
    if (elements !== null) sequence.items?.push({ bytes: this.#bytes, bigEndian: this.#bigEndian, elements });
    this.#push(stack, { kind: 'set', elements, ...this.#extent(sequence, length) });
  }

  #readElement(set: OpenSet, stack: Open[]): void {
    const header = this.#header(set.explicit);
    if (header === null) return;
    if (header.tag === ITEM_END || header.tag === SEQUENCE_END) {
      if (set.delimited) stack.pop();
      else if (stack.length > 1) this.#problems.add('dicom-item-malformed', { offset: this.#at });
      return;
    }
    this.#count += 1;
    if (this.#count > MOST_ELEMENTS) {
      this.#problems.add('dicom-too-many-elements', { most: MOST_ELEMENTS });
      this.#stopped = true;
      return;
    }
    const element = this.#content(header, set, stack);
    if (element !== null) set.elements?.set(header.tag, element);
  }

  #content(header: Header, set: OpenSet, stack: Open[]): DataElement | null {
    const { length, tag, vr } = header;
    const isOpen = length === UNDEFINED_LENGTH;
    if (isOpen && vr !== 'SQ' && vr !== 'UN' && isBinary(vr)) {
      return { kind: 'fragments', tag, vr, fragments: this.#fragments(set.end) };
    }
    // An unknown VR of undefined length is a sequence in implicit form (PS3.5 §6.2.2).
    if (vr === 'SQ' || isOpen) {
      const items: DataSet[] | null = set.elements === null || stack.length / 2 > DEEPEST_KEPT ? null : [];
      if (items === null) this.#problems.add('dicom-too-deep', { most: DEEPEST_KEPT });
      const extent = this.#extent(set, length);
      const explicit = vr === 'UN' ? false : set.explicit;
      this.#push(stack, { kind: 'sequence', items, ...extent, explicit });
      return items === null ? null : { kind: 'sequence', tag, vr: 'SQ', items };
    }
    const place: Place = { offset: this.#at, length: Math.min(length, set.end - this.#at) };
    if (place.length < length) {
      this.#problems.add('dicom-length-beyond-end', { tag: tagText(tag), length, present: place.length });
    }
    this.#at += place.length;
    return { kind: 'value', tag, vr, ...place };
  }

  /** Fragments up to the delimiter; what is no fragment ends them. */
  #fragments(end: number): readonly Place[] {
    const fragments: Place[] = [];
    while (this.#at + 8 <= end) {
      const tag = this.#tag();
      const length = this.#u32(this.#at + 4);
      if (tag === SEQUENCE_END) {
        this.#at += 8;
        return fragments;
      }
      if (tag !== ITEM) {
        this.#problems.add('dicom-item-malformed', { offset: this.#at });
        this.#stopped = true;
        return fragments;
      }
      this.#at += 8;
      const present = Math.min(length, end - this.#at);
      fragments.push({ offset: this.#at, length: present });
      this.#at += present;
      if (present < length) break;
    }
    this.#problems.add('dicom-truncated', { offset: this.#at });
    this.#at = end;
    return fragments;
  }

  #push(stack: Open[], open: Open): void {
    if (stack.length < DEEPEST_PASSED) stack.push(open);
    else this.#stopped = true;
  }

  #extent(inside: Open, length: number): Pick<Open, 'delimited' | 'end' | 'explicit'> {
    const { explicit } = inside;
    if (length === UNDEFINED_LENGTH) return { delimited: true, end: inside.end, explicit };
    const end = Math.min(this.#at + length, inside.end);
    if (end < this.#at + length) {
      this.#problems.add('dicom-length-beyond-end', { length, present: end - this.#at });
    }
    return { delimited: false, end, explicit };
  }

  #header(explicit: boolean): Header | null {
    if (!this.#has(8)) return null;
    const tag = this.#tag();
    if (tag >>> 16 === 0xfffe || !explicit) return this.#implicitHeader(tag);
    const vr = String.fromCharCode(this.#bytes[this.#at + 4] ?? 0, this.#bytes[this.#at + 5] ?? 0);
    if (!/^[A-Z]{2}$/u.test(vr)) {
      this.#problems.add('dicom-vr-unknown', { tag: tagText(tag) });
      return this.#implicitHeader(tag);
    }
    if (!WITH_LONG_LENGTH.has(vr)) {
      const length = this.#u16(this.#at + 6);
      this.#at += 8;
      return { tag, vr, length };
    }
    if (!this.#has(12)) return null;
    const length = this.#u32(this.#at + 8);
    this.#at += 12;
    return { tag, vr, length };
  }

  #implicitHeader(tag: number): Header {
    const length = this.#u32(this.#at + 4);
    this.#at += 8;
    const known = dictionaryEntry(tag)?.vr ?? 'UN';
    return { tag, vr: known, length };
  }

  /** Whether so many bytes are left; else reading ends here. */
  #has(length: number): boolean {
    if (this.#at + length <= this.#bytes.length) return true;
    // Zeros at the end of a file are padding that some writers leave.
    if (this.#bytes.subarray(this.#at).some((byte) => byte !== 0)) {
      this.#problems.add('dicom-truncated', { offset: this.#at });
    }
    this.#stopped = true;
    return false;
  }

  #tag(): number {
    return this.#u16(this.#at) * 0x1_0000 + this.#u16(this.#at + 2);
  }

  #u16(at: number): number {
    return this.#view.getUint16(at, !this.#bigEndian);
  }

  #u32(at: number): number {
    return this.#view.getUint32(at, !this.#bigEndian);
  }
}

function isBinary(vr: string): boolean {
  return vr.startsWith('O');
}
