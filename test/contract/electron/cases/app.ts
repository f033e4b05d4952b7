import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { eventsOf, runProgram, type Case } from '../contract.ts';

export const appCases: readonly Case[] = [
  {
    of: ['App.whenReady'],
    is: 'app.whenReady() resolves after the ready event, and the program is not ready while it loads',
    run: async ({ app }) => {
      const state = await app.evaluate(() => ({ before: contract.before.isReady, events: contract.events }));
      expect(state.before).toBe(false);
      expect(state.events.filter((name) => name.toLowerCase().includes('ready')).toSorted()).toEqual([
        'ready',
        'whenReady',
      ]);
    },
  },
  {
    of: ['App.enableSandbox'],
    is: 'app.enableSandbox() throws when called after app is ready',
    run: async ({ app }) => {
      const message = await app.evaluate((electron) => {
        try {
          electron.app.enableSandbox();
          return '';
        } catch (error) {
          return String(error);
        }
      });
      expect(message).toContain('before app is ready');
    },
  },
  {
    of: ['App.commandLine', 'CommandLine.appendSwitch'],
    is: 'app.commandLine.appendSwitch() before app is ready reaches Chromium: WebRTC names addresses, and no .local names',
    run: async ({ page }) => {
      const candidates = await page.evaluate(async () => {
        const connection = new RTCPeerConnection();
        connection.createDataChannel('contract');
        const complete = new Promise((resolve) =>
          connection.addEventListener('icegatheringstatechange', () => {
            if (connection.iceGatheringState === 'complete') resolve(null);
          }),
        );
        await connection.setLocalDescription();
        await complete;
        const { sdp } = connection.localDescription ?? { sdp: '' };
        connection.close();
        return sdp
          .split('\r\n')
          .filter((line) => line.startsWith('a=candidate:') && line.includes('typ host'));
      });
      expect(candidates.length).toBeGreaterThan(0);
      expect(candidates.filter((line) => line.includes('.local'))).toEqual([]);
    },
  },
  {
    of: ['App.setPath'],
    is: 'app.setPath(name, path) sets the path that app.getPath(name) answers, and makes no directory',
    run: async ({ app, userData }) => {
      await expect(app.evaluate((electron) => electron.app.getPath('userData'))).resolves.toBe(userData);
      const music = join(userData, 'music');
      await app.evaluate((electron, path) => electron.app.setPath('music', path), music);
      expect(existsSync(music)).toBe(false);
      const relative = app.evaluate((electron) => electron.app.setPath('music', 'music'));
      await expect(relative).rejects.toThrow('Path must be absolute');
    },
  },
  {
    of: ['App.getVersion', 'App.isPackaged', 'ProcessVersions.electron', 'ProcessVersions.chrome'],
    is: 'app.getVersion() is that of the package, which is not packaged; the runtime tells its versions',
    run: async ({ app }) => {
      const seen = await app.evaluate((electron) => ({
        version: electron.app.getVersion(),
        packaged: electron.app.isPackaged,
        runtime: `${process.versions.electron} ${process.versions.chrome}`,
      }));
      expect(seen).toMatchObject({ version: '7.8.9', packaged: false });
      expect(seen.runtime).toMatch(/^\d+\.\d+\.\d+\S* \d+\.\d+/);
    },
  },
  {
    of: ['App.requestSingleInstanceLock', 'App.on(second-instance)', 'App.exit'],
    is: 'app.requestSingleInstanceLock() prevents the second launch, and sends its data to the first instance',
    run: async ({ app, userData }) => {
      await expect(app.evaluate(() => contract.isFirst)).resolves.toBe(true);
      const second = await runProgram([`--user-data=${userData}`, '--scenario=second']);
      expect(second.code).toBe(3);
      await expect
        .poll(async () => await app.evaluate(() => contract.second?.data))
        .toEqual({ told: 'second' });
      const told = await app.evaluate(() =>
        contract.second?.argv.some((text) => text === '--scenario=second'),
      );
      expect(told).toBe(true);
    },
  },
  {
    of: ['App.quit', 'App.on(will-quit)'],
    is: 'app.quit() closes the windows between before-quit and will-quit, which may stop it; then comes quit',
    run: async ({ userData }) => {
      const { code, output } = await runProgram([`--user-data=${userData}-quit`, '--scenario=quit']);
      expect(code).toBe(0);
      const events = eventsOf(output).filter((name) => !name.toLowerCase().includes('ready'));
      expect(events).toEqual(['before-quit', 'will-quit', 'before-quit', 'will-quit', 'quit']);
    },
  },
  {
    of: ['App.exit'],
    is: 'app.exit(code) asks nobody, and ends with that code',
    run: async ({ userData }) => {
      const { code, output } = await runProgram([`--user-data=${userData}-exit`, '--scenario=exit']);
      expect(code).toBe(5);
      const events = eventsOf(output).filter((name) => name.includes('quit'));
      expect(events).toEqual(['quit']);
    },
  },
  {
    of: ['App.on(window-all-closed)', 'BrowserWindow.on(closed)', 'BrowserWindow.isDestroyed'],
    is: 'window-all-closed is emitted when the last window is closed, which then is destroyed',
    run: async ({ userData }) => {
      const { code, output } = await runProgram([`--user-data=${userData}-closed`, '--scenario=all-closed']);
      expect(code).toBe(0);
      const events = eventsOf(output).filter((name) => /closed|destroyed/.test(name));
      expect(events).toEqual(['destroyed true', 'window-all-closed']);
    },
  },
  {
    of: ['App.on(web-contents-created)'],
    is: 'web-contents-created is emitted when a webContents is created',
    run: async ({ app }) => {
      const isSame = await app.evaluate(async (electron) => {
        const created = new Promise((resolve) =>
          electron.app.once('web-contents-created', (_event, contents) => resolve(contents)),
        );
        const window = contract.openWindow();
        const same = (await created) === window.webContents;
        await window.loadURL('app://contract/');
        window.destroy();
        return same;
      });
      expect(isSame).toBe(true);
    },
  },
  {
    of: ['App.on(activate)'],
    is: 'activate reaches its listeners',
    run: async ({ app }) => {
      const heard = await app.evaluate((electron) => {
        let count = 0;
        electron.app.once('activate', () => {
          count += 1;
        });
        electron.app.emit('activate');
        return count;
      });
      expect(heard).toBe(1);
    },
  },
];
