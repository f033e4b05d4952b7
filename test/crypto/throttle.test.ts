import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FREE_FAILURES,
  LONGEST_WAIT,
  NO_FAILURES,
  assertMayTry,
  decodeThrottle,
  encodeThrottle,
  registerFailure,
  registerSuccess,
  retryAt,
} from '../../src/crypto/throttle.ts';
import type { ThrottleState } from '../../src/crypto/throttle.ts';
import { millis } from '../../src/ports.ts';
import { codeOf, withBitFlipped } from './support/codeOf.ts';

const start = millis(1_800_000_000_000);
const times = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(millis);
const states: fc.Arbitrary<ThrottleState> = fc.record({ failures: fc.nat(60), lastFailure: times });

function afterFailures(count: number, now = start): ThrottleState {
  let state = NO_FAILURES;
  for (let failure = 0; failure < count; failure += 1) state = registerFailure(state, now);
  return state;
}

describe('the throttle', () => {
  it('lets the first three failures pass, then doubles the wait up to fifteen minutes (Invariant 1)', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 1000].map((count) => {
      const at = retryAt(afterFailures(count));
      return at === 0 ? 0 : at - start;
    });
    expect(waits).toEqual([
      0,
      0,
      0,
      0,
      2000,
      4000,
      8000,
      16_000,
      512_000,
      LONGEST_WAIT,
      LONGEST_WAIT,
      LONGEST_WAIT,
    ]);
  });

  it('refuses an attempt until the wait is over, and says how long it lasts', () => {
    const state = afterFailures(FREE_FAILURES + 1);
    expect(
      codeOf(() => {
        assertMayTry(state, start);
      }),
    ).toBe('passphrase-throttled');
    expect(
      codeOf(() => {
        assertMayTry(state, millis(start + 1999));
      }),
    ).toBe('passphrase-throttled');
    expect(
      codeOf(() => {
        assertMayTry(state, millis(start + 2000));
      }),
    ).toBe('taken');
    expect(
      codeOf(() => {
        assertMayTry(NO_FAILURES, millis(0));
      }),
    ).toBe('taken');
  });

  it('is not shortened by a clock set back, at the attempt or at the failure (Invariant 2)', () => {
    fc.assert(
      fc.property(states, times, (state, now) => {
        const failed = registerFailure(state, now);
        expect(failed.lastFailure).toBeGreaterThanOrEqual(state.lastFailure);
        expect(retryAt(failed)).toBeGreaterThanOrEqual(retryAt(state));
        const setBack = millis(Math.max(0, retryAt(failed) - 1));
        fc.pre(retryAt(failed) > 0);
        expect(codeOf(() => assertMayTry(failed, setBack))).toBe('passphrase-throttled');
      }),
    );
  });

  it('is cleared by a right passphrase alone (Invariant 3)', () => {
    expect(registerSuccess()).toEqual(NO_FAILURES);
    fc.assert(
      fc.property(states, times, (state, now) => {
        expect(registerFailure(state, now).failures).toBe(state.failures + 1);
      }),
    );
  });

  it('survives a restart byte for byte', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(decodeThrottle(encodeThrottle(state))).toEqual(state);
      }),
    );
  });

  it('refuses a file that is none', () => {
    const bytes = encodeThrottle(afterFailures(5));
    for (const bad of [
      new Uint8Array(0),
      bytes.slice(1),
      withBitFlipped(bytes, 0, 1),
      withBitFlipped(bytes, 5, 7),
    ]) {
      expect(codeOf(() => decodeThrottle(bad))).toBe('throttle-malformed');
    }
  });
});
