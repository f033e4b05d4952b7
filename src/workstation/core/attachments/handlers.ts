/** The part of the request table about images of notes and records. */
import { fromHex } from '../../../crypto/bytes.ts';
import { toStatementHash, type InstitutionId } from '../../../crypto/ids.ts';
import type { BlobHolder } from '../../../hospital/blobs/fetch.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { attachmentsApi } from '../../api/attachments.ts';
import type { RecordAttachment } from '../../../records/attachments.ts';
import type { HandlersOf } from '../context.ts';
import { readGiven, readGivenRange } from '../dialogue/files/read.ts';
import { givenReading } from '../dialogue/files/record.ts';
import { statementOf } from '../visits/chart.ts';
import { sharedReading } from '../visits/myLedger.ts';
import type { VisitWork } from '../visits/work.ts';
import {
  addAttachment,
  keepAttachments,
  listAttachments,
  readDrafted,
  readDraftedRange,
  removeAttachment,
} from './draft.ts';
import { listDirectory } from './directory.ts';
import { attachmentIn, openedAttachment, openedRange } from './open.ts';
import { SealedPieces } from './segments.ts';
import { listSending, pauseSending } from './sending.ts';
import {
  abandonUpload,
  beginUpload,
  finishUpload,
  goOnWithUpload,
  listUploads,
  takePiece,
} from './uploads.ts';

export function attachmentHandlers(
  work: VisitWork,
  elsewhere: Elsewhere,
): HandlersOf<keyof typeof attachmentsApi> {
  const pieces = new SealedPieces();
  return {
    'attachment/add': (args) => work.inTurn(args.visit, () => addAttachment(work, args)),
    'attachment/directory': (args) => listDirectory(work, args),
    'attachment/list': async ({ visit }) => listAttachments(work, visit),
    'attachment/keep': (args) =>
      work.inTurn(args.visit, async () => {
        await keepAttachments(work, args);
        return {};
      }),
    'attachment/remove': async (args) => {
      removeAttachment(work, args);
      return {};
    },
    'attachment/begin': (args) => work.inTurn(args.visit, () => beginUpload(work, args)),
    'attachment/go-on': (args) => work.inTurn(taken(args), () => goOnWithUpload(work, args)),
    'attachment/piece': (args) => work.inTurn(taken(args), () => takePiece(work, args)),
    'attachment/finish': (args) => work.inTurn(taken(args), () => finishUpload(work, args)),
    'attachment/abandon': (args) =>
      work.inTurn(taken(args), async () => {
        await abandonUpload(work, args);
        return {};
      }),
    'attachment/sending': async () => listSending(work),
    'attachment/pause': async (args) => {
      pauseSending(work, args);
      return {};
    },
    'attachment/uploads': async ({ visit }) => listUploads(work, visit),
    'attachment/read': (args) => contentOf(work, args, elsewhere),
    'attachment/range': (args) => rangeOf(work, { pieces, elsewhere }, args),
  };
}

/** Pieces of one file take their turn; what else is done in the visit goes on. */
function taken({ upload, visit }: { readonly upload: number; readonly visit: string }): string {
  return `${visit} ${String(upload)}`;
}

type Holder = ArgsOf<'attachment/read'>['of'];
type StoredHolder = Exclude<Holder, { kind: 'draft' | 'dialogue' | 'card' }>;

/** What lies at the node of another institution; the session is a doctor's there too. */
export type Elsewhere = (institution: InstitutionId) => Promise<BlobHolder>;

/** The content of an attachment, opened. Errors: those of openedAttachment, and of the record. */
async function contentOf(
  work: VisitWork,
  { id, of }: ArgsOf<'attachment/read'>,
  elsewhere: Elsewhere,
): Promise<ResultOf<'attachment/read'>> {
  if (of.kind === 'draft') return { bytes: await readDrafted(work, { id, visit: of.visit }) };
  if (of.kind === 'dialogue') return { bytes: await readGiven(work.session, of.message, id) };
  if (of.kind !== 'card') return storedContent(work, { id, of });
  const { attachment, node } = await foundIn(work, of, { id, elsewhere });
  return openedWhole(node, attachment);
}

/** As {@link contentOf}, of a record that was signed. */
export async function storedContent(
  work: VisitWork,
  { id, of }: { readonly id: number; readonly of: StoredHolder },
): Promise<ResultOf<'attachment/read'>> {
  return openedWhole(work.ledger.node, attachmentIn(await readingOf(work, of), id));
}

async function openedWhole(
  node: BlobHolder,
  attachment: RecordAttachment,
): Promise<ResultOf<'attachment/read'>> {
  return openedAttachment(node, { attachments: [attachment] }, 0);
}

async function rangeOf(
  work: VisitWork,
  { elsewhere, pieces }: { readonly pieces: SealedPieces; readonly elsewhere: Elsewhere },
  { from, id, length, of }: ArgsOf<'attachment/range'>,
): Promise<ResultOf<'attachment/range'>> {
  const asked = { from, length };
  if (of.kind === 'draft') return { bytes: await readDraftedRange(work, { id, visit: of.visit }, asked) };
  if (of.kind === 'dialogue') return { bytes: await readGivenRange(work.session, of.message, id, asked) };
  const { attachment, node } = await foundIn(work, of, { id, elsewhere });
  return openedRange({ node, pieces }, attachment, asked);
}

/** Which attachment of a record, and the node that has it. */
async function foundIn(
  work: VisitWork,
  of: Exclude<Holder, { kind: 'draft' | 'dialogue' }>,
  { elsewhere, id }: { readonly id: number; readonly elsewhere: Elsewhere },
) {
  if (of.kind !== 'card')
    return { attachment: attachmentIn(await readingOf(work, of), id), node: work.ledger.node };
  const { institution, reading } = await givenReading(work, of.message);
  return { attachment: attachmentIn(reading, id), node: await elsewhere(institution) };
}

/** Errors: those of statementOf, `document-unknown`, `document-unavailable`. */
export async function readingOf(work: VisitWork, of: StoredHolder) {
  if (of.kind === 'own') return sharedReading(work, toStatementHash(fromHex(of.statement)));
  const { documents } = await statementOf(work, of);
  return documents[of.leaf]?.reading;
}
