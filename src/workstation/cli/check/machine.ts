/** What every installation needs of its machine: the right Node, and a database that encrypts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode } from '../../../errors.ts';
import { error, ok, type Found } from './finding.ts';

export const NEEDED_NODE = 24;

export function nodeVersion(version: string = process.versions.node): Found {
  const isNew = Number(version.split('.')[0]) >= NEEDED_NODE;
  const detail = { found: version, needed: NEEDED_NODE };
  return isNew ? ok('node-version-ok', detail) : error('node-version-old', detail);
}

/** Makes an encrypted file and opens it again: what a driver without encryption, or for another Node, cannot do. */
export async function nativeModule(): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-check-'));
  try {
    const { openDatabase } = await import('../../../replica/database.ts');
    const options = { path: join(folder, 'check.db'), key: new Uint8Array(32).fill(7) };
    const made = openDatabase(options);
    made.execute('CREATE TABLE trial (value INTEGER) STRICT');
    made.close();
    openDatabase({ ...options, readOnly: true }).close();
    return ok('native-module-ok');
  } catch (cause) {
    return error('native-module-broken', { code: errorCode(cause), cause: reasonOf(cause) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first line of a loader's message names the library that is missing. */
function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.split('\n')[0] ?? '';
}
