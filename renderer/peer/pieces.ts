/**
 * Messages of any length over a data channel: u8 (1 for the last piece, else 0) ‖ up to 64 KiB. A data channel refuses
 * what is longer than 256 KiB, and one long message would hold up all others.
 */
export const PIECE = 64 * 1024;

export function piecesOf(message: Uint8Array): readonly Uint8Array<ArrayBuffer>[] {
  const count = Math.max(1, Math.ceil(message.length / PIECE));
  return Array.from({ length: count }, (_, index) => {
    const part = message.subarray(index * PIECE, (index + 1) * PIECE);
    const piece = new Uint8Array(1 + part.length);
    piece[0] = index === count - 1 ? 1 : 0;
    piece.set(part, 1);
    return piece;
  });
}

/** Puts the pieces of one ordered channel together again. */
export class Assembly {
  readonly #longest: number;
  #parts: Uint8Array[] = [];
  #length = 0;

  /** Bytes of the longest message. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** The message that this piece completed; null while there are more to come; `refused` ends the channel. */
  take(piece: Uint8Array): Uint8Array<ArrayBuffer> | null | 'refused' {
    const [flag] = piece;
    const isLast = flag === 1;
    const isSized = piece.length <= PIECE + 1 && (isLast || piece.length === PIECE + 1);
    this.#length += piece.length - 1;
    if ((flag !== 0 && !isLast) || !isSized || this.#length > this.#longest) return 'refused';
    this.#parts.push(piece.subarray(1));
    return isLast ? this.#whole() : null;
  }

  #whole(): Uint8Array<ArrayBuffer> {
    const message = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      message.set(part, at);
      at += part.length;
    }
    this.#parts = [];
    this.#length = 0;
    return message;
  }
}
