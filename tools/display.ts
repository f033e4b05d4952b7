/** Where windows go: the display that is there, else a virtual one, else (with the stand-in) none. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';

const XVFB = '/usr/bin/Xvfb';

export interface Display {
  readonly label: string;
  /** To be added to the environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** Of the virtual display that was started for it. */
  readonly pid?: number | undefined;
  readonly stop: () => void;
}

/** Starts a virtual display where it is needed and can be had; `stop` ends it. */
export async function ensureDisplay(
  environment: Readonly<Record<string, string | undefined>>,
  runtime: 'electron' | 'stand-in',
): Promise<Display> {
  const shown = environment['WAYLAND_DISPLAY'] ?? environment['DISPLAY'] ?? '';
  const nothing = { env: {}, stop: () => undefined };
  if (process.platform !== 'linux') return { label: 'on this desktop', ...nothing };
  if (shown !== '') return { label: `on display ${shown}`, ...nothing };
  if (existsSync(XVFB)) return await startXvfb();
  if (runtime === 'electron') throw new Error('no display: set DISPLAY, or install the Debian package xvfb');
  return { label: 'none: there is no display and no Xvfb, so Chromium runs headless', ...nothing };
}

async function startXvfb(): Promise<Display> {
  const child = spawn(XVFB, ['-displayfd', '3', '-screen', '0', '1366x768x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    (child.stdio[3] as Readable).once('data', (text: Buffer) => resolve(text.toString().trim()));
    child.once('exit', () => reject(new Error('Xvfb did not start')));
  });
  return {
    label: `on the virtual display :${number} (no display was found; nobody sees it)`,
    env: { DISPLAY: `:${number}` },
    pid: child.pid,
    stop: () => void child.kill(),
  };
}
