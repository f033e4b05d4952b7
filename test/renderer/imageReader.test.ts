/** A decoder that hangs or dies takes its worker with it, and nothing else. */
import { describe, expect, it } from 'vitest';
import { CoreError } from '../../renderer/client/core.ts';
import { ImageReader, type WorkerPort } from '../../renderer/images/imageReader.ts';
import { ImageStack, type Series } from '../../renderer/images/imageStack.ts';
import type { Answer, Answered, Asked, Opened } from '../../renderer/images/protocol.ts';
import { RecentFiles } from '../../renderer/images/recentFiles.ts';
import { manualTimers } from '../support/manualTimers.ts';

const PATIENCE_MS = 30_000;
const OPENED: Opened = {
  frames: 1,
  places: [{ plane: null, spacing: null, aspect: null }],
  rows: 1,
  columns: 1,
  modality: 'CT',
  description: '',
  number: null,
  reference: null,
  regions: [],
  rate: null,
  names: [],
  problems: [],
};
const FRAME: Answer = {
  is: 'frame',
  frame: { kind: 'colour', rows: 1, columns: 1, values: new Uint8ClampedArray(4) },
  cut: false,
};

/** Answers in turn as the image worker does, until it comes to a file that it hangs at. */
class WorkerThatHangs implements WorkerPort {
  readonly #bad: number;
  readonly #files = new Set<number>();
  #hangs = false;
  #tell: (event: MessageEvent<Answered>) => void = () => undefined;
  die: () => void = () => undefined;
  isEnded = false;

  constructor(bad: number) {
    this.#bad = bad;
  }

  postMessage(message: unknown): void {
    const { number, question } = message as Asked;
    queueMicrotask(() => {
      if (this.isEnded || this.#hangs) return;
      if (question.ask === 'frame' && question.file === this.#bad) this.#hangs = true;
      else this.#tell(new MessageEvent('message', { data: { number, answer: this.#answer(question) } }));
    });
  }

  addEventListener(type: 'message' | 'error', listener: (event: MessageEvent<Answered>) => void): void {
    if (type === 'message') this.#tell = listener;
    else this.die = () => listener(new MessageEvent('error'));
  }

  terminate(): void {
    this.isEnded = true;
  }

  #answer(question: Asked['question']): Answer {
    if (question.ask === 'open') {
      this.#files.add(question.file);
      return { is: 'opened', opened: OPENED };
    }
    return this.#files.has(question.file) ? FRAME : { is: 'gone' };
  }
}

function reader(bad: number) {
  const timers = manualTimers();
  const workers: WorkerThatHangs[] = [];
  const start = (): WorkerPort => {
    const worker = new WorkerThatHangs(bad);
    workers.push(worker);
    return worker;
  };
  return { timers, workers, images: new ImageReader({ start, later: (then, ms) => timers.after(ms, then) }) };
}

const series: Series = {
  key: 's',
  title: 's',
  modality: 'CT',
  attachments: [1, 2, 3].map((id) => ({
    id,
    title: String(id),
    kind: 'dicom',
    contentType: '',
    size: 1,
    place: { series: 's', modality: 'CT', number: id },
  })),
};

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'taken';
  } catch (error) {
    if (error instanceof CoreError) return error.code;
    throw error;
  }
}

/** Opens all three files, the second of which is bad. */
async function opened() {
  const made = reader(2);
  const reads: number[] = [];
  const stack = new ImageStack(
    series,
    async ({ id }) => {
      reads.push(id);
      return Promise.resolve(Uint8Array.of(id));
    },
    made.images,
  );
  await stack.open(() => undefined);
  const [first, bad, third] = stack.slices.filter((slice) => slice.is === 'image');
  if (first === undefined || bad === undefined || third === undefined) throw new Error('three were opened');
  return { ...made, reads, stack, first, bad, third };
}

describe.each([
  ['hangs', async ({ timers }: Awaited<ReturnType<typeof opened>>) => timers.advance(PATIENCE_MS)],
  ['dies', async ({ workers }: Awaited<ReturnType<typeof opened>>) => workers[0]?.die()],
] as const)('a decoder that %s', (_, end) => {
  it('ends with its worker; what else was asked for is read again by a new one, and shown', async () => {
    const made = await opened();
    const { bad, first, reads, stack, third, workers } = made;
    const [asked, other] = [codeOf(stack.frame(bad)), stack.frame(third)];
    await Promise.resolve();
    await end(made);
    await expect(asked).resolves.toBe('pixels-damaged');
    await expect(other).resolves.toMatchObject({ cut: false });
    await expect(stack.frame(first)).resolves.toMatchObject({ cut: false });
    expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    expect(reads).toEqual([1, 2, 3, 3, 1]);
  });

  it('is not tried again', async () => {
    const made = await opened();
    const asked = codeOf(made.stack.frame(made.bad));
    await Promise.resolve();
    await end(made);
    await asked;
    await expect(codeOf(made.stack.frame(made.bad))).resolves.toBe('pixels-damaged');
    expect(made.workers).toHaveLength(1);
  });
});

describe('a reader that is closed', () => {
  it('refuses what is still asked for', async () => {
    const { bad, images, stack, workers } = await opened();
    const asked = codeOf(stack.frame(bad));
    images.close();
    await expect(asked).resolves.toBe('pixels-damaged');
    expect(workers.every(({ isEnded }) => isEnded)).toBe(true);
  });
});

describe('files that a worker keeps', () => {
  it('are those that were used last, within their bytes; the newest stays whatever its size', () => {
    const files = new RecentFiles<string>(10);
    files.keep(1, 'a', 4);
    files.keep(2, 'b', 4);
    expect(files.find(1)).toBe('a');
    files.keep(3, 'c', 4);
    expect([1, 2, 3].map((number) => files.find(number))).toEqual(['a', null, 'c']);
    files.keep(4, 'd', 99);
    expect([1, 3, 4].map((number) => files.find(number))).toEqual([null, null, 'd']);
  });
});
