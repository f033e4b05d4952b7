/**
 * The full-text index over shared cases: tables in an encrypted database of src/replica.
 *
 * `search_document` holds the texts, `search_fts` (FTS5, contentless) the tokens that tokenize.ts makes of them, by the
 * fields of {@link FIELDS}; beside them the concepts that a document names, and its single Chinese characters. Everything but the texts can be made
 * again from them, and is when the tokenizer or the table of concepts is another one, or when the index is found
 * damaged.
 *
 * Removing a document removes its words from the pages of the index (`secure-delete` of FTS5, `secure_delete` of
 * SQLite), and {@link SearchIndex.forget} from the write-ahead log.
 */
import { ConsiliumError, isConsiliumError } from '../../errors.ts';
import type { Database, SqlValue } from '../../replica/database.ts';
import { integer, text } from '../../replica/rows.ts';
import { medicalConcepts, type Concepts } from './concepts.ts';
import type { Facet, FacetValues } from './facetNames.ts';
import {
  chosenRows,
  countFacets,
  FACET_TABLES,
  facetsOfCodes,
  insertFacets,
  removeFacets,
  type Condition,
  type FacetCount,
} from './facets.ts';
import { charactersOf, cut } from './tokenize.ts';

/** What is searched of a case. */
export interface SearchDocument {
  readonly id: string;
  readonly title: string;
  readonly diagnosis: string;
  readonly text: string;
  /** ICD-10. */
  readonly codes: readonly string[];
  /** What the case is narrowed by, beside its codes. */
  readonly facets?: FacetValues;
}

/** Columns of the index in their order. */
export const FIELDS = ['title', 'diagnosis', 'body', 'concepts', 'characters'] as const;

/** A document as the index gives it back, with its place in the index. */
export interface StoredDocument extends Omit<SearchDocument, 'facets'> {
  readonly row: number;
  /** Tokens of the concepts that it names, in their order. */
  readonly concepts: readonly string[];
}

export interface Candidate {
  readonly row: number;
  /** FTS5's own rank: the lower, the better. */
  readonly rank: number;
}

/** Another one of any of these makes another index of the same texts. */
const FORMAT = 1;
interface Writing {
  /** Bytes of postings that FTS5 gathers before it writes a segment: its own 1 MB makes many small ones. */
  readonly hashsize: bigint;
  /** Segments of a size that are merged into one. */
  readonly automerge: bigint;
  /** KiB of pages that SQLite keeps decrypted. */
  readonly cache: number;
}

const MANY: Writing = { hashsize: 33_554_432n, automerge: 16n, cache: 65_536 };
/** What FTS5 and SQLite do by themselves. */
const FEW: Writing = { hashsize: 1_048_576n, automerge: 4n, cache: 2_000 };

const TABLES = `
  CREATE TABLE IF NOT EXISTS search_meta (name TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS search_document (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, diagnosis TEXT NOT NULL,
    body TEXT NOT NULL, codes TEXT NOT NULL, concepts TEXT NOT NULL, tokens INTEGER NOT NULL
  );`;
const FTS = `
  DROP TABLE IF EXISTS search_terms;
  DROP TABLE IF EXISTS search_fts;
  CREATE VIRTUAL TABLE search_fts USING fts5(
    ${FIELDS.join(', ')}, content = '', tokenize = "ascii tokenchars '.'"
  );
  INSERT INTO search_fts (search_fts, rank) VALUES ('secure-delete', 1);
  CREATE VIRTUAL TABLE search_terms USING fts5vocab(search_fts, 'row');`;
const DOCUMENT = 'row, id, title, diagnosis, body, codes, concepts';

/** Opens the index in `database`, making its tables or making it anew where it is of another format. */
export function openSearchIndex(database: Database, concepts: Concepts = medicalConcepts()): SearchIndex {
  const index = new SearchIndex(database, concepts);
  index.prepare();
  return index;
}

