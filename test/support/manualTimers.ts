import type { Timers } from '../../src/ports.ts';

/** Timers that only the test lets run. */
export interface ManualTimers extends Timers {
  /** Lets `ms` pass: runs what is due by then, in order. */
  advance(ms: number): void;
}

interface Waiting {
  readonly due: number;
  readonly run: () => void;
}

export function manualTimers(): ManualTimers {
  let now = 0;
  const waiting = new Set<Waiting>();
  const next = (until: number): Waiting | undefined =>
    [...waiting].filter(({ due }) => due <= until).toSorted((left, right) => left.due - right.due)[0];
  return {
    after: (ms, run) => {
      const timer = { due: now + ms, run };
      waiting.add(timer);
      return () => void waiting.delete(timer);
    },
    advance: (ms) => {
      const until = now + ms;
      for (let timer = next(until); timer !== undefined; timer = next(until)) {
        waiting.delete(timer);
        now = timer.due;
        timer.run();
      }
      now = until;
    },
  };
}
