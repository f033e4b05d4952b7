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

export interface FreezeWatchParts {
  readonly stats: () => Promise<RTCStatsReport>;
  readonly awaited: () => Sample['awaited'];
  readonly act: (act: WatchAct) => void;
  readonly level: (level: ReturnType<typeof shownLevel>) => void;
}

/** Answers what ends it. */
export function watchFreezes({ act, awaited, level, stats }: FreezeWatchParts): () => void {
  let state = startWatch(performance.now());
  const look = async (): Promise<void> => {
    const step = evaluateWatch(state, sampleOf((await stats()).values(), performance.now(), awaited()));
    ({ state } = step);
    for (const one of step.acts) act(one);
    level(shownLevel(state));
  };
  // A connection that has closed counts nothing more.
  const timer = window.setInterval(() => void look().catch(() => undefined), SAMPLE_MS);
  return () => window.clearInterval(timer);
}
