/**
 * The program as a person starts it, and Playwright attached to its window only while something is done there: what an
 * inspector keeps of a page (every request with its body, for one) is not the program's.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import WebSocket from 'ws';
import { findRuntime } from '../../tools/setup.js';
import { root } from '../support/launchApp.ts';

/** For whatever is waited for in the window: 500 MB are attached in it. */
const PATIENCE_MS = 600_000;
const ADDRESS = /DevTools listening on (ws:\/\/[^\s]+)/u;

export class AttachedWindow {
  readonly #child: ChildProcess;
  readonly #address: string;

  private constructor(child: ChildProcess, address: string) {
    this.#child = child;
    this.#address = address;
  }

  /** Starts the program on a data folder, in Chinese. */
  static async start(dataFolder: string): Promise<AttachedWindow> {
    const runtime = findRuntime(root);
    const program =
      runtime?.kind === 'electron'
        ? runtime.path
        : join(root, 'tools', 'electron-standin', 'bin', 'electron');
    const args = ['--remote-debugging-port=0', '--lang=zh-CN', root, `--data=${dataFolder}`];
    const child = spawn(program, [...args, '--key-storage=file'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LANGUAGE: 'zh_CN' },
    });
    return new AttachedWindow(child, await addressOf(child));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Does something in the window, and lets go of it. */
  async in<T>(work: (page: Page) => Promise<T>): Promise<T> {
    const browser = await chromium.connectOverCDP(this.#address, { isLocal: true });
    try {
      const [context] = browser.contexts();
      const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
      if (page === undefined) throw new Error('the program has no window');
      page.setDefaultTimeout(PATIENCE_MS);
      await page.waitForURL((url) => url.pathname.endsWith('/index.html'));
      return await work(page);
    } finally {
      await browser.close();
    }
  }

  /** What the page and its workers no longer use is gone afterwards. */
  async collect(): Promise<void> {
    const { host } = new URL(this.#address);
    const listed: unknown = await (await fetch(`http://${host}/json/list`)).json();
    const pages = listed as readonly { readonly type: string; readonly webSocketDebuggerUrl: string }[];
    const page = pages.find(({ type }) => type === 'page');
    if (page === undefined) throw new Error('the program has no window');
    await collectIn(page.webSocketDebuggerUrl);
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  const { promise, reject, resolve } = Promise.withResolvers<string>();
  let text = '';
  child.stderr?.on('data', (chunk) => {
    text += String(chunk);
    const address = ADDRESS.exec(text)?.[1];
    if (address !== undefined) resolve(address);
  });
  child.once('exit', () => reject(new Error(`the program ended: ${text}`)));
  return await promise;
}

interface Told {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly sessionId?: string };
}

/** Collects twice in the page and in each of its workers: what only finalizers let go of goes with the second time. */
async function collectIn(address: string): Promise<void> {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  await once(socket, 'open');
  const waiting = new Map<number, () => void>();
  const workers: string[] = [];
  socket.on('message', (data: Buffer) => {
    const told = JSON.parse(data.toString()) as Told;
    if (told.method === 'Target.attachedToTarget') workers.push(told.params?.sessionId ?? '');
    waiting.get(told.id ?? 0)?.();
  });
  let last = 0;
  const ask = async (method: string, params: object, sessionId?: string): Promise<void> => {
    const id = (last += 1);
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.set(id, resolve);
    socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    await promise;
  };
  await ask('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
  for (let round = 0; round < 2; round += 1) {
    for (const session of [undefined, ...workers]) await ask('HeapProfiler.collectGarbage', {}, session);
  }
  socket.close();
  await once(socket, 'close');
}
