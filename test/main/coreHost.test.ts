import { describe, expect, it } from 'vitest';
import { CoreServer } from '../../main/coreHost.ts';
import type { FromCore } from '../../main/messages.ts';
import { ConsiliumError } from '../../src/errors.ts';
import { systemClock } from '../../src/node/clock.ts';
import { silentLogger } from '../../src/node/logger.ts';
import { systemRandom } from '../../src/node/random.ts';
import { systemTimers } from '../../src/node/timers.ts';
import type { Timers } from '../../src/ports.ts';
import type { Core, CoreHost } from '../../src/workstation/core/context.ts';

const ports = { clock: systemClock, random: systemRandom, logger: silentLogger };

interface Bench {
  readonly server: CoreServer;
  /** Resolves with the first message of this type, or the one at `index` among them. */
  readonly message: (type: FromCore['type'], index?: number) => Promise<FromCore>;
  readonly exited: Promise<void>;
}

/** A server whose messages a test waits for; `start` is the core behind it. */
function bench(start: (host: CoreHost) => Promise<Core>, timers: Timers = systemTimers): Bench {
  const sent: FromCore[] = [];
  const waiting: (() => void)[] = [];
  const exited = Promise.withResolvers<void>();
  const server = new CoreServer({
    ports: { ...ports, timers },
    start,
    send: (message) => {
      sent.push(message);
      for (const wake of waiting.splice(0)) wake();
    },
    exit: () => exited.resolve(),
  });
  return {
    server,
    exited: exited.promise,
    message: async (type, index = 0) => {
      for (;;) {
        const found = sent.filter((item) => item.type === type)[index];
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}

const start = { type: 'start', dataFolder: '/data', machineKey: new Uint8Array(32) } as const;

describe('the core behind a port', () => {
  it('answers requests, also those that came before it had started', async () => {
    const started = Promise.withResolvers<void>();
    const { server, message } = bench(async () => {
      await started.promise;
      return {
        handle: async (channel) => await Promise.resolve({ ok: true, value: channel }),
        close: async () => await Promise.resolve(),
      };
    });
    server.receive(start);
    server.receive({ type: 'request', id: 1, channel: 'setup/status', args: {} });
    started.resolve();
    await expect(message('reply')).resolves.toEqual({
      type: 'reply',
      id: 1,
      outcome: { ok: true, value: 'setup/status' },
    });
  });

  it('says why it did not start, and answers every request with that', async () => {
    const { server, message } = bench(
      async () => await Promise.reject(new ConsiliumError('data-folder-in-use', { pid: 7 })),
    );
    server.receive(start);
    server.receive({ type: 'request', id: 1, channel: 'setup/status', args: {} });
    const refusal = { ok: false, code: 'data-folder-in-use', detail: { pid: 7 } };
    await expect(message('start-failed')).resolves.toEqual({ type: 'start-failed', refusal });
    await expect(message('reply')).resolves.toMatchObject({ outcome: refusal });
  });

  it('asks main for a node process, and hears the address or the refusal', async () => {
    const answers: unknown[] = [];
    const { server, message } = bench(async (host) => {
      answers.push(await host.startNode('/data/nodes/a'));
      answers.push(await host.startNode('/data/nodes/b').catch((error: unknown) => error));
      return {
        handle: async () => await Promise.resolve({ ok: true, value: null }),
        close: async () => await Promise.resolve(),
      };
    });
    server.receive(start);
    await expect(message('start-node')).resolves.toMatchObject({ id: 1, folder: '/data/nodes/a' });
    server.receive({ type: 'node', id: 1, outcome: { ok: true, value: '/data/nodes/a/socket' } });
    server.receive({ type: 'node', id: 1, outcome: { ok: true, value: 'twice' } });
    await expect(message('start-node', 1)).resolves.toMatchObject({ id: 2, folder: '/data/nodes/b' });
    server.receive({ type: 'node', id: 2, outcome: { ok: false, code: 'node-gone', detail: {} } });
    await message('started');
    expect(answers).toEqual(['/data/nodes/a/socket', expect.objectContaining({ code: 'node-gone' })]);
  });

  it('finishes what was asked before it closes', async () => {
    const order: string[] = [];
    const saving = Promise.withResolvers<void>();
    const { server, exited, message } = bench(
      async () =>
        await Promise.resolve({
          handle: async () => {
            order.push('asked');
            await saving.promise;
            order.push('saved');
            return { ok: true, value: null };
          },
          close: async () => {
            await Promise.resolve();
            order.push('closed');
          },
        }),
    );
    server.receive(start);
    await message('started');
    server.receive({ type: 'request', id: 1, channel: 'setup/status', args: {} });
    server.receive({ type: 'stop' });
    saving.resolve();
    await exited;
    expect(order).toEqual(['asked', 'saved', 'closed']);
  });

  it('closes although a request never ends', async () => {
    const never = Promise.withResolvers<never>();
    const { server, exited, message } = bench(
      async () =>
        await Promise.resolve({
          handle: async () => await never.promise,
          close: async () => await Promise.resolve(),
        }),
      { ...systemTimers, after: (_ms, run) => systemTimers.after(0, run) },
    );
    server.receive(start);
    await message('started');
    server.receive({ type: 'request', id: 1, channel: 'setup/status', args: {} });
    server.receive({ type: 'stop' });
    await expect(exited).resolves.toBeUndefined();
  });

  it('closes the core before its process ends', async () => {
    const order: string[] = [];
    const { server, exited } = bench(
      async () =>
        await Promise.resolve({
          handle: async () => await Promise.resolve({ ok: true, value: null }),
          close: async () => {
            await Promise.resolve();
            order.push('closed');
          },
        }),
    );
    server.receive(start);
    server.receive({ type: 'stop' });
    await exited;
    order.push('exited');
    expect(order).toEqual(['closed', 'exited']);
  });
});
