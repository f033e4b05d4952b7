/**
 * One side of a call on its way into segments: each is a file of its own to its player, so that what follows a damaged one
 * plays, and any minute is found without those before it. The next segment's recorder runs before the one before it ends:
 * nothing is missing between the two.
 */
import type { Side } from '../../../src/consult/recording/segment.ts';

/** What a recorder gives: see api/recordings.ts. */
export interface RecordedChunk {
  readonly side: Side;
  readonly segment: number;
  readonly contentType: string;
  /** When the segment begins, ms since the recording began. */
  readonly from: number;
  /** Up to where it goes, ms since the segment began. */
  readonly until: number;
  readonly isLast: boolean;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface SideParts {
  readonly side: Side;
  /** What there is of this side now; null while there is nothing. */
  readonly source: () => MediaStream | null;
  /** Keeps a chunk; what it rejects with ends the recording. */
  readonly give: (chunk: RecordedChunk) => Promise<void>;
  /** Ms, from any beginning. */
  readonly now: () => number;
  /** When the recording began, by {@link now}. */
  readonly began: number;
  readonly lengths: SegmentLengths;
  readonly failed: (cause: unknown) => void;
}

export interface SegmentLengths {
  readonly segmentMs: number;
  readonly chunkMs: number;
}

/** A picture at which two faces are good, where the sound matters more. */
const VIDEO_BITS = 1_000_000;
const AUDIO_BITS = 48_000;

interface Running {
  readonly recorder: MediaRecorder;
  readonly done: Promise<void>;
}

export class SideRecorder {
  readonly #parts: SideParts;
  #running: Running | null = null;
  #segments = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Chunks of a segment wait for the end of the one before it. */
  #before: Promise<void> = Promise.resolve();

  constructor(parts: SideParts) {
    this.#parts = parts;
  }

  /** Begins a segment, also where one runs, which ends. */
  begin(): void {
    const ending = this.#running;
    this.#running = null;
    clearTimeout(this.#timer);
    const stream = this.#parts.source();
    if (stream !== null && stream.getTracks().some(({ readyState }) => readyState === 'live')) {
      this.#running = this.#segment(stream);
      this.#timer = setTimeout(() => this.begin(), this.#parts.lengths.segmentMs);
    }
    end(ending);
  }

  /** What was recorded is kept; {@link begin} goes on. */
  pause(): void {
    clearTimeout(this.#timer);
    end(this.#running);
    this.#running = null;
  }

  /** Resolves when all that was recorded was given. */
  async stop(): Promise<void> {
    const last = this.#running;
    this.pause();
    await last?.done;
    await this.#before;
  }

  #segment(stream: MediaStream): Running {
    const { lengths, now, side } = this.#parts;
    const contentType = typeOf(stream);
    const recorder = new MediaRecorder(stream, {
      mimeType: contentType,
      videoBitsPerSecond: VIDEO_BITS,
      audioBitsPerSecond: AUDIO_BITS,
    });
    const started = now();
    const from = Math.max(0, Math.round(started - this.#parts.began));
    const segment = this.#segments;
    this.#segments += 1;
    const before = this.#before;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    let given = before;
    const give = (isLast: boolean, bytes: () => Promise<Uint8Array<ArrayBuffer>>): void => {
      const until = Math.round(now() - started);
      given = given.then(async () =>
        this.#parts.give({ side, segment, contentType, from, until, isLast, bytes: await bytes() }),
      );
      given.catch((cause: unknown) => this.#parts.failed(cause));
    };
    recorder.ondataavailable = ({ data }) =>
      data.size > 0 ? give(false, async () => new Uint8Array(await data.arrayBuffer())) : undefined;
    recorder.onstop = () => {
      give(true, async () => new Uint8Array(0));
      resolve(given);
      // A track ended that nobody here ended: a camera was taken away, or another one put in its place.
      if (this.#running?.recorder === recorder) this.begin();
    };
    recorder.start(lengths.chunkMs);
    this.#before = ended.catch(() => undefined);
    return { recorder, done: ended };
  }
}

function end(running: Running | null): void {
  if (running !== null && running.recorder.state !== 'inactive') running.recorder.stop();
}

/** Pictures as VP8, sound as Opus: what every player of WebM has. */
function typeOf(stream: MediaStream): string {
  const hasAudio = stream.getAudioTracks().length > 0;
  if (stream.getVideoTracks().length === 0) return 'audio/webm;codecs=opus';
  return hasAudio ? 'video/webm;codecs=vp8,opus' : 'video/webm;codecs=vp8';
}
