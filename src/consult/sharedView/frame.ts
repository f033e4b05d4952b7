/**
 * A word of the shared view (words.ts) among the frames of a direct connection (../frames.ts): u8 6 ‖ word. Pages exchange
 * it without their cores, so this file, as all that a page reads, needs no libsodium, which a page cannot load.
 */
const SHARED_VIEW_FRAME = 6;

export function encodeSharedViewFrame(word: Uint8Array): Uint8Array {
  const frame = new Uint8Array(1 + word.length);
  frame[0] = SHARED_VIEW_FRAME;
  frame.set(word, 1);
  return frame;
}

/** The word; null for a frame that is the core's. */
export function decodeSharedViewFrame(bytes: Uint8Array): Uint8Array | null {
  return bytes[0] === SHARED_VIEW_FRAME ? bytes.subarray(1) : null;
}
