import { expect } from 'vitest';
import type { Case } from '../contract.ts';

export const windowCases: readonly Case[] = [
  {
    of: ['BrowserWindow.constructor'],
    is: 'BrowserWindow cannot be made before the app is ready',
    run: async ({ app }) => {
      await expect(app.evaluate(() => contract.before.window)).resolves.toContain('ready');
    },
  },
  {
    of: [
      'BaseWindowConstructorOptions.title',
      'BaseWindowConstructorOptions.width',
      'BaseWindowConstructorOptions.height',
      'BaseWindowConstructorOptions.minWidth',
      'BaseWindowConstructorOptions.minHeight',
      'BaseWindowConstructorOptions.backgroundColor',
      'BaseWindowConstructorOptions.show',
      'BrowserWindowConstructorOptions.webPreferences',
      'WebPreferences.devTools',
      'BrowserWindow.show',
      'BrowserWindow.focus',
      'BrowserWindow.isMinimized',
      'BrowserWindow.restore',
    ],
    is: 'BrowserWindow takes title, size, least size and colour; it is not shown before show()',
    run: async ({ app }) => {
      const seen = await app.evaluate(async () => {
        const window = contract.openWindow({
          title: 'A title',
          width: 900,
          height: 700,
          minWidth: 500,
          minHeight: 400,
          backgroundColor: '#123456',
          webPreferences: { devTools: false },
        });
        const before = window.isVisible();
        await window.loadURL('app://contract/');
        window.show();
        window.focus();
        if (window.isMinimized()) window.restore();
        const result = {
          before,
          after: window.isVisible(),
          minimized: window.isMinimized(),
          least: window.getMinimumSize(),
          colour: window.getBackgroundColor().toLowerCase(),
        };
        window.destroy();
        return result;
      });
      expect(seen).toEqual({
        before: false,
        after: true,
        minimized: false,
        least: [500, 400],
        colour: '#123456',
      });
    },
  },
  {
    of: ['WebPreferences.preload', 'WebPreferences.sandbox', 'WebPreferences.contextIsolation'],
    is: 'a sandboxed preload runs in a world of its own, and can require electron alone',
    run: async ({ page }) => {
      const seen = await page.evaluate(() => ({
        exposed: typeof contract.invoke,
        secret: 'preloadSecret' in globalThis,
        fs: contract.requireFs(),
      }));
      expect(seen).toMatchObject({ exposed: 'function', secret: false });
      expect(seen.fs).toContain('module not found: node:fs');
    },
  },
  {
    of: ['WebPreferences.nodeIntegration', 'WebPreferences.spellcheck'],
    is: 'a page has nothing of Node',
    run: async ({ page }) => {
      const found = await page.evaluate(() =>
        ['require', 'process', 'Buffer', 'module', 'global'].filter((name) => name in globalThis),
      );
      expect(found).toEqual([]);
    },
  },
  {
    of: ['BrowserWindow.on(ready-to-show)'],
    is: 'ready-to-show is emitted once, also for a window that is not shown',
    run: async ({ app }) => {
      const count = await app.evaluate(async () => {
        const window = contract.openWindow();
        let emitted = 0;
        window.on('ready-to-show', () => {
          emitted += 1;
        });
        const ready = new Promise<void>((resolve) => window.once('ready-to-show', resolve));
        await window.loadURL('app://contract/');
        await ready;
        window.destroy();
        return emitted;
      });
      expect(count).toBe(1);
    },
  },
  {
    of: ['BrowserWindow.on(page-title-updated)'],
    is: 'page-title-updated names the new title, and keeps the old one when it is prevented',
    run: async ({ app, page }) => {
      const window = await app.browserWindow(page);
      await window.evaluate((it: Electron.BrowserWindow) => {
        const heard = new Promise((resolve) =>
          it.on('page-title-updated', (event, title) => {
            if (title !== 'another title') return;
            event.preventDefault();
            resolve(it.getTitle());
          }),
        );
        Object.assign(globalThis, { heard });
      });
      await page.evaluate(() => {
        document.title = 'another title';
      });
      const before = await app.evaluate(
        async () => await (globalThis as unknown as { heard: Promise<string> }).heard,
      );
      expect(before).not.toBe('another title');
      await expect(window.evaluate((it: Electron.BrowserWindow) => it.getTitle())).resolves.toBe(before);
    },
  },
  {
    of: ['BrowserWindow.setContentProtection'],
    is: 'setContentProtection() leaves the window as it is for its user',
    run: async ({ app, page }) => {
      const window = await app.browserWindow(page);
      await window.evaluate((it: Electron.BrowserWindow) => it.setContentProtection(true));
      await expect(page.title()).resolves.not.toBe('');
    },
  },
  {
    of: ['BrowserWindow.loadURL'],
    is: 'loadURL() resolves when the page is loaded, and rejects with a code when it cannot be',
    run: async ({ app }) => {
      const seen = await app.evaluate(async () => {
        const window = contract.openWindow();
        await window.loadURL('app://contract/first');
        const loaded = window.webContents.getURL();
        const failed = await window.loadURL('app://contract/error').then(
          () => 'loaded',
          (error: unknown) => (error as { code?: string }).code ?? String(error),
        );
        window.destroy();
        return { loaded, failed };
      });
      expect(seen).toEqual({ loaded: 'app://contract/first', failed: 'ERR_FAILED' });
    },
  },
  {
    of: ['BrowserWindow.webContents'],
    is: 'BrowserWindow.fromWebContents() finds the window of its webContents',
    run: async ({ app }) => {
      const isSame = await app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        return window !== undefined && BrowserWindow.fromWebContents(window.webContents) === window;
      });
      expect(isSame).toBe(true);
    },
  },
  {
    of: ['Menu.setApplicationMenu', 'Menu.buildFromTemplate', 'MenuItemConstructorOptions.role'],
    is: 'Menu.setApplicationMenu() takes a menu built from roles, and null',
    run: async ({ app }) => {
      const seen = await app.evaluate(({ Menu }) => {
        const menu = Menu.buildFromTemplate([{ role: 'editMenu' }]);
        Menu.setApplicationMenu(menu);
        const set = Menu.getApplicationMenu() === menu;
        Menu.setApplicationMenu(null);
        return { set, none: Menu.getApplicationMenu() === null, items: menu.items.length };
      });
      expect(seen).toEqual({ set: true, none: true, items: 1 });
    },
  },
];
