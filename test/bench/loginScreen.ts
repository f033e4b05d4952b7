/**
 * From the start of the program to a login screen that can be used. The floor is an empty window of the same runtime:
 * a program with this one's shell (a window, a sandbox, a scheme and a profile of its own) whose page has nothing in
 * it. Both are started in the same way, side by side, and looked at in the same way.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { ensureDisplay } from '../../tools/display.ts';
import { findRuntime } from '../../tools/setup.js';
import { launchApp, launchElectron, root, temporaryFolder } from '../support/launchApp.ts';
import { figure, median, timed, type Figure } from './figures.ts';
import { benchWorkstation } from './workstation.ts';

const ROUNDS = 7;
const LIMIT = 1.5;

/** A program that opens one window with an empty page, and nothing else. */
const EMPTY_PROGRAM = `
import { app, BrowserWindow, protocol } from 'electron';
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
app.setPath('userData', new URL('data', import.meta.url).pathname);
app.whenReady().then(() => {
  const headers = { 'content-type': 'text/html' };
  protocol.handle('app', () => new Response('<!doctype html><title>Empty</title><link rel="icon" href="data:,">', { headers }));
  new BrowserWindow({ width: 1280, height: 800 }).loadURL('app://empty/index.html');
});
app.on('window-all-closed', () => app.quit());
`;

/** The least that has a window at all, with no page of its own: shown beside the floor. */
const BLANK_PROGRAM = `
import { app, BrowserWindow } from 'electron';
app.setPath('userData', new URL('data', import.meta.url).pathname);
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadURL('about:blank'));
app.on('window-all-closed', () => app.quit());
`;

export async function loginScreen(): Promise<readonly Figure[]> {
  const runtime = findRuntime(root);
  if (runtime === null) throw new Error('there is neither Electron nor Chromium: npm start sets one up');
  const display = await ensureDisplay(process.env, runtime.kind);
  Object.assign(process.env, display.env);
  try {
    return await measured(runtime.label);
  } finally {
    display.stop();
  }
}

async function measured(runtime: string): Promise<readonly Figure[]> {
  const folder = temporaryFolder();
  const workstation = await benchWorkstation({ keep: join(folder.path, 'data') });
  await workstation.close();
  const empty = programIn(join(folder.path, 'empty'), EMPTY_PROGRAM);
  const blank = programIn(join(folder.path, 'blank'), BLANK_PROGRAM);
  const times: Record<'login' | 'empty' | 'blank', number[]> = { login: [], empty: [], blank: [] };
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      times.blank.push(await window(blank, (page) => page.waitForLoadState('load')));
      times.empty.push(await window(empty, seen));
      times.login.push(await loginUsable(workstation.folder));
    }
  } finally {
    folder.remove();
  }
  // The first of each warms the disk's cache.
  const [value, floor, bare] = [times.login, times.empty, times.blank].map((list) => median(list.slice(1)));
  const note = `median of ${String(ROUNDS)} starts; floor: an empty window of ${runtime}`;
  const name = 'login screen usable';
  return [
    figure({ name, value: value ?? 0, floor: floor ?? 0, limit: LIMIT, goal: null, note }),
    figure({
      name: `${name}, to about:blank`,
      value: value ?? 0,
      floor: bare ?? 0,
      limit: null,
      goal: null,
      note: 'the same, to a window that has no page at all',
    }),
  ];
}

function programIn(folder: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","type":"module","main":"main.js"}');
  writeFileSync(join(folder, 'main.js'), text);
  return folder;
}

/** The empty page is there, to whom looks at it as at the login screen. */
async function seen(page: Page): Promise<void> {
  await page.waitForURL((url) => url.pathname.endsWith('/index.html'));
  await page.locator('body').waitFor({ state: 'attached' });
}

async function window(program: string, ready: (page: Page) => Promise<void>): Promise<number> {
  let close = async (): Promise<void> => undefined;
  const time = await timed(async () => {
    const { app } = await launchElectron({ program });
    close = async () => app.close();
    await ready(await app.firstWindow());
  });
  await close();
  return time;
}

/** Usable: the passphrase can be typed. */
async function loginUsable(dataFolder: string): Promise<number> {
  let close = async (): Promise<void> => undefined;
  const time = await timed(async () => {
    const launched = await launchApp({ dataFolder });
    close = async () => launched.close();
    await launched.page.locator('input[type=password]:enabled').first().waitFor({ state: 'visible' });
  });
  await close();
  return time;
}
