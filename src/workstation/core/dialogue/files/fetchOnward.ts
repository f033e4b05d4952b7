import type { BlobName } from '../../../../crypto/envelope.ts';
import { ConsiliumError } from '../../../../errors.ts';
import { LARGEST_IN_FRAME, type BlobHolder } from '../../../../hospital/blobs/fetch.ts';

/**
 * Fetches the rest of a sealed blob from where it ends here; `told` gets what comes, in order. Nothing is believed of it
 * before all of it was compared with its name. Errors: `blob-unknown`, `node-away`, `transfer-paused` after the signal.
 */
export async function fetchOnward(
  holder: BlobHolder,
  name: BlobName,
  { from, signal }: { readonly from: number; readonly signal: AbortSignal },
  told: (at: number, bytes: Uint8Array) => void,
): Promise<void> {
  const assertWanted = (): void => {
    if (signal.aborted) throw new ConsiliumError('transfer-paused');
  };
  if (name.size <= LARGEST_IN_FRAME) {
    const blob = await holder.blob(name.id);
    assertWanted();
    if (blob.length !== name.size) throw new ConsiliumError('blob-unknown');
    told(from, blob.subarray(from));
    return;
  }
  const arriving = await holder.transfers.open(name.id, from);
  try {
    if (arriving.size !== name.size) throw new ConsiliumError('blob-unknown');
    let at = from;
    for await (const bytes of arriving.body) {
      assertWanted();
      const piece = bytes.subarray(0, name.size - at);
      told(at, piece);
      at += piece.length;
    }
    if (at < name.size) throw new ConsiliumError('node-away');
  } finally {
    arriving.close();
  }
}
