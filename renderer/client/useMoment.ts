import { useEffect, useState } from 'react';

/** No timer of a window waits longer; ms. */
const LONGEST_MS = 0x7fff_ffff;

/** Runs `then` a moment after a time (ms) has come, also when the window stays open for weeks; null for never. */
export function useMoment(at: number | null, then: () => void): void {
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (at === null) return undefined;
    const left = at - Date.now() + 1;
    const timer = window.setTimeout(
      () => {
        if (left <= LONGEST_MS) then();
        else setRound((value) => value + 1);
      },
      Math.min(LONGEST_MS, Math.max(0, left)),
    );
    return () => window.clearTimeout(timer);
  }, [at, then, round]);
}
