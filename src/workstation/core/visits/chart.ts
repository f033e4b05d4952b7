/** The chart of an open visit: everything that stands before it, opened here once and kept while the visit lasts. */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { toStatementHash, type EpochKey } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { Desk } from '../../../replica/desk/desk.ts';
import { partsName } from '../../../replica/desk/visits.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { Chart, DocumentView } from '../../api/visits.ts';
import { listOriginals, originalFile } from '../imports/originals.ts';
import { chartTables } from './chartTables.ts';
import { bannerOf, documentSummaries, documentView, unavailableView } from './documents.ts';
import { demandStanding } from './erased.ts';
import { openHistory } from './formerHistory.ts';
import { epochProof, type OpenedHistory, type OpenedStatement, type PartsCache } from './history.ts';
import { endOverdueVisits } from './overdue.ts';
import { epochKeyOf, visitContext } from './visitContext.ts';

import type { VisitWork } from './work.ts';

/**
 * The chart. Statements that could not be opened are listed with why; with the node away these are the ones that
 * were not read earlier in the visit.
 * @throws ConsiliumError `visit-unknown`, `visit-over`
 */
export async function visitChart(work: VisitWork, visit: EpochKey): Promise<Chart> {
  await work.ledger.catchUp();
  endOverdueVisits(work);
  const history = await openChart(work, visit);
  return {
    visit: toHex(visit),
    banner: bannerOf(history, work.context.ports.clock),
    documents: documentSummaries(work.ledger.replica.store, history),
    originals: listOriginals(history),
    ...chartTables(history, work.context.ports.clock.now()),
    unavailable: history.unavailable.map((item) => unavailableView(work.ledger.replica.store, item)),
  };
}

/** One document of the chart, as it was opened. Errors: `document-unknown`, `visit-unknown`, `visit-over`, `statement-erased`. */
export async function chartDocument(
  work: VisitWork,
  of: { readonly visit: string; readonly statement: string; readonly leaf: number },
): Promise<DocumentView> {
  await statementOf(work, of);
  return documentView(work.ledger.replica.store, work.opened(epochKeyOf(of.visit)), of);
}

/** A file that was imported into the record, as it came. Errors: as {@link chartDocument}; `original-incomplete`. */
export async function chartOriginal(
  work: VisitWork,
  of: ArgsOf<'visit/original'>,
): Promise<ResultOf<'visit/original'>> {
  return originalFile(await statementOf(work, of), of);
}

/** A statement of the chart, opened. Errors: as {@link chartDocument}. */
export async function statementOf(
  work: VisitWork,
  of: { readonly visit: string; readonly statement: string },
): Promise<OpenedStatement> {
  const visit = epochKeyOf(of.visit);
  visitContext(work, visit);
  demandStanding(work.ledger.replica.store, of.statement);
  if (!work.opened(visit).has(of.statement)) await openChart(work, visit);
  const statement = work.opened(visit).get(of.statement);
  if (statement === undefined) throw unopened(of.statement);
  return statement;
}

/** Opens the history of a visit, from memory, from the desk, or from the node. */
export async function openChart(work: VisitWork, visit: EpochKey): Promise<OpenedHistory> {
  const { card, keys } = visitContext(work, visit);
  const { node, replica } = work.ledger;
  const [current] = keys.slice(-1).map(epochProof);
  if (current === undefined) throw new ConsiliumError('visit-unknown');
  return openHistory({
    store: replica.store,
    node,
    root: card.root,
    keys,
    envelopes: (epochs, roots) =>
      roots.length > 1
        ? node.former({ roots, current, epochs })
        : node.history({ root: card.root, current, epochs }),
    cache: visitCache(work.session.desk, visit),
    known: work.opened(visit),
  });
}

/** The history as far as it is at hand; does not ask the node. */
export async function chartAtHand(work: VisitWork, visit: EpochKey): Promise<OpenedHistory> {
  const { card, keys } = visitContext(work, visit);
  return openHistory({
    store: work.ledger.replica.store,
    node: work.ledger.node,
    root: card.root,
    keys,
    envelopes: () => Promise.resolve([]),
    cache: visitCache(work.session.desk, visit),
    known: work.opened(visit),
  });
}

/** Parts in the desk, sealed under the visit's key. */
function visitCache(desk: Desk, visit: EpochKey): PartsCache {
  return {
    get: (statement) => desk.visits.get(visit, partsName(statement)),
    put: (entries) =>
      // One transaction, so one wait for the disk, however long the history is.
      desk.atomically(() => {
        for (const { statement, parts } of entries) desk.visits.put(visit, partsName(statement), parts);
      }),
  };
}

function unopened(statement: string): ConsiliumError {
  return new ConsiliumError('document-unknown', { statement: toHex(toStatementHash(fromHex(statement))) });
}
