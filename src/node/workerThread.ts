/** Work that would hold up everything else, on a thread of its own: one question at a time is answered, in order. */
import { fileURLToPath } from 'node:url';
import { parentPort, Worker, workerData } from 'node:worker_threads';

type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly reason: string };

/** The thread as whoever asks it sees it. */
export interface WorkerThread {
  /** Rejects with what the thread threw, by its words, and once the thread is gone. */
  ask(question: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts the module at `entry` with `data`, which it finds in {@link serveThread}. Nothing waits for it to end. */
export function startThread(entry: URL, data: unknown): WorkerThread {
  const worker = new Worker(entry, { workerData: data });
  worker.unref();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let asked = 0;
  let gone: Error | null = null;
  const end = (cause: Error): void => {
    gone ??= cause;
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  };
  worker.on('message', (answer: Answer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if (answer.ok) one?.resolve(answer.value);
    else one?.reject(new Error(answer.reason));
  });
  worker.on('error', (cause) => end(cause instanceof Error ? cause : new Error('thread-failed')));
  worker.on('exit', () => end(new Error('thread-gone')));
  return {
    ask: async (question) => {
      if (gone !== null) throw gone;
      const id = (asked += 1);
      const one = Promise.withResolvers<unknown>();
      waiting.set(id, one);
      worker.ref();
      worker.postMessage({ id, question });
      return await one.promise;
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

/** Within the thread: answers every question, the next one when the one before is answered. */
export function serveThread<Data>(begin: (data: Data) => (question: unknown) => Promise<unknown>): void {
  const port = parentPort;
  if (port === null) return;
  const answer = begin(workerData as Data);
  let before: Promise<unknown> = Promise.resolve();
  port.on('message', ({ id, question }: { readonly id: number; readonly question: unknown }) => {
    before = before
      .then(async () => await answer(question))
      .then(
        (value) => port.postMessage({ id, ok: true, value } satisfies Answer),
        (cause: unknown) =>
          port.postMessage({
            id,
            ok: false,
            reason: cause instanceof Error ? cause.message : 'thread-failed',
          } satisfies Answer),
      );
  });
}

/** The path of a file by its address. */
export function fileOf(address: URL | string): string {
  return fileURLToPath(address);
}
