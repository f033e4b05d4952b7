/** What a case of the contract suite is, and what it works with. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { launchElectron, root } from '../../support/launchApp.ts';

export const PROGRAM = join(root, 'test', 'contract', 'electron', 'program');

/** A running program of the suite, with one window that its cases share. */
export interface Stage {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
}

export interface Case {
  /** Members of Electron that this case looks at, named as in usedMembers.ts. */
  readonly of: readonly string[];
  /** The sentence that holds. */
  readonly is: string;
  run(stage: Stage): Promise<void>;
}

/** What the main script of the program leaves for its cases. */
export interface ProgramState {
  readonly before: { readonly isReady: boolean; readonly window: string };
  readonly events: string[];
  readonly isFirst: boolean;
  openWindow(options?: Electron.BrowserWindowConstructorOptions): Electron.BrowserWindow;
  second?: { readonly argv: string[]; readonly folder: string; readonly data: unknown };
  lastEvent?: Electron.IpcMainInvokeEvent;
}

/** What the preload script of the program exposes. */
export interface PageApi {
  invoke(channel: string, ...args: unknown[]): Promise<unknown>;
  on(channel: string, key: string, listener: (...args: unknown[]) => void): void;
  off(channel: string, key: string): void;
  requireFs(): string;
  exposeAgain(): string;
  exposeDeep(depth: number): string;
  describe(value: unknown): string;
  same(value: unknown): unknown;
  call(callback: (...args: unknown[]) => unknown, ...args: unknown[]): unknown;
  resolves(): Promise<unknown>;
  rejects(): Promise<unknown>;
  fails(): void;
  readonly values: Readonly<Record<string, unknown>>;
  readonly instance: Readonly<Record<string, unknown>>;
}

declare global {
  /** In the main process the state of the program, in the page what its preload script exposed. */
  var contract: ProgramState & PageApi;
}

/** Opens the program and its first window. */
export async function openStage(userData: string): Promise<Stage> {
  const { app } = await launchElectron({ program: PROGRAM, args: [`--user-data=${userData}`] });
  const opened = app.waitForEvent('window');
  await app.evaluate(async () => {
    await contract.openWindow().loadURL('app://contract/');
  });
  const page = await opened;
  await page.waitForURL((url) => url.pathname === '/');
  return { app, page, userData };
}

/** Loads another address in the shared window, and waits until Playwright has seen it too. */
export async function load({ app, page }: Stage, path: string): Promise<void> {
  await app.evaluate(
    async ({ BrowserWindow }, url) => await BrowserWindow.getAllWindows()[0]?.loadURL(url),
    `app://contract${path}`,
  );
  await page.waitForURL((url) => url.pathname === path);
}

/** Runs the program to its end, without Playwright. */
export async function runProgram(
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const electron: unknown = createRequire(import.meta.url)('electron');
  const child = spawn(String(electron), ['--no-sandbox', PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

/** The events that a scenario of the program went through. */
export function eventsOf(output: string): readonly string[] {
  const line = output.split('\n').find((text) => text.startsWith('events '));
  return line === undefined ? [] : (JSON.parse(line.slice('events '.length)) as string[]);
}
