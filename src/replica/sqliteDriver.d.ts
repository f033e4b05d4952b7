/**
 * The members of the SQLite driver that database.ts uses. The driver's own declarations are not reachable
 * through its `exports` map.
 */
declare module 'better-sqlite3-multiple-ciphers' {
  class SqliteError extends Error {
    readonly code: string;
  }

  interface RunResult {
    readonly changes: number;
    readonly lastInsertRowid: number | bigint;
  }

  interface Statement {
    run(...parameters: readonly SqlValue[]): RunResult;
    get(...parameters: readonly SqlValue[]): Record<string, SqlValue> | undefined;
    all(...parameters: readonly SqlValue[]): Record<string, SqlValue>[];
    iterate(...parameters: readonly SqlValue[]): IterableIterator<Record<string, SqlValue>>;
  }

  type SqlValue = null | bigint | number | string | Uint8Array;

  class SqliteDriver {
    static readonly SqliteError: typeof SqliteError;
    constructor(path: string, options: { readonly readonly: boolean; readonly fileMustExist: boolean });
    readonly open: boolean;
    readonly inTransaction: boolean;
    prepare(sql: string): Statement;
    exec(sql: string): this;
    transaction(work: () => void): { immediate(): void; deferred(): void };
    pragma(source: string, options?: { readonly simple: boolean }): unknown;
    key(key: Uint8Array): number;
    defaultSafeIntegers(on: boolean): this;
    close(): this;
  }

  namespace SqliteDriver {
    type Driver = SqliteDriver;
    type Query = Statement;
  }

  export default SqliteDriver;
}
