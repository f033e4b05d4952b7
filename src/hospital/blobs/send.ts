/** Sends a blob that is held in memory: a small one in one message, a large one in pieces that need not be sent twice. */
import type { BlobId } from '../../crypto/ids.ts';
import type { NodeClient } from '../nodeClient.ts';
import { LARGEST_IN_FRAME } from './fetch.ts';
import type { TransferOptions } from './transfers.ts';

/** Resolves when the node holds it. Errors: as NodeClient.storeBlob and BlobTransfers.upload. */
export async function sendBlob(
  node: Pick<NodeClient, 'storeBlob' | 'transfers'>,
  { id, blob }: { readonly id: BlobId; readonly blob: Uint8Array },
  options: TransferOptions = {},
): Promise<void> {
  if (blob.length <= LARGEST_IN_FRAME) return node.storeBlob(id, blob);
  const read = async (from: number, length: number) => blob.subarray(from, from + length);
  return node.transfers.upload({ id, size: blob.length, read }, options);
}
