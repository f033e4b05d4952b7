/** `search --docs DOCS.jsonl --queries QUERIES.jsonl`: the search engine over the cases, over any texts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { THOROUGH } from '../../../cases/search/ranking.ts';
import { caseSearch } from '../../../cases/search/search.ts';
import { openSearchIndex, type SearchDocument, type SearchIndex } from '../../../cases/search/searchIndex.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { systemRandom } from '../../../node/random.ts';
import { openDatabase } from '../../../replica/database.ts';
import { jsonLines } from '../jsonLines.ts';

/** Documents of each query. */
const BEST = 50;
/** Documents that are indexed in one transaction. */
const AT_ONCE = 5_000;
const KEY_BYTES = 32;

/** A number is written back as a number; one beyond 2^53 could not be. */
const id = z.union([z.string(), z.number().refine(isExact)]);
const documentLine = z.object({ id, title: z.string().default(''), text: z.string() });
const queryLine = z.object({ id, query: z.string() });

/**
 * Prints a line a query, in the order of the queries. The index is an encrypted file of a folder of its own, whose key
 * ends with the process.
 * Errors: `usage-missing` {option}, `file-unreadable`, `line-malformed` {file, line, reason}, `storage-full`
 */
export async function search(invocation: Invocation): Promise<CommandResult> {
  const documents = required(invocation, 'docs');
  const queries = required(invocation, 'queries');
  const folder = mkdtempSync(join(tmpdir(), 'consilium-search-'));
  try {
    const database = openDatabase({ path: join(folder, 'index'), key: systemRandom(KEY_BYTES) });
    try {
      const index = openSearchIndex(database);
      addAll(index, documents);
      answer(index, queries, invocation);
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { value: null };
}

function answer(index: SearchIndex, queries: string, { io }: Invocation): void {
  const engine = caseSearch(index, THOROUGH);
  for (const query of jsonLines(queries, (value) => decode(queryLine, value))) {
    const ids = engine.search(query.query, BEST).map((found): unknown => JSON.parse(found.id));
    io.out(`${JSON.stringify({ id: query.id, ids })}\n`);
  }
}

function addAll(index: SearchIndex, file: string): void {
  const seen = new Set<string>();
  let batch: SearchDocument[] = [];
  const lines = jsonLines(file, (value) => {
    const document = documentOf(value);
    if (seen.has(document.id)) throw new ConsiliumError('id-repeated');
    seen.add(document.id);
    return document;
  });
  for (const document of lines) {
    batch.push(document);
    if (batch.length < AT_ONCE) continue;
    index.addMany(batch);
    batch = [];
  }
  index.addMany(batch);
}

/** The index knows an id as JSON: 7 and "7" are two. */
function documentOf(value: unknown): SearchDocument {
  const line = decode(documentLine, value);
  return { id: JSON.stringify(line.id), title: line.title, diagnosis: '', text: line.text, codes: [] };
}

function decode<Value>(shape: z.ZodType<Value>, value: unknown): Value {
  const decoded = shape.safeParse(value);
  if (decoded.success) return decoded.data;
  const [field = 'line'] = decoded.error.issues[0]?.path ?? [];
  throw new ConsiliumError(`${String(field)}-malformed`);
}

function isExact(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

function required(invocation: Invocation, name: string): string {
  const value = invocation.option(name);
  if (value === undefined) throw new ConsiliumError('usage-missing', { option: `--${name}` });
  return value;
}
