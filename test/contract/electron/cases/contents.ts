import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { load, type Case, type Stage } from '../contract.ts';

/** Size in points, number of pages, and whether it is tagged, of what the window prints. */
async function printed({ app }: Stage, options: Electron.PrintToPDFOptions) {
  const data = await app.evaluate(async ({ BrowserWindow }, asked) => {
    const [window] = BrowserWindow.getAllWindows();
    return (await window?.webContents.printToPDF(asked))?.toString('base64') ?? '';
  }, options);
  const bytes = Buffer.from(data, 'base64');
  const document = await PDFDocument.load(bytes);
  const { width, height } = document.getPage(0).getSize();
  const isTagged = document.catalog.has(PDFName.of('StructTreeRoot'));
  return { start: bytes.subarray(0, 5).toString(), width, height, count: document.getPageCount(), isTagged };
}

export const contentsCases: readonly Case[] = [
  {
    of: [
      'WebContents.printToPDF',
      'PrintToPDFOptions.preferCSSPageSize',
      'PrintToPDFOptions.generateTaggedPDF',
    ],
    is: 'printToPDF() answers a PDF of the page, as large as its style sheet says where that is preferred, tagged on demand',
    run: async (stage) => {
      await stage.page.evaluate(() => {
        const style = document.createElement('style');
        style.id = 'paper';
        style.textContent = '@page { size: 4in 6in } p { break-after: page }';
        document.head.append(style);
        document.body.append(document.createElement('p'));
      });
      const plain = await printed(stage, {});
      // Letter, which is Electron's default.
      expect(plain).toMatchObject({ start: '%PDF-', width: 612, height: 792, isTagged: false });
      const styled = await printed(stage, { preferCSSPageSize: true, generateTaggedPDF: true });
      expect(styled).toMatchObject({ width: 288, height: 432, isTagged: true });
      const both = await Promise.all([printed(stage, {}), printed(stage, {})]);
      expect(both).toEqual([plain, plain]);
      await stage.page.evaluate(() => document.getElementById('paper')?.remove());
    },
  },
  {
    of: ['WebContents.send', 'IpcRenderer.on', 'IpcRenderer.removeListener', 'BrowserWindow.isDestroyed'],
    is: 'webContents.send() reaches the listeners of a channel until they are removed',
    run: async ({ app, page }) => {
      await page.evaluate(() => {
        const heard: unknown[] = [];
        Object.assign(globalThis, { heard });
        contract.on('news', 'a', (...args) => heard.push(args));
        contract.on('done', 'b', () => Object.assign(globalThis, { isDone: true }));
      });
      const send = async (channel: string, value: unknown): Promise<void> => {
        await app.evaluate(
          ({ BrowserWindow }, [name, item]) => {
            const [window] = BrowserWindow.getAllWindows();
            if (window !== undefined && !window.isDestroyed()) window.webContents.send(String(name), item);
          },
          [channel, value],
        );
      };
      await send('news', { n: 1 });
      await page.waitForFunction(() => (globalThis as unknown as { heard: unknown[] }).heard.length === 1);
      await page.evaluate(() => contract.off('news', 'a'));
      await send('news', { n: 2 });
      await send('done', null);
      await page.waitForFunction(() => 'isDone' in globalThis);
      const heard = await page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard);
      expect(heard).toEqual([[{ n: 1 }]]);
    },
  },
  {
    of: ['WebContents.send'],
    is: 'webContents.send() throws for what cannot be cloned',
    run: async ({ app }) => {
      const message = await app.evaluate(({ BrowserWindow }) => {
        try {
          BrowserWindow.getAllWindows()[0]?.webContents.send('news', () => undefined);
          return '';
        } catch (error) {
          return String(error);
        }
      });
      expect(message).toContain('could not be cloned');
    },
  },
  {
    of: ['WebContents.setWindowOpenHandler', 'WindowOpenHandlerResponse.action'],
    is: 'setWindowOpenHandler() is asked with the address, and deny opens no window',
    run: async ({ app, page }) => {
      const window = await app.browserWindow(page);
      const asked = window.evaluate(
        async (it: Electron.BrowserWindow) =>
          await new Promise<string>((resolve) =>
            it.webContents.setWindowOpenHandler(({ url }) => {
              resolve(url);
              return { action: 'deny' };
            }),
          ),
      );
      const opened = await page.evaluate(() => globalThis.open('https://example.org/opened') === null);
      expect(opened).toBe(true);
      await expect(asked).resolves.toBe('https://example.org/opened');
      expect(app.windows()).toHaveLength(1);
    },
  },
  {
    of: ['WebContents.on(will-frame-navigate)', 'WebContentsWillFrameNavigateEventParams.url'],
    is: 'will-frame-navigate is emitted for a link, not for loadURL(), and can prevent the navigation',
    run: async (stage) => {
      const { app, page } = stage;
      const window = await app.browserWindow(page);
      await window.evaluate((it: Electron.BrowserWindow) => {
        const urls: string[] = [];
        Object.assign(globalThis, { urls });
        it.webContents.on('will-frame-navigate', (details) => {
          urls.push(details.url);
          if (details.url.startsWith('https:')) details.preventDefault();
        });
      });
      await load(stage, '/links');
      const before = page.url();
      await page.getByText('away').click();
      const urls = async (): Promise<string[]> =>
        await app.evaluate(() => (globalThis as unknown as { urls: string[] }).urls);
      await expect.poll(urls).toEqual(['https://example.org/away']);
      expect(page.url()).toBe(before);
    },
  },
  {
    of: ['WebContents.on(will-redirect)', 'WebContentsWillRedirectEventParams.url'],
    is: 'will-redirect is emitted for a redirect, and can prevent the navigation',
    run: async ({ app }) => {
      const server = createServer((_request, response) => {
        response.writeHead(302, { location: '/target' }).end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const seen = await app.evaluate(
        async (_electron, address) => {
          const window = contract.openWindow();
          const urls: string[] = [];
          window.webContents.on('will-redirect', (details) => {
            urls.push(details.url);
            details.preventDefault();
          });
          const end = await window.loadURL(`${address}/start`).then(
            () => 'loaded',
            (error: unknown) => (error as { code?: string }).code,
          );
          window.destroy();
          return { urls, end };
        },
        `http://127.0.0.1:${String(port)}`,
      );
      server.close();
      expect(seen).toEqual({ urls: [`http://127.0.0.1:${String(port)}/target`], end: 'ERR_ABORTED' });
    },
  },
  {
    of: ['WebContents.on(will-attach-webview)'],
    is: 'a webview element is an unknown element, so nothing is attached',
    run: async ({ app, page }) => {
      const window = await app.browserWindow(page);
      await window.evaluate((it: Electron.BrowserWindow) => {
        it.webContents.on('will-attach-webview', () => Object.assign(globalThis, { isAttached: true }));
      });
      const isPlain = await page.evaluate(async () => {
        const element = document.createElement('webview');
        element.setAttribute('src', 'https://example.org/');
        document.body.append(element);
        await new Promise((resolve) => requestAnimationFrame(resolve));
        return !('loadURL' in element);
      });
      expect(isPlain).toBe(true);
      await expect(app.evaluate(() => 'isAttached' in globalThis)).resolves.toBe(false);
    },
  },
  {
    of: ['WebContents.getURL'],
    is: 'getURL() is the address of the page that is there, as the window moves on',
    run: async ({ app }) => {
      const seen = await app.evaluate(async () => {
        const window = contract.openWindow();
        const addresses: string[] = [];
        for (const path of ['first', 'second?of=two', 'third#place']) {
          await window.loadURL(`app://contract/${path}`);
          addresses.push(window.webContents.getURL());
        }
        window.destroy();
        return addresses;
      });
      expect(seen).toEqual([
        'app://contract/first',
        'app://contract/second?of=two',
        'app://contract/third#place',
      ]);
    },
  },
  {
    of: ['WebContents.on(render-process-gone)', 'RenderProcessGoneDetails.reason'],
    is: 'render-process-gone is emitted when the page crashes, and the window can load again',
    run: async ({ app }) => {
      const seen = await app.evaluate(async () => {
        const window = contract.openWindow();
        await window.loadURL('app://contract/');
        const gone = new Promise<string>((resolve) =>
          window.webContents.once('render-process-gone', (_event, details) => resolve(details.reason)),
        );
        window.webContents.forcefullyCrashRenderer();
        const reason = await gone;
        await window.loadURL('app://contract/again');
        const url = window.webContents.getURL();
        window.destroy();
        return { reason, url };
      });
      expect(['crashed', 'killed']).toContain(seen.reason);
      expect(seen.url).toBe('app://contract/again');
    },
  },
];
