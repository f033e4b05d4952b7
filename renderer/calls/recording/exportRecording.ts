/**
 * A recording as one file that any player plays: both faces side by side, the sound of both as it was recorded. It is made
 * segment by segment and written as it comes: neither the recording nor the file is held whole.
 */
import {
  BufferSource,
  CanvasSource,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Input,
  Output,
  StreamTarget,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny';
import { decodedPictures } from './decodedPictures.ts';
import type { PlayedSegment } from './sidePlayer.ts';

export interface ExportedSide {
  readonly segments: readonly PlayedSegment[];
  readonly fetch: (index: number) => Promise<Uint8Array<ArrayBuffer>>;
}

export interface ExportParts {
  /** Whose pictures stand side by side, from the left. */
  readonly pictures: readonly ExportedSide[];
  readonly sound: ExportedSide | null;
  readonly durationMs: number;
  /** Bytes at a place of the file; the head of it is written once more at the end. */
  readonly write: (position: number, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** How far it has come, ms of the recording. */
  readonly progress: (ms: number) => void;
  readonly signal: AbortSignal;
}

/** A face is no film. */
const FRAMES = 15;
const [WIDTH, HEIGHT] = [640, 480];
const BITS = 1_500_000;
const SLICE_MS = 10_000;

/** Errors: those of `fetch` and `write`; AbortError when it was given up. */
export async function exportRecording(parts: ExportParts): Promise<void> {
  const { durationMs, pictures, progress, signal, sound, write } = parts;
  const target = new StreamTarget(
    new WritableStream({ write: async ({ data, position }) => write(position, new Uint8Array(data)) }),
    { chunked: true },
  );
  const output = new Output({ format: new WebMOutputFormat(), target });
  const canvas = new OffscreenCanvas(Math.max(1, pictures.length) * WIDTH, HEIGHT);
  const video = new CanvasSource(canvas, { codec: 'vp8', bitrate: BITS });
  const audio = new EncodedAudioPacketSource('opus');
  if (pictures.length > 0) output.addVideoTrack(video, { frameRate: FRAMES });
  if (sound !== null) output.addAudioTrack(audio);
  try {
    await output.start();
    const faces = pictures.map((side) => new Face(side));
    const voices = sound === null ? null : new Voices(sound, audio);
    for (let at = 0; at < durationMs; at += SLICE_MS) {
      signal.throwIfAborted();
      const end = Math.min(durationMs, at + SLICE_MS);
      await voices?.upTo(end);
      if (faces.length > 0) await draw({ canvas, faces, video }, at, end);
      progress(end);
    }
    for (const face of faces) await face.close();
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
}

interface Drawing {
  readonly canvas: OffscreenCanvas;
  readonly faces: readonly Face[];
  readonly video: CanvasSource;
}

async function draw({ canvas, faces, video }: Drawing, from: number, to: number): Promise<void> {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  for (let frame = Math.ceil((from * FRAMES) / 1000); (frame * 1000) / FRAMES < to; frame += 1) {
    const at = (frame * 1000) / FRAMES;
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (const [index, face] of faces.entries()) {
      const picture = await face.at(at);
      if (picture !== null) drawWhole(context, picture, index * WIDTH);
    }
    await video.add(frame / FRAMES, 1 / FRAMES);
  }
}

/** All of it in its half, however large it is. */
function drawWhole(context: OffscreenCanvasRenderingContext2D, picture: VideoFrame, left: number): void {
  const { displayHeight, displayWidth } = picture;
  const scale = Math.min(WIDTH / displayWidth, HEIGHT / displayHeight);
  const [width, height] = [displayWidth * scale, displayHeight * scale];
  context.drawImage(picture, left + (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height);
}

/** The pictures of a side, asked for in the order of their times. */
class Face {
  readonly #side: ExportedSide;
  #open: { readonly index: number; readonly pictures: Pictures } | null = null;

  constructor(side: ExportedSide) {
    this.#side = side;
  }

  /** Null where nothing was recorded, or nothing of it can be shown. */
  async at(ms: number): Promise<VideoFrame | null> {
    const index = this.#side.segments.findLastIndex(({ from }) => from <= ms);
    const segment = this.#side.segments[index];
    if (segment === undefined || ms > segment.from + segment.durationMs) return null;
    if (this.#open?.index !== index) {
      await this.close();
      this.#open = { index, pictures: await this.#picturesOf(index) };
    }
    return this.#open.pictures.at((ms - segment.from) / 1000);
  }

  async close(): Promise<void> {
    await this.#open?.pictures.close();
    this.#open = null;
  }

  async #picturesOf(index: number): Promise<Pictures> {
    const track = await (await opened(this.#side, index))?.getPrimaryVideoTrack();
    if (track === null || track === undefined) return new Pictures(null);
    return new Pictures(decodedPictures(track));
  }
}

/** Of one segment, one after the other: what a recorder writes has no index to look them up in. */
class Pictures {
  readonly #all: AsyncGenerator<VideoFrame, void, unknown> | null;
  #shown: VideoFrame | null = null;
  #next: VideoFrame | null = null;
  #isOver: boolean;

  constructor(all: AsyncGenerator<VideoFrame, void, unknown> | null) {
    this.#all = all;
    this.#isOver = all === null;
  }

  async at(seconds: number): Promise<VideoFrame | null> {
    for (;;) {
      this.#next ??= await this.#advance();
      if (this.#next === null || (this.#shown !== null && this.#next.timestamp > seconds * 1e6)) break;
      this.#shown?.close();
      this.#shown = this.#next;
      this.#next = null;
    }
    return this.#shown;
  }

  async close(): Promise<void> {
    for (const frame of [this.#shown, this.#next]) frame?.close();
    [this.#shown, this.#next] = [null, null];
    await this.#all?.return();
  }

  async #advance(): Promise<VideoFrame | null> {
    if (this.#isOver || this.#all === null) return null;
    const { done, value } = await this.#all.next();
    this.#isOver = done === true;
    return value ?? null;
  }
}

/** The sound as it was recorded: its packets, at their times. */
class Voices {
  readonly #side: ExportedSide;
  readonly #source: EncodedAudioPacketSource;
  #next = 0;
  #isFirst = true;

  constructor(side: ExportedSide, source: EncodedAudioPacketSource) {
    this.#side = side;
    this.#source = source;
  }

  async upTo(ms: number): Promise<void> {
    for (; (this.#side.segments[this.#next]?.from ?? ms) < ms; this.#next += 1) await this.#copy(this.#next);
  }

  /** The recorders of two segments overlap: the later one has the sound of both. */
  async #copy(index: number): Promise<void> {
    const { segments } = this.#side;
    const from = (segments[index]?.from ?? 0) / 1000;
    const end = (segments[index + 1]?.from ?? Number.POSITIVE_INFINITY) / 1000;
    const track = await (await opened(this.#side, index))?.getPrimaryAudioTrack();
    const decoderConfig = (await track?.getDecoderConfig()) ?? null;
    if (track === null || track === undefined || decoderConfig === null) return;
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const timestamp = from + Math.max(0, packet.timestamp);
      if (timestamp >= end) break;
      await this.#source.add(packet.clone({ timestamp }), this.#isFirst ? { decoderConfig } : {});
      this.#isFirst = false;
    }
  }
}

async function opened({ fetch }: ExportedSide, index: number): Promise<Input | null> {
  const bytes = await fetch(index);
  return bytes.length === 0 ? null : new Input({ source: new BufferSource(bytes), formats: [WEBM] });
}
