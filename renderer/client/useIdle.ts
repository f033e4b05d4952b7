import { useEffect } from 'react';

const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

/**
 * Calls `onIdle` when nothing was touched or typed for so long; not at all while `afterMs` is null. By the clock, not
 * by the timer alone: a machine that slept wakes up with its timers late.
 */
export function useIdle(afterMs: number | null, onIdle: () => void): void {
  useEffect(() => {
    if (afterMs === null) return undefined;
    let last = Date.now();
    let timer = 0;
    const look = (): void => {
      const left = last + afterMs - Date.now();
      if (left <= 0) onIdle();
      else timer = window.setTimeout(look, left);
    };
    const again = (): void => {
      last = Date.now();
    };
    timer = window.setTimeout(look, afterMs);
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, again, { passive: true });
    return () => {
      window.clearTimeout(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, again);
    };
  }, [afterMs, onIdle]);
}
