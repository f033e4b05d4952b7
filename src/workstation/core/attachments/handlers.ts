/** The part of the request table about images of notes and records. */
import { openAttachment } from '../../../crypto/attachment.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import { sha256 } from '../../../crypto/hash.ts';
import { ConsiliumError } from '../../../errors.ts';
import { fetchBlob } from '../../../hospital/blobs/fetch.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { attachmentsApi } from '../../api/attachments.ts';
import type { HandlersOf } from '../context.ts';
import { statementOf } from '../visits/chart.ts';
import type { VisitWork } from '../visits/work.ts';
import { addAttachment, listAttachments, readDrafted, removeAttachment } from './draft.ts';

export function attachmentHandlers(work: VisitWork): HandlersOf<keyof typeof attachmentsApi> {
  return {
    'attachment/add': (args) => work.inTurn(args.visit, () => addAttachment(work, args)),
    'attachment/list': async ({ visit }) => listAttachments(work, visit),
    'attachment/remove': async (args) => {
      removeAttachment(work, args);
      return {};
    },
    'attachment/read': (args) => readAttachment(work, args),
  };
}

/** What comes from a node is believed as far as the signed record says what it is. */
async function readAttachment(
  work: VisitWork,
  { id, of, visit }: ArgsOf<'attachment/read'>,
): Promise<ResultOf<'attachment/read'>> {
  if (of.kind === 'draft') return { bytes: ownCopy(readDrafted(work, visit, id)) };
  const { documents } = await statementOf(work, { visit, statement: of.statement });
  const attachment = documents[of.leaf]?.reading.attachments[id];
  if (attachment === undefined) throw new ConsiliumError('attachment-unknown');
  const blob = await fetchBlob({ id: attachment.blob, size: attachment.blobSize }, [work.ledger.node]);
  const bytes = openAttachment(blob, attachment.key);
  if (!bytesEqual(sha256(bytes), attachment.sha256)) {
    throw new ConsiliumError('attachment-altered', { check: 'hash' });
  }
  return { bytes: ownCopy(bytes) };
}

/** Bytes that cross are a buffer of their own. */
function ownCopy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
