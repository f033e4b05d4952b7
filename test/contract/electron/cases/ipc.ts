import { expect } from 'vitest';
import { load, type Case } from '../contract.ts';

export const ipcCases: readonly Case[] = [
  {
    of: ['IpcMain.handle', 'IpcRenderer.invoke'],
    is: 'ipcRenderer.invoke() receives a response from a synchronous and from an asynchronous handler',
    run: async ({ page }) => {
      const answers = await page.evaluate(async () => [
        await contract.invoke('echo', 123),
        await contract.invoke('later', 'x'),
      ]);
      expect(answers).toEqual([[123], 'x']);
    },
  },
  {
    of: ['IpcRenderer.invoke'],
    is: 'ipcRenderer.invoke() carries structured clones both ways',
    run: async ({ page }) => {
      const seen = await page.evaluate(async () => {
        const cyclic: { self?: unknown } = {};
        cyclic.self = cyclic;
        const sent = [
          new Date(7),
          new Map([['a', new Set([1])]]),
          new Uint8Array([1, 2, 255]),
          12n,
          undefined,
          Number.NaN,
          -0,
          /a+/gi,
          [1, [2, [3]]],
        ];
        const got = (await contract.invoke('echo', ...sent)) as unknown[];
        const [date, map, bytes, big, none, nan, zero, pattern, list] = got;
        return {
          date: date instanceof Date && date.getTime() === 7,
          map: map instanceof Map && (map.get('a') as Set<number>).has(1),
          bytes: bytes instanceof Uint8Array && [...bytes].join() === '1,2,255',
          big: big === 12n,
          none: none === undefined && got.length === sent.length,
          nan: Number.isNaN(nan),
          zero: Object.is(zero, -0),
          pattern: String(pattern) === '/a+/gi',
          list: JSON.stringify(list) === '[1,[2,[3]]]',
        };
      });
      expect(Object.entries(seen).filter(([, isSame]) => !isSame)).toEqual([]);
    },
  },
  {
    of: ['IpcRenderer.invoke'],
    is: 'ipcRenderer.invoke() carries large buffers both ways, byte for byte, and in the order in which they were sent',
    run: async ({ page }) => {
      const seen = await page.evaluate(async () => {
        const made = (length: number): Uint8Array =>
          new Uint8Array(length).map((_, index) => (index * 31) % 251);
        const [large, larger] = [made(70_000), made(3_000_000)];
        const order: string[] = [];
        const echo = async (name: string, ...args: unknown[]): Promise<unknown[]> => {
          const got = (await contract.invoke('echo', ...args)) as unknown[];
          order.push(name);
          return got;
        };
        const answers = await Promise.all([
          echo('first', larger, 'beside', large.buffer),
          echo('second', 1),
          echo('third', large),
        ]);
        const isSame = (got: unknown, sent: Uint8Array): boolean => {
          const bytes = got instanceof ArrayBuffer ? new Uint8Array(got) : got;
          return bytes instanceof Uint8Array && indexedDB.cmp(bytes, sent) === 0;
        };
        const [[one, beside, two], , [three]] = answers;
        return {
          order,
          beside,
          same: [isSame(one, larger), isSame(two, large), isSame(three, large)],
          kept: [larger.length, large.length],
        };
      });
      expect(seen).toEqual({
        order: ['first', 'second', 'third'],
        beside: 'beside',
        same: [true, true, true],
        kept: [3_000_000, 70_000],
      });
    },
  },
  {
    of: ['IpcMain.handle'],
    is: 'ipcRenderer.invoke() receives an error from a handler, by its message',
    run: async ({ page }) => {
      const message = await page.evaluate(
        async () => await contract.invoke('throws').catch((error: unknown) => (error as Error).message),
      );
      expect(message).toBe("Error invoking remote method 'throws': TypeError: broken on purpose");
    },
  },
  {
    of: ['IpcRenderer.invoke'],
    is: 'ipcRenderer.invoke() throws an error when invoking a handler that was not registered',
    run: async ({ page }) => {
      const message = await page.evaluate(
        async () => await contract.invoke('nobody').catch((error: unknown) => (error as Error).message),
      );
      expect(message).toContain("No handler registered for 'nobody'");
    },
  },
  {
    of: ['IpcMain.handle'],
    is: "ipcRenderer.invoke() throws an error in the renderer if the reply isn't serializable",
    run: async ({ page }) => {
      const message = await page.evaluate(
        async () =>
          await contract.invoke('unserializable').catch((error: unknown) => (error as Error).message),
      );
      expect(message).toContain('could not be cloned');
    },
  },
  {
    of: ['IpcMain.handle'],
    is: 'ipcMain.handle() forbids multiple handlers for the same channel',
    run: async ({ app }) => {
      const message = await app.evaluate(({ ipcMain }) => {
        try {
          ipcMain.handle('echo', () => undefined);
          return '';
        } catch (error) {
          return String(error);
        }
      });
      expect(message).toContain("Attempted to register a second handler for 'echo'");
    },
  },
  {
    of: ['IpcMainInvokeEvent.senderFrame', 'WebFrameMain.url', 'WebFrameMain.parent'],
    is: 'event.senderFrame is the main frame of the page that asks, and null once that page has gone',
    run: async (stage) => {
      const seen = await stage.page.evaluate(async () => await contract.invoke('sender'));
      expect(seen).toEqual({ url: 'app://contract/', isMain: true });
      await load(stage, '/after');
      const isNull = async (): Promise<boolean> =>
        await stage.app.evaluate(() => contract.lastEvent?.senderFrame === null);
      await expect.poll(isNull).toBe(true);
    },
  },
  {
    of: ['ContextBridge.exposeInMainWorld'],
    is: 'contextBridge should proxy values, dropping prototypes, and freeze what it exposes',
    run: async ({ page }) => {
      const seen = await page.evaluate(() => {
        const { values, instance } = contract;
        const date = values['date'];
        const bytes = values['bytes'];
        const map = values['map'];
        return {
          plain: [values['number'], values['text'], values['list'], values['empty']],
          date: date instanceof Date && date.getTime() === 5,
          bytes: bytes instanceof Uint8Array && bytes[1] === 2,
          map: map instanceof Map && map.get(1) === 2,
          instance: [instance['own'], typeof instance['inherited']],
          frozen: Object.isFrozen(contract) && Object.isFrozen(values),
        };
      });
      expect(seen).toEqual({
        plain: [7, 'text', [1, [2]], null],
        date: true,
        bytes: true,
        map: true,
        instance: [1, 'undefined'],
        frozen: true,
      });
    },
  },
  {
    of: ['ContextBridge.exposeInMainWorld'],
    is: 'contextBridge should proxy methods, callbacks, promises and errors',
    run: async ({ page }) => {
      const seen = await page.evaluate(async () => {
        const messageOf = (error: unknown): string => (error as Error).message;
        const rejection = await contract.rejects().catch((error: unknown) => error);
        let thrown = '';
        try {
          contract.fails();
        } catch (error) {
          thrown = messageOf(error);
        }
        return {
          callback: contract.call((a, b) => Number(a) + Number(b), 2, 3),
          resolved: await contract.resolves(),
          rejected: [rejection instanceof Error, messageOf(rejection), 'code' in (rejection as object)],
          thrown,
          copied: contract.same({ a: [1, { b: 2 }] }),
        };
      });
      expect(seen).toEqual({
        callback: 5,
        resolved: { answer: 42 },
        rejected: [true, 'rejected on purpose', false],
        thrown: 'thrown on purpose',
        copied: { a: [1, { b: 2 }] },
      });
    },
  },
  {
    of: ['ContextBridge.exposeInMainWorld'],
    is: 'contextBridge should not expose twice under one key, nor deeper than a thousand levels',
    run: async ({ page }) => {
      const seen = await page.evaluate(() => ({
        again: contract.exposeAgain(),
        deep: contract.exposeDeep(900),
        tooDeep: contract.exposeDeep(1100),
      }));
      expect(seen.again).toContain('Cannot bind an API on top of an existing property');
      expect(seen.deep).toBe('no error');
      expect(seen.tooDeep).not.toBe('no error');
    },
  },
];
