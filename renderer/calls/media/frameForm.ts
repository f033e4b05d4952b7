/**
 * How a sealed frame looks to the browser, which takes it apart into packets and together again.
 *
 * - Opus: the SFrame, and nothing else.
 * - VP8: a head in clear ‖ SFrame, the head authenticated as its metadata. A browser reads out of the first bytes of a VP8
 *   frame whether it is a whole picture, and how large (RFC 7741 §4.3, RFC 6386 §9.1), before a transform sees it; so the
 *   head says that and nothing more: 1 byte of a picture that builds on others, 10 of a whole one. None of the picture is
 *   outside of the seal, its own first bytes are within it too, and a head that says anything else than those is refused.
 */

export type MediaKind = 'audio' | 'video';

type Bytes = Uint8Array<ArrayBuffer>;

const NO_HEAD: Bytes = new Uint8Array();
const WHOLE_PICTURE = 10;
/** Of a whole picture: start code, then width and height of two bytes each. */
const START = 3;

/** What of a frame goes in clear; null of what is no frame of VP8. */
export function headOf(kind: MediaKind, content: Uint8Array): Bytes | null {
  if (kind === 'audio') return NO_HEAD;
  const [first] = content;
  if (first === undefined) return null;
  if ((first & 1) === 1) return Uint8Array.of(1);
  if (content.length < WHOLE_PICTURE) return null;
  const head = new Uint8Array(WHOLE_PICTURE);
  head.set(content.subarray(START, WHOLE_PICTURE), START);
  return head;
}

/** What came, apart; null of what has no head. */
export function apart(
  kind: MediaKind,
  frame: Bytes,
): { readonly head: Bytes; readonly sealed: Bytes } | null {
  const length = kind === 'audio' ? 0 : ((frame[0] ?? 0) & 1) === 1 ? 1 : WHOLE_PICTURE;
  if (frame.length <= length) return null;
  return { head: frame.subarray(0, length), sealed: frame.subarray(length) };
}

export function together(head: Uint8Array, sealed: Uint8Array): Bytes {
  const frame = new Uint8Array(head.length + sealed.length);
  frame.set(head);
  frame.set(sealed, head.length);
  return frame;
}

/** Whether what was opened is what its head said. */
export function isAsSaid(kind: MediaKind, head: Uint8Array, content: Uint8Array): boolean {
  const own = headOf(kind, content);
  return own !== null && own.length === head.length && own.every((byte, index) => byte === head[index]);
}
