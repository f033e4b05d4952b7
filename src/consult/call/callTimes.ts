/** How long anything of a call may take; see call.ts. */
import { millis, type Millis } from '../../ports.ts';
import { active } from './callActive.ts';
import type { CallState } from './callState.ts';

/** How long it rings. */
export const RING_MS = 60_000;
/** A certificate takes some milliseconds, if there is a page to make it. */
const PREPARING_MS = 20_000;
/** So long nobody may be seen: a machine that slept for half a minute comes back. */
export const BROKEN_MS = 75_000;
/** Whoever did not ring first waits so long for the ring of whoever did. */
export const RENEW_MS = 8_000;
/** The longest life of the keys of one connection (RFC 5764 §4.1.2 allows 24 days of packets). */
export const CONNECTION_MS = 8 * 60 * 60_000;

/** When to say that time passed; null where nothing is waited for (K6). */
export function waitOf(state: CallState): Millis | null {
  switch (state.phase) {
    case 'idle':
    case 'ended':
      return null;
    case 'preparing':
      return millis(state.since + PREPARING_MS);
    case 'ringing':
    case 'rung':
      return millis(state.since + RING_MS);
    case 'connecting':
    case 'confirming':
    case 'live':
    case 'interrupted': {
      const { brokenAt, isCaller, pair, renewal } = state;
      const since = brokenAt ?? renewal?.since ?? null;
      const patience = isCaller ? 0 : RENEW_MS;
      if (since === null) return pair && millis(pair.since + CONNECTION_MS + patience);
      return millis(since + (pair === null && renewal === null ? patience : BROKEN_MS));
    }
  }
}

/** How long both saw each other, ms. */
export function durationOf(state: CallState, now: Millis): number {
  return active(state) && state.started !== null ? Math.max(0, now - state.started) : 0;
}
