/** The part of the request table about images of notes and records. */
import { fromHex } from '../../../crypto/bytes.ts';
import { toStatementHash } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { attachmentsApi } from '../../api/attachments.ts';
import type { HandlersOf } from '../context.ts';
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
import { LARGEST_WHOLE } from './taking.ts';
import {
  abandonUpload,
  beginUpload,
  finishUpload,
  goOnWithUpload,
  listUploads,
  takePiece,
} from './uploads.ts';

export function attachmentHandlers(work: VisitWork): HandlersOf<keyof typeof attachmentsApi> {
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
    'attachment/read': (args) => contentOf(work, args),
    'attachment/range': (args) => rangeOf(work, pieces, args),
  };
}

/** Pieces of one file take their turn; what else is done in the visit goes on. */
function taken({ upload, visit }: { readonly upload: number; readonly visit: string }): string {
  return `${visit} ${String(upload)}`;
}

type Holder = ArgsOf<'attachment/read'>['of'];

/** The content of an attachment, opened. Errors: those of openedAttachment, and of the record. */
export async function contentOf(
  work: VisitWork,
  { id, of }: ArgsOf<'attachment/read'>,
): Promise<ResultOf<'attachment/read'>> {
  if (of.kind === 'draft') return { bytes: await readDrafted(work, { id, visit: of.visit }) };
  const attachment = attachmentIn(await readingOf(work, of), id);
  if (attachment.size > LARGEST_WHOLE)
    throw new ConsiliumError('attachment-too-large', { limit: LARGEST_WHOLE });
  return openedAttachment(work.ledger.node, { attachments: [attachment] }, 0);
}

async function rangeOf(
  work: VisitWork,
  pieces: SealedPieces,
  { from, id, length, of }: ArgsOf<'attachment/range'>,
): Promise<ResultOf<'attachment/range'>> {
  const asked = { from, length };
  if (of.kind === 'draft') return { bytes: await readDraftedRange(work, { id, visit: of.visit }, asked) };
  const attachment = attachmentIn(await readingOf(work, of), id);
  return openedRange({ node: work.ledger.node, pieces }, attachment, asked);
}

/** Errors: those of statementOf, `document-unknown`, `document-unavailable`. */
export async function readingOf(work: VisitWork, of: Exclude<Holder, { kind: 'draft' }>) {
  if (of.kind === 'own') return sharedReading(work, toStatementHash(fromHex(of.statement)));
  const { documents } = await statementOf(work, of);
  return documents[of.leaf]?.reading;
}
