/** What the tests of recording play in the page: each answers with plain facts. */
import { CallRecorder } from '../../../renderer/calls/recording/callRecorder.ts';
import { exportRecording, type ExportedSide } from '../../../renderer/calls/recording/exportRecording.ts';
import { SidePlayer, type PlayedSegment } from '../../../renderer/calls/recording/sidePlayer.ts';
import type { RecordedChunk } from '../../../renderer/calls/recording/sideRecorder.ts';
import type { Side } from '../../../src/consult/recording/segment.ts';
import { codedStream, codeIn } from './codedCanvas.ts';

const scenarios = { exported, holed, recordsAndPlays, interrupted, refused } as const;
export type RecordingScenarios = typeof scenarios;
Object.assign(window, { scenarios });

const LENGTHS = { segmentMs: 1500, chunkMs: 250 };

/** What the core keeps of it, in the clear. */
class Kept {
  readonly chunks: RecordedChunk[] = [];
  /** Chunks that came out of their order: the core would refuse them. */
  disorder = 0;
  readonly #reached = new Map<Side, { segment: number; isOver: boolean; until: number }>();

  take(chunk: RecordedChunk): void {
    const { isLast, segment, side, until } = chunk;
    const at = this.#reached.get(side) ?? { segment: 0, isOver: false, until: 0 };
    const isNext = at.isOver ? segment === at.segment + 1 : segment === at.segment && until >= at.until;
    if (!isNext && this.#reached.has(side)) this.disorder += 1;
    this.#reached.set(side, { segment, isOver: isLast, until });
    this.chunks.push(chunk);
  }

  segments(side: Side): readonly PlayedSegment[] {
    const own = this.chunks.filter((one) => one.side === side && one.isLast);
    return own.map(({ contentType, from, until }) => ({ contentType, from, durationMs: until }));
  }

  bytes(side: Side, index: number): Uint8Array<ArrayBuffer> {
    const parts = this.chunks.filter((one) => one.side === side && one.segment === index);
    const joined = new Uint8Array(parts.reduce((sum, { bytes }) => sum + bytes.length, 0));
    let at = 0;
    for (const { bytes } of parts) {
      joined.set(bytes, at);
      at += bytes.length;
    }
    return joined;
  }

  get durationMs(): number {
    return Math.max(...this.chunks.map(({ from, until }) => from + until));
  }
}

async function recorded(
  ms: number,
  during: (recorder: CallRecorder) => Promise<void> = async () => undefined,
) {
  const began = performance.now();
  const since = (): number => performance.now() - began;
  const [own, other] = [codedStream(since, 440), codedStream(since, 880)];
  const kept = new Kept();
  const recorder = new CallRecorder({
    scope: 'video',
    own: () => own.stream,
    other: () => other.stream,
    give: async (chunk) => kept.take(chunk),
    now: () => performance.now(),
    failed: (cause) => {
      throw cause;
    },
    lengths: LENGTHS,
  });
  const offset = performance.now() - began;
  await pause(ms);
  await during(recorder);
  await recorder.stop();
  for (const one of [own, other]) one.stop();
  return { kept, offset };
}

/** Where the picture stands at a time of the recording, by what it says of itself. */
async function seen(kept: Kept, side: Side, at: readonly number[]): Promise<readonly number[]> {
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const player = new SidePlayer({
    element: video,
    segments: kept.segments(side),
    durationMs: kept.durationMs,
    fetch: async (index) => kept.bytes(side, index),
    failed: (cause) => {
      throw cause;
    },
  });
  const codes: number[] = [];
  for (const ms of at) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = (): void => {
      if (!video.seeking && video.readyState >= 2) resolve();
    };
    for (const event of ['seeked', 'loadeddata', 'canplay']) video.addEventListener(event, look);
    const picture = pictureOf(video);
    video.currentTime = ms / 1000;
    await promise;
    await picture;
    codes.push(codeIn(video));
  }
  player.close();
  return codes;
}

/** Further from where it was sought is the picture before. */
const NEAR_S = 0.9;
/** A page that draws nothing says of no picture; what was sought can be read all the same. */
const UNDRAWN_MS = 5_000;

/** Asked before it is sought: `seeked` comes before the picture can be read. */
function pictureOf(video: HTMLVideoElement): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let drawn = Number.NaN;
  const look = (): void => {
    if (!video.seeking && Math.abs(drawn - video.currentTime) < NEAR_S) resolve();
  };
  const next = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
    drawn = mediaTime;
    look();
    video.requestVideoFrameCallback(next);
  };
  video.requestVideoFrameCallback(next);
  video.addEventListener('seeked', look);
  setTimeout(resolve, UNDRAWN_MS);
  return promise;
}

