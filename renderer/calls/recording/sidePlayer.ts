/**
 * Plays one side of a recording in a media element: segments are fetched as they are needed, opened by the core in memory, and
 * given to the element at their times. What has been passed is given up again; nothing is kept, and nothing is written.
 */

/** A segment as the list of recordings has it; ms. */
export interface PlayedSegment {
  readonly from: number;
  readonly durationMs: number;
  readonly contentType: string;
}

export interface SidePlayerParts {
  readonly element: HTMLMediaElement;
  readonly segments: readonly PlayedSegment[];
  /** Of the whole recording, ms. */
  readonly durationMs: number;
  /** The media of a segment, as far as it is whole. */
  readonly fetch: (index: number) => Promise<Uint8Array<ArrayBuffer>>;
  readonly failed: (cause: unknown) => void;
}

/** Fetched ahead of where it plays, and kept behind it; ms. */
const AHEAD_MS = 20_000;
const BEHIND_MS = 90_000;
/** A hole that is smaller is none to the player. */
const HOLE_MS = 200;

export class SidePlayer {
  readonly #parts: SidePlayerParts;
  readonly #source = new MediaSource();
  readonly #address: string;
  readonly #held = new Set<number>();
  readonly #appended = new Set<number>();
  readonly #listening = new AbortController();
  #work: Promise<void>;
  #isOver = false;

  constructor(parts: SidePlayerParts) {
    this.#parts = parts;
    this.#address = URL.createObjectURL(this.#source);
    const { element } = parts;
    const { signal } = this.#listening;
    this.#work = new Promise((resolve) =>
      this.#source.addEventListener('sourceopen', () => resolve(), { once: true, signal }),
    );
    element.src = this.#address;
    for (const event of ['timeupdate', 'seeking', 'waiting'])
      element.addEventListener(event, () => this.#look(), { signal });
    this.#do(async () => {
      this.#source.duration = parts.durationMs / 1000;
      const [first] = parts.segments;
      if (first !== undefined) this.#source.addSourceBuffer(first.contentType);
    });
    this.#look();
  }

  close(): void {
    this.#isOver = true;
    this.#listening.abort();
    this.#parts.element.removeAttribute('src');
    this.#parts.element.load();
    URL.revokeObjectURL(this.#address);
  }

  /** Fetches what is near, gives up what is far, and jumps over where nothing was recorded. */
  #look(): void {
    const { element, segments } = this.#parts;
    const at = element.currentTime * 1000;
    const near = segments.findIndex((one, index) => !this.#held.has(index) && isNear(one, at));
    if (near >= 0) {
      this.#held.add(near);
      this.#do(async () => this.#append(near));
    }
    for (const index of this.#held) if (isFar(segments[index], at)) this.#do(async () => this.#drop(index));
    const isWithin = segments.some(({ durationMs, from }) => at >= from - HOLE_MS && at < from + durationMs);
    const next = segments.find(({ from }) => from > at);
    if (!isWithin && next !== undefined) element.currentTime = next.from / 1000;
    else if (near < 0) this.#leaveHole();
  }

  /**
   * A recorder on a busy machine begins late and ends early: a segment may hold less than its time. The player would wait for
   * ever where all is there that will come, so it goes to the nearest picture, the next one if there is one.
   */
  #leaveHole(): void {
    const { element, segments } = this.#parts;
    const at = element.currentTime;
    const isAwaited = segments.some((one, index) => isNear(one, at * 1000) && !this.#appended.has(index));
    if (element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA || isAwaited) return;
    const { buffered } = element;
    const ranges = Array.from({ length: buffered.length }, (_, index) => ({
      from: buffered.start(index),
      to: buffered.end(index),
    }));
    if (ranges.some(({ from, to }) => at >= from && at < to)) return;
    const to = ranges.find(({ from }) => from > at)?.from ?? lastPicture(ranges);
    if (to !== undefined && to !== at) element.currentTime = to;
  }

  async #append(index: number): Promise<void> {
    const { fetch, segments } = this.#parts;
    const [buffer] = this.#source.sourceBuffers;
    const segment = segments[index];
    if (buffer === undefined || segment === undefined) return;
    const bytes = await fetch(index);
    if (this.#isOver || bytes.length === 0) return;
    buffer.abort();
    buffer.changeType(segment.contentType);
    buffer.timestampOffset = segment.from / 1000;
    await settled(buffer, () => buffer.appendBuffer(bytes));
    this.#appended.add(index);
    // Without an end the player waits for what follows the last picture, which never comes.
    if (this.#appended.has(segments.length - 1)) this.#source.endOfStream();
    this.#look();
  }

  async #drop(index: number): Promise<void> {
    const [buffer] = this.#source.sourceBuffers;
    const segment = this.#parts.segments[index];
    if (buffer === undefined || segment === undefined || !this.#held.delete(index)) return;
    this.#appended.delete(index);
    const next = this.#parts.segments[index + 1]?.from ?? segment.from + segment.durationMs;
    await settled(buffer, () => buffer.remove(segment.from / 1000, next / 1000));
  }

  /** One thing after the other: a source buffer takes no two. */
  #do(work: () => Promise<void>): void {
    this.#work = this.#work
      .then(async () => (this.#isOver ? undefined : work()))
      .catch((cause: unknown) => {
        if (!this.#isOver) this.#parts.failed(cause);
      });
  }
}

function isNear({ durationMs, from }: PlayedSegment, at: number): boolean {
  return from - AHEAD_MS < at && at < from + durationMs + HOLE_MS;
}

function isFar(segment: PlayedSegment | undefined, at: number): boolean {
  if (segment === undefined) return false;
  const { durationMs, from } = segment;
  return from + durationMs < at - BEHIND_MS || from - AHEAD_MS - BEHIND_MS > at;
}

/** Just before the end: at the very end there is nothing to show. */
function lastPicture(ranges: readonly { readonly from: number; readonly to: number }[]): number | undefined {
  const last = ranges.at(-1);
  return last === undefined ? undefined : Math.max(last.from, last.to - 0.05);
}

async function settled(buffer: SourceBuffer, work: () => void): Promise<void> {
  const { promise, reject, resolve } = Promise.withResolvers<void>();
  const listening = new AbortController();
  const { signal } = listening;
  buffer.addEventListener('updateend', () => resolve(), { signal });
  buffer.addEventListener('error', () => reject(new Error('media-undecodable')), { signal });
  try {
    work();
    await promise;
  } finally {
    listening.abort();
  }
}
