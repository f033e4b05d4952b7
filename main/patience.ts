/** Waits for a folder that the process of an earlier start still holds. */
import { errorCode } from '../src/errors.ts';
import { delay } from '../src/node/timers.ts';
import type { Timers } from '../src/ports.ts';

/**
 * How long. A program that was killed takes its processes with it, each of which may first finish what it computes:
 * a password hash at most.
 */
const PATIENCE_MS = 10_000;
const STEP_MS = 100;

/** Runs `start`, and again while it throws `data-folder-in-use`. What it throws last is thrown. */
export async function whenFree<T>(start: () => Promise<T>, timers: Timers): Promise<T> {
  for (let waited = 0; ; waited += STEP_MS) {
    try {
      return await start();
    } catch (error) {
      if (errorCode(error) !== 'data-folder-in-use' || waited >= PATIENCE_MS) throw error;
    }
    await delay(timers, STEP_MS);
  }
}
