import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../support/nodeWorld.ts';
import { launchApp, root, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';

const folder = temporaryFolder();
let launched: LaunchedApp;

beforeAll(async () => {
  launched = await launchApp({ dataFolder: folder.path });
});

afterAll(async () => {
  await launched.close();
  folder.remove();
});

describe('the window', () => {
  it('opens once, named after the program and nothing else', async () => {
    await launched.page.waitForLoadState();
    expect(launched.app.windows()).toHaveLength(1);
    await expect(launched.page.title()).resolves.toBe('Consilium');
    const window = await launched.app.browserWindow(launched.page);
    await expect(window.evaluate((it: Electron.BrowserWindow) => it.getTitle())).resolves.toBe('Consilium');
  });

  it('keeps its title when a page names a patient in its own', async () => {
    await launched.page.evaluate(() => {
      document.title = '张秀英';
    });
    await launched.page.waitForFunction(() => document.title === '张秀英');
    const window = await launched.app.browserWindow(launched.page);
    await expect(window.evaluate((it: Electron.BrowserWindow) => it.getTitle())).resolves.toBe('Consilium');
  });

  it('gives the page two named functions and nothing of Node or Electron', async () => {
    const seen = await launched.page.evaluate(() => ({
      bridge: Object.keys((globalThis as unknown as { consilium: object }).consilium).toSorted(),
      globals: ['require', 'process', 'Buffer', 'module', 'ipcRenderer', 'electron'].filter(
        (name) => name in globalThis,
      ),
    }));
    expect(seen).toEqual({ bridge: ['invoke', 'on'], globals: [] });
  });

  it('answers an unknown channel and arguments of the wrong form by name', async () => {
    const answers = await launched.page.evaluate(async () => {
      const { consilium } = globalThis as unknown as {
        consilium: { invoke(channel: string, args: unknown): Promise<unknown> };
      };
      return [
        await consilium.invoke('constructor', {}),
        await consilium.invoke('card/read', { text: 5 }),
        await consilium.invoke('shell/save-file', {
          suggestedName: '../x',
          bytes: new Uint8Array(1),
          mimeType: '',
        }),
      ];
    });
    expect(answers).toEqual([
      { ok: false, code: 'channel-unknown', detail: {} },
      { ok: false, code: 'request-invalid', detail: { channel: 'card/read', at: 'text' } },
      { ok: false, code: 'request-invalid', detail: { channel: 'shell/save-file', at: 'suggestedName' } },
    ]);
  });

  it('refuses styles and scripts that are not its own', async () => {
    const ran = await launched.page.evaluate(() => {
      const style = document.createElement('style');
      style.textContent = 'body { outline: 7px solid red }';
      document.head.append(style);
      const attempt = (run: () => void): string => {
        try {
          run();
          return 'ran';
        } catch {
          return 'refused';
        }
      };
      return {
        outline: getComputedStyle(document.body).outlineWidth === '7px',
        html: attempt(() => {
          document.body.insertAdjacentHTML('beforeend', '<b></b>');
        }),
        code: attempt(() => {
          document.createElement('script').src = 'data:text/javascript,1';
        }),
        policy: attempt(() => {
          const { trustedTypes } = globalThis as unknown as {
            trustedTypes: { createPolicy(name: string, rules: object): unknown };
          };
          trustedTypes.createPolicy('default', { createHTML: (text: string) => text });
        }),
      };
    });
    expect(ran).toEqual({ outline: false, html: 'refused', code: 'refused', policy: 'refused' });
  });

  it('stays where it is: no navigation, no second window, no request to another host', async () => {
    const before = launched.page.url();
    const result = await launched.page.evaluate(async () => {
      const opened = window.open('https://example.org/');
      const fetched = await fetch('https://example.org/').then(
        () => 'answered',
        () => 'refused',
      );
      location.href = 'https://example.org/';
      return { opened: opened === null, fetched };
    });
    expect(result).toEqual({ opened: true, fetched: 'refused' });
    await launched.page.waitForFunction(() => document.readyState === 'complete');
    expect(launched.page.url()).toBe(before);
    expect(launched.app.windows()).toHaveLength(1);
    // A runtime that cannot open one says so when it was allowed.
    expect(launched.output()).not.toContain('second window');
  });

  it('is led away by nothing: no frame, no redirection, no embedded page', async () => {
    const stopped = await launched.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const isStopped = (event: string, url: string): boolean => {
        let prevented = false;
        contents?.emit(event, { url, preventDefault: () => (prevented = true) });
        return prevented;
      };
      const away = ['https://example.org/', 'app://consilium.example.org/', 'file:///etc/passwd'];
      const moves = ['will-frame-navigate', 'will-redirect'];
      return {
        away: moves.flatMap((event) => away.map((url) => isStopped(event, url))),
        own: moves.map((event) => isStopped(event, 'app://consilium/index.html')),
        embedded: isStopped('will-attach-webview', 'app://consilium/index.html'),
      };
    });
    expect(stopped).toEqual({
      away: [true, true, true, true, true, true],
      own: [false, false],
      embedded: true,
    });
  });

  it('reaches no host, whoever asks: a page without its policy does not either', async () => {
    const asked: string[] = [];
    const host = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('<p>from a network</p>');
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void host.close());
    const { port } = host.address() as AddressInfo;
    const outcome = await launched.app.evaluate(
      async ({ BrowserWindow }, url) => {
        const other = new BrowserWindow({ show: false });
        try {
          await other.loadURL(url);
          return 'loaded';
        } catch (error) {
          return String((error as { code?: unknown }).code);
        } finally {
          other.destroy();
        }
      },
      `http://127.0.0.1:${String(port)}/`,
    );
    expect([outcome, asked]).toEqual(['ERR_BLOCKED_BY_CLIENT', []]);
  });

  it('is denied camera, microphone, position and notifications', async () => {
    const answers = await launched.page.evaluate(async () => ({
      media: await navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(
        () => 'granted',
        (error: unknown) => (error as Error).name,
      ),
      notifications: await Notification.requestPermission(),
      geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
    }));
    expect(answers).toEqual({ media: 'NotAllowedError', notifications: 'denied', geolocation: 'denied' });
  });

  it('answers nothing to a page of another origin, though it had the same preload script', async () => {
    const answer = await launched.app.evaluate(
      async ({ BrowserWindow }, preload) => {
        const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        try {
          await other.loadURL('data:text/html,<p>another page</p>');
          const answered: unknown = await other.webContents.executeJavaScript(
            'consilium.invoke("setup/status", {})',
          );
          return answered;
        } finally {
          other.destroy();
        }
      },
      join(root, 'out', 'preload', 'preload.cjs'),
    );
    expect(answer).toEqual({ ok: false, code: 'sender-refused', detail: {} });
  });

  it('opens its page again when that has crashed', async () => {
    await launched.page.evaluate(() => Object.assign(globalThis, { ofTheFirstPage: true }));
    await launched.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    // Playwright has lost the page with its process; the program still knows it.
    const isNewPage = async (): Promise<boolean> =>
      await launched.app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        const seen: unknown = await contents
          ?.executeJavaScript(
            '!("ofTheFirstPage" in globalThis) && document.querySelector("#root button") !== null',
          )
          .catch(() => false);
        return seen === true;
      });
    await until(isNewPage);
    expect(await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('says in both languages, with a code, that its page crashed too often, and opens it no more', async () => {
    const crashOrRead = async (): Promise<string> =>
      await launched.app.evaluate(async ({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        if (contents?.getURL().endsWith('/stopped.html') !== true) contents?.forcefullyCrashRenderer();
        const text: unknown = await contents?.executeJavaScript('document.body.innerText').catch(() => '');
        return String(text);
      });
    await until(async () => (await crashOrRead()).includes('[page-crashed]'));
    expect(await crashOrRead()).toMatch(/窗口多次崩溃[^]*The window crashed again and again/u);
    expect(launched.output()).toContain('"page-crashed"');
  });
});

