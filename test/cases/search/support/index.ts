/** A search index in a file of its own, as the workstation has one in its database. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import {
  openSearchIndex,
  type SearchDocument,
  type SearchIndex,
} from '../../../../src/cases/search/searchIndex.ts';
import { openDatabase, type Database } from '../../../../src/replica/database.ts';

export const INDEX_KEY = new Uint8Array(32).fill(7);

export interface TestIndex {
  readonly index: SearchIndex;
  readonly database: Database;
  readonly path: string;
}

const opened: (() => void)[] = [];

afterAll(() => {
  for (const close of opened) close();
});

/** Ends with the test file. */
export function testIndex(documents: readonly SearchDocument[] = []): TestIndex {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-search-'));
  const path = join(folder, 'index');
  const database = openDatabase({ path, key: INDEX_KEY });
  opened.push(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const index = openSearchIndex(database);
  if (documents.length > 0) index.addMany(documents);
  return { index, database, path };
}

/** A document that is its text alone. */
export function textDocument(id: string, text: string): SearchDocument {
  return { id, title: '', diagnosis: '', text, codes: [] };
}
