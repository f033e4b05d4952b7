/**
 * Watches whether the other end of a call is still seen and heard, out of what the browser counts: a browser itself says
 * that a way is gone after some seven seconds only, and of a short outage not at all. A function of what was before and
 * what was counted now; whoever feeds it does so every {@link SAMPLE_MS}.
 *
 * ```
 * flowing --nothing came for FREEZE_MS--> frozen --RESTART_MS--> restarting --CONNECT_MS--> connecting --GIVE_UP_MS--> gone
 *    ^------------------------------- what is awaited came again -------------------------------------------'
 * ```
 * Picture alone that stands still, while anything else comes, is another trouble: a key frame is asked for.
 *
 * - Q1 that nothing comes is said within 2.5 s of the last of it, and once
 * - Q2 new ways for the same connection are ordered by 3 s, another connection once that did not help, the end once that
 *   did not either; each once for one outage, in this order
 * - Q3 what is not awaited is not missed: the other side has its camera or microphone off
 * - Q4 time in which nobody counted, since this machine slept, is no silence
 * - Q5 whatever came again ends the outage at once, and counters that begin again (another connection) are no coming back
 */
import { FIRST_LEVEL, nextLevel, type Level, type LevelState, type Measured } from './level.ts';

/** How often figures are to be taken, ms. */
export const SAMPLE_MS = 500;
/** Silence that is a freeze; noticed at the next sample. */
export const FREEZE_MS = 1_900;
/** Silence after which new ways are looked for. */
export const RESTART_MS = 2_400;
/** Silence after which the connection is given up for another. Chromium itself needs some 17 s. */
export const CONNECT_MS = 10_000;
/** Silence after which nobody waits any more: longer than a machine sleeps whose lid was shut for a moment. */
export const GIVE_UP_MS = 90_000;
/** Between two orders for a key frame. */
const KEY_FRAME_AGAIN_MS = 2_000;
/** Two samples further apart were not taken by a machine that was awake. */
const AWAKE_MS = 3 * SAMPLE_MS;

/** Counted since the connection was made, of what came in. */
export interface Sample {
  /** ms of a clock that only goes forwards. */
  readonly at: number;
  readonly video: { readonly framesDecoded: number; readonly bytesReceived: number };
  readonly audio: {
    readonly bytesReceived: number;
    readonly concealedSamples: number;
    readonly totalSamples: number;
  };
  /** Of both kinds. */
  readonly packetsReceived: number;
  readonly packetsLost: number;
  /** The worse of both kinds, ms. */
  readonly jitter: number;
  readonly roundTrip: number | null;
  /** What the other side says that it sends. */
  readonly awaited: { readonly video: boolean; readonly audio: boolean };
}

export type WatchPhase = 'flowing' | 'frozen' | 'restarting' | 'connecting' | 'gone';

export interface WatchState {
  readonly phase: WatchPhase;
  /** When something awaited last came. */
  readonly heard: number;
  /** When the picture last went on. */
  readonly seen: number;
  /** The picture stands still while something else comes. */
  readonly isPictureStill: boolean;
  readonly keyFrameAsked: number;
  readonly level: LevelState;
  readonly last: Sample | null;
}

export type WatchAct =
  /** Tell the doctor that the other side is not seen or heard; `resumed` takes it back, with how long it was, ms. */
  | { readonly act: 'frozen' }
  | { readonly act: 'resumed'; readonly ms: number }
  /** ICE restart. */
  | { readonly act: 'restart' }
  /** Another connection for the same call. */
  | { readonly act: 'connect' }
  | { readonly act: 'give-up' }
  /** Ask the other side for a whole picture. */
  | { readonly act: 'key-frame' };

export interface WatchStep {
  readonly state: WatchState;
  readonly acts: readonly WatchAct[];
}

/** As the call goes live: what never came at all is an outage too. */
export function startWatch(now: number): WatchState {
  return {
    phase: 'flowing',
    heard: now,
    seen: now,
    isPictureStill: false,
    keyFrameAsked: Number.NEGATIVE_INFINITY,
    level: FIRST_LEVEL,
    last: null,
  };
}

/** For the indicator: what does not come at all is poor. */
export function shownLevel({ level, phase }: WatchState): Level {
  return phase === 'flowing' ? level.level : 'poor';
}

