/** Imported files as they lie in an opened history: kept beside the documents that were read from them. */
import { toHex } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import { originalIn } from '../../../records/import/originals.ts';
import { objectAt, parseJson, textAt, type JsonObject } from '../../../records/json.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { Chart } from '../../api/visits.ts';
import type { OpenedDocument, OpenedHistory, OpenedStatement } from '../visits/history.ts';

/** The titles that records/import/originals.ts gives; whoever bears one is looked at closer. */
const TITLE = 'Original file of an import';

const known = new WeakMap<OpenedDocument, boolean>();

/** Whether a document keeps the bytes of a file, and is none for reading. */
export function isOriginal(document: OpenedDocument): boolean {
  // An imported document may bear any title; only one with the bytes in it is taken out of the chart.
  if (!document.reading.title.en.includes(TITLE)) return false;
  const before = known.get(document);
  if (before !== undefined) return before;
  const found = originalOf(document) !== null;
  known.set(document, found);
  return found;
}

/** The first document of each file; a large one has several. */
export function listOriginals(history: OpenedHistory): Chart['originals'] {
  return history.statements.flatMap((statement) =>
    statement.documents.flatMap((document, leaf) => {
      const original = isOriginal(document) ? originalOf(document) : null;
      if (original === null || original['part'] !== 0) return [];
      return [{ statement: toHex(statement.listed.hash), leaf, name: textAt(original, 'name') ?? '' }];
    }),
  );
}

/** The bytes of a file, put together again. Errors: `document-unknown`, `original-incomplete` {parts, found}. */
export function originalFile(
  statement: OpenedStatement | undefined,
  { leaf }: Pick<ArgsOf<'visit/original'>, 'leaf'>,
): ResultOf<'visit/original'> {
  const documents = statement?.documents ?? [];
  const first = documents[leaf];
  const original = first === undefined || !isOriginal(first) ? null : originalOf(first);
  if (original === null) throw new ConsiliumError('document-unknown');
  // The parts of a large file follow each other.
  const chunks = documents.slice(leaf, leaf + Math.max(1, Number(original['parts']) || 1));
  const file = originalIn(chunks.map(({ parts }) => parts.identity.bytes));
  if (file === null) throw new ConsiliumError('document-unknown');
  return { name: file.name, bytes: new Uint8Array(file.bytes) };
}

function originalOf({ parts }: OpenedDocument): JsonObject | null {
  return objectAt(parseJson(parts.identity.bytes), 'original');
}
