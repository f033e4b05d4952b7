/**
 * How well a call goes, for the indicator beside the face: the worst of four figures, over the last seconds. A level falls
 * at once, and rises only when it has been better for a while, so that it does not flicker.
 */

export const LEVELS = ['poor', 'fair', 'good'] as const;
export type Level = (typeof LEVELS)[number];

/** Of one span of time, of what came in. */
export interface Measured {
  /** Share of the packets that did not come, 0 to 1. */
  readonly loss: number;
  /** There and back, ms; null where nothing was measured. */
  readonly roundTrip: number | null;
  /** By which packets come unevenly, ms. */
  readonly jitter: number;
  /** Share of the sound that was made up for what did not come, 0 to 1. */
  readonly concealed: number;
}

export interface LevelState {
  readonly level: Level;
  /** Since when it has been better than that; null while it has not. */
  readonly betterSince: number | null;
}

export const FIRST_LEVEL: LevelState = { level: 'good', betterSince: null };

/** What a figure may be for `good`, and for `fair`. ITU-T G.114 has 150 and 400 ms for one way. */
const BOUNDS: Readonly<Record<keyof Measured, readonly [good: number, fair: number]>> = {
  loss: [0.02, 0.08],
  roundTrip: [300, 800],
  jitter: [40, 100],
  concealed: [0.03, 0.1],
};
/** How long it must have been better before it is called better; ms. */
export const BETTER_MS = 4_000;

/** The level of one measurement alone. */
export function levelOf(measured: Measured): Level {
  const levels = (['loss', 'roundTrip', 'jitter', 'concealed'] as const).map((name) => {
    const [good, fair] = BOUNDS[name];
    const value = measured[name] ?? 0;
    return value <= good ? 2 : value <= fair ? 1 : 0;
  });
  return LEVELS[Math.min(...levels)] ?? 'poor';
}

/** Times are ms of one clock. */
export function nextLevel(state: LevelState, measured: Measured, now: number): LevelState {
  const seen = levelOf(measured);
  const [before, after] = [LEVELS.indexOf(state.level), LEVELS.indexOf(seen)];
  if (after < before) return { level: seen, betterSince: null };
  if (after === before) return { ...state, betterSince: null };
  const since = state.betterSince ?? now;
  // One step at a time.
  if (now - since < BETTER_MS) return { ...state, betterSince: since };
  return { level: LEVELS[before + 1] ?? state.level, betterSince: null };
}
