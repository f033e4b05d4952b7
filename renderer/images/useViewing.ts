/** What the viewer keeps beside the state that it shows: opened series, how pictures fit their panes, what plays. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { played } from './gestures.ts';
import type { Change } from './ImagePane.tsx';
import { isOfImages, type ReadBytes, type Series } from './imageStack.ts';
import { useStack, type Loaded, type Moved } from './useStack.ts';
import { reordered } from './viewerState.ts';
import { linked, withState, type Viewing } from './viewing.ts';

/** Changes what is shown, whatever it is by then. */
export type OnViewing = (change: (viewing: Viewing) => Viewing) => void;

interface StacksProps {
  readonly series: readonly Series[];
  readonly read: ReadBytes;
  readonly viewing: Viewing;
  readonly onChange: OnViewing;
}

export type Stacks = readonly [Loaded, Loaded];

/**
 * Changes of the active pane, and of each; where two are linked the other follows. They stay the same functions, since
 * they act on what is shown by then.
 */
export function useChanges(loaded: Stacks, onChange: OnViewing) {
  const latest = useRef(loaded);
  useEffect(() => {
    latest.current = loaded;
  });
  const at = useCallback(
    (paneOf: (viewing: Viewing) => number): Change =>
      (change) =>
        onChange((before) => {
          const pane = paneOf(before);
          const [left, right] = latest.current;
          return linked(withState(before, pane, change), {
            before,
            pane,
            slices: [left.slices, right.slices],
          });
        }),
    [onChange],
  );
  return useMemo(() => [at(({ active }) => active), [at(() => 0), at(() => 1)]] as const, [at]);
}

export function useStacks({ series, read, viewing, onChange }: StacksProps): Stacks {
  const of = (pane: number): Series | null =>
    series.find((one) => one.key === viewing.panes[pane]?.series && isOfImages(one)) ?? null;
  const moveLeft = useCallback(
    (moved: Moved) => onChange((now) => withState(now, 0, (state) => reordered(state, moved))),
    [onChange],
  );
  const moveRight = useCallback(
    (moved: Moved) => onChange((now) => withState(now, 1, (state) => reordered(state, moved))),
    [onChange],
  );
  return [useStack(of(0), read, moveLeft), useStack(of(1), read, moveRight)];
}

/** At which scale each of the two panes holds all of its image. */
export function useFits() {
  const fits = useRef<[number, number]>([1, 1]);
  const onLeft = useCallback((fit: number) => void (fits.current[0] = fit), []);
  const onRight = useCallback((fit: number) => void (fits.current[1] = fit), []);
  return [fits, [onLeft, onRight]] as const;
}

/** Images a second that can be chosen, and the one where nobody says another. */
export const RATES = [5, 10, 15, 20, 25, 30, 60] as const;
const USUAL_RATE = 15;

export interface Cine {
  readonly isPlaying: boolean;
  readonly setPlaying: (isPlaying: boolean) => void;
  readonly rate: number;
  readonly setRate: (rate: number) => void;
}

/** Plays the active stack while it has more than one image: as fast as its machine says, until another rate is chosen. */
export function useCine({ slices }: Pick<Loaded, 'slices'>, onChange: Change): Cine {
  const [isPlaying, setPlaying] = useState(false);
  const [chosen, setRate] = useState<number | null>(null);
  const count = slices.length;
  const [first] = slices;
  const rate = chosen ?? nearestRate(first?.is === 'image' ? first.opened.rate : null);
  useEffect(() => {
    if (!isPlaying || count < 2) return undefined;
    const timer = window.setInterval(() => onChange((state) => played(state, count)), 1_000 / rate);
    return () => window.clearInterval(timer);
  }, [isPlaying, rate, count, onChange]);
  return { isPlaying: isPlaying && count > 1, setPlaying, rate, setRate };
}

function nearestRate(wanted: number | null): number {
  const aim = wanted ?? USUAL_RATE;
  return RATES.reduce<number>(
    (best, one) => (Math.abs(one - aim) < Math.abs(best - aim) ? one : best),
    RATES[0],
  );
}
