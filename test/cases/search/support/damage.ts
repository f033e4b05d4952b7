import SqliteDriver from 'better-sqlite3-multiple-ciphers';

/** Overwrites what FTS5 keeps of every word, which SQLite lets nobody do but by force. */
export function damageIndex(path: string, key: Uint8Array): void {
  const driver = new SqliteDriver(path, { readonly: false, fileMustExist: true });
  driver.pragma("cipher = 'sqlcipher'");
  driver.pragma('legacy = 4');
  driver.key(Buffer.from(`x'${Buffer.from(key).toString('hex')}'`));
  (driver as unknown as { unsafeMode(on: boolean): void }).unsafeMode(true);
  driver.exec("UPDATE search_fts_data SET block = x'00112233' WHERE id > 10");
  driver.close();
}
