import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/replica/database.ts';
import { migrate, type Schema } from '../../src/replica/migrations.ts';
import { temporaryFolder, testKey } from './support/temporary.ts';

const first = { number: 10, name: 'first', sql: 'CREATE TABLE one (id INTEGER PRIMARY KEY) STRICT' };
const second = { number: 20, name: 'second', sql: 'CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT' };

function schema(...migrations: Schema['migrations']): Schema {
  return { name: 'desk', applicationId: 0x43534b54, migrations };
}

function open(path = join(temporaryFolder(), 'file.db')) {
  return openDatabase({ path, key: testKey() });
}

describe('migrate', () => {
  it('applies what is pending, in order, once', () => {
    const database = open();
    expect(migrate(database, schema(first))).toEqual([10]);
    expect(migrate(database, schema(first, second))).toEqual([20]);
    expect(migrate(database, schema(first, second))).toEqual([]);
    expect(database.integerPragma('user_version')).toBe(20);
    database.close();
  });

  it('leaves the file at its old version when one change fails', () => {
    const database = open();
    migrate(database, schema(first));
    const broken = { number: 30, name: 'broken', sql: 'CREATE TABLE one (id INTEGER)' };
    expect(() => migrate(database, schema(first, second, broken))).toThrow('already exists');
    expect(database.integerPragma('user_version')).toBe(10);
    expect(() => database.prepare('SELECT * FROM two')).toThrow('no such table');
    database.close();
  });

  it('refuses a file made by a newer program', () => {
    const database = open();
    migrate(database, schema(first, second));
    expect(() => migrate(database, schema(first))).toThrow(
      'database-newer (schema=desk, version=20, known=10)',
    );
    database.close();
  });

  it('refuses a file of another kind', () => {
    const database = open();
    migrate(database, schema(first));
    const other: Schema = { name: 'ledger', applicationId: 1, migrations: [first] };
    expect(() => migrate(database, other)).toThrow(/^database-kind-wrong/);
    database.close();
  });

  it('refuses an old file that is open for reading only', () => {
    const path = join(temporaryFolder(), 'file.db');
    const writer = open(path);
    migrate(writer, schema(first));
    writer.close();
    const reader = openDatabase({ path, key: testKey(), readOnly: true });
    expect(() => migrate(reader, schema(first, second))).toThrow(/^database-older/);
    reader.close();
  });

  it('refuses numbers that do not rise by tens', () => {
    const database = open();
    expect(() => migrate(database, schema(second, first))).toThrow(RangeError);
    expect(() => migrate(database, schema({ ...first, number: 15 }))).toThrow(RangeError);
    database.close();
  });
});
