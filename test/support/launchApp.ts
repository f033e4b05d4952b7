/**
 * Opens the built program in a real window, through Playwright and Electron's own seams. Where Electron's binary could
 * not be had, the stand-in of tools/electron-standin takes its place, and nothing here differs.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { findRuntime } from '../../tools/setup.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** For whatever is waited for in a window: long enough that a busy machine decides no test. */
const PATIENCE_MS = 120_000;

export interface LaunchAppOptions {
  readonly dataFolder: string;
  /** Of the operating system, as the program sees it: `en-US`, `zh-CN`. */
  readonly locale?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Further switches of Chromium. */
  readonly switches?: readonly string[];
  /** Further arguments of the program. */
  readonly args?: readonly string[];
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Everything that the program has written since its window is there. */
  readonly output: () => string;
  /** Quits as a user does, and waits for the end of the process. */
  close(): Promise<void>;
  /** Ends it as `kill -9` does, and waits. */
  kill(): Promise<void>;
}

/** Starts the program on a data folder and waits for its window. Fails when the build is missing. */
export async function launchApp(options: LaunchAppOptions): Promise<LaunchedApp> {
  if (!existsSync(join(root, 'out', 'main', 'index.js'))) throw new Error('not built: npm run build');
  const locale = options.locale ?? 'en-US';
  const { app, output } = await launchElectron({
    program: root,
    args: [`--data=${options.dataFolder}`, '--key-storage=file', ...(options.args ?? [])],
    switches: [`--lang=${locale}`, ...(options.switches ?? [])],
    env: { LANGUAGE: locale.replace('-', '_'), ...options.env },
  });
  const page = await app.firstWindow();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.waitForURL((url) => url.pathname.endsWith('/index.html'));
  return {
    app,
    page,
    output,
    close: async () => await app.close(),
    kill: async () => {
      const ended = new Promise<void>((resolve) => app.process().once('exit', () => resolve()));
      app.process().kill('SIGKILL');
      await ended;
    },
  };
}

export interface LaunchElectronOptions {
  /** Folder with a package.json, or a script. */
  readonly program: string;
  readonly args?: readonly string[];
  /** Switches of Chromium; they stand before the program. */
  readonly switches?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts any program on the runtime that is there. */
export async function launchElectron(
  options: LaunchElectronOptions,
): Promise<{ readonly app: ElectronApplication; readonly output: () => string }> {
  const environment = { ...inherited(), ...options.env };
  if (findRuntime(root)?.kind !== 'electron') {
    // Playwright asks Electron's package where the binary is, in this process.
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = join(root, 'tools', 'electron-standin', 'bin');
  }
  const app = await _electron.launch({
    args: [...(options.switches ?? []), options.program, ...(options.args ?? [])],
    env: environment,
    cwd: root,
  });
  let text = '';
  const collect = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  app.process().stdout?.on('data', collect);
  app.process().stderr?.on('data', collect);
  return { app, output: () => text };
}

/** A folder of its own for one test file; `remove` it at the end. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'consilium-window-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
