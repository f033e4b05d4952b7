/** Finds documents of a chart in whichever language they were written. */
import { toHex } from '../../../crypto/bytes.ts';
import { diagnosisIndex } from '../../../records/terminology/diagnoses.ts';
import { recordMatcher, recordText, type RecordText } from '../../../records/terminology/recordSearch.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { isOriginal } from '../imports/originals.ts';
import { openChart } from './chart.ts';
import type { OpenedDocument } from './history.ts';
import { epochKeyOf } from './visitContext.ts';
import type { VisitWork } from './work.ts';

/** Made when a document is first searched; gone with the opened history. */
const texts = new WeakMap<OpenedDocument, RecordText>();

/**
 * The documents that answer a query, in the order of the ledger; an empty one finds all.
 * @throws ConsiliumError `visit-unknown`, `visit-over`
 */
export async function searchChart(
  work: VisitWork,
  { visit, query }: ArgsOf<'chart/search'>,
): Promise<ResultOf<'chart/search'>> {
  const { statements } = await openChart(work, epochKeyOf(visit));
  const matches = recordMatcher(diagnosisIndex(), query);
  return statements.flatMap(({ listed, documents }) =>
    documents.flatMap((document, leaf) =>
      !isOriginal(document) && matches(textOf(document)) ? [{ statement: toHex(listed.hash), leaf }] : [],
    ),
  );
}

function textOf(document: OpenedDocument): RecordText {
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = recordText(document.reading, document.parts.clinical.bytes);
  texts.set(document, text);
  return text;
}
