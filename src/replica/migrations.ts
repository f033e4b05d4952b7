/**
 * Schema changes of a database file, forward only.
 *
 * Numbers go by tens (a fix for an old branch finds room), stand in `user_version`, and every pending change
 * runs in one transaction: a file is at a known version or at its old one, never between. A file made by a newer
 * program is refused, not guessed at. `application_id` keeps a desk from being opened as a ledger.
 */
import { ConsiliumError } from '../errors.ts';
import type { Database } from './database.ts';

/** One schema change; lives in a file of its own that is never edited once released. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** All schema changes of one kind of file. */
export interface Schema {
  readonly name: 'ledger' | 'desk' | 'node' | 'library';
  /** SQLite's application_id: four ASCII characters as a 32-bit number. */
  readonly applicationId: number;
  readonly migrations: readonly Migration[];
}

/**
 * Brings `database` to the newest version of `schema`.
 *
 * @returns the numbers that were applied, in order; empty when the file was up to date
 * @throws ConsiliumError `database-newer` {version, known}, `database-kind-wrong` {expected}
 */
export function migrate(database: Database, schema: Schema): readonly number[] {
  assertOrder(schema);
  const newest = schema.migrations.at(-1)?.number ?? 0;
  const version = database.integerPragma('user_version');
  assertKind(database, schema, version);
  if (version > newest) {
    throw new ConsiliumError('database-newer', { schema: schema.name, version, known: newest });
  }
  const pending = schema.migrations.filter((migration) => migration.number > version);
  if (pending.length === 0) return [];
  if (database.readOnly) {
    throw new ConsiliumError('database-older', { schema: schema.name, version, known: newest });
  }
  return database.immediate(() => apply(database, schema, pending));
}

function apply(database: Database, schema: Schema, pending: readonly Migration[]): readonly number[] {
  for (const migration of pending) {
    database.execute(migration.sql);
    database.execute(`PRAGMA user_version = ${String(migration.number)}`);
  }
  database.execute(`PRAGMA application_id = ${String(schema.applicationId)}`);
  return pending.map((migration) => migration.number);
}

function assertKind(database: Database, schema: Schema, version: number): void {
  if (version !== 0 && database.integerPragma('application_id') !== schema.applicationId) {
    throw new ConsiliumError('database-kind-wrong', { expected: schema.name });
  }
}

function assertOrder(schema: Schema): void {
  let previous = 0;
  for (const { number, name } of schema.migrations) {
    if (number <= previous || number % 10 !== 0) {
      throw new RangeError(`migration ${name} must have a higher multiple of ten than ${String(previous)}`);
    }
    previous = number;
  }
}
