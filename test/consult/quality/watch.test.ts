import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BETTER_MS, levelOf, nextLevel, FIRST_LEVEL } from '../../../src/consult/quality/level.ts';
import {
  CONNECT_MS,
  evaluateWatch,
  GIVE_UP_MS,
  measuredBetween,
  SAMPLE_MS,
  shownLevel,
  startWatch,
  type Sample,
  type WatchAct,
  type WatchState,
} from '../../../src/consult/quality/watch.ts';

const BOTH = { video: true, audio: true };
type Flow = 'flows' | 'silent' | 'sound only' | 'asleep';

describe('what comes from the other end', () => {
  it('that stops is said within 2.5 s, and new ways are ordered by 3 s (Q1, Q2)', () => {
    fc.assert(
      // However samples lie to the moment in which it stops.
      fc.property(fc.integer({ min: 1, max: SAMPLE_MS }), (offset) => {
        const acts = timed(play([...many('flows', 10), ...many('silent', 10)]));
        const stopped = 10 * SAMPLE_MS + offset - SAMPLE_MS;
        expect(timeOf(acts, 'frozen') - stopped).toBeLessThanOrEqual(2_500);
        expect(timeOf(acts, 'restart') - stopped).toBeLessThanOrEqual(3_000);
      }),
    );
  });

  it('that stays away orders a restart, then another connection, then the end, each once (Q2)', () => {
    const acts = timed(play([...many('flows', 4), ...many('silent', GIVE_UP_MS / SAMPLE_MS + 20)]));
    expect(acts.map(({ act }) => act)).toStrictEqual(['frozen', 'restart', 'connect', 'give-up']);
    const stopped = 4 * SAMPLE_MS;
    expect(timeOf(acts, 'connect') - stopped).toBe(CONNECT_MS);
  });

  it('that comes again ends the outage, and the next one begins anew (Q5)', () => {
    const flow = [
      ...many('flows', 4),
      ...many('silent', 7),
      ...many('flows', 4),
      ...many('silent', 7),
    ] as const;
    const acts = timed(play(flow));
    expect(acts.map(({ act }) => act)).toStrictEqual(['frozen', 'restart', 'resumed', 'frozen', 'restart']);
    expect(acts.find(({ act }) => act === 'resumed')).toMatchObject({ ms: 8 * SAMPLE_MS });
  });

  it('is not missed when the other side said that it sends nothing (Q3)', () => {
    const acts = timed(play(many('silent', 100), { video: false, audio: false }));
    expect(acts).toStrictEqual([]);
    // Without a camera, sound is all that is awaited.
    expect(timed(play(many('sound only', 20), { video: false, audio: true }))).toStrictEqual([]);
  });

  it('is no silence while this machine slept (Q4)', () => {
    expect(timed(play([...many('flows', 4), 'asleep', ...many('flows', 4)]))).toStrictEqual([]);
    // Nor does what was half over before end by it.
    const acts = timed(play([...many('flows', 4), ...many('silent', 2), 'asleep', ...many('silent', 1)]));
    expect(acts).toStrictEqual([]);
  });

  it('of another connection, whose counters begin again, is heard as soon as they grow (Q5)', () => {
    let [state, acts] = run(
      startWatch(0),
      [1, 2, 3].map((count) => sample(count * SAMPLE_MS, count)),
    );
    const silent = Array.from({ length: 30 }, (_, index) => sample((4 + index) * SAMPLE_MS, 3));
    [state, acts] = run(state, silent);
    expect(state.phase).toBe('connecting');
    [state, acts] = run(state, [sample(34 * SAMPLE_MS, 0)]);
    expect(acts).toStrictEqual([]);
    [state, acts] = run(state, [sample(35 * SAMPLE_MS, 1)]);
    expect(acts).toMatchObject([{ act: 'resumed' }]);
  });

  it('without a picture asks for a whole one, again and again, and for nothing more', () => {
    const acts = timed(play([...many('flows', 4), ...many('sound only', 16)]));
    expect(new Set(acts.map(({ act }) => act))).toStrictEqual(new Set(['key-frame']));
    expect(acts.length).toBeGreaterThan(1);
    expect(acts.length).toBeLessThan(5);
  });
});

describe('whatever comes and does not', () => {
  const flow = fc.constantFrom<Flow>('flows', 'silent', 'sound only', 'asleep');
  const flows = fc.array(fc.tuple(flow, fc.integer({ min: 1, max: 30 })), { maxLength: 20 });
  const ORDER = ['frozen', 'restart', 'connect', 'give-up'];

  it('an outage is told once, orders come in their order, and end with what resumed (Q1, Q2, Q5)', () => {
    fc.assert(
      fc.property(flows, (parts) => {
        const acts = timed(play(parts.flatMap(([kind, count]) => many(kind, count))));
        const told = acts.map(({ act }) => act).filter((act) => act !== 'key-frame');
        const outages = told.join(' ').split('resumed');
        for (const outage of outages) {
          const orders = outage.split(' ').filter((act) => act !== '');
          expect(orders).toStrictEqual(ORDER.slice(0, orders.length));
        }
        expect(told.filter((act) => act === 'resumed').length).toBeLessThanOrEqual(
          told.filter((act) => act === 'frozen').length,
        );
      }),
    );
  });

  it('is never an outage while something awaited comes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Flow>('flows', 'sound only'), { maxLength: 100 }), (parts) => {
        expect(timed(play(parts)).filter(({ act }) => act !== 'key-frame')).toStrictEqual([]);
      }),
    );
  });
});

