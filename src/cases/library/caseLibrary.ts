/**
 * The shared cases that one doctor may open, on this machine: what the ledger says of each, its text once it was fetched,
 * and the search index over both. One encrypted file beside the desk, in no backup: all of it can be had again.
 *
 * Invariants
 *   1. What is dropped is gone from the rows, from the words of the index and from the write-ahead log.
 *   2. A case is listed once, and its text is held only as it was verified by whoever calls {@link CaseLibrary.hold}.
 */
import { ConsiliumError } from '../../errors.ts';
import { openDatabase, type Database, type Row } from '../../replica/database.ts';
import { migrate } from '../../replica/migrations.ts';
import { librarySchema } from '../../replica/migrations/library/index.ts';
import { bytes, integer, orNull, text } from '../../replica/rows.ts';
import type { FacetValues } from '../search/facetNames.ts';
import { decodeFacetValues, type Condition } from '../search/facets.ts';
import { caseSearch, type CaseSearch } from '../search/search.ts';
import { openSearchIndex, type SearchDocument, type SearchIndex } from '../search/searchIndex.ts';
import type { CountedCase } from '../search/statistics.ts';

/** What the ledger says of a case. */
export interface ListedCase {
  /** Hex. */
  readonly name: string;
  /** ICD-10, as far as it is told. */
  readonly codes: readonly string[];
  readonly facets: FacetValues;
  /** ms. */
  readonly published: number;
  readonly completeness: number;
}

/** A case's document, with or without its images. */
export interface HeldDocument {
  readonly document: Uint8Array;
  /** Whether all its images are in it. */
  readonly isWhole: boolean;
}

/** What its payload says. */
export interface HeldText extends HeldDocument {
  readonly searched: Pick<SearchDocument, 'title' | 'diagnosis' | 'text'>;
  /** Facets that only the text has. */
  readonly facets: FacetValues;
}

export type SortOrder = 'newest' | 'completeness';

const ORDER: Readonly<Record<SortOrder, string>> = {
  newest: 'c.published DESC, c.id DESC',
  completeness: 'c.completeness DESC, c.published DESC, c.id DESC',
};
/** The last height whose cases are listed and whose withdrawals are followed. */
const HEIGHT = 'height';

/**
 * Opens the library, making the file if there is none.
 * @param key 32 bytes
 * @throws ConsiliumError as openDatabase and migrate; whoever calls may delete the file then, and open it again
 */
export function openCaseLibrary(path: string, key: Uint8Array): CaseLibrary {
  const database = openDatabase({ path, key });
  try {
    migrate(database, librarySchema);
    return new CaseLibrary(database, openSearchIndex(database));
  } catch (error) {
    database.close();
    throw error;
  }
}

export class CaseLibrary {
  readonly index: SearchIndex;
  readonly search: CaseSearch;
  readonly #database: Database;

  constructor(database: Database, index: SearchIndex) {
    this.#database = database;
    this.index = index;
    this.search = caseSearch(index);
  }

  /** Up to which height it follows the ledger. */
  get height(): number {
    const row = this.#database.prepare('SELECT value FROM library_meta WHERE name = ?').get(HEIGHT);
    return row === undefined ? 0 : integer(row, 'value');
  }

