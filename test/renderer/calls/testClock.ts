/** In a page: the clock of a call's watch, which a test can take into its hands, and what the watch is given to count. */
import type { CallConnectionParts } from '../../../renderer/calls/callConnection.ts';
import { pageClock } from '../../../renderer/calls/freezeWatch.ts';
import { PeerConnection } from '../../../renderer/peer/peerConnection.ts';
import { SAMPLE_MS } from '../../../src/consult/quality/watch.ts';

interface Due {
  readonly ms: number;
  readonly run: () => Promise<void>;
  next: number;
}

const due = new Set<Due>();
let isHeld = false;
let isSilent = false;
let now = 0;
let last: RTCStatsReport | null = null;

/** When new ways were looked for, by the clock of the watch. */
export const restarts: number[] = [];
const { prototype } = PeerConnection;
const restart = Object.getOwnPropertyDescriptor(prototype, 'restart')?.value as (
  this: PeerConnection,
) => void;
prototype.restart = function noted(this: PeerConnection) {
  restarts.push(parts.clock.now());
  restart.call(this);
};

export const parts: CallConnectionParts = {
  clock: {
    now: () => (isHeld ? now : pageClock.now()),
    every: (ms, run) => {
      if (!isHeld) return pageClock.every(ms, run);
      const one = { ms, run, next: now + ms };
      due.add(one);
      return () => void due.delete(one);
    },
  },
  stats: async (peer) => {
    // What a browser counts while nothing comes: the same again.
    if (isSilent && last !== null) return last;
    last = await peer.stats();
    return last;
  },
};

/** From the next connection on, time passes by {@link pass} alone. */
export function holdClock(): void {
  isHeld = true;
}

export function silence(isSo: boolean): void {
  isSilent = isSo;
}

/** One sample's time passes. */
export async function pass(): Promise<number> {
  now += SAMPLE_MS;
  for (const one of due) {
    if (one.next > now) continue;
    one.next += one.ms;
    await one.run();
  }
  return now;
}
