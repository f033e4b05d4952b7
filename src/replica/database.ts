/**
 * Encrypted SQLite files, and nothing else of SQLite: the only importer of the driver.
 *
 * The format is SQLCipher 4's (raw 32-byte key, no key derivation), written by SQLite3 Multiple Ciphers. Two
 * traps are closed here. A driver built without encryption ignores `PRAGMA key` and leaves the file in
 * plaintext, so the first 16 bytes are looked at. A wrong key shows only at the first read, so the schema is
 * read at once.
 *
 * All integers come back as bigint from the driver (a plain number would be rounded above 2^53 without a
 * word) and become numbers only through the checked readers of rows.ts.
 */
import SqliteDriver from 'better-sqlite3-multiple-ciphers';
import { closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConsiliumError, isConsiliumError } from '../errors.ts';

/** What a column can hold; integers are read as bigint and may be written as either. */
export type SqlValue = null | bigint | number | string | Uint8Array;
/** One row by column name; take values out with the readers of rows.ts. */
export type Row = Readonly<Record<string, SqlValue>>;

/** A prepared statement. Parameters are bound in the order of the question marks. */
export interface Query {
  run(...parameters: readonly SqlValue[]): { readonly changes: number; readonly rowid: number };
  get(...parameters: readonly SqlValue[]): Row | undefined;
  all(...parameters: readonly SqlValue[]): readonly Row[];
  iterate(...parameters: readonly SqlValue[]): IterableIterator<Row>;
}

/** An open, encrypted database file. */
export interface Database {
  readonly path: string;
  readonly readOnly: boolean;
  prepare(sql: string): Query;
  /** Runs one or several statements without parameters. */
  execute(sql: string): void;
  /** Reads a pragma that answers with a single integer. */
  integerPragma(name: string): number;
  /**
   * Runs `work` in one IMMEDIATE transaction: all of it or none of it is durable when this returns. Inside
   * another transaction it is a savepoint of that one.
   */
  immediate<Result>(work: () => Result): Result;
  /**
   * As {@link immediate}, all or nothing and in order, but not waiting for the disk: it survives the end of the
   * process, and not a loss of power. For what can be found out again; the next durable write makes it durable too.
   */
  lazily<Result>(work: () => Result): Result;
  /**
   * Resolves when everything that was written before is durable, also what was written {@link lazily}; others work
   * meanwhile.
   *
   * @throws ConsiliumError `database-io`
   */
  synced(): Promise<void>;
  /** Runs `work` over one state of the file, whatever other processes write meanwhile. */
  snapshot<Result>(work: () => Result): Result;
  /**
   * Moves the write-ahead log into the file and empties it, so that no deleted row outlives this call there. False when
   * another process reads or writes the file, so that some of it stayed.
   */
  checkpoint(): boolean;
  /**
   * Writes one state of the file into a new one, or into an empty one, under the same key, whatever other processes
   * write meanwhile. Not inside a transaction.
   */
  copyTo(path: string): void;
  /** Optimizes, checkpoints and closes. Closing twice is allowed. */
  close(): void;
}

export interface OpenDatabaseOptions {
  readonly path: string;
  /** 32 random bytes, used raw. The caller keeps the array and may wipe it afterwards. */
  readonly key: Uint8Array;
  readonly readOnly?: boolean;
}

/** SQLCipher's length of a raw key. */
const KEY_BYTES = 32;
const PLAINTEXT_HEADER = 'SQLite format 3\0';

/**
 * Opens the encrypted database at `path`, creating file and folder (for the owner only) unless read-only.
 *
 * @throws ConsiliumError `database-key-wrong` (or a file that is no database of ours: the two cannot be told
 *   apart), `database-plaintext`, `database-corrupt`, `database-missing`, `database-busy`, `database-io`
 * @see https://www.zetetic.net/sqlcipher/design/
 */