  /** Lists what blocks up to `height` published; a case that is known stays as it is. */
  list(cases: readonly ListedCase[], height: number): void {
    const insert = this.#database.prepare(`
      INSERT INTO library_cases (name, state, published, completeness, facets)
      VALUES (?, 'due', ?, ?, ?) ON CONFLICT (name) DO NOTHING`);
    this.#database.lazily(() => {
      const added = cases.filter(
        ({ name, published, completeness, facets }) =>
          insert.run(name, published, completeness, JSON.stringify(facets)).changes > 0,
      );
      this.index.add(added.map((one) => ({ ...one, id: one.name, title: '', diagnosis: '', text: '' })));
      this.#setHeight(height);
    });
  }

  /** Drops cases that were withdrawn; those that it does not know are no matter. Invariant 1. */
  drop(names: readonly string[]): void {
    const known = names.filter((name) => this.#row(name) !== null);
    if (known.length === 0) return;
    this.#database.immediate(() => {
      for (const name of known) {
        this.index.remove(name);
        this.#database.prepare('DELETE FROM library_cases WHERE name = ?').run(name);
        this.#database.prepare('DELETE FROM library_opened WHERE name = ?').run(name);
      }
    });
    this.index.forget();
  }

  /** The oldest cases after `after` whose text is still to be fetched. */
  due(after: number, limit: number): readonly { readonly id: number; readonly name: string }[] {
    return this.#database
      .prepare("SELECT id, name FROM library_cases WHERE state = 'due' AND id > ? ORDER BY id LIMIT ?")
      .all(after, limit)
      .map((row) => ({ id: integer(row, 'id'), name: text(row, 'name') }));
  }

  /** Keeps the verified text of a listed case, and indexes it. */
  hold(name: string, { document, facets, isWhole, searched }: HeldText): void {
    const row = this.#row(name);
    if (row === null) return;
    const all = { ...facetsIn(row), ...facets };
    const { codes } = this.index.documentById(name) ?? { codes: [] };
    this.#database.lazily(() => {
      this.#database
        .prepare(
          "UPDATE library_cases SET state = 'held', document = ?, whole = ?, facets = ? WHERE name = ?",
        )
        .run(document, isWhole ? 1 : 0, JSON.stringify(all), name);
      this.index.add([{ ...searched, id: name, codes, facets: all }]);
    });
  }

  /** What the node gave of it is not what the ledger has: it stays listed, without a text. */
  refuse(name: string): void {
    this.#database
      .prepare("UPDATE library_cases SET state = 'refused' WHERE name = ? AND state = 'due'")
      .run(name);
  }

  /** At the next beginning it is asked for again. */
  retryRefused(): void {
    this.#database.execute("UPDATE library_cases SET state = 'due' WHERE state = 'refused'");
  }

  /** As it was decrypted; null when it is not here. */
  document(name: string): HeldDocument | null {
    const row = this.#row(name);
    const document = row === null ? null : orNull(bytes, row, 'document');
    return row === null || document === null ? null : { document, isWhole: integer(row, 'whole') === 1 };
  }

  /** How many cases are listed, and of how many the text is here. */
  counts(): { readonly listed: number; readonly held: number } {
    const row = this.#database
      .prepare("SELECT count(*) AS listed, count(*) FILTER (WHERE state = 'held') AS held FROM library_cases")
      .get();
    return row === undefined
      ? { listed: 0, held: 0 }
      : { listed: integer(row, 'listed'), held: integer(row, 'held') };
  }

  /** How many cases a selection of the index has. */
  countIn({ bound, sql }: Condition): number {
    const row = this.#database.prepare(`SELECT count(*) AS n FROM (${sql})`).get(...bound);
    return row === undefined ? 0 : integer(row, 'n');
  }

  /** Names of a selection's cases in an order of their own. */
  ordered(
    { bound, sql }: Condition,
    { sort, limit, offset }: { readonly sort: SortOrder; readonly limit: number; readonly offset: number },
  ): readonly string[] {
    return this.#database
      .prepare(
        `SELECT c.name FROM (${sql}) AS chosen JOIN search_document AS d ON d.row = chosen.row
         JOIN library_cases AS c ON c.name = d.id ORDER BY ${ORDER[sort]} LIMIT ? OFFSET ?`,
      )
      .all(...bound, limit, offset)
      .map((row) => text(row, 'name'));
  }

  /** All cases as statistics see them. */
  counted(): readonly CountedCase[] {
    return this.#database
      .prepare('SELECT name, facets FROM library_cases ORDER BY id')
      .all()
      .map((row) => ({ id: text(row, 'name'), facets: facetsIn(row) }));
  }

  /** A case was read, and its node is still to be told. */
  noteOpened(name: string): void {
    this.#database
      .prepare('INSERT INTO library_opened (name) VALUES (?) ON CONFLICT (name) DO NOTHING')
      .run(name);
  }

  untold(): readonly string[] {
    return this.#database
      .prepare('SELECT name FROM library_opened ORDER BY id')
      .all()
      .map((row) => text(row, 'name'));
  }

  told(name: string): void {
    this.#database.prepare('DELETE FROM library_opened WHERE name = ?').run(name);
  }

  close(): void {
    this.#database.close();
  }

  #row(name: string): Row | null {
    return (
      this.#database.prepare('SELECT facets, document, whole FROM library_cases WHERE name = ?').get(name) ??
      null
    );
  }

  #setHeight(height: number): void {
    this.#database
      .prepare(
        'INSERT INTO library_meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      )
      .run(HEIGHT, height);
  }
}

/** Errors: `database-corrupt`. */
function facetsIn(row: Row): FacetValues {
  const facets = decodeFacetValues(text(row, 'facets'));
  if (facets === null) throw new ConsiliumError('database-corrupt', { library: 'facets' });
  return facets;
}
