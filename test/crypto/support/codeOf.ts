import { errorCode } from '../../../src/errors.ts';

/** The stable code that `run` throws, `internal` for any other error, or `taken` if it throws nothing. */
export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return errorCode(error);
  }
  return 'taken';
}

/** A copy of `bytes` with one bit turned. */
export function withBitFlipped(bytes: Uint8Array, at: number, bit: number): Uint8Array {
  const flipped = bytes.slice();
  flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
  return flipped;
}
