/** The content of an attachment of a record that is open: fetched, and believed as far as the record says what it is. */
import { openAttachment, openRange } from '../../../crypto/attachment.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import { fetchBlob, type BlobHolder } from '../../../hospital/blobs/fetch.ts';
import type { RecordAttachment } from '../../../records/attachments.ts';
import type { RecordReading } from '../../../records/reading.ts';
import { bulkCrypto } from './bulk.ts';
import { hashOf } from './files.ts';
import type { SealedPieces } from './segments.ts';
import { LARGEST_WHOLE } from './taking.ts';

type Reading = Pick<RecordReading, 'attachments'> | undefined;
interface Content {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** All of the content of an attachment, or the part that is asked for. Errors: of openedAttachment, or of openedRange. */
export async function openedContent(
  from: { readonly node: BlobHolder; readonly pieces: SealedPieces },
  reading: Reading,
  { id, range }: { readonly id: number; readonly range?: Asked | undefined },
): Promise<Content> {
  if (range === undefined) return openedAttachment(from.node, reading, id);
  return openedRange(from, attachmentIn(reading, id), range);
}

/** Errors: `attachment-unknown`, `attachment-too-large`, `attachment-altered`, those of fetchBlob. */
export async function openedAttachment(node: BlobHolder, reading: Reading, id: number): Promise<Content> {
  const attachment = attachmentIn(reading, id);
  if (attachment.size > LARGEST_WHOLE)
    throw new ConsiliumError('attachment-too-large', { limit: LARGEST_WHOLE });
  const blob = await fetchBlob({ id: attachment.blob, size: attachment.blobSize }, [node]);
  const bytes = openAttachment(blob, attachment.key, bulkCrypto);
  if (!bytesEqual(hashOf(bytes), attachment.sha256)) {
    throw new ConsiliumError('attachment-altered', { check: 'hash' });
  }
  // What crosses is a buffer of its own.
  return { bytes: new Uint8Array(bytes) };
}

export interface Asked {
  readonly from: number;
  readonly length: number;
}

/**
 * A part of the content. A node that gave something else is asked once more, to look at what it holds.
 * Errors: `attachment-unknown`, those of openRange, `blob-unknown`, `node-away`.
 */
export async function openedRange(
  from: { readonly node: BlobHolder; readonly pieces: SealedPieces },
  attachment: RecordAttachment,
  asked: Asked,
): Promise<Content> {
  const name = { id: attachment.blob, size: attachment.blobSize };
  const open = async (look: boolean): Promise<Content> => ({
    bytes: await openRange(
      from.pieces.sourceAt(from.node, name, look),
      attachment.key,
      { ...asked, size: attachment.size },
      bulkCrypto,
    ),
  });
  try {
    return await open(false);
  } catch (error) {
    if (!isConsiliumError(error, 'attachment-altered')) throw error;
    from.pieces.forget(name);
    return open(true);
  }
}

/** Errors: `attachment-unknown`. */
export function attachmentIn(reading: Reading, id: number): RecordAttachment {
  const attachment = reading?.attachments[id];
  if (attachment === undefined) throw new ConsiliumError('attachment-unknown');
  return attachment;
}