export class SearchIndex {
  readonly #database: Database;
  readonly concepts: Concepts;
  readonly #frequencies = new Map<string, number>();
  #counts: { readonly documents: number; readonly tokens: number } | null = null;

  constructor(database: Database, concepts: Concepts) {
    this.#database = database;
    this.concepts = concepts;
  }

  /** Makes the tables, or the index anew from its texts when another program made it. */
  prepare(): void {
    this.#database.execute(TABLES);
    this.#database.execute(FACET_TABLES);
    if (this.#meta('format') !== this.#format()) this.rebuild();
  }

  /** Adds documents in one transaction; one whose id is known takes the place of the older. */
  add(documents: Iterable<SearchDocument>): void {
    this.#changing(() => {
      for (const document of documents) {
        this.#removeOne(document.id);
        this.#insert(document);
      }
    });
  }

  /** As {@link add} for many at once: fewer and larger segments, and not waiting for the disk. */
  addMany(documents: Iterable<SearchDocument>): void {
    this.#prepareFor(MANY);
    try {
      this.#database.lazily(() => this.add(documents));
    } finally {
      this.#prepareFor(FEW);
    }
  }

  /** Tells whether there was one. Call {@link forget} when its words must not outlive it in the log either. */
  remove(id: string): boolean {
    let isRemoved = false;
    this.#changing(() => {
      isRemoved = this.#removeOne(id);
    });
    return isRemoved;
  }

  /** Empties the write-ahead log; false while somebody else reads, so that it has to be called again. */
  forget(): boolean {
    return this.#database.checkpoint();
  }

  /** Makes the index anew from the texts. */
  rebuild(): void {
    this.#database.immediate(() => {
      this.#database.execute(FTS);
      const { rows, tokens } = this.#reindex();
      this.#setMeta('documents', rows);
      this.#setMeta('tokens', tokens);
      this.#setMeta('format', this.#format());
    });
    this.#forgetCounts();
  }

  /**
   * Runs a search; where the index proves damaged it is made anew from the texts, and the search run again.
   * Errors: `database-corrupt` where the texts are damaged too.
   */
  mending<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (!isConsiliumError(error, 'database-corrupt') || this.#database.readOnly) throw error;
      this.rebuild();
      return work();
    }
  }

  /** Checks every page of the index against itself. Errors: `database-corrupt`. */
  check(): void {
    this.#database.execute("INSERT INTO search_fts (search_fts) VALUES ('integrity-check')");
  }

  get documentCount(): number {
    return this.#counted().documents;
  }

  /** Tokens of a document in the mean. */
  get meanLength(): number {
    const { documents, tokens } = this.#counted();
    return documents === 0 ? 1 : Math.max(1, tokens / documents);
  }

  /** In how many documents a token stands. */
  frequency(token: string): number {
    const known = this.#frequencies.get(token);
    if (known !== undefined) return known;
    const row = this.#database.prepare('SELECT doc FROM search_terms WHERE term = ?').get(token);
    const count = row === undefined ? 0 : integer(row, 'doc');
    this.#frequencies.set(token, count);
    return count;
  }

  /**
   * The best `limit` documents by FTS5's ranking. `expression` is FTS5's language: made of tokens alone, each in
   * quotation marks, never of what somebody typed. `weights` are of {@link FIELDS}.
   */
  candidates(
    expression: string,
    weights: readonly number[],
    limit: number,
    chosen: FacetValues = {},
  ): readonly Candidate[] {
    const rank = `bm25(${weights.map((weight) => weight.toFixed(3)).join(', ')})`;
    const { bound, sql } = narrowed(chosen);
    return this.#database
      .prepare(
        `SELECT rowid AS row, rank FROM search_fts WHERE search_fts MATCH ? AND rank MATCH ?${sql} ORDER BY rank LIMIT ?`,
      )
      .all(expression, rank, ...bound, limit)
      .map((row) => ({ row: integer(row, 'row'), rank: Number(row['rank']) }));
  }

  /** Rows of documents that match, the newest first and unranked. */
  matches(expression: string, limit: number, chosen: FacetValues = {}): readonly number[] {
    const { bound, sql } = narrowed(chosen);
    return this.#database
      .prepare(
        `SELECT rowid AS row FROM search_fts WHERE search_fts MATCH ?${sql} ORDER BY rowid DESC LIMIT ?`,
      )
      .all(expression, ...bound, limit)
      .map((row) => integer(row, 'row'));
  }

  /** The rows that match and have the chosen values, as a statement; `expression` is as for {@link facets}. */
  selection(expression: string | null, chosen: FacetValues): Condition {
    const { bound, sql } = narrowed(chosen, expression === null ? 'row' : undefined);
    return expression === null
      ? { sql: `SELECT row FROM search_document WHERE true${sql}`, bound }
      : {
          sql: `SELECT rowid AS row FROM search_fts WHERE search_fts MATCH ?${sql}`,
          bound: [expression, ...bound],
        };
  }

  /** Rows that have the chosen values, the newest first. */
  browse(chosen: FacetValues, limit: number): readonly number[] {
    const { bound, sql } = narrowed(chosen, 'row');
    return this.#database
      .prepare(`SELECT row FROM search_document WHERE true${sql} ORDER BY row DESC LIMIT ?`)
      .all(...bound, limit)
      .map((row) => integer(row, 'row'));
  }

  /** How many cases each value would leave. `expression` is as for {@link candidates}; null for all cases. */
  facets(
    chosen: FacetValues,
    expression: string | null = null,
  ): Readonly<Record<Facet, readonly FacetCount[]>> {
    const within =
      expression === null
        ? null
        : { sql: 'SELECT rowid AS row FROM search_fts WHERE search_fts MATCH ?', bound: [expression] };
    return countFacets(this.#database, chosen, within);
  }

  /** Errors: `database-corrupt` when the index names a document that is not there. */
  document(row: number): StoredDocument {
    const found = this.#database.prepare(`SELECT ${DOCUMENT} FROM search_document WHERE row = ?`).get(row);
    if (found === undefined) throw new ConsiliumError('database-corrupt', { searchRow: row });
    return storedDocument(found);
  }

  documentById(id: string): StoredDocument | null {
    const found = this.#database.prepare(`SELECT ${DOCUMENT} FROM search_document WHERE id = ?`).get(id);
    return found === undefined ? null : storedDocument(found);
  }

  #changing(work: () => void): void {
    this.#forgetCounts();
    try {
      this.#database.immediate(work);
    } finally {
      this.#forgetCounts();
    }
  }

  #insert(document: SearchDocument): void {
    const columns = this.#columnsOf(document);
    const { rowid } = this.#database
      .prepare(
        'INSERT INTO search_document (id, title, diagnosis, body, codes, concepts, tokens) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        document.id,
        document.title,
        document.diagnosis,
        document.text,
        document.codes.join(' '),
        columns.concepts,
        columns.tokens,
      );
    this.#insertTokens(rowid, columns.values);
    insertFacets(this.#database, rowid, {
      ...document.facets,
      ...(document.codes.length > 0 && facetsOfCodes(document.codes)),
    });
    this.#count(1, columns.tokens);
  }

  #insertTokens(row: number, values: readonly string[]): void {
    this.#database
      .prepare(`INSERT INTO search_fts (rowid, ${FIELDS.join(', ')}) VALUES (?, ?, ?, ?, ?, ?)`)
      .run(row, ...values);
  }

  #removeOne(id: string): boolean {
    const stored = this.documentById(id);
    if (stored === null) return false;
    const { tokens, values } = this.#columnsOf(stored);
    this.#database
      .prepare(
        `INSERT INTO search_fts (search_fts, rowid, ${FIELDS.join(', ')}) VALUES ('delete', ?, ?, ?, ?, ?, ?)`,
      )
      .run(stored.row, ...values);
    this.#database.prepare('DELETE FROM search_document WHERE row = ?').run(stored.row);
    removeFacets(this.#database, stored.row);
    this.#count(-1, -tokens);
    return true;
  }

  #reindex(): { readonly rows: number; readonly tokens: number } {
    let rows = 0;
    let sum = 0;
    let last = 0;
    const next = this.#database.prepare(
      `SELECT ${DOCUMENT} FROM search_document WHERE row > ? ORDER BY row LIMIT 1`,
    );
    for (let found = next.get(last); found !== undefined; found = next.get(last)) {
      const stored = storedDocument(found);
      const { concepts, tokens, values } = this.#columnsOf(stored);
      this.#insertTokens(stored.row, values);
      this.#database
        .prepare('UPDATE search_document SET concepts = ?, tokens = ? WHERE row = ?')
        .run(concepts, tokens, stored.row);
      last = stored.row;
      rows += 1;
      sum += tokens;
    }
    return { rows, tokens: sum };
  }

  /** What FTS5 is given of a document, and how many tokens that is. */
  #columnsOf(document: SearchDocument): Columns {
    const fields = [document.title, document.diagnosis, document.text].map(cut);
    const mentioned = [
      ...document.codes.flatMap((code) => this.concepts.codeTokens(code)),
      ...fields.flatMap((field) =>
        this.concepts.mentions(field).map(({ concept }) => this.concepts.token(concept)),
      ),
    ];
    const concepts = mentioned.join(' ');
    const characters = charactersOf(fields.map(({ folded }) => folded.text).join(' '));
    return {
      values: [...fields.map(({ texts }) => texts.join(' ')), concepts, [...characters].join(' ')],
      concepts,
      tokens: fields.reduce((sum, { texts }) => sum + texts.length, 0),
    };
  }

  #count(documents: number, tokens: number): void {
    const update = this.#database.prepare('UPDATE search_meta SET value = value + ? WHERE name = ?');
    update.run(documents, 'documents');
    update.run(tokens, 'tokens');
  }

  #counted(): { readonly documents: number; readonly tokens: number } {
    this.#counts ??= { documents: this.#meta('documents') ?? 0, tokens: this.#meta('tokens') ?? 0 };
    return this.#counts;
  }

  #forgetCounts(): void {
    this.#counts = null;
    this.#frequencies.clear();
  }

  #format(): number {
    return FORMAT * 1_000_000 + this.concepts.version;
  }

  #meta(name: string): number | null {
    const row = this.#database.prepare('SELECT value FROM search_meta WHERE name = ?').get(name);
    return row === undefined ? null : integer(row, 'value');
  }

  #setMeta(name: string, value: number): void {
    this.#database
      .prepare(
        'INSERT INTO search_meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      )
      .run(name, value);
  }

  #prepareFor({ automerge, cache, hashsize }: Writing): void {
    // As integers: FTS5 takes no other.
    const set = this.#database.prepare('INSERT INTO search_fts (search_fts, rank) VALUES (?, ?)');
    set.run('hashsize', hashsize);
    set.run('automerge', automerge);
    this.#database.execute(`PRAGMA cache_size = -${String(cache)}`);
  }
}

/** The sign keeps SQLite from asking FTS5 for one row after the other. */
function narrowed(chosen: FacetValues, column = '+rowid'): Condition {
  const rows = chosenRows(chosen);
  return rows === null
    ? { sql: '', bound: [] }
    : { sql: ` AND ${column} IN (${rows.sql})`, bound: rows.bound };
}

interface Columns {
  readonly values: readonly string[];
  readonly concepts: string;
  readonly tokens: number;
}

function storedDocument(row: Readonly<Record<string, SqlValue>>): StoredDocument {
  return {
    row: integer(row, 'row'),
    id: text(row, 'id'),
    title: text(row, 'title'),
    diagnosis: text(row, 'diagnosis'),
    text: text(row, 'body'),
    codes: list(text(row, 'codes')),
    concepts: list(text(row, 'concepts')),
  };
}

function list(words: string): readonly string[] {
  return words === '' ? [] : words.split(' ');
}