describe('the level of a call', () => {
  const fine = { loss: 0, roundTrip: 40, jitter: 5, concealed: 0 };

  it('is that of its worst figure', () => {
    expect(levelOf(fine)).toBe('good');
    const fair = [{ loss: 0.05 }, { roundTrip: 500 }, { jitter: 60 }, { concealed: 0.05 }];
    expect(fair.map((one) => levelOf({ ...fine, ...one }))).toStrictEqual(Array(4).fill('fair'));
    const poor = [{ loss: 0.2 }, { roundTrip: 900 }, { jitter: 200 }, { concealed: 0.2 }];
    expect(poor.map((one) => levelOf({ ...fine, ...one }))).toStrictEqual(Array(4).fill('poor'));
    expect(levelOf({ ...fine, roundTrip: null })).toBe('good');
  });

  it('falls at once and rises slowly, one step after the other', () => {
    let state = nextLevel(FIRST_LEVEL, { ...fine, loss: 0.5 }, 0);
    expect(state.level).toBe('poor');
    const seen: string[] = [];
    for (let now = 500; now <= 2 * BETTER_MS + 1_000; now += 500) {
      state = nextLevel(state, fine, now);
      seen.push(state.level);
    }
    expect(new Set(seen)).toStrictEqual(new Set(['poor', 'fair', 'good']));
    expect(seen.indexOf('fair')).toBe(BETTER_MS / 500);
  });

  it('is poor while nothing comes', () => {
    const [state] = run(
      startWatch(0),
      Array.from({ length: 8 }, (_, index) => sample((index + 1) * SAMPLE_MS, 0)),
    );
    expect(shownLevel(state)).toBe('poor');
    expect(shownLevel(startWatch(0))).toBe('good');
  });

  it('is of the time between two samples', () => {
    const from = sample(0, 10);
    const to = { ...sample(500, 20), packetsLost: from.packetsLost + 30, roundTrip: 80, jitter: 12 };
    const audio = { ...to.audio, concealedSamples: from.audio.concealedSamples + 2_400 };
    expect(measuredBetween(from, { ...to, audio })).toStrictEqual({
      loss: 30 / (30 + 250),
      roundTrip: 80,
      jitter: 12,
      concealed: 2_400 / 240_000,
    });
  });
});

function many(kind: Flow, count: number): Flow[] {
  return Array.from({ length: count }, () => kind);
}

interface Timed {
  readonly at: number;
  readonly act: WatchAct;
}

/** One sample each {@link SAMPLE_MS}; asleep, none for half a minute. */
function play(flow: readonly Flow[], awaited = BOTH): readonly Timed[] {
  let state = startWatch(0);
  let [at, frames, sound] = [0, 0, 0];
  const acts: Timed[] = [];
  for (const kind of flow) {
    at += kind === 'asleep' ? 30_000 : SAMPLE_MS;
    if (kind === 'asleep') continue;
    frames += kind === 'flows' ? 1 : 0;
    sound += kind === 'silent' ? 0 : 1;
    const step = evaluateWatch(state, { ...sample(at, frames, sound), awaited });
    ({ state } = step);
    for (const act of step.acts) acts.push({ at, act });
  }
  return acts;
}

function run(from: WatchState, samples: readonly Sample[]): [WatchState, readonly WatchAct[]] {
  let state = from;
  const acts: WatchAct[] = [];
  for (const one of samples) {
    const step = evaluateWatch(state, one);
    ({ state } = step);
    acts.push(...step.acts);
  }
  return [state, acts];
}

function timed(acts: readonly Timed[]) {
  return acts.map(({ act, at }) => ({ ...act, at }));
}

function timeOf(acts: readonly { readonly act: string; readonly at: number }[], act: string): number {
  return acts.find((one) => one.act === act)?.at ?? Number.NaN;
}

/** What was counted when so many half seconds of a good call had come. */
function sample(at: number, frames: number, sound = frames): Sample {
  return {
    at,
    video: { framesDecoded: frames * 15, bytesReceived: frames * 60_000 },
    audio: { bytesReceived: sound * 2_000, concealedSamples: 0, totalSamples: sound * 24_000 },
    packetsReceived: sound * 25,
    packetsLost: 0,
    jitter: 5,
    roundTrip: 40,
    awaited: BOTH,
  };
}