describe('the built page', () => {
  it('reads two scripts, a style sheet and one language before the login screen stands, 500 KB at most, and no theme', () => {
    const page = join(root, 'out', 'renderer', 'index.html');
    const files = readFileSync(page, 'utf8').matchAll(/(?:src|href)="\.\/(?<file>[^"]+\.(?:js|css))"/gu);
    const contents = [...files].map(({ groups }) =>
      readFileSync(join(root, 'out', 'renderer', groups?.['file'] ?? ''), 'utf8'),
    );
    expect(contents).toHaveLength(3);
    const assets = join(root, 'out', 'renderer', 'assets');
    const languages = readdirSync(assets)
      .filter((name) => /^(?:en|zh-CN)-[^.]+\.js$/u.test(name))
      .map((name) => readFileSync(join(assets, name), 'utf8'));
    expect(languages).toHaveLength(2);
    const [longest] = languages.toSorted((left, right) => right.length - left.length);
    const all = [...contents, longest].join('\n');
    expect(all.length).toBeGreaterThan(100_000);
    expect(Buffer.byteLength(all)).toBeLessThan(500_000);
    expect(all).not.toMatch(/Mui[A-Z]|@emotion/u);
  });

  it('holds libsodium in none of its files: keys stay in the core, and what needs it could not be read here', () => {
    const holdingIn = (...folder: readonly string[]): readonly string[] => {
      const scripts = readdirSync(join(root, 'out', ...folder)).filter((name) => name.endsWith('.js'));
      return scripts.filter((name) =>
        readFileSync(join(root, 'out', ...folder, name), 'utf8').includes('crypto_secretbox'),
      );
    };
    expect(holdingIn('core')).not.toEqual([]);
    expect(holdingIn('renderer', 'assets')).toEqual([]);
  });
});
