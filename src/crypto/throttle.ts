/**
 * How long a wrong passphrase makes one wait. A pure state machine: the caller keeps its bytes beside the key
 * store, so that neither a restart nor a clock set back shortens the wait.
 *
 * Invariants
 * 1. The first {@link FREE_FAILURES} failures cost nothing; failure n after them costs 2^n seconds, at most
 *    {@link LONGEST_WAIT}.
 * 2. The wait is counted from the latest time ever seen, so a clock set back waits longer, never shorter.
 * 3. Only a right passphrase clears the state.
 */
import { ConsiliumError } from '../errors.ts';
import { millis } from '../ports.ts';
import type { Millis } from '../ports.ts';

/** Wrong attempts that cost no wait. */
export const FREE_FAILURES = 3;
/** 15 minutes, in ms. */
export const LONGEST_WAIT = 15 * 60 * 1000;

const ENCODED_LENGTH = 13;
const VERSION = 1;

export interface ThrottleState {
  /** Wrong attempts since the last right one. */
  readonly failures: number;
  /** Latest time seen at any failure; 0 if there was none. */
  readonly lastFailure: Millis;
}

/** The state of a key store that was never refused. */
export const NO_FAILURES: ThrottleState = { failures: 0, lastFailure: millis(0) };

/** The earliest time at which the next attempt may be made; 0 when it may be made at once. */
export function retryAt(state: ThrottleState): Millis {
  const wait = waitAfter(state.failures);
  return wait === 0 ? millis(0) : millis(Math.min(state.lastFailure + wait, Number.MAX_SAFE_INTEGER));
}

/** Throws `passphrase-throttled` {waitMs} if no attempt may be made at `now`. */
export function assertMayTry(state: ThrottleState, now: Millis): void {
  const waitMs = retryAt(state) - now;
  if (waitMs > 0) throw new ConsiliumError('passphrase-throttled', { waitMs });
}

/**
 * The state after a wrong passphrase at `now`. Store it *before* the attempt is made, and let a success clear
 * it: then a process killed in mid-attempt has paid for it.
 */
export function registerFailure(state: ThrottleState, now: Millis): ThrottleState {
  return {
    failures: Math.min(state.failures + 1, 0xffff_ffff),
    lastFailure: millis(Math.max(state.lastFailure, now)),
  };
}

/** The state after a right passphrase. */
export function registerSuccess(): ThrottleState {
  return NO_FAILURES;
}

/** 13 bytes: version 1 ‖ u32 failures ‖ u64 last failure in ms. */
export function encodeThrottle(state: ThrottleState): Uint8Array {
  const bytes = new Uint8Array(ENCODED_LENGTH);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint32(1, state.failures);
  view.setBigUint64(5, BigInt(state.lastFailure));
  return bytes;
}

/**
 * Reads {@link encodeThrottle}. Throws `throttle-malformed`: treat that as a reason to wait, not to go on.
 */
export function decodeThrottle(bytes: Uint8Array): ThrottleState {
  if (bytes.length !== ENCODED_LENGTH || bytes[0] !== VERSION) throw new ConsiliumError('throttle-malformed');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const lastFailure = Number(view.getBigUint64(5));
  if (!Number.isSafeInteger(lastFailure)) throw new ConsiliumError('throttle-malformed');
  return { failures: view.getUint32(1), lastFailure: millis(lastFailure) };
}

function waitAfter(failures: number): number {
  if (failures <= FREE_FAILURES) return 0;
  // Beyond ten the power is over the cap in any case; capping the exponent keeps it an exact number.
  return Math.min(2 ** Math.min(failures - FREE_FAILURES, 10) * 1000, LONGEST_WAIT);
}
