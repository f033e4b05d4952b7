/** Imports what a patient brings along: files of any format, one statement, one consent over its documents' root. */
import { fromUtf8, toHex, utf8 } from '../../../crypto/bytes.ts';
import type { EpochKey } from '../../../crypto/ids.ts';
import { importDataHash } from '../../../crypto/statementData.ts';
import { documentFingerprint } from '../../../records/import/readFile.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { assertBrings, planImport, type ImportPlan, type KnownPerson } from '../imports/plan.ts';
import { importProgress, readFiles, sealDocuments } from '../imports/readFiles.ts';
import { openChart } from './chart.ts';
import { bannerOf } from './documents.ts';
import { documentHash } from './prepare.ts';
import { recordEntry } from './recordEntry.ts';
import { slipFor } from './sign.ts';
import { settle } from './transactions.ts';
import { assertOpenOnLedger, epochKeyOf, keepNextCard, visitContext } from './visitContext.ts';
import type { VisitWork } from './work.ts';

/** Of what was imported under this visit: its documents are sealed to the next card, and are not in this chart. */
const IMPORTED = 'imported/';

/**
 * What an import of these files would bring; nothing is written.
 * @throws ConsiliumError `session-locked`, `visit-unknown`, `visit-over`
 */
export async function previewImport(
  work: VisitWork,
  { files, visit: visitHex = null, person = null }: ArgsOf<'import/preview'>,
): Promise<ResultOf<'import/preview'>> {
  const outcomes = await readFiles(work.context, files);
  const chart = visitHex === null ? NOTHING_KNOWN : await knownOf(work, epochKeyOf(visitHex));
  const plan = planImport(outcomes, {
    known: chart.known,
    person: chart.person ?? person,
    otherIdentity: visitHex === null,
  });
  return { files: plan.reports, documents: plan.documents };
}

/**
 * The importer attests what the source said and authors nothing: it stands under the visit alone, is opened by the
 * next card, and is not without the patient's consent. What is written to the outbox is sent, also after a kill; what
 * is not, was not imported.
 * @throws ConsiliumError those of {@link assertBrings}, `visit-opening`, `visit-over`, and those of the slip
 */
export async function importRecords(
  work: VisitWork,
  args: ArgsOf<'visit/import'>,
): Promise<ResultOf<'visit/import'>> {
  const visit = epochKeyOf(args.visit);
  visitContext(work, visit);
  assertOpenOnLedger(work, visit);
  // Read before the slip is opened: files that cannot be read cost no PIN attempt.
  const outcomes = await readFiles(work.context, args.files);
  const chart = await knownOf(work, visit);
  const plan = planImport(outcomes, { ...chart, otherIdentity: args.otherIdentity === true });
  assertBrings(plan);
  const statement = plan.documents === 0 ? null : await sendImport(work, plan, args);
  return { statement, documents: plan.documents, files: plan.reports };
}

async function sendImport(
  work: VisitWork,
  plan: ImportPlan,
  { visit: visitHex, consent }: ArgsOf<'visit/import'>,
): Promise<string> {
  const visit = epochKeyOf(visitHex);
  const context = visitContext(work, visit);
  const slip = await slipFor(work, context, consent);
  const documents = await sealDocuments(work.context, plan.parts);
  const time = work.context.ports.clock.now();
  const signed = recordEntry(work.context, {
    kind: 'import',
    visit,
    certificate: context.card.certificate,
    refers: null,
    documents,
    data: importDataHash(documents.map(documentHash)),
    time,
    followUntil: time,
    consent: slip,
  });
  const statement = toHex(signed.statement);
  const { desk } = work.session;
  const queued = desk.atomically(() => {
    keepNextCard(desk, visit, slip.nextCard);
    desk.visits.put(visit, `${IMPORTED}${statement}`, utf8(plan.fingerprints.join('\n')));
    return desk.outbox.add(signed.entry);
  });
  work.context.emit({ type: 'visits' });
  importProgress(work.context, { done: plan.parts.length, total: plan.parts.length, step: 'send' });
  await settle(work.context, queued.id);
  return statement;
}

interface KnownChart {
  readonly known: ReadonlySet<string>;
  readonly person: KnownPerson | null;
}

const NOTHING_KNOWN: KnownChart = { known: new Set(), person: null };

/** Who the patient is, and every document that was imported for them. Errors: `visit-unknown`, `visit-over`. */
async function knownOf(work: VisitWork, visit: EpochKey): Promise<KnownChart> {
  const history = await openChart(work, visit);
  const imported = history.statements
    .filter(({ listed }) => listed.entity.kind === 'import')
    .flatMap(({ documents }) => documents.map(({ parts }) => partsFingerprint(parts)));
  const person = bannerOf(history, work.context.ports.clock);
  return { known: new Set([...imported, ...importedHere(work, visit)]), person };
}

function partsFingerprint(parts: {
  readonly identity: { readonly bytes: Uint8Array };
  readonly clinical: { readonly bytes: Uint8Array };
}): string {
  return documentFingerprint({ identity: parts.identity.bytes, clinical: parts.clinical.bytes });
}

/** Imported under this visit before: on the ledger, or on the way there. */
function importedHere({ session: { desk } }: VisitWork, visit: EpochKey): readonly string[] {
  return desk.outbox.byVisit(visit).flatMap(({ state, statement }) => {
    if (statement === null || state === 'rejected') return [];
    const kept = desk.visits.get(visit, `${IMPORTED}${toHex(statement)}`);
    return kept === null ? [] : fromUtf8(kept).split('\n');
  });
}
