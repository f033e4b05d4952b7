/** Counts twice a second what comes in, and says when nothing does; see src/consult/quality/watch.ts. */
import {
  evaluateWatch,
  SAMPLE_MS,
  shownLevel,
  startWatch,
  type Sample,
  type WatchAct,
} from '../../src/consult/quality/watch.ts';
import { sampleOf } from './media/sample.ts';

/** Times are ms of a clock that only goes forwards. */
export interface WatchClock {
  readonly now: () => number;
  /** Answers what ends it. */
  readonly every: (ms: number, run: () => Promise<void>) => () => void;
}

export const pageClock: WatchClock = {
  now: () => performance.now(),
  every: (ms, run) => {
    // A connection that has closed counts nothing more.
    const timer = window.setInterval(() => void run().catch(() => undefined), ms);
    return () => window.clearInterval(timer);
  },
};

export interface FreezeWatchParts {
  readonly clock: WatchClock;
  readonly stats: () => Promise<RTCStatsReport>;
  readonly awaited: () => Sample['awaited'];
  readonly act: (act: WatchAct) => void;
  readonly level: (level: ReturnType<typeof shownLevel>) => void;
}

/** Answers what ends it. */
export function watchFreezes({ act, awaited, clock, level, stats }: FreezeWatchParts): () => void {
  let state = startWatch(clock.now());
  return clock.every(SAMPLE_MS, async () => {
    const step = evaluateWatch(state, sampleOf((await stats()).values(), clock.now(), awaited()));
    ({ state } = step);
    for (const one of step.acts) act(one);
    level(shownLevel(state));
  });
}
