/**
 * A DICOM file without what identifies its patient: the basic profile of PS3.15 annex E with its options Clean Descriptors
 * and Retain Longitudinal Temporal Information with Modified Dates. Private elements and those that the dictionary does not
 * know go; texts stay only where nothing in them identifies anybody; UIDs are new and the same in all files of a case.
 */
import { utf8 } from '../../crypto/bytes.ts';
import { blake2b256, domainTag } from '../../crypto/hash.ts';
import { readText } from '../../imaging/charset.ts';
import {
  bytesOf,
  latin1,
  numberOf,
  plainText,
  plainTexts,
  type DataElement,
  type DataSet,
  type Place,
} from '../../imaging/dataSet.ts';
import { dictionaryEntry } from '../../imaging/dictionary/dictionary.ts';
import { readDicomFile, type DicomFile } from '../../imaging/dicomFile.ts';
import type { Codecs } from '../../imaging/pixels/codecs.ts';
import { TAG } from '../../imaging/tags.ts';
import { EXPLICIT_LITTLE } from '../../imaging/transferSyntax.ts';
import { shiftedDicomDate } from '../dateShift.ts';
import type { KnownMatcher } from '../known.ts';
import { recognise } from '../recognise.ts';
import { maskedPixels, pixelStateOf, type Mask, type PixelState, type WrittenPixels } from './pixels.ts';
import { PROFILE } from './profile.ts';
import { encodedDataSet, joined, type Written } from './writer.ts';

export interface DeidDicomOptions {
  readonly caseKey: Uint8Array;
  readonly shiftDays: number;
  readonly known?: KnownMatcher;
  /** A doctor's word on pixels that may have words in them: what was covered (nothing, where nothing names anybody). */
  readonly reviewed?: { readonly masks: readonly Mask[] };
  /** For masks over compressed pixels. */
  readonly codecs?: Codecs;
}

export interface DeidDicom {
  readonly pixels: PixelState;
  /** Null while the pixels wait for a doctor. */
  readonly bytes: Uint8Array | null;
}

type Action = 'D' | 'Z' | 'X' | 'U';
const TEXTS: ReadonlySet<string> = new Set(['LO', 'LT', 'SH', 'ST', 'UC', 'UT', 'AE', 'UR', 'AS']);
const STANDARD_UID = '1.2.840.10008.';
const META = [0x0002_0001, 0x0002_0002, 0x0002_0003, 0x0002_0010];
const META_VERSION = 0x0002_0001;
const META_INSTANCE = 0x0002_0003;
const PREAMBLE = 128;
const DUMMY = 'REMOVED';

let exact: ReadonlyMap<number, Action> | null = null;
let repeating: readonly (readonly [RegExp, Action])[] = [];

