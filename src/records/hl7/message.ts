/**
 * HL7 v2 messages as segments, fields, repetitions, components and subcomponents, with escapes resolved (HL7 v2.5.1
 * chapter 2). One file may hold several messages, in MLLP frames or between batch headers, or plainly one after the
 * other.
 */
import { fromHex } from '../../crypto/bytes.ts';
import { ConsiliumError } from '../../errors.ts';
import { decodeHl7, type Hl7Charset } from './charset.ts';

export const LARGEST_HL7 = 16 * 1024 * 1024;

interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
  readonly charset: Hl7Charset;
}

/** One repetition of a field: its components, each a list of subcomponents. */
export type Hl7Value = readonly (readonly string[])[];

export class Hl7Segment {
  readonly name: string;
  /** "OBX[3]": the name and the place among those of its name, from 1. */
  readonly path: string;
  private readonly fields: readonly string[];
  private readonly delimiters: Delimiters;

  constructor(fields: readonly string[], place: number, delimiters: Delimiters) {
    this.name = fields[0] ?? '';
    this.path = `${this.name}[${String(place)}]`;
    this.fields = fields;
    this.delimiters = delimiters;
  }

  /** All repetitions of field `number`, as HL7 counts from 1. */
  values(number: number): readonly Hl7Value[] {
    const raw = this.fields[number] ?? '';
    return raw === ''
      ? []
      : raw.split(this.delimiters.repetition).map((repetition) => this.componentsOf(repetition));
  }

  /** Component `component` of the first repetition of field `number`; empty where there is none. */
  text(number: number, component = 1): string {
    return valueText(this.values(number)[0], component);
  }

  private componentsOf(repetition: string): Hl7Value {
    const { component, subcomponent } = this.delimiters;
    return repetition
      .split(component)
      .map((part) => part.split(subcomponent).map((text) => unescaped(text, this.delimiters)));
  }
}

/** The first subcomponent of a component, from 1; `""` (HL7's "delete this") reads as empty. */
export function valueText(value: Hl7Value | undefined, component: number): string {
  const text = value?.[component - 1]?.[0]?.trim() ?? '';
  return text === '""' ? '' : text;
}

export interface Hl7Message {
  /** MSH-9: "ORU^R01". */
  readonly type: string;
  readonly segments: readonly Hl7Segment[];
  /** The bytes of this message as they came. */
  readonly raw: Uint8Array;
}

/**
 * The messages of a file, each by its own character set.
 * Errors: `hl7-too-large` {bytes}; those of {@link decodeHl7}; `hl7-malformed` {path, reason}.
 */
export function parseHl7(bytes: Uint8Array): readonly Hl7Message[] {
  if (bytes.length > LARGEST_HL7) throw new ConsiliumError('hl7-too-large', { bytes: bytes.length });
  const starts = messageStarts(bytes);
  const first = starts[0];
  if (first === undefined) throw new ConsiliumError('hl7-malformed', { path: 'MSH', reason: 'missing' });
  if (linesOf(decodeHl7(bytes.subarray(0, first)).text).length > 0)
    throw new ConsiliumError('hl7-malformed', { path: 'MSH', reason: 'not-first' });
  return starts.map((start, index) => {
    const raw = bytes.subarray(start, starts[index + 1]);
    const { text, charset } = decodeHl7(raw);
    return { ...messageOf(linesOf(text), charset), raw };
  });
}

/** Where a line begins with MSH. Line ends and these letters after one mean the same in every character set here. */
function messageStarts(bytes: Uint8Array): readonly number[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(0x4d); at >= 0; at = bytes.indexOf(0x4d, at + 1)) {
    const before = at === 0 ? 0x0d : (bytes[at - 1] ?? 0);
    // After a line end, the start of an MLLP frame, or the last byte of a byte order mark.
    const isLineStart =
      before === 0x0d || before === 0x0a || before === 0x0b || (at === 3 && before === 0xbf);
    if (isLineStart && bytes[at + 1] === 0x53 && bytes[at + 2] === 0x48) starts.push(at);
  }
  return starts;
}

/** Without batch headers and trailers, which say nothing of a patient; MLLP ends a message with 0x1c 0x0d. */
function linesOf(text: string): readonly string[] {
  return text
    .replaceAll('\u001c', '\r')
    .replaceAll('\ufeff', '')
    .split(/[\r\n\v]+/u)
    .filter((line) => line.trim() !== '' && !/^[FB](?:HS|TS)/u.test(line));
}

/** The first segment of that name, or null. */
export function segmentOf(message: Hl7Message, name: string): Hl7Segment | null {
  return message.segments.find((segment) => segment.name === name) ?? null;
}

export function segmentsOf(message: Hl7Message, name: string): readonly Hl7Segment[] {
  return message.segments.filter((segment) => segment.name === name);
}

function messageOf(lines: readonly string[], charset: Hl7Charset): Omit<Hl7Message, 'raw'> {
  const delimiters = delimitersOf(lines[0] ?? '', charset);
  const counts = new Map<string, number>();
  const segments = lines.map((line) => {
    const fields = line.split(delimiters.field);
    const name = fields[0] ?? '';
    if (!/^[A-Z][A-Z0-9]{2}$/u.test(name))
      throw new ConsiliumError('hl7-malformed', {
        path: `line ${String(lines.indexOf(line) + 1)}`,
        reason: 'segment',
      });
    const place = (counts.get(name) ?? 0) + 1;
    counts.set(name, place);
    // MSH-1 is the field separator itself, so that MSH counts one further.
    const counted = name === 'MSH' ? [name, delimiters.field, ...fields.slice(1)] : fields;
    return new Hl7Segment(counted, place, delimiters);
  });
  const header = segments[0];
  const type = `${header?.text(9, 1) ?? ''}^${header?.text(9, 2) ?? ''}`;
  return { type, segments };
}

function delimitersOf(header: string, charset: Hl7Charset): Delimiters {
  const [field = '', component = '', repetition = '', escape = '', subcomponent = '&'] = header.slice(3, 8);
  const distinct = new Set([field, component, repetition, escape]);
  if (distinct.size < 4 || /[\w\s]/u.test([...distinct].join('')))
    throw new ConsiliumError('hl7-malformed', { path: 'MSH[1]-2', reason: 'delimiters' });
  return {
    field,
    component,
    repetition,
    escape,
    subcomponent: subcomponent === field ? '&' : subcomponent,
    charset,
  };
}

function unescaped(text: string, delimiters: Delimiters): string {
  const { escape } = delimiters;
  if (!text.includes(escape)) return text;
  const parts = text.split(escape);
  // Between each pair of escape characters stands one sequence: text, sequence, text, sequence, text.
  return parts
    .map((part, index) =>
      index % 2 === 0
        ? part
        : index === parts.length - 1
          ? `${escape}${part}`
          : sequenceText(part, delimiters),
    )
    .join('');
}

function sequenceText(sequence: string, delimiters: Delimiters): string {
  switch (sequence) {
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'T':
      return delimiters.subcomponent;
    case 'R':
      return delimiters.repetition;
    case 'E':
      return delimiters.escape;
    case '.br':
      return '\n';
    case 'H':
    case 'N':
      return '';
    default:
      return /^X(?:[0-9A-Fa-f]{2})+$/u.test(sequence)
        ? new TextDecoder(delimiters.charset === 'ascii' ? 'utf-8' : delimiters.charset).decode(
            fromHex(sequence.slice(1).toLowerCase()),
          )
        : '';
  }
}
