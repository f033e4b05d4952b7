import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/replica/database.ts';
import { migrate } from '../../../src/replica/migrations.ts';
import { librarySchema } from '../../../src/replica/migrations/library/index.ts';
import { queryPlan, temporaryFolder, testKey } from '../support/temporary.ts';

it('migration 10 of the library lists a case once, holds a text only where it is held, and finds what is due', () => {
  const database = openDatabase({ path: join(temporaryFolder(), 'library.db'), key: testKey() });
  onTestFinished(() => database.close());
  expect(migrate(database, librarySchema)).toEqual([10]);
  expect(migrate(database, librarySchema)).toEqual([]);
  expect(
    queryPlan(database, "SELECT id FROM library_cases WHERE state = 'due' AND id > ? ORDER BY id"),
  ).toContain('library_cases_by_state');
  const insert = (name: string, state: string, document: string): void =>
    database.execute(`INSERT INTO library_cases (name, state, published, completeness, facets, document)
      VALUES ('${name.repeat(64)}', '${state}', 0, 0, '{}', ${document})`);
  insert('a', 'due', 'NULL');
  expect(() => insert('a', 'due', 'NULL')).toThrow('UNIQUE constraint failed');
  expect(() => insert('b', 'due', "x'00'")).toThrow('CHECK constraint failed');
  expect(() => insert('b', 'held', 'NULL')).toThrow('CHECK constraint failed');
  expect(() => insert('b', 'other', 'NULL')).toThrow('CHECK constraint failed');
});
