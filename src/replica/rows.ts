/** Checked readers of database rows: what SQLite returns is believed only as far as its type was looked at. */
import { ConsiliumError } from '../errors.ts';
import { millis, type Millis } from '../ports.ts';
import type { Row, SqlValue } from './database.ts';

/** A column that holds an integer within ±2^53; throws `database-corrupt` {column} for anything else. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  const number = typeof value === 'bigint' ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw corrupt(column, value);
  return number;
}

/** A column that holds a time in ms since the Unix epoch. */
export function time(row: Row, column: string): Millis {
  return millis(integer(row, column));
}

/** A column that holds bytes; a plain Uint8Array over the driver's own copy. */
export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw corrupt(column, value);
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

/** A column that holds text. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw corrupt(column, value);
  return value;
}

/** A column that holds text out of a closed set, as the schema's CHECK says. */
export function oneOf<Member extends string>(row: Row, column: string, members: readonly Member[]): Member {
  const value = text(row, column);
  const member = members.find((candidate) => candidate === value);
  if (member === undefined) throw corrupt(column, value);
  return member;
}

/** Reads a column with `reader` unless it is NULL. */
export function orNull<Value>(
  reader: (row: Row, column: string) => Value,
  row: Row,
  column: string,
): Value | null {
  return row[column] === null ? null : reader(row, column);
}

function corrupt(column: string, value: SqlValue | undefined): ConsiliumError {
  return new ConsiliumError('database-corrupt', { column, found: value === null ? 'null' : typeof value });
}