/** Takes one sample, or the first of another connection, whose counters begin again. */
export function evaluateWatch(before: WatchState, sample: Sample): WatchStep {
  const state = afterSleep(before, sample);
  const came = cameIn(state.last, sample);
  const heard = came.anything ? sample.at : state.heard;
  const seen = came.picture || !sample.awaited.video ? sample.at : state.seen;
  const level = levelAfter(state, sample);
  const next = { ...state, heard, seen, level, last: sample };
  const outage = outageAfter(next, came.anything, state.heard);
  const picture = pictureAfter(outage.state);
  return { state: picture.state, acts: [...outage.acts, ...picture.acts] };
}

interface Came {
  readonly anything: boolean;
  readonly picture: boolean;
}

/** Q3, Q5 */
function cameIn(last: Sample | null, { audio, awaited, video }: Sample): Came {
  if (!awaited.video && !awaited.audio) return { anything: true, picture: true };
  if (last === null) return { anything: false, picture: false };
  const more = (now: number, then: number): boolean => now > then;
  const picture = more(video.framesDecoded, last.video.framesDecoded);
  const bytes =
    (awaited.video && more(video.bytesReceived, last.video.bytesReceived)) ||
    (awaited.audio && more(audio.bytesReceived, last.audio.bytesReceived));
  return { anything: bytes || (awaited.video && picture), picture };
}

/** Q4: what was before counts up to the last sample, and goes on from this one. */
function afterSleep(state: WatchState, { at }: Sample): WatchState {
  const asleep = state.last === null ? 0 : at - state.last.at - SAMPLE_MS;
  if (asleep < AWAKE_MS) return state;
  return { ...state, heard: state.heard + asleep, seen: state.seen + asleep };
}

/** Q1, Q2 */
function outageAfter(state: WatchState, hasCome: boolean, heardBefore: number): WatchStep {
  const now = state.last?.at ?? state.heard;
  if (hasCome) {
    if (state.phase === 'flowing') return { state, acts: [] };
    return {
      state: { ...state, phase: 'flowing', seen: now },
      acts: [{ act: 'resumed', ms: now - heardBefore }],
    };
  }
  const silence = now - state.heard;
  const reached = STAGES.findLastIndex(({ after }) => silence >= after);
  const from = STAGES.findIndex(({ phase }) => phase === state.phase);
  // A machine that looked late does what was due, one after the other.
  const due = STAGES.slice(from + 1, reached + 1);
  return {
    state: { ...state, phase: due.at(-1)?.phase ?? state.phase },
    acts: due.map(({ act }) => ({ act })),
  };
}

const STAGES = [
  { phase: 'frozen', after: FREEZE_MS, act: 'frozen' },
  { phase: 'restarting', after: RESTART_MS, act: 'restart' },
  { phase: 'connecting', after: CONNECT_MS, act: 'connect' },
  { phase: 'gone', after: GIVE_UP_MS, act: 'give-up' },
] as const;

/** The picture alone. */
function pictureAfter(state: WatchState): WatchStep {
  const now = state.last?.at ?? state.seen;
  const isStill = state.phase === 'flowing' && now - state.seen >= FREEZE_MS;
  const isDue = isStill && now - state.keyFrameAsked >= KEY_FRAME_AGAIN_MS;
  return {
    state: {
      ...state,
      isPictureStill: isStill,
      keyFrameAsked: isDue ? now : state.keyFrameAsked,
    },
    acts: isDue ? [{ act: 'key-frame' }] : [],
  };
}

function levelAfter(state: WatchState, sample: Sample): LevelState {
  const { last } = state;
  if (last === null || isAnother(last, sample)) return state.level;
  return nextLevel(state.level, measuredBetween(last, sample), sample.at);
}

/** Counters that begin again are those of another connection. */
function isAnother(last: Sample, { audio, packetsReceived }: Sample): boolean {
  return packetsReceived < last.packetsReceived || audio.totalSamples < last.audio.totalSamples;
}

/** Of the time between two samples of one connection. */
export function measuredBetween(from: Sample, to: Sample): Measured {
  const received = to.packetsReceived - from.packetsReceived;
  // A packet that came late after all is taken off again.
  const lost = Math.max(0, to.packetsLost - from.packetsLost);
  const samples = to.audio.totalSamples - from.audio.totalSamples;
  const concealed = to.audio.concealedSamples - from.audio.concealedSamples;
  return {
    loss: received + lost === 0 ? 0 : lost / (received + lost),
    roundTrip: to.roundTrip,
    jitter: to.jitter,
    concealed: samples <= 0 || !to.awaited.audio ? 0 : Math.max(0, concealed) / samples,
  };
}