export function openDatabase(options: OpenDatabaseOptions): Database {
  if (options.key.length !== KEY_BYTES) {
    throw new ConsiliumError('database-key-wrong', { expected: KEY_BYTES, actual: options.key.length });
  }
  const readOnly = options.readOnly ?? false;
  prepareFile(options.path, readOnly);
  refusePlaintext(options.path);
  return guarded(() => {
    const driver = new SqliteDriver(options.path, { readonly: readOnly, fileMustExist: true });
    try {
      unlock(driver, options.key);
      configure(driver, readOnly);
    } catch (error) {
      driver.close();
      throw error;
    }
    refusePlaintext(options.path);
    return new SqliteDatabase(driver, options.path, readOnly);
  });
}

/** Runs `work` in one IMMEDIATE transaction of `database`; see {@link Database.immediate}. */
export function immediate<Result>(database: Database, work: () => Result): Result {
  return database.immediate(work);
}

/**
 * Checks every page and index of the file.
 *
 * @throws ConsiliumError `database-corrupt` {finding}
 */
export function checkIntegrity(database: Database): void {
  const finding = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (finding !== 'ok') throw new ConsiliumError('database-corrupt', { finding: String(finding) });
}

class SqliteDatabase implements Database {
  readonly path: string;
  readonly readOnly: boolean;
  readonly #driver: SqliteDriver;
  /** By their text: compiling costs more than running for most of ours. */
  readonly #prepared = new Map<string, Query>();

  constructor(driver: SqliteDriver, path: string, readOnly: boolean) {
    this.#driver = driver;
    this.path = path;
    this.readOnly = readOnly;
  }

