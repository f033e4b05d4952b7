/** Where files lie for others, in memory: it takes and gives as a node does, and can be away. */
import { toHex } from '../../../../src/crypto/bytes.ts';
import type { BlobId } from '../../../../src/crypto/ids.ts';
import { ConsiliumError } from '../../../../src/errors.ts';
import type { BlobHolder } from '../../../../src/hospital/blobs/fetch.ts';
import type { BlobTransfers } from '../../../../src/hospital/blobs/transfers.ts';
import type { NodeClient } from '../../../../src/hospital/nodeClient.ts';

const PIECE = 256 * 1024;

export class BlobShelf implements BlobHolder, Pick<NodeClient, 'storeBlob' | 'transfers' | 'forgetBlobs'> {
  readonly whole = new Map<string, Uint8Array>();
  readonly #parts = new Map<string, Buffer[]>();
  isAway = false;
  /** Bytes after which one transfer breaks off; what came before stays. */
  breaksAfter = Number.POSITIVE_INFINITY;
  /** Bytes that were fetched from here. */
  given = 0;

  async storeBlob(id: BlobId, blob: Uint8Array): Promise<void> {
    this.#up();
    this.whole.set(toHex(id), blob.slice());
  }

  async forgetBlobs(blobs: readonly BlobId[]): Promise<void> {
    this.#up();
    for (const id of blobs) this.whole.delete(toHex(id));
  }

  async blob(id: BlobId): Promise<Uint8Array> {
    this.#up();
    const blob = this.whole.get(toHex(id));
    if (blob === undefined) throw new ConsiliumError('blob-unknown');
    this.given += blob.length;
    return blob;
  }

  readonly transfers: BlobTransfers = {
    upload: async (source, { progress, signal } = {}) => {
      const { id, size } = source;
      const name = toHex(id);
      const broken = this.breaksAfter;
      const parts = this.#parts.get(name) ?? [];
      this.#parts.set(name, parts);
      for (let at = parts.length * PIECE, sent = 0; at < size; at += PIECE, sent += PIECE) {
        await turn();
        this.#up();
        if (signal?.aborted === true) throw new ConsiliumError('transfer-paused');
        if (sent >= broken) throw new ConsiliumError('node-away');
        parts.push(Buffer.from(await source.read(at, Math.min(PIECE, size - at))));
        progress?.(Math.min(size, at + PIECE), size);
      }
      this.whole.set(name, new Uint8Array(Buffer.concat(parts)));
    },
    uploaded: async (id) => (this.#parts.get(toHex(id))?.length ?? 0) * PIECE,
    open: async (id, from) => {
      this.#up();
      const blob = this.whole.get(toHex(id));
      if (blob === undefined) throw new ConsiliumError('blob-unknown');
      return { size: blob.length, body: this.#body(blob, from), close: () => undefined };
    },
  };

  async *#body(blob: Uint8Array, from: number): AsyncGenerator<Uint8Array> {
    const broken = this.breaksAfter;
    for (let at = from; at < blob.length; at += PIECE) {
      await turn();
      this.#up();
      if (at - from >= broken) throw new ConsiliumError('node-away');
      const piece = blob.slice(at, at + PIECE);
      this.given += piece.length;
      yield piece;
    }
  }

  #up(): void {
    if (this.isAway) throw new ConsiliumError('node-away');
  }
}

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
