/** The content of an attachment of a record that is open: fetched, and believed as far as the record says what it is. */
import { openAttachment } from '../../../crypto/attachment.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import { sha256 } from '../../../crypto/hash.ts';
import { ConsiliumError } from '../../../errors.ts';
import { fetchBlob, type BlobHolder } from '../../../hospital/blobs/fetch.ts';
import type { RecordReading } from '../../../records/reading.ts';

/** Errors: `attachment-unknown`, `attachment-altered`, those of fetchBlob. */
export async function openedAttachment(
  node: BlobHolder,
  reading: Pick<RecordReading, 'attachments'> | undefined,
  id: number,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer> }> {
  const attachment = reading?.attachments[id];
  if (attachment === undefined) throw new ConsiliumError('attachment-unknown');
  const blob = await fetchBlob({ id: attachment.blob, size: attachment.blobSize }, [node]);
  const bytes = openAttachment(blob, attachment.key);
  if (!bytesEqual(sha256(bytes), attachment.sha256)) {
    throw new ConsiliumError('attachment-altered', { check: 'hash' });
  }
  // What crosses is a buffer of its own.
  return { bytes: new Uint8Array(bytes) };
}
