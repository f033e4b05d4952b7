import { describe, expect, it } from 'vitest';
import { whenFree } from '../../main/patience.ts';
import { ConsiliumError } from '../../src/errors.ts';
import type { Timers } from '../../src/ports.ts';

/** Time that passes only by being waited for. */
class WaitedTime implements Timers {
  now = 0;

  after(ms: number, run: () => void): () => void {
    this.now += ms;
    queueMicrotask(run);
    return () => undefined;
  }
}

const inUse = async (): Promise<never> =>
  await Promise.reject(new ConsiliumError('data-folder-in-use', { pid: 7 }));

describe('a folder that an earlier process holds', () => {
  it('is waited for', async () => {
    const time = new WaitedTime();
    const start = async (): Promise<string> => (time.now < 1_000 ? await inUse() : 'started');
    await expect(whenFree(start, time)).resolves.toBe('started');
    expect(time.now).toBe(1_000);
  });

  it('is given up after ten seconds, with the reason', async () => {
    const time = new WaitedTime();
    await expect(whenFree(inUse, time)).rejects.toMatchObject({
      code: 'data-folder-in-use',
      detail: { pid: 7 },
    });
    expect(time.now).toBe(10_000);
  });

  it('is not waited for when something else is wrong', async () => {
    const time = new WaitedTime();
    const start = async (): Promise<never> =>
      await Promise.reject(new ConsiliumError('migration-from-future'));
    await expect(whenFree(start, time)).rejects.toMatchObject({ code: 'migration-from-future' });
    expect(time.now).toBe(0);
  });
});