  prepare(sql: string): Query {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const query = guarded(() => new SqliteQuery(this.#driver.prepare(sql)));
    this.#prepared.set(sql, query);
    return query;
  }

  execute(sql: string): void {
    guarded(() => this.#driver.exec(sql));
  }

  integerPragma(name: string): number {
    return guarded(() => Number(this.#driver.pragma(name, { simple: true })));
  }

  immediate<Result>(work: () => Result): Result {
    return this.#transaction('immediate', work);
  }

  lazily<Result>(work: () => Result): Result {
    // Within another transaction, that one's durability holds.
    if (this.#driver.inTransaction) return this.#transaction('immediate', work);
    guarded(() => this.#driver.pragma('synchronous = NORMAL'));
    try {
      return this.#transaction('immediate', work);
    } finally {
      guarded(() => this.#driver.pragma('synchronous = FULL'));
    }
  }

  async synced(): Promise<void> {
    try {
      // What a commit with `synchronous = FULL` does beyond one without. SQLite holds no locks on this file.
      const log = await open(`${this.path}-wal`, 'r+');
      try {
        await log.datasync();
      } finally {
        await log.close();
      }
    } catch (error) {
      // Without a log everything is in the file, which was synced first.
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      if (code !== 'ENOENT') throw new ConsiliumError('database-io', { cause: code }, { cause: error });
    }
  }

  snapshot<Result>(work: () => Result): Result {
    return this.#transaction('deferred', work);
  }

  checkpoint(): boolean {
    if (this.readOnly) return false;
    // Its first column tells whether somebody was in the way.
    return this.integerPragma('wal_checkpoint(TRUNCATE)') === 0;
  }

  copyTo(path: string): void {
    guarded(() => this.#driver.prepare('VACUUM INTO ?').run(path));
  }

  close(): void {
    if (!this.#driver.open) return;
    if (!this.readOnly) this.#tidy();
    guarded(() => void this.#driver.close());
  }

  /** A full disk has no room for it: what was written stays in the write-ahead log, where the next opening finds it. */
  #tidy(): void {
    try {
      guarded(() => {
        this.#driver.pragma('optimize');
        this.#driver.pragma('wal_checkpoint(TRUNCATE)');
      });
    } catch (error) {
      if (!isConsiliumError(error, 'storage-full')) throw error;
    }
  }

  #transaction<Result>(mode: 'immediate' | 'deferred', work: () => Result): Result {
    let result: { readonly value: Result } | undefined;
    guarded(() =>
      this.#driver
        .transaction(() => {
          result = { value: work() };
        })
        [mode](),
    );
    if (result === undefined) throw new ConsiliumError('internal', { transaction: 'did not run' });
    return result.value;
  }
}

class SqliteQuery implements Query {
  readonly #statement: SqliteDriver.Query;

  constructor(statement: SqliteDriver.Query) {
    this.#statement = statement;
  }

  run(...parameters: readonly SqlValue[]): { readonly changes: number; readonly rowid: number } {
    const { changes, lastInsertRowid } = guarded(() => this.#statement.run(...parameters));
    return { changes, rowid: Number(lastInsertRowid) };
  }

  get(...parameters: readonly SqlValue[]): Row | undefined {
    return guarded(() => this.#statement.get(...parameters));
  }

  all(...parameters: readonly SqlValue[]): readonly Row[] {
    return guarded(() => this.#statement.all(...parameters));
  }

  iterate(...parameters: readonly SqlValue[]): IterableIterator<Row> {
    return guarded(() => this.#statement.iterate(...parameters));
  }
}

function prepareFile(path: string, readOnly: boolean): void {
  try {
    if (readOnly) {
      statSync(path);
      return;
    }
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConsiliumError(code === 'ENOENT' ? 'database-missing' : 'database-io', { cause: code });
  }
}

/** A plaintext header means that encryption is not in force, whatever the driver claims. */
function refusePlaintext(path: string): void {
  const header = new Uint8Array(PLAINTEXT_HEADER.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, header.length, 0);
  } finally {
    closeSync(file);
  }
  if (new TextDecoder('latin1').decode(header) === PLAINTEXT_HEADER) {
    throw new ConsiliumError('database-plaintext');
  }
}

function unlock(driver: SqliteDriver, key: Uint8Array): void {
  driver.pragma("cipher = 'sqlcipher'");
  driver.pragma('legacy = 4');
  // A Buffer, unlike a string of a pragma, can be wiped when it has been used.
  const rawKey = Buffer.from(`x'${Buffer.from(key).toString('hex')}'`, 'latin1');
  driver.key(rawKey);
  rawKey.fill(0);
  driver.prepare('SELECT count(*) FROM sqlite_master').get();
}

function configure(driver: SqliteDriver, readOnly: boolean): void {
  driver.defaultSafeIntegers(true);
  driver.pragma('foreign_keys = ON');
  driver.pragma('trusted_schema = OFF');
  driver.pragma('cell_size_check = ON');
  driver.pragma('temp_store = MEMORY');
  driver.pragma('mmap_size = 0');
  if (readOnly) return;
  driver.pragma('journal_mode = WAL');
  // FULL, not WAL's usual NORMAL: what was answered "committed" or "signed" must survive a loss of power.
  driver.pragma('synchronous = FULL');
  driver.pragma('secure_delete = ON');
}

const DRIVER_CODES: Readonly<Record<string, string>> = {
  SQLITE_NOTADB: 'database-key-wrong',
  SQLITE_CORRUPT: 'database-corrupt',
  SQLITE_BUSY: 'database-busy',
  SQLITE_FULL: 'storage-full',
  // The shared index of the write-ahead log could not grow.
  SQLITE_IOERR_SHMSIZE: 'storage-full',
  SQLITE_READONLY: 'database-read-only',
  SQLITE_CANTOPEN: 'database-io',
  SQLITE_IOERR: 'database-io',
};

/** Gives the driver's failures the project's codes; constraint failures stay what they are: bugs. */
function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SqliteDriver.SqliteError)) throw error;
    const primary = /^SQLITE_[A-Z]+/.exec(error.code)?.[0] ?? error.code;
    const code = DRIVER_CODES[error.code] ?? DRIVER_CODES[primary];
    throw code === undefined ? error : new ConsiliumError(code, { sqlite: error.code }, { cause: error });
  }
}
