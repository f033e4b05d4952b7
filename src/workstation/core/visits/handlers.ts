/** The doctor's part of the request table: cards, visits, charts, notes, signing, own ledger. */
import { toHex } from '../../../crypto/bytes.ts';
import type { attachmentsApi } from '../../api/attachments.ts';
import type { amendApi } from '../../api/amend.ts';
import type { joiningApi } from '../../api/joining.ts';
import type { notesApi } from '../../api/notes.ts';
import type { pacsApi } from '../../api/pacs.ts';
import type { scannerApi } from '../../api/scanner.ts';
import type { visitsApi } from '../../api/visits.ts';
import { readQrPng } from '../../qr.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import { attachmentHandlers, type Elsewhere } from '../attachments/handlers.ts';
import { amendHandlers } from '../amend/handlers.ts';
import type { InvitationBox } from '../joining/box.ts';
import { joiningHandlers } from '../joining/handlers.ts';
import { pacsHandlers } from '../pacs/handlers.ts';
import { scannerHandlers } from '../scanner/handlers.ts';
import { noteHandlers } from '../notes/handlers.ts';
import { readCardText, unsealCard } from './cards.ts';
import { chartDocument, chartOriginal, visitChart } from './chart.ts';
import { searchChart } from './chartSearch.ts';
import { confirmRecords } from './confirm.ts';
import { endVisit } from './endVisit.ts';
import { importRecords, previewImport } from './importRecords.ts';
import { ledgerStatus } from './ledgerStatus.ts';
import { listMine, myDocument } from './myLedger.ts';
import { loadDraft, saveDraft } from './note.ts';
import { openVisit } from './openVisit.ts';
import { listOutbox } from './outboxList.ts';
import { previewRecord } from './prepare.ts';
import { exportProof } from './proofExport.ts';
import { listRegistrations } from './registrations.ts';
import { commitRecord } from './sign.ts';
import { attachTranscript, readTranscript } from '../transcript/attach.ts';
import { epochKeyOf } from './visitContext.ts';
import { listVisits } from './visitList.ts';
import { visitHandout, visitRecords } from './visitRecords.ts';
import { VisitWork } from './work.ts';

/** Handlers of {@link visitsApi} but for what concerns the machine, and of {@link notesApi} and {@link amendApi}; each rejects with a ConsiliumError. */
export function visitHandlers(
  context: CoreContext,
  invitations: InvitationBox,
  elsewhere: Elsewhere,
): HandlersOf<
  | Exclude<keyof typeof visitsApi, 'ledger/confirm-date'>
  | keyof typeof notesApi
  | keyof typeof amendApi
  | keyof typeof attachmentsApi
  | 'transcript/attach'
  | 'transcript/read'
  | keyof typeof pacsApi
  | keyof typeof scannerApi
  | keyof typeof joiningApi
> {
  const work = new VisitWork(context, invitations);
  return {
    ...noteHandlers(work),
    ...amendHandlers(work),
    'transcript/attach': (args) => work.inTurn(args.transcript, () => attachTranscript(work, args)),
    'transcript/read': async (args) => readTranscript(context.ledger().replica.store, args),
    ...attachmentHandlers(work, elsewhere),
    ...pacsHandlers(work),
    ...scannerHandlers(work),
    ...joiningHandlers(work),
    'today/list': async () => listRegistrations(context),
    'card/text': async ({ picture }) => ({ text: readQrPng(picture) }),
    'card/read': ({ text, visit }) => readCardText(work, text, visit ?? null),
    'card/unseal': ({ handle, pin }) => unsealCard(work, handle, pin),
    'visit/open': (args) => openVisit(work, args),
    'visit/list': () => listVisits(work),
    'visit/chart': ({ visit }) => visitChart(work, epochKeyOf(visit)),
    'chart/search': (args) => searchChart(work, args),
    'visit/document': (args) => chartDocument(work, args),
    'proof/export': (args) => exportProof(work, args),
    'draft/load': async ({ visit }) => loadDraft(work, visit),
    'draft/save': async (args) => saveDraft(work, args),
    'sign/preview': ({ visit }) => previewRecord(work, visit),
    'sign/commit': (args) => work.inTurn(args.visit, () => commitRecord(work, args)),
    'sign/confirm': (args) => work.inTurn(args.visit, () => confirmRecords(work, args)),
    'import/preview': (args) => previewImport(work, args),
    'visit/original': (args) => chartOriginal(work, args),
    'visit/import': (args) => work.inTurn(args.visit, () => importRecords(work, args)),
    'visit/records': (args) => visitRecords(work, args),
    'visit/handout': (args) => visitHandout(work, args),
    'visit/end': ({ visit }) => work.inTurn(visit, () => endVisit(work, visit)),
    'outbox/list': async () => listOutbox(work),
    'ledger/mine': () => listMine(work),
    'ledger/my-document': ({ statement }) => myDocument(work, statement),
    'ledger/status': () => ledgerStatus(work),
    'ledger/verify': async () => verifyLedger(work),
  };
}

/** Verifies and executes every block again, from genesis. */
function verifyLedger(work: VisitWork): { height: number; transactions: number; appHash: string } {
  const { height, transactions, appHash } = work.ledger.replica.verifyAgain();
  return { height, transactions, appHash: toHex(appHash) };
}
