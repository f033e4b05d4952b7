/** Sends a blob: a small one in one message, a large one in pieces that need not be sent twice. */
import type { BlobId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import type { NodeClient } from '../nodeClient.ts';
import { LARGEST_IN_FRAME } from './fetch.ts';
import type { BlobSource, TransferOptions } from './transfers.ts';

/** Resolves when the node holds it. Errors: as NodeClient.storeBlob and BlobTransfers.upload. */
export async function sendBlob(
  node: Pick<NodeClient, 'storeBlob' | 'transfers'>,
  { id, blob }: { readonly id: BlobId; readonly blob: Uint8Array },
  options: TransferOptions = {},
): Promise<void> {
  const read = async (from: number, length: number) => blob.subarray(from, from + length);
  return sendSource(node, { id, size: blob.length, read }, options);
}

/** As {@link sendBlob}, of what need not be in memory. Bytes that cannot be read any more: what the source says. */
export async function sendSource(
  node: Pick<NodeClient, 'storeBlob' | 'transfers'>,
  source: BlobSource,
  options: TransferOptions = {},
): Promise<void> {
  if (source.size > LARGEST_IN_FRAME) return node.transfers.upload(source, options);
  const blob = await source.read(0, source.size);
  if (options.signal?.aborted === true) throw new ConsiliumError('transfer-paused');
  return node.storeBlob(source.id, blob);
}
