import { millis, type Clock, type Millis } from '../../src/ports.ts';

/** A clock that only the test moves. */
export interface ManualClock extends Clock {
  set(time: number): void;
  advance(ms: number): void;
}

export function manualClock(start: number): ManualClock {
  let current: Millis = millis(start);
  const set = (time: number): void => {
    current = millis(time);
  };
  return { now: () => current, set, advance: (ms) => set(current + ms) };
}
