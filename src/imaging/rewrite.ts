/** DICOM files that are written again: inflated, or with a patient in the elements that were blanked (PS3.10 §7.1). */
import type { DataSet, ValueElement } from './dataSet.ts';
import { bytesOf, plainText } from './dataSet.ts';
import type { DicomFile } from './dicomFile.ts';
import { readDicomFile } from './dicomFile.ts';
import { TAG } from './tags.ts';
import { EXPLICIT_LITTLE } from './transferSyntax.ts';

const PREAMBLE = 128;
const META_LENGTH = 0x0002_0000;
const BIRTH_DATE = 0x0010_0030;
/** Retired: it would count bytes that are changed here. */
const PATIENT_GROUP_LENGTH = 0x0010_0000;
const LONG_FORM = new Set(['OB', 'OW', 'UN', 'UT']);

/**
 * The file as Explicit VR Little Endian: what a deflated file holds inflated, `dataSet` being its inflated bytes. Null where
 * these bytes are in another encoding than deflated files have.
 */
export function inflatedFile({ meta, syntax, problems }: DicomFile, dataSet: Uint8Array): Uint8Array | null {
  const isWhole = problems.every(({ code }) => code !== 'dicom-encoding-differs' && !isDeflateProblem(code));
  if (!syntax.deflated || !isWhole) return null;
  return joined([...metaOf(meta, EXPLICIT_LITTLE), dataSet]);
}

function isDeflateProblem(code: string): boolean {
  return code.startsWith('dicom-deflate-');
}

/** Preamble, "DICM" and group 2 in one more transfer syntax. */
function metaOf(meta: DataSet, syntax: string): readonly Uint8Array[] {
  const elements = [...meta.elements.values()]
    .filter((element) => element.kind === 'value')
    .filter(({ tag }) => tag !== META_LENGTH && tag !== TAG.transferSyntax)
    .map((element) => [element.tag, encoded(element.tag, element.vr, bytesOf(meta, element))] as const);
  const transferSyntax = encoded(TAG.transferSyntax, 'UI', ascii(syntax));
  const sorted = [...elements, [TAG.transferSyntax, transferSyntax] as const]
    .toSorted(([left], [right]) => left - right)
    .map(([, bytes]) => bytes);
  const length = sorted.reduce((sum, bytes) => sum + bytes.length, 0);
  const start = new Uint8Array(PREAMBLE + 4);
  start.set(ascii('DICM'), PREAMBLE);
  return [start, encoded(META_LENGTH, 'UL', u32(length)), ...sorted];
}

/** Who a file is of, as an archive knows them. */
export interface ArchivePatient {
  readonly id: string;
  /** Groups of a name as the archive writes them, the Latin one first; parts separated by spaces. */
  readonly names: readonly string[];
  /** YYYYMMDD, or null. */
  readonly birthDate: string | null;
}

/**
 * A copy of a file with its patient's name, number and birth date. Characters that the file's own set does not have are left
 * out of the name; the number tells who it is. Null for a file that cannot be changed: deflated, or not read to its end.
 */
export function withPatient(bytes: Uint8Array, patient: ArchivePatient): Uint8Array | null {
  const file = readDicomFile(bytes);
  if (file.syntax.deflated || file.dataSet.bytes !== bytes) return null;
  const { dataSet } = file;
  const characterSet = plainText(dataSet, TAG.specificCharacterSet) ?? '';
  const values = [
    [TAG.patientName, 'PN', nameIn(characterSet, patient.names)],
    [TAG.patientId, 'LO', ascii(patient.id)],
    [BIRTH_DATE, 'DA', ascii(patient.birthDate ?? '')],
  ] as const;
  const form = { explicit: isExplicit(dataSet), bigEndian: dataSet.bigEndian };
  const changes = values.map(([tag, vr, value]) => ({
    tag,
    at: placeOf(dataSet, tag),
    content: encoded(tag, vr, value, form),
  }));
  // An element that is missing has no place to be put: files of images have all three (type 2, PS3.3 §C.7.1.1).
  if (changes.some(({ at }) => at === null)) return null;
  const group = placeOf(dataSet, PATIENT_GROUP_LENGTH);
  const cuts = [
    ...changes.flatMap(({ at, content }) => (at === null ? [] : [{ ...at, content }])),
    ...(group === null ? [] : [{ ...group, content: new Uint8Array(0) }]),
  ].toSorted((left, right) => left.from - right.from);
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const cut of cuts) {
    parts.push(bytes.subarray(from, cut.from), cut.content);
    from = cut.to;
  }
  return joined([...parts, bytes.subarray(from)]);
}

/** Where an element of a short form lies, with its head of 8 bytes. */
function placeOf(set: DataSet, tag: number): { readonly from: number; readonly to: number } | null {
  const element = set.elements.get(tag);
  if (element?.kind !== 'value' || LONG_FORM.has(element.vr)) return null;
  return { from: element.offset - 8, to: element.offset + element.length };
}

/** Whether the bytes before a value are its VR. */
function isExplicit(set: DataSet): boolean {
  const element = [...set.elements.values()].find((one): one is ValueElement => one.kind === 'value');
  if (element === undefined) return true;
  const head = LONG_FORM.has(element.vr) ? 8 : 4;
  const vr = String.fromCharCode(...set.bytes.subarray(element.offset - head, element.offset - head + 2));
  return vr === element.vr;
}

/** In the file's set as far as it has the characters. */
function nameIn(characterSet: string, names: readonly string[]): Uint8Array {
  const groups = names.map((name) => name.trim().replaceAll(/\s+/gu, '^'));
  if (characterSet === 'ISO_IR 192') return new TextEncoder().encode(groups.join('='));
  const isPlain = (group: string): boolean => /^[\x20-\x7e]*$/u.test(group);
  return ascii(groups.find(isPlain) ?? '');
}

interface Form {
  readonly explicit: boolean;
  readonly bigEndian: boolean;
}

function encoded(
  tag: number,
  vr: string,
  value: Uint8Array,
  { bigEndian, explicit }: Form = { explicit: true, bigEndian: false },
): Uint8Array {
  const padded = value.length % 2 === 0 ? value : joined([value, ascii(vr === 'UI' ? '\0' : ' ')]);
  const isLong = explicit && LONG_FORM.has(vr);
  const head = new DataView(new ArrayBuffer(isLong ? 12 : 8));
  head.setUint16(0, tag >>> 16, !bigEndian);
  head.setUint16(2, tag & 0xffff, !bigEndian);
  const bytes = new Uint8Array(head.buffer);
  if (explicit) bytes.set(ascii(vr), 4);
  if (isLong) head.setUint32(8, padded.length, !bigEndian);
  else if (explicit) head.setUint16(6, padded.length, !bigEndian);
  else head.setUint32(4, padded.length, !bigEndian);
  return joined([bytes, padded]);
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 0x7f);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
