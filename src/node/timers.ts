import { ConsiliumError } from '../errors.ts';
import type { Timers } from '../ports.ts';

/** The event loop's timers. They do not keep the process alive. */
export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms`, or at once when the signal is aborted. */
export async function delay(timers: Timers, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return;
  await new Promise<void>((resolve) => {
    const cancel = timers.after(ms, resolve);
    signal?.addEventListener(
      'abort',
      () => {
        cancel();
        resolve();
      },
      { once: true },
    );
  });
}

/** The promise, or a ConsiliumError `code` after `ms`. */
export async function withTimeout<T>(
  promise: Promise<T>,
  limit: { readonly timers: Timers; readonly ms: number; readonly code: string },
): Promise<T> {
  let cancel: () => void = () => undefined;
  const timeout = new Promise<never>((_, reject) => {
    cancel = limit.timers.after(limit.ms, () => reject(new ConsiliumError(limit.code, { ms: limit.ms })));
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    cancel();
  }
}
