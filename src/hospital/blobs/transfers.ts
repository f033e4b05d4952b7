/**
 * Large blobs as a client brings them to a node and fetches them: in pieces, going on where it broke off, verified by
 * whoever fetches.
 */
import type { BlobId } from '../../crypto/ids.ts';

/** What is uploaded: ciphertext that can be read again from any place. */
export interface BlobSource {
  readonly id: BlobId;
  /** Bytes. */
  readonly size: number;
  read(from: number, length: number): Promise<Uint8Array>;
}

export interface TransferOptions {
  /** Told of the bytes that are over there (or here), of all. */
  readonly progress?: (bytes: number, of: number) => void;
  /** Bytes after which the node is asked to have them on its disk; 64 MiB unless given. */
  readonly piece?: number;
  /** Pauses: the transfer ends with `transfer-paused`, and the next one goes on from there. */
  readonly signal?: AbortSignal;
}

/** A blob that is arriving. */
export interface Arriving {
  /** Bytes of the whole blob. */
  readonly size: number;
  /** From where it was asked for. Errors: `node-away` when it breaks off. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection; to be called in any case. */
  close(): void;
}

/**
 * Rejects with the node's refusals, and with `node-away` when the connection breaks off and nothing more got through
 * at the next attempts.
 */
export interface BlobTransfers {
  /** Resolves when the whole blob is stored. Errors: `blob-quota`, `storage-full`, `transfer-paused`. */
  upload(source: BlobSource, options?: TransferOptions): Promise<void>;
  /** Bytes on the node's disk; null for one that it knows nothing of. */
  uploaded(id: BlobId): Promise<number | null>;
  /**
   * What stands at `from` and after, no more than `length` bytes of it where that is given. Not verified: that needs the
   * whole. Errors: `blob-unknown`.
   */
  open(
    id: BlobId,
    from: number,
    asked?: { readonly look?: boolean; readonly length?: number },
  ): Promise<Arriving>;
}
