/**
 * What goes over the `bulk` channel of a direct connection: sealed blobs, asked for by whoever wants them. u8 kind ‖
 * blob id 32 ‖ body: 1 ask: u64 from ‖ u64 up to; 2 piece: u64 at ‖ bytes; 3 stop, what was asked for of it may wait;
 * 4 cannot: the other side does not give it, or not now. Nobody is believed by it: a blob is what its name says, or is
 * thrown away.
 */
import { concatBytes, readU64be, u64be, u8 } from '../crypto/bytes.ts';
import { toBlobId, type BlobId } from '../crypto/ids.ts';

/** Bytes of one piece: some milliseconds of a quick connection, so that a call is not kept waiting. */
export const BULK_PIECE = 256 * 1024;

export type BulkFrame =
  | { readonly kind: 'ask'; readonly blob: BlobId; readonly from: number; readonly upTo: number }
  | { readonly kind: 'piece'; readonly blob: BlobId; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'stop' | 'cannot'; readonly blob: BlobId };

const NAME_END = 33;

export function encodeBulkFrame(frame: BulkFrame): Uint8Array {
  switch (frame.kind) {
    case 'ask':
      return concatBytes(u8(1), frame.blob, u64be(frame.from), u64be(frame.upTo));
    case 'piece':
      return concatBytes(u8(2), frame.blob, u64be(frame.at), frame.bytes);
    case 'stop':
      return concatBytes(u8(3), frame.blob);
    case 'cannot':
      return concatBytes(u8(4), frame.blob);
  }
}

/** Null for what is none of these. */
export function decodeBulkFrame(bytes: Uint8Array): BulkFrame | null {
  if (bytes.length < NAME_END) return null;
  const blob = toBlobId(bytes.slice(1, NAME_END));
  const [kind] = bytes;
  if (kind === 1) return askOf(bytes, blob);
  if (kind === 2) return pieceOf(bytes, blob);
  if (bytes.length !== NAME_END || (kind !== 3 && kind !== 4)) return null;
  return { kind: kind === 3 ? 'stop' : 'cannot', blob };
}

function askOf(bytes: Uint8Array, blob: BlobId): BulkFrame | null {
  const from = placeAt(bytes, NAME_END);
  const upTo = placeAt(bytes, NAME_END + 8);
  const isWhole = bytes.length === NAME_END + 16;
  return !isWhole || from === null || upTo === null || upTo <= from
    ? null
    : { kind: 'ask', blob, from, upTo };
}

function pieceOf(bytes: Uint8Array, blob: BlobId): BulkFrame | null {
  const at = placeAt(bytes, NAME_END);
  const piece = bytes.subarray(NAME_END + 8);
  const isSized = piece.length > 0 && piece.length <= BULK_PIECE;
  return at === null || !isSized ? null : { kind: 'piece', blob, at, bytes: piece };
}

/** Of blobs that a node takes, which have no more than 4 GiB; larger numbers are not read at all. */
function placeAt(bytes: Uint8Array, at: number): number | null {
  const isHere = bytes.length >= at + 8;
  return isHere && bytes.subarray(at, at + 3).every((byte) => byte === 0) ? readU64be(bytes, at) : null;
}
