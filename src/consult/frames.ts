/**
 * What goes over a direct connection between two workstations: the same sealed mail that would go through the mailbox,
 * and what the mailbox would say of it. u8 kind ‖ body:
 * 1 mail: stream 16 ‖ u64 sequence ‖ sealed; 2 taken: mail id 32, it is durable here; 3 forgotten: mail id 32, it is
 * not sent again; 4 later: mail id 32, it cannot be judged now and takes the mailbox; 5 typing: u8 0 or 1. What begins with
 * 6 is between the two pages: a word of the view that both share (sharedView/frame.ts).
 */
import { concatBytes, readU64be, u64be, u8 } from '../crypto/bytes.ts';
import { toMailId, toMailStream, type MailId, type MailStream } from '../crypto/ids.ts';

/** Bytes of sealed mail: what a mailbox takes. */
const LONGEST_MAIL = 64 * 1024;

export type Frame =
  | {
      readonly kind: 'mail';
      readonly stream: MailStream;
      readonly sequence: number;
      readonly sealed: Uint8Array;
    }
  | { readonly kind: 'taken' | 'forgotten' | 'later'; readonly mail: MailId }
  | { readonly kind: 'typing'; readonly isTyping: boolean };

const NUMBERS = { taken: 2, forgotten: 3, later: 4 } as const;

export function encodeFrame(frame: Frame): Uint8Array {
  switch (frame.kind) {
    case 'mail':
      return concatBytes(u8(1), frame.stream, u64be(frame.sequence), frame.sealed);
    case 'taken':
    case 'forgotten':
    case 'later':
      return concatBytes(u8(NUMBERS[frame.kind]), frame.mail);
    case 'typing':
      return concatBytes(u8(5), u8(frame.isTyping ? 1 : 0));
  }
}

/** Null for what is none of these. */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  const [kind, second] = bytes;
  if (kind === 1) return mailOf(bytes);
  if (kind === 5) return bytes.length === 2 ? { kind: 'typing', isTyping: second === 1 } : null;
  const name = (['taken', 'forgotten', 'later'] as const).find((one) => NUMBERS[one] === kind);
  if (name === undefined || bytes.length !== 33) return null;
  return { kind: name, mail: toMailId(bytes.slice(1)) };
}

function mailOf(bytes: Uint8Array): Frame | null {
  // No stream comes to 2^32, and larger numbers are not read at all.
  const isCounted = bytes.subarray(17, 21).every((byte) => byte === 0);
  if (bytes.length < 25 || bytes.length > 25 + LONGEST_MAIL || !isCounted) return null;
  const sequence = readU64be(bytes, 17);
  return { kind: 'mail', stream: toMailStream(bytes.slice(1, 17)), sequence, sealed: bytes.slice(25) };
}
