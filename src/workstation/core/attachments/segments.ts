/**
 * Sealed segments of blobs that lie at a node, fetched as they are asked for. The newest are held in memory, sealed as
 * they are, so that a film that is played does not ask for the same ones again.
 */
import { SEALED_SEGMENT, type SealedSource } from '../../../crypto/attachment.ts';
import { assertBlob } from '../../../crypto/blob.ts';
import { toHex } from '../../../crypto/bytes.ts';
import type { BlobName } from '../../../crypto/envelope.ts';
import { ConsiliumError } from '../../../errors.ts';
import { LARGEST_IN_FRAME, type BlobHolder } from '../../../hospital/blobs/fetch.ts';

/** Pieces of {@link SEALED_SEGMENT} bytes that are held. */
const HELD = 48;

/** Pieces of sealed blobs, the one used last at the end. A piece is not a segment: a blob begins with its prefix. */
export class SealedPieces {
  readonly #held = new Map<string, Uint8Array>();

  /** A blob at a node. `look` has the node look first whether what it holds is what it should be. */
  sourceAt(node: BlobHolder, name: BlobName, look = false): SealedSource {
    const fetch = { node, name, look };
    return { size: name.size, read: async (from, length) => this.#read(fetch, from, length) };
  }

  /** Forgets what is held of a blob: it was not what it should be. */
  forget({ id }: BlobName): void {
    const start = toHex(id);
    for (const key of this.#held.keys()) if (key.startsWith(start)) this.#held.delete(key);
  }

  async #read(fetch: Fetch, from: number, length: number): Promise<Uint8Array> {
    const first = Math.floor(from / SEALED_SEGMENT);
    const last = Math.floor((from + length - 1) / SEALED_SEGMENT);
    const pieces = await this.#pieces(fetch, first, last);
    const read = new Uint8Array(length);
    for (const [place, piece] of pieces.entries()) {
      const at = (first + place) * SEALED_SEGMENT - from;
      const start = Math.max(0, -at);
      read.set(piece.subarray(start, Math.min(piece.length, length - at)), at + start);
    }
    return read;
  }

  /** Those that are not held are fetched in one go, from the first missing one on. */
  async #pieces(fetch: Fetch, first: number, last: number): Promise<readonly Uint8Array[]> {
    const wanted = Array.from({ length: last - first + 1 }, (_, place) => first + place);
    const keyOf = (index: number): string => `${toHex(fetch.name.id)} ${String(index)}`;
    const missing = wanted.find((index) => !this.#held.has(keyOf(index)));
    const bytes = missing === undefined ? new Uint8Array(0) : await fetched(fetch, missing, last);
    const pieces = wanted.map((index) => {
      const held = this.#held.get(keyOf(index));
      const place = (index - (missing ?? index)) * SEALED_SEGMENT;
      return held ?? bytes.slice(place, place + SEALED_SEGMENT);
    });
    for (const [place, piece] of pieces.entries()) this.#hold(keyOf(first + place), piece);
    return pieces;
  }

  #hold(key: string, piece: Uint8Array): void {
    this.#held.delete(key);
    this.#held.set(key, piece);
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= HELD) break;
      this.#held.delete(oldest);
    }
  }
}

interface Fetch {
  readonly node: BlobHolder;
  readonly name: BlobName;
  readonly look: boolean;
}

/** Pieces `first` to `last` in one. */
async function fetched({ look, name, node }: Fetch, first: number, last: number): Promise<Uint8Array> {
  if (name.size <= LARGEST_IN_FRAME) {
    const blob = await node.blob(name.id);
    assertBlob(blob, name);
    return blob;
  }
  const from = first * SEALED_SEGMENT;
  const bytes = new Uint8Array(Math.min((last + 1) * SEALED_SEGMENT, name.size) - from);
  const arriving = await node.transfers.open(name.id, from, { length: bytes.length, look });
  let length = 0;
  try {
    if (arriving.size !== name.size) throw new ConsiliumError('attachment-altered', { check: 'size' });
    for await (const some of arriving.body) {
      const room = some.subarray(0, bytes.length - length);
      bytes.set(room, length);
      length += room.length;
    }
  } finally {
    arriving.close();
  }
  if (length < bytes.length) throw new ConsiliumError('node-away');
  return bytes;
}
