import { join } from 'node:path';
import { expect } from 'vitest';
import { PROGRAM, type Case } from '../contract.ts';

const CHILD = join(PROGRAM, 'child.js');

export const systemCases: readonly Case[] = [
  {
    of: [
      'UtilityProcess.fork',
      'UtilityProcess.postMessage',
      'UtilityProcess.on(message)',
      'ForkOptions.serviceName',
      'ForkOptions.env',
      'ForkOptions.stdio',
      'Process.parentPort',
      'ParentPort.on(message)',
      'ParentPort.postMessage',
      'MessageEvent.data',
    ],
    is: 'a utility process is a process of its own that takes and sends structured clones',
    run: async ({ app }) => {
      const seen = await app.evaluate(async ({ utilityProcess }, entry) => {
        const child = utilityProcess.fork(entry, ['an-argument'], {
          serviceName: 'contract child',
          stdio: 'inherit',
          env: { CONTRACT_MARK: 'marked' },
        });
        const answer = new Promise<Record<string, unknown>>((resolve) => child.once('message', resolve));
        child.postMessage({ map: new Map([[1, 2]]), bytes: new Uint8Array([9]) });
        const got = await answer;
        const bytes = (got['got'] as { bytes: unknown }).bytes;
        child.kill();
        return {
          isMap: got['isMap'],
          args: got['args'],
          mark: got['mark'],
          isOther: got['pid'] !== process.pid,
          bytes: bytes instanceof Uint8Array && bytes[0] === 9,
        };
      }, CHILD);
      expect(seen).toEqual({
        isMap: true,
        args: ['an-argument'],
        mark: 'marked',
        isOther: true,
        bytes: true,
      });
    },
  },
  {
    of: ['UtilityProcess.on(exit)', 'UtilityProcess.kill'],
    is: "emits 'exit' with the exit code when the child exits, and when it is killed",
    run: async ({ app }) => {
      const codes = await app.evaluate(async ({ utilityProcess }, entry) => {
        const run = async (end: (child: Electron.UtilityProcess) => void): Promise<number> => {
          const child = utilityProcess.fork(entry);
          const exit = new Promise<number>((resolve) => child.once('exit', resolve));
          await new Promise<void>((resolve) => child.once('spawn', resolve));
          end(child);
          return await exit;
        };
        return [await run((child) => child.postMessage({ exit: 4 })), await run((child) => child.kill())];
      }, CHILD);
      expect(codes[0]).toBe(4);
      expect(codes[1]).not.toBe(4);
    },
  },
  {
    of: [
      'SafeStorage.isAsyncEncryptionAvailable',
      'SafeStorage.encryptStringAsync',
      'SafeStorage.decryptStringAsync',
      'SafeStorage.getSelectedStorageBackend',
      'DecryptStringAsyncReturnValue.result',
      'DecryptStringAsyncReturnValue.shouldReEncrypt',
    ],
    is: 'safeStorage reads back what it wrote where it is available, and refuses where it is not',
    run: async ({ app }) => {
      const seen = await app.evaluate(async ({ safeStorage }) => {
        const isLinux = process.platform === 'linux';
        const backend = isLinux ? safeStorage.getSelectedStorageBackend() : 'system';
        if (!(await safeStorage.isAsyncEncryptionAvailable())) {
          const refusal = await safeStorage.encryptStringAsync('text').then(
            () => 'encrypted',
            () => 'refused',
          );
          const second = await safeStorage.decryptStringAsync(Buffer.from('no')).then(
            () => 'decrypted',
            () => 'refused',
          );
          return { backend, result: `${refusal} ${second}` };
        }
        const sealed = await safeStorage.encryptStringAsync('text');
        return { backend, result: (await safeStorage.decryptStringAsync(sealed)).result };
      });
      expect(seen.backend).not.toBe('unknown');
      expect(['text', 'refused refused']).toContain(seen.result);
    },
  },
  {
    of: ['PowerMonitor.on(lock-screen)', 'PowerMonitor.on(suspend)'],
    is: 'powerMonitor emits lock-screen and suspend to its listeners',
    run: async ({ app }) => {
      const heard = await app.evaluate(({ powerMonitor }) => {
        const names: string[] = [];
        powerMonitor.on('lock-screen', () => names.push('lock-screen'));
        powerMonitor.on('suspend', () => names.push('suspend'));
        powerMonitor.emit('lock-screen');
        powerMonitor.emit('suspend');
        return names;
      });
      expect(heard).toEqual(['lock-screen', 'suspend']);
    },
  },
  {
    of: [
      'Dialog.showSaveDialog',
      'SaveDialogOptions.defaultPath',
      'SaveDialogReturnValue.canceled',
      'SaveDialogReturnValue.filePath',
    ],
    is: 'dialog.showSaveDialog can be answered by a test in the place of a person',
    run: async ({ app }) => {
      const answer = await app.evaluate(async ({ dialog }) => {
        dialog.showSaveDialog = async () => await Promise.resolve({ canceled: false, filePath: '/chosen' });
        return await dialog.showSaveDialog({ defaultPath: 'name' });
      });
      expect(answer).toEqual({ canceled: false, filePath: '/chosen' });
    },
  },
  {
    of: [
      'Dialog.showOpenDialog',
      'OpenDialogOptions.properties',
      'OpenDialogReturnValue.canceled',
      'OpenDialogReturnValue.filePaths',
    ],
    is: 'dialog.showOpenDialog can be answered by a test in the place of a person',
    run: async ({ app }) => {
      const answer = await app.evaluate(async ({ dialog }) => {
        dialog.showOpenDialog = async () =>
          await Promise.resolve({ canceled: false, filePaths: ['/chosen'] });
        return await dialog.showOpenDialog({ properties: ['openDirectory'] });
      });
      expect(answer).toEqual({ canceled: false, filePaths: ['/chosen'] });
    },
  },
  {
    of: [
      'Notification.isSupported',
      'Notification.constructor',
      'Notification.show',
      'Notification.close',
      'Notification.on(click)',
      'NotificationConstructorOptions.title',
      'NotificationConstructorOptions.body',
    ],
    is: 'a notification says the title and the body that it was made with, and tells when it is clicked',
    run: async ({ app }) => {
      const seen = await app.evaluate(({ Notification }) => {
        const notification = new Notification({ title: 'came', body: 'something' });
        const heard: string[] = [];
        notification.on('click', () => heard.push('click'));
        notification.show();
        notification.emit('click');
        notification.close();
        return {
          supported: typeof Notification.isSupported(),
          said: [notification.title, notification.body],
          heard,
        };
      });
      expect(seen).toEqual({ supported: 'boolean', said: ['came', 'something'], heard: ['click'] });
    },
  },
];
