/** Files of JSON lines of any size, read piece by piece; a line that is not what it should be is refused by its number. */
import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConsiliumError, isConsiliumError } from '../../errors.ts';

const PIECE = 1024 * 1024;
/** Longer is no line of text but a file without line breaks. */
const LONGEST_LINE = 64 * 1024 * 1024;
const LINE_FEED = 10;

/**
 * What `decode` makes of each line; blank lines are passed over.
 * @throws ConsiliumError `file-unreadable` {file, cause}; `line-malformed` {file, line, reason} for what is no UTF-8 or
 *   no JSON, and for a reason that `decode` throws as the code of a ConsiliumError
 */
export function* jsonLines<Value>(file: string, decode: (value: unknown) => Value): Generator<Value> {
  let number = 0;
  for (const bytes of linesOf(file)) {
    number += 1;
    const line = textOf(bytes, file, number);
    if (line.trim() === '') continue;
    yield decoded(line, decode, { file, line: number });
  }
}

interface Place {
  readonly file: string;
  readonly line: number;
}

function decoded<Value>(line: string, decode: (value: unknown) => Value, place: Place): Value {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw malformed(place, 'no-json');
  }
  try {
    return decode(value);
  } catch (error) {
    if (isConsiliumError(error)) throw malformed(place, error.code);
    throw error;
  }
}

function textOf(bytes: Uint8Array, file: string, line: number): string {
  try {
    // A byte order mark at the beginning of the file is left out by the decoder.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed({ file, line }, 'no-utf-8');
  }
}

function malformed({ file, line }: Place, reason: string): ConsiliumError {
  return new ConsiliumError('line-malformed', { file, line, reason });
}

function* linesOf(file: string): Generator<Uint8Array> {
  const handle = opened(file);
  const piece = new Uint8Array(PIECE);
  try {
    let rest = new Uint8Array(0);
    let line = 1;
    for (let length = read(handle, piece, file); length > 0; length = read(handle, piece, file)) {
      let from = 0;
      for (let at = piece.indexOf(LINE_FEED); at >= 0 && at < length; at = piece.indexOf(LINE_FEED, from)) {
        yield joined(rest, piece.subarray(from, at));
        rest = new Uint8Array(0);
        from = at + 1;
        line += 1;
      }
      rest = joined(rest, piece.subarray(from, length));
      if (rest.length > LONGEST_LINE) throw malformed({ file, line }, 'too-long');
    }
    yield rest;
  } finally {
    closeSync(handle);
  }
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(left.length + right.length);
  all.set(left);
  all.set(right, left.length);
  return all;
}

function opened(file: string): number {
  try {
    return openSync(resolve(file), 'r');
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function read(handle: number, piece: Uint8Array, file: string): number {
  try {
    return readSync(handle, piece, 0, piece.length, null);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unreadable(file: string, cause: unknown): ConsiliumError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return new ConsiliumError('file-unreadable', { file, cause: reason }, { cause });
}
