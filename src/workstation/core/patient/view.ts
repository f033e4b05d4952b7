/** The patient's own view: the whole record, everyone who opened it, and what was granted, without any doctor. */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { toInstitutionId } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { isSettled } from '../../../replica/outbox.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { DocumentView } from '../../api/visits.ts';
import { openedContent } from '../attachments/open.ts';
import type { CoreContext } from '../context.ts';
import { contentOf, makeProof } from '../../proof/makeProof.ts';
import { bannerOf, documentSummaries, documentView, unavailableView } from '../visits/documents.ts';
import { demandStanding } from '../visits/erased.ts';
import { presentTime } from '../visits/ledgerReads.ts';
import { exchangesOf } from './exchanges.ts';
import { grantsOf } from './grants.ts';
import { openingsOf } from './openings.ts';
import { patientDeskOf, type OpenView, type PatientViews } from './openViews.ts';
import { openSecret } from './secret.ts';

type View = ResultOf<'patient/view'>;

/** Errors: those of {@link openSecret}; a record that cannot be opened is listed with why. */
export async function openView(
  context: CoreContext,
  views: PatientViews,
  args: ArgsOf<'patient/view'>,
): Promise<View> {
  const institution = toInstitutionId(fromHex(args.institution));
  const access = await openSecret(patientDeskOf(context, { institution }), args.secret);
  const { handle, view } = await views.open(institution, access);
  return shown(context, handle, view);
}

/** With what has come since. Errors: `patient-handle-unknown`. */
export async function refreshView(context: CoreContext, views: PatientViews, handle: string): Promise<View> {
  const view = views.view(handle);
  const ledger = context.ledgerAt(view.institution);
  await ledger.catchUp();
  context.patients.made(view.institution)?.observe();
  await views.reopen(view);
  return shown(context, handle, view);
}

/** Errors: `patient-handle-unknown`, `document-unknown`. */
export function viewedDocument(
  context: CoreContext,
  views: PatientViews,
  { handle, statement, leaf }: ArgsOf<'patient/document'>,
): DocumentView {
  const { institution, known } = views.view(handle);
  return documentView(context.ledgerAt(institution).replica.store, known, { statement, leaf });
}

/** Errors: `patient-handle-unknown`, and those of openedContent. */
export async function viewedImage(
  context: CoreContext,
  views: PatientViews,
  { handle, id, leaf, range, statement }: ArgsOf<'patient/image'>,
): Promise<ResultOf<'patient/image'>> {
  const view = views.view(handle);
  // The node serves who was admitted on this very connection.
  await views.proveIfReached(view);
  const { node } = context.ledgerAt(view.institution);
  const at = { node, pieces: views.pieces };
  return openedContent(at, view.known.get(statement)?.documents[leaf]?.reading, { id, range });
}

/** Errors: `patient-handle-unknown`, `document-unknown`, and those of makeProof. */
export function viewedProof(
  context: CoreContext,
  views: PatientViews,
  { handle, statement, withText = true }: ArgsOf<'patient/proof'>,
): ResultOf<'patient/proof'> {
  const { institution, known } = views.view(handle);
  demandStanding(context.ledgerAt(institution).replica.store, statement);
  const opened = known.get(statement);
  if (opened === undefined) throw new ConsiliumError('document-unknown');
  const leaves = opened.documents.map(({ parts }) => parts);
  const content = withText ? contentOf(leaves, opened.listed.entity.kind) : null;
  return makeProof(context.ledgerAt(institution).replica.store, opened.listed.hash, content);
}

function shown(context: CoreContext, handle: string, view: OpenView): View {
  const { clock } = context.ports;
  const { store } = context.ledgerAt(view.institution).replica;
  const { access, history } = view;
  const now = presentTime(clock, store);
  return {
    handle,
    banner: bannerOf(history, clock),
    openings: openingsOf(store, { own: access.keys, former: history.former.map(({ keys }) => keys) }, now),
    grants: grantsOf(store, view, now),
    exchanges: exchangesOf(store, view, now),
    documents: documentSummaries(store, history),
    unavailable: history.unavailable.map((item) => unavailableView(store, item)),
    waiting: waitingOf(context, view),
  };
}

/** Of this patient alone: an outbox may hold what others signed. */
function waitingOf(context: CoreContext, { institution, access }: OpenView): number {
  const own = new Set(access.keys.map(({ signing }) => toHex(signing.publicKey)));
  const entries = context.patients.made(institution)?.entries.list() ?? [];
  return entries.filter(({ state, visit }) => !isSettled(state) && visit !== null && own.has(toHex(visit)))
    .length;
}