function actionOf(tag: number): Action | null {
  exact ??= readProfile();
  const found = exact.get(tag);
  if (found !== undefined) return found;
  const name = tag.toString(16).toUpperCase().padStart(8, '0');
  return repeating.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

function readProfile(): ReadonlyMap<number, Action> {
  const rows = PROFILE.flatMap((line) => line.split(' ')).map(
    (row) => [row.slice(0, 8), row.slice(8) as Action] as const,
  );
  repeating = rows
    .filter(([tag]) => tag.includes('x'))
    .map(([tag, action]) => [new RegExp(`^${tag.replaceAll('x', '.')}$`, 'u'), action]);
  return new Map(
    rows.filter(([tag]) => !tag.includes('x')).map(([tag, action]) => [Number.parseInt(tag, 16), action]),
  );
}

/**
 * Explicit little endian comes out of whatever byte order went in. Compressed pixels stay as they are, unless something in
 * them is covered: then they come out decoded.
 * Errors: those of reading and of {@link maskedPixels}.
 */
export function deidentifiedDicom(bytes: Uint8Array, options: DeidDicomOptions): DeidDicom {
  const file = readDicomFile(bytes);
  const pixels = pixelStateOf(file.dataSet);
  const hasPixels = file.dataSet.elements.has(TAG.pixels);
  if (hasPixels && pixels.state === 'review' && options.reviewed === undefined)
    return { pixels, bytes: null };
  const masks = options.reviewed?.masks ?? [];
  // Words of pixels have an order, too.
  const isRewritten = hasPixels && (masks.length > 0 || file.dataSet.bigEndian);
  const rewritten = isRewritten ? maskedPixels(file, masks, options.codecs) : null;
  const kept = new Cleaner(file, options).elements(file.dataSet, rewritten);
  const syntax = rewritten === null ? writtenSyntax(file) : EXPLICIT_LITTLE;
  return { pixels, bytes: fileOf(file, [...kept, ...method()], { ...options, syntax }) };
}

/** What was done, as PS3.15 §E.1.1 asks for. */
function method(): readonly Written[] {
  return [
    text(0x0012_0062, 'CS', 'YES'),
    text(0x0012_0063, 'LO', 'PS3.15 E.1-1 Basic Profile\\Clean Descriptors\\Modified Dates'),
    {
      kind: 'sequence',
      tag: 0x0012_0064,
      items: [
        ['113100', 'Basic Application Confidentiality Profile'],
        ['113105', 'Clean Descriptors Option'],
        ['113107', 'Retain Longitudinal Temporal Information Modified Dates Option'],
      ].map(([code = '', meaning = '']) => [
        text(0x0008_0100, 'SH', code),
        text(0x0008_0102, 'SH', 'DCM'),
        text(0x0008_0104, 'LO', meaning),
      ]),
    },
    text(0x0028_0303, 'CS', 'MODIFIED'),
  ];
}

function text(tag: number, vr: string, value: string): Written {
  return { kind: 'value', tag, vr, value: utf8(value) };
}

class Cleaner {
  readonly #options: DeidDicomOptions;
  readonly #charset: readonly string[];
  readonly #pixelVr: string;

  constructor({ dataSet }: DicomFile, options: DeidDicomOptions) {
    this.#options = options;
    this.#charset = plainTexts(dataSet, TAG.specificCharacterSet);
    this.#pixelVr = (numberOf(dataSet, TAG.bitsAllocated) ?? 0) > 8 ? 'OW' : 'OB';
  }

  elements(set: DataSet, rewritten: WrittenPixels | null): readonly Written[] {
    const pixels = rewritten === null ? [] : this.#pixels(set, rewritten);
    const anew = new Set(pixels.map(({ tag }) => tag));
    return [
      ...pixels,
      ...[...set.elements.values()].flatMap((element) => {
        const kept = anew.has(element.tag) ? null : this.#element(set, element);
        return kept === null ? [] : [kept];
      }),
    ];
  }

  #pixels(set: DataSet, { frames, photometric, values }: WrittenPixels): readonly Written[] {
    const planar = text(TAG.planar, 'US', '\0\0');
    return [
      { kind: 'value', tag: TAG.pixels, vr: this.#pixelVr, value: values },
      text(TAG.photometric, 'CS', photometric),
      ...(set.elements.has(TAG.planar) ? [planar] : []),
      ...(set.elements.has(TAG.frames) ? [text(TAG.frames, 'IS', String(frames))] : []),
    ];
  }

  #element(set: DataSet, element: DataElement): Written | null {
    const { tag } = element;
    const isPrivate = ((tag >>> 16) & 1) === 1;
    const isLength = (tag & 0xffff) === 0;
    if (isPrivate || isLength || dictionaryEntry(tag) === null || REPLACED.has(tag)) return null;
    const action = actionOf(tag);
    if (element.kind === 'fragments') {
      const fragments = element.fragments.map((place) => bytesOf(set, place));
      return tag === TAG.pixels ? { kind: 'fragments', tag, vr: 'OB', fragments } : null;
    }
    if (element.kind === 'sequence') {
      if (action === 'X' || action === 'D') return null;
      const items = action === 'Z' ? [] : element.items.map((item) => this.elements(item, null));
      return { kind: 'sequence', tag, items };
    }
    const value = littleEndian(set, element);
    const vr = tag === TAG.pixels ? this.#pixelVr : element.vr;
    const kept = this.#value(tag, vr, value, action);
    return kept === null ? null : { kind: 'value', tag, vr, value: kept };
  }

  #value(tag: number, vr: string, value: Uint8Array, action: Action | null): Uint8Array | null {
    if (vr === 'UI') return this.#uids(value);
    if ((vr === 'DA' || vr === 'DT') && !BIRTH.has(tag)) return this.#date(value, action);
    if (action === null || (action === 'X' && CLEANED.has(tag))) return this.#unlisted(vr, value);
    switch (action) {
      case 'X':
        return null;
      case 'Z':
        return new Uint8Array(0);
      case 'D':
        return TEXTS.has(vr) || vr === 'PN' || vr === 'CS' ? utf8(DUMMY) : new Uint8Array(0);
      case 'U':
        return null;
    }
  }

  /** Texts that the profile does not name, and descriptions: whole or not at all. */
  #unlisted(vr: string, value: Uint8Array): Uint8Array | null {
    if (vr === 'PN' || vr === 'UN') return null;
    if (!TEXTS.has(vr)) return value;
    const { text: read } = readText(value, this.#charset, false);
    const { known } = this.#options;
    const spans = (['zh', 'en'] as const).flatMap((language) =>
      recognise(read, { language, ...(known === undefined ? {} : { known }) }),
    );
    return spans.length === 0 ? value : null;
  }

  #uids(value: Uint8Array): Uint8Array {
    const uids = latin1(value).replaceAll('\0', '').trim().split('\\');
    return utf8(uids.map((uid) => newUid(uid, this.#options.caseKey)).join('\\'));
  }

  #date(value: Uint8Array, action: Action | null): Uint8Array | null {
    const dates = latin1(value).replaceAll('\0', '').trim().split('\\');
    const shifted = dates.map((date) => shiftedDicomDate(date.trim(), this.#options.shiftDays));
    if (shifted.every((date) => date !== null)) return utf8(shifted.join('\\'));
    return action === 'X' ? null : new Uint8Array(0);
  }
}

/** Bytes of one number, by what is made of numbers; everything else is made of single bytes. */
const WIDTHS: ReadonlyMap<string, number> = new Map([
  ...['AT', 'OW', 'SS', 'US'].map((vr) => [vr, 2] as const),
  ...['FL', 'OF', 'OL', 'SL', 'UL'].map((vr) => [vr, 4] as const),
  ...['FD', 'OD', 'OV', 'SV', 'UV'].map((vr) => [vr, 8] as const),
]);

function littleEndian(set: DataSet, element: Place & { readonly vr: string }): Uint8Array {
  const bytes = bytesOf(set, element);
  const width = WIDTHS.get(element.vr) ?? 1;
  if (!set.bigEndian || width === 1) return bytes;
  return Uint8Array.from(bytes, (_, at) => bytes[at - (at % width) + width - 1 - (at % width)] ?? 0);
}

const BIRTH: ReadonlySet<number> = new Set([0x0010_0030, 0x0010_0033, 0x0010_0034]);
/** Study, series and protocol are worth something to who reads the case. */
const CLEANED: ReadonlySet<number> = new Set([
  TAG.studyDescription,
  TAG.seriesDescription,
  0x0018_1030,
  0x0018_0010,
  0x0008_2111,
]);
/** Written anew. */
const REPLACED: ReadonlySet<number> = new Set([0x0012_0062, 0x0012_0063, 0x0012_0064, 0x0028_0303]);

/** Under 2.25 (ISO/IEC 9834-8), out of a keyed hash: the same in all files of a case, and not to be turned back. */
export function newUid(uid: string, caseKey: Uint8Array): string {
  if (uid === '' || uid.startsWith(STANDARD_UID)) return uid;
  const hash = blake2b256(caseKey, domainTag('consilium/deid/uid/v1'), utf8(uid)).slice(0, 16);
  return `2.25.${hash.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n).toString()}`;
}

/** Deflated and implicit files are written explicit; compressed pixels stay as they are. */
function writtenSyntax({ syntax }: DicomFile): string {
  return syntax.compression === 'none' ? EXPLICIT_LITTLE : syntax.uid;
}

function fileOf(
  { meta }: DicomFile,
  elements: readonly Written[],
  { caseKey, syntax }: DeidDicomOptions & { readonly syntax: string },
): Uint8Array {
  const kept = META.flatMap((tag): readonly Written[] => {
    if (tag === META_VERSION) return [{ kind: 'value', tag, vr: 'OB', value: Uint8Array.of(0, 1) }];
    if (tag === TAG.transferSyntax) return [text(tag, 'UI', syntax)];
    const uid = plainText(meta, tag);
    return uid === null ? [] : [text(tag, 'UI', tag === META_INSTANCE ? newUid(uid, caseKey) : uid)];
  });
  const group = encodedDataSet([...kept, text(0x0002_0012, 'UI', '2.25.1')]);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, group.length, true);
  const head = encodedDataSet([{ kind: 'value', tag: 0x0002_0000, vr: 'UL', value: length }]);
  return joined([new Uint8Array(PREAMBLE), utf8('DICM'), head, group, encodedDataSet(elements)]);
}
