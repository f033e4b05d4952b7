/** Debian's Chromium, started without a window of its own and driven over pipes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { Connection } from './cdp.ts';

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--remote-debugging-pipe',
  '--no-startup-window',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-spell-checking',
  '--disable-translate',
  '--password-store=basic',
  // Which screen a page gets is asked of the program (page/mainWorld.ts).
  '--auto-accept-this-tab-capture',
];

/**
 * Parts of Chromium's own window that Electron's has not: pages of the address bar, loaded before anybody types. And what
 * Electron switches off itself (shell/browser/feature_list.cc): a renderer that waits for the next site, and the question
 * whether a page may reach this machine.
 */
const DISABLED_FEATURES = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'SpareRendererForSitePerProcess',
  'LocalNetworkAccessChecks',
];

export interface ChromiumOptions {
  readonly profile: string;
  /** Switches that the program or its command line added. */
  readonly switches: readonly string[];
}

export interface Chromium {
  readonly connection: Connection;
  readonly version: string;
  /** Ends it, and waits. */
  close(): Promise<void>;
  readonly gone: Promise<void>;
}

/** Where Chromium is. Throws where it is not installed. */
export function chromiumProgram(): string {
  const program = PROGRAMS.find((path) => existsSync(path));
  if (program === undefined) throw new Error('no Chromium: install the Debian package chromium');
  return program;
}

/** Starts Chromium: in a window where there is a display, else without. */
export async function startChromium(options: ChromiumOptions): Promise<Chromium> {
  const child = spawn(
    chromiumProgram(),
    [
      ...FLAGS,
      ...surroundings(),
      ...language(options.switches),
      `--user-data-dir=${options.profile}`,
      ...withDisabledFeatures(options.switches),
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    },
  );
  repeatAddress(child);
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const [, , , output, input] = child.stdio;
  const connection = new Connection(output as Writable, input as Readable);
  const { product } = await connection.browser.send('Browser.getVersion');
  return {
    connection,
    version: product.replace(/^.*\//, ''),
    close: async () => await close(child, connection, gone),
    gone,
  };
}

/** Chromium heeds the last list alone, and a program may have one of its own. */
function withDisabledFeatures(switches: readonly string[]): readonly string[] {
  const prefix = '--disable-features=';
  const isList = (item: string): boolean => item.startsWith(prefix);
  const own = switches.filter(isList).map((item) => item.slice(prefix.length));
  return [
    ...switches.filter((item) => !isList(item)),
    `${prefix}${[...DISABLED_FEATURES, ...own].join(',')}`,
  ];
}

function surroundings(): readonly string[] {
  const hasDisplay = (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
  const isRoot = process.getuid?.() === 0;
  return [...(hasDisplay ? [] : ['--headless=new']), ...(isRoot ? ['--no-sandbox', '--test-type'] : [])];
}

/** Electron's pages speak the language of `--lang`, else of the system; Chromium without a window knows neither. */
function language(switches: readonly string[]): readonly string[] {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const system = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '') ?? '';
  const named = /^[a-z]{2,3}(?:_[A-Z]{2})?(?=\.|@|$)/u.exec(system)?.[0].replace('_', '-');
  const chosen = switches.findLast((item) => item.startsWith('--lang='))?.slice('--lang='.length) ?? named;
  return chosen === undefined ? [] : [`--accept-lang=${chosen}`];
}

/** Playwright waits for this line on the program's own standard error. The rest of Chromium's output is noise. */
function repeatAddress(child: ChildProcess): void {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const isAddress = line.startsWith('DevTools listening on ws://');
      if (isAddress || process.env['ELECTRON_ENABLE_LOGGING'] !== undefined)
        process.stderr.write(`${line}\n`);
    }
  });
}

async function close(child: ChildProcess, connection: Connection, gone: Promise<void>): Promise<void> {
  connection.browser.send('Browser.close').catch(() => undefined);
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await gone;
  clearTimeout(timer);
}
