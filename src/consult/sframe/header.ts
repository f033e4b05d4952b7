/**
 * The header of an SFrame (RFC 9605 §4.3): CONFIG ‖ KID ‖ CTR. CONFIG is two nibbles, X K K K and Y C C C: a value below 8
 * stands in its three bits, a longer one behind CONFIG in as few bytes as hold it, less one of which stand in the bits.
 */

export interface FrameHeader {
  /** Which key; below 2^64. */
  readonly kid: bigint;
  /** Which frame under that key; below 2^64. */
  readonly counter: bigint;
}

const EXTENDED = 0x8;
const SMALL = 8n;

/** Errors: a RangeError for a value of more than 64 bits. */
export function encodeHeader({ kid, counter }: FrameHeader): Uint8Array<ArrayBuffer> {
  const [kidBits, kidBytes] = fieldOf(kid);
  const [counterBits, counterBytes] = fieldOf(counter);
  return Uint8Array.from([(kidBits << 4) | counterBits, ...kidBytes, ...counterBytes]);
}

/**
 * The header that a frame begins with, and its length in bytes. Null where there is none, or one that is longer than it
 * need be: there is one form of every header.
 */
export function decodeHeader(
  frame: Uint8Array,
): { readonly header: FrameHeader; readonly length: number } | null {
  const [config] = frame;
  if (config === undefined) return null;
  const kid = readField(frame, 1, config >> 4);
  const counter = kid === null ? null : readField(frame, kid.end, config & 0xf);
  if (kid === null || counter === null) return null;
  return { header: { kid: kid.value, counter: counter.value }, length: counter.end };
}

/** The nibble of CONFIG, and the bytes behind it. */
function fieldOf(value: bigint): readonly [number, readonly number[]] {
  if (value < 0n || value >= 1n << 64n) throw new RangeError('an SFrame header field of more than 64 bits');
  if (value < SMALL) return [Number(value), []];
  const digits = value.toString(16);
  const padded = digits.length % 2 === 0 ? digits : `0${digits}`;
  const bytes = padded.match(/../gu)?.map((byte) => Number.parseInt(byte, 16)) ?? [];
  return [EXTENDED | (bytes.length - 1), bytes];
}

function readField(
  frame: Uint8Array,
  from: number,
  nibble: number,
): { readonly value: bigint; readonly end: number } | null {
  if ((nibble & EXTENDED) === 0) return { value: BigInt(nibble), end: from };
  const end = from + (nibble & 7) + 1;
  if (frame.length < end) return null;
  const value = frame.subarray(from, end).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const isShortest = value >= SMALL && frame[from] !== 0;
  return isShortest ? { value, end } : null;
}
