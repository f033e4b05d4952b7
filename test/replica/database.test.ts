import { closeSync, copyFileSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkIntegrity, immediate, openDatabase } from '../../src/replica/database.ts';
import { bytes, integer, oneOf, orNull, text } from '../../src/replica/rows.ts';
import { temporaryFolder, testKey } from './support/temporary.ts';

function filled(path: string): void {
  const database = openDatabase({ path, key: testKey() });
  database.execute('CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT) STRICT');
  const insert = database.prepare('INSERT INTO notes (note) VALUES (?)');
  immediate(database, () => {
    for (let index = 0; index < 500; index += 1) insert.run(`chief complaint ${String(index)}`);
  });
  database.close();
}

describe('an encrypted database', () => {
  it('shows neither the SQLite header nor any text in its file', () => {
    const path = join(temporaryFolder(), 'nested', 'replica.db');
    filled(path);
    const content = readFileSync(path);
    expect(content.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
    expect(content.includes('chief complaint')).toBe(false);
    expect(content.includes('CREATE TABLE')).toBe(false);
  });

  it('encrypts the write-ahead log too', () => {
    const path = join(temporaryFolder(), 'replica.db');
    const database = openDatabase({ path, key: testKey() });
    database.execute('CREATE TABLE notes (note TEXT) STRICT');
    database.prepare('INSERT INTO notes VALUES (?)').run('chief complaint');
    const log = readFileSync(`${path}-wal`);
    expect(log.length).toBeGreaterThan(0);
    expect(log.includes('chief complaint')).toBe(false);
    database.close();
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner only', () => {
    const path = join(temporaryFolder(), 'replica.db');
    filled(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('refuses a wrong key, and a key of another length, when it is opened', () => {
    const path = join(temporaryFolder(), 'replica.db');
    filled(path);
    expect(() => openDatabase({ path, key: testKey(8) })).toThrow(/^database-key-wrong/);
    expect(() => openDatabase({ path, key: new Uint8Array(31) })).toThrow(/^database-key-wrong/);
  });

  it('refuses a plaintext SQLite file', () => {
    const path = join(temporaryFolder(), 'replica.db');
    writeFileSync(path, `SQLite format 3\0${'\0'.repeat(4080)}`, 'latin1');
    expect(() => openDatabase({ path, key: testKey() })).toThrow(/^database-plaintext/);
  });

  it('reports a page that was changed on disk', () => {
    const path = join(temporaryFolder(), 'replica.db');
    filled(path);
    const file = openSync(path, 'r+');
    writeSync(file, new Uint8Array(64).fill(0xff), 0, 64, 4096 + 512);
    closeSync(file);
    const read = (): void => {
      const database = openDatabase({ path, key: testKey() });
      try {
        checkIntegrity(database);
        database.prepare('SELECT count(note) FROM notes').get();
      } finally {
        database.close();
      }
    };
    expect(read).toThrow(/^database-(corrupt|io|key-wrong)/);
  });

  it('refuses to open a file for reading that is not there', () => {
    const path = join(temporaryFolder(), 'replica.db');
    expect(() => openDatabase({ path, key: testKey(), readOnly: true })).toThrow(/^database-missing/);
  });

  it('lets a reader see the last commit and refuses its writes', () => {
    const path = join(temporaryFolder(), 'replica.db');
    filled(path);
    const reader = openDatabase({ path, key: testKey(), readOnly: true });
    const count = reader.prepare('SELECT count(*) AS n FROM notes').get();
    expect(count === undefined ? 0 : integer(count, 'n')).toBe(500);
    expect(() => reader.prepare("INSERT INTO notes (note) VALUES ('x')").run()).toThrow(
      /^database-read-only/,
    );
    reader.close();
  });

  it('leaves no trace of a transaction that failed', () => {
    const path = join(temporaryFolder(), 'replica.db');
    filled(path);
    const database = openDatabase({ path, key: testKey() });
    const failing = (): void =>
      immediate(database, () => {
        database.execute('DELETE FROM notes');
        throw new Error('power loss');
      });
    expect(failing).toThrow('power loss');
    expect(database.prepare('SELECT id FROM notes').all()).toHaveLength(500);
    database.close();
  });

  it('keeps lazy writes whole and in order, and waits for the disk again afterwards', () => {
    const path = join(temporaryFolder(), 'lazy.db');
    const database = openDatabase({ path, key: testKey() });
    onTestFinished(() => database.close());
    database.execute('CREATE TABLE t (v INTEGER) STRICT');
    const insert = database.prepare('INSERT INTO t (v) VALUES (?)');
    database.lazily(() => insert.run(1));
    expect(() =>
      database.lazily(() => {
        insert.run(2);
        throw new Error('undone');
      }),
    ).toThrow('undone');
    database.immediate(() => database.lazily(() => insert.run(3)));
    expect(database.integerPragma('synchronous')).toBe(2);
    const reader = openDatabase({ path, key: testKey(), readOnly: true });
    onTestFinished(() => reader.close());
    expect(reader.prepare('SELECT v FROM t').all()).toEqual([{ v: 1n }, { v: 3n }]);
  });

  it('makes lazy writes durable on demand, and there is nothing to do when the log is empty', async () => {
    const path = join(temporaryFolder(), 'synced.db');
    const database = openDatabase({ path, key: testKey() });
    onTestFinished(() => database.close());
    database.execute('CREATE TABLE t (v INTEGER) STRICT');
    database.lazily(() => database.prepare('INSERT INTO t (v) VALUES (1)').run());
    await database.synced();
    // What stands in the log then is all that a loss of power leaves.
    const copy = join(temporaryFolder(), 'copy.db');
    for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${copy}${end}`);
    const after = openDatabase({ path: copy, key: testKey() });
    onTestFinished(() => after.close());
    expect(after.prepare('SELECT v FROM t').all()).toEqual([{ v: 1n }]);
    database.close();
    await database.synced();
  });

  it('empties the write-ahead log when it is closed', () => {
    const path = join(temporaryFolder(), 'replica.db');
    filled(path);
    expect(statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
  });
});

describe('row readers', () => {
  it('keep 64-bit integers exact and refuse those a number cannot hold', () => {
    const database = openDatabase({ path: join(temporaryFolder(), 'x.db'), key: testKey() });
    const row = database.prepare('SELECT 9007199254740991 AS fits, 9007199254740993 AS rounds').get() ?? {};
    expect(integer(row, 'fits')).toBe(Number.MAX_SAFE_INTEGER);
    expect(row['rounds']).toBe(9007199254740993n);
    expect(() => integer(row, 'rounds')).toThrow(/^database-corrupt/);
    database.close();
  });

  it('refuse a column of another type, name or value', () => {
    const row = { number: 1n, word: 'open', blob: new Uint8Array([1]), nothing: null };
    expect(text(row, 'word')).toBe('open');
    expect(bytes(row, 'blob')).toEqual(new Uint8Array([1]));
    expect(oneOf(row, 'word', ['open', 'ended'])).toBe('open');
    expect(orNull(bytes, row, 'nothing')).toBeNull();
    expect(() => text(row, 'number')).toThrow(/^database-corrupt/);
    expect(() => bytes(row, 'word')).toThrow(/^database-corrupt/);
    expect(() => integer(row, 'absent')).toThrow(/^database-corrupt/);
    expect(() => oneOf(row, 'word', ['ended'])).toThrow(/^database-corrupt/);
  });
});
