/** What the browser counts of a call, as the watch over its quality takes it (src/consult/quality). */
import type { Sample } from '../../../src/consult/quality/watch.ts';

/** One entry of a report of getStats. */
export type Stats = Readonly<Record<string, unknown>>;

/** `at`: ms of a clock that only goes forwards. What was not counted yet is nothing. */
export function sampleOf(report: Iterable<unknown>, at: number, awaited: Sample['awaited']): Sample {
  const all = [...report].filter(isStats);
  const inbound = (kind: string): Stats =>
    all.find((one) => one['type'] === 'inbound-rtp' && one['kind'] === kind) ?? {};
  const [audio, video] = [inbound('audio'), inbound('video')];
  const both = (name: string): number => count(audio, name) + count(video, name);
  return {
    at,
    video: { framesDecoded: count(video, 'framesDecoded'), bytesReceived: count(video, 'bytesReceived') },
    audio: {
      bytesReceived: count(audio, 'bytesReceived'),
      concealedSamples: count(audio, 'concealedSamples'),
      totalSamples: count(audio, 'totalSamplesReceived'),
    },
    packetsReceived: both('packetsReceived'),
    packetsLost: both('packetsLost'),
    jitter: 1000 * Math.max(count(audio, 'jitter'), count(video, 'jitter')),
    roundTrip: roundTripOf(all),
    awaited,
  };
}

/** ms; null where nothing was measured. */
export function roundTripOf(all: readonly Stats[]): number | null {
  const transport = all.find(({ type }) => type === 'transport');
  const pair = all.find(({ id }) => id !== undefined && id === transport?.['selectedCandidatePairId']);
  const seconds = pair?.['currentRoundTripTime'];
  return typeof seconds === 'number' ? 1000 * seconds : null;
}

function count(stats: Stats, name: string): number {
  const value = stats[name];
  return typeof value === 'number' ? value : 0;
}

export function isStats(value: unknown): value is Stats {
  return typeof value === 'object' && value !== null;
}