async function recordsAndPlays(at: readonly number[]) {
  const { kept, offset } = await recorded(4_200);
  const own = await seen(kept, 'own', at);
  const other = await seen(kept, 'other', at);
  return {
    offset,
    own,
    other,
    disorder: kept.disorder,
    sides: (['own', 'other', 'mixed'] as const).map((side) => kept.segments(side).length),
    types: [...new Set(kept.chunks.map(({ contentType, side }) => `${side} ${contentType}`))].toSorted(),
    loud: await loudness(kept),
  };
}

/** The sound of both together has the tone of each. */
async function loudness(kept: Kept) {
  const context = new OfflineAudioContext(1, 48_000, 48_000);
  const decoded = await context.decodeAudioData(kept.bytes('mixed', 0).buffer);
  const samples = decoded.getChannelData(0).subarray(4_800, 43_200);
  return [440, 880, 660].map((pitch) => {
    let [re, im] = [0, 0];
    for (const [index, sample] of samples.entries()) {
      const angle = (2 * Math.PI * pitch * index) / decoded.sampleRate;
      re += sample * Math.cos(angle);
      im += sample * Math.sin(angle);
    }
    return Math.hypot(re, im) / samples.length > 0.03;
  });
}

/** Segments that hold less than their time says: the recorder began late, and ended early. */
async function holed() {
  const { kept } = await recorded(2_800);
  const late = kept.chunks.map((chunk) =>
    chunk.segment === 0 ? chunk : { ...chunk, from: chunk.from + 700, until: chunk.until + 700 },
  );
  kept.chunks.splice(0, kept.chunks.length, ...late.map((chunk) => stretched(chunk)));
  const between = (kept.segments('own')[1]?.from ?? 0) - 350;
  return { codes: await seen(kept, 'own', [between, kept.durationMs]), between };
}

/** A first segment that is said to reach up to the second one. */
function stretched(chunk: RecordedChunk): RecordedChunk {
  return chunk.segment === 0 && chunk.isLast ? { ...chunk, until: chunk.until + 700 } : chunk;
}

/** The other side is away for a while: nothing is recorded then, and what comes after is at its time. */
async function interrupted() {
  const { kept, offset } = await recorded(1_000, async (recorder) => {
    recorder.interrupted(true);
    await pause(1_500);
    recorder.interrupted(false);
    await pause(1_000);
  });
  const segments = kept.segments('other');
  const second = segments[1]?.from ?? 0;
  const [code = 0] = await seen(kept, 'other', [second + 500]);
  return {
    segments: segments.length,
    hole: second - (segments[0]?.durationMs ?? 0),
    code,
    at: second + 500,
    offset,
    disorder: kept.disorder,
  };
}

/** One file of it all, played as any player plays it: by its length, and from any place. */
async function exported(at: readonly number[]) {
  const { kept, offset } = await recorded(1_400);
  const sideOf = (side: Side): ExportedSide => ({
    segments: kept.segments(side),
    fetch: async (index) => kept.bytes(side, index),
  });
  let file = new Uint8Array(0);
  const steps: number[] = [];
  await exportRecording({
    pictures: [sideOf('own'), sideOf('other')],
    sound: sideOf('mixed'),
    durationMs: kept.durationMs,
    write: async (position, bytes) => {
      const end = Math.max(file.length, position + bytes.length);
      const grown = new Uint8Array(end);
      grown.set(file);
      grown.set(bytes, position);
      file = grown;
    },
    progress: (ms) => steps.push(ms),
    signal: new AbortController().signal,
  });
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  video.src = URL.createObjectURL(new Blob([file], { type: 'video/webm' }));
  await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }));
  const codes: number[][] = [];
  for (const ms of at) {
    const sought = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
    const picture = pictureOf(video);
    video.currentTime = ms / 1000;
    await sought;
    await picture;
    // A picture of 320 by 80 in a box of 640 by 480.
    codes.push([0, 640].map((x) => codeIn(video, { x, y: 160, width: 640, height: 160 })));
  }
  const { duration, seekable, videoHeight, videoWidth } = video;
  return {
    codes,
    offset,
    length: duration * 1000 - kept.durationMs,
    seekable: seekable.length > 0 && seekable.end(0) === duration,
    size: [videoWidth, videoHeight],
    done: steps.at(-1) === kept.durationMs,
  };
}

/** The core takes no more: it is told once, and nothing goes on. */
async function refused() {
  const causes: string[] = [];
  const coded = codedStream(() => performance.now(), 440);
  const recorder = new CallRecorder({
    scope: 'audio',
    own: () => coded.stream,
    other: () => null,
    give: async () => Promise.reject(new Error('storage-full')),
    now: () => performance.now(),
    failed: (cause) => causes.push(cause instanceof Error ? cause.message : ''),
    lengths: LENGTHS,
  });
  while (causes.length === 0) await pause(20);
  await recorder.stop();
  coded.stop();
  return [...new Set(causes)];
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
