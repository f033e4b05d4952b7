/**
 * Fetches a blob from whichever node has it, and believes none: what comes is compared with its name. What one node
 * gave before it broke off is not asked of the next one again.
 */
import { assertBlob } from '../../crypto/blob.ts';
import type { BlobName } from '../../crypto/envelope.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../../errors.ts';
import type { NodeClient } from '../nodeClient.ts';
import type { BlobTransfers, TransferOptions } from './transfers.ts';

/** Blobs up to this size come in one message of the connection. */
export const LARGEST_IN_FRAME = 1024 * 1024;

/** A node as this needs it. */
export interface BlobHolder extends Pick<NodeClient, 'blob'> {
  readonly transfers: Pick<BlobTransfers, 'open'>;
}

/**
 * Asks one node after the other; one that gave something else is asked again to look at what it holds, so that it
 * mends it.
 * Errors: what the last one said: `blob-unknown`, `blob-altered`, `node-away`; `transfer-paused`.
 */
export async function fetchBlob(
  name: BlobName,
  holders: readonly BlobHolder[],
  options: TransferOptions = {},
): Promise<Uint8Array> {
  let refusal: unknown = new ConsiliumError('blob-unknown');
  const arrived = { bytes: new Uint8Array(name.size), length: 0 };
  for (const holder of holders) {
    for (const look of [false, true]) {
      try {
        return await fetchFrom(holder, name, { arrived, look, options });
      } catch (error) {
        if (options.signal?.aborted === true) throw new ConsiliumError('transfer-paused');
        if (!isConsiliumError(error)) throw error;
        refusal = error;
        if (errorCode(error) !== 'blob-altered') break;
        // Nothing of it can be told from what was changed.
        arrived.length = 0;
      }
    }
  }
  throw refusal;
}

interface Attempt {
  readonly arrived: { readonly bytes: Uint8Array; length: number };
  readonly look: boolean;
  readonly options: TransferOptions;
}

async function fetchFrom(holder: BlobHolder, name: BlobName, attempt: Attempt): Promise<Uint8Array> {
  if (name.size <= LARGEST_IN_FRAME) {
    const blob = await holder.blob(name.id);
    assertBlob(blob, name);
    return blob;
  }
  const { arrived, look, options } = attempt;
  const arriving = await holder.transfers.open(name.id, arrived.length, { look });
  const { size, body } = arriving;
  try {
    if (size !== name.size) throw new ConsiliumError('blob-altered', { check: 'size' });
    for await (const bytes of body) {
      if (options.signal?.aborted === true) throw new ConsiliumError('transfer-paused');
      if (arrived.length + bytes.length > size) throw new ConsiliumError('blob-altered', { check: 'size' });
      arrived.bytes.set(bytes, arrived.length);
      arrived.length += bytes.length;
      options.progress?.(arrived.length, size);
    }
  } finally {
    arriving.close();
  }
  if (arrived.length < size) throw new ConsiliumError('node-away');
  assertBlob(arrived.bytes, name);
  return arrived.bytes;
}
