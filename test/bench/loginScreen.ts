/**
 * From the start of the program to a login screen that can be used. The floor is an empty window of the same runtime,
 * started in the same way.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDisplay } from '../../tools/display.ts';
import { findRuntime } from '../../tools/setup.js';
import { launchApp, launchElectron, root, temporaryFolder } from '../support/launchApp.ts';
import { figure, median, timed, type Figure } from './figures.ts';
import { benchWorkstation } from './workstation.ts';

const ROUNDS = 5;
const LIMIT = 1.5;

/** A program that opens one empty window, and nothing else. */
const EMPTY_PROGRAM = `
import { app, BrowserWindow } from 'electron';
app.whenReady().then(() => new BrowserWindow({ width: 1200, height: 800 }).loadURL('about:blank'));
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
  const program = emptyProgram(folder.path);
  try {
    const [usable, empty]: [number[], number[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round += 1) {
      empty.push(await emptyWindow(program));
      usable.push(await loginUsable(workstation.folder));
    }
    // The first of each warms the disk's cache.
    const [login, window] = [median(usable.slice(1)), median(empty.slice(1))];
    return [
      figure({
        name: 'login screen usable',
        value: login,
        floor: window,
        limit: LIMIT,
        goal: null,
        note: `median of ${String(ROUNDS)} starts; floor: an empty window of ${runtime}`,
      }),
    ];
  } finally {
    folder.remove();
  }
}

function emptyProgram(folder: string): string {
  const program = join(folder, 'empty');
  mkdirSync(program, { recursive: true });
  writeFileSync(join(program, 'package.json'), '{"name":"empty","type":"module","main":"main.js"}');
  writeFileSync(join(program, 'main.js'), EMPTY_PROGRAM);
  return program;
}

async function emptyWindow(program: string): Promise<number> {
  let close = async (): Promise<void> => undefined;
  const time = await timed(async () => {
    const { app } = await launchElectron({ program });
    close = async () => app.close();
    const page = await app.firstWindow();
    await page.waitForLoadState('load');
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
