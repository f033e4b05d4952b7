/** The recorders of a call: one for each side, and one for the sound of both together. */
import type { RecordingScope } from '../../../src/consult/call/words.ts';
import { SideRecorder, type RecordedChunk, type SegmentLengths } from './sideRecorder.ts';

export interface CallRecorderParts {
  readonly scope: RecordingScope;
  readonly own: () => MediaStream | null;
  readonly other: () => MediaStream | null;
  readonly give: (chunk: RecordedChunk) => Promise<void>;
  readonly now: () => number;
  /** It cannot go on. */
  readonly failed: (cause: unknown) => void;
  readonly lengths?: SegmentLengths;
}

const LENGTHS: SegmentLengths = { segmentMs: 60_000, chunkMs: 1_000 };

export class CallRecorder {
  readonly #sides: readonly SideRecorder[];
  readonly #mixer: Mixer;
  #isPaused = false;
  #isOver = false;

  constructor({ failed, give, lengths = LENGTHS, now, other, own, scope }: CallRecorderParts) {
    const began = now();
    this.#mixer = new Mixer(() => [own(), other()]);
    const isSound = scope === 'audio';
    const common = { give, now, began, lengths, failed };
    this.#sides = [
      new SideRecorder({ ...common, side: 'own', source: () => tracksOf(own(), isSound) }),
      new SideRecorder({ ...common, side: 'other', source: () => tracksOf(other(), isSound) }),
      new SideRecorder({ ...common, side: 'mixed', source: () => this.#mixer.stream() }),
    ];
    this.#begin();
  }

  /** While the other side is not there nothing is recorded; what comes after it is a segment of its own. */
  interrupted(isSo: boolean): void {
    if (this.#isOver || isSo === this.#isPaused) return;
    this.#isPaused = isSo;
    if (isSo) for (const side of this.#sides) side.pause();
    else this.#begin();
  }

  /** A stream or a track was put in the place of another. */
  changed(): void {
    if (!this.#isOver && !this.#isPaused) this.#begin();
  }

  /** Resolves when all that was recorded was given. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.allSettled(this.#sides.map(async (side) => side.stop()));
    await this.#mixer.close();
  }

  #begin(): void {
    this.#mixer.mix();
    for (const side of this.#sides) side.begin();
  }
}

/** A stream of its own: a recorder ends when a track is put into the one that it records. */
function tracksOf(stream: MediaStream | null, isSound: boolean): MediaStream | null {
  if (stream === null) return null;
  const tracks = isSound ? stream.getAudioTracks() : stream.getTracks();
  const live = tracks.filter(({ readyState }) => readyState === 'live');
  return live.length === 0 ? null : new MediaStream(live);
}

/** The sound of all streams as one. */
class Mixer {
  readonly #context = new AudioContext();
  readonly #output = this.#context.createMediaStreamDestination();
  readonly #streams: () => readonly (MediaStream | null)[];
  #sources: MediaStreamAudioSourceNode[] = [];

  constructor(streams: () => readonly (MediaStream | null)[]) {
    this.#streams = streams;
  }

  mix(): void {
    for (const source of this.#sources) source.disconnect();
    this.#sources = this.#streams().flatMap((stream) => {
      const tracks = stream?.getAudioTracks() ?? [];
      if (tracks.length === 0) return [];
      const source = this.#context.createMediaStreamSource(new MediaStream(tracks));
      source.connect(this.#output);
      return [source];
    });
  }

  stream(): MediaStream | null {
    return this.#sources.length === 0 ? null : this.#output.stream;
  }

  async close(): Promise<void> {
    for (const source of this.#sources) source.disconnect();
    await this.#context.close();
  }
}
