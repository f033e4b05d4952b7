/** A page of Chromium with the built wrapper in it, and nothing of the program beside. */
import { chromium, type Browser, type Page } from 'playwright';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { openUdpWays, type UdpWays } from './udpWays.ts';
import { chromiumProgram } from '../../../tools/electron-standin/chromium.ts';
import type { Scenarios } from './scenarios.ts';

type Plays = (...args: never[]) => unknown;

export interface Laboratory<Of = Scenarios> {
  /** Plays one scenario in the page. */
  run<Name extends keyof Of>(
    name: Name,
    ...args: Of[Name] extends Plays ? Parameters<Of[Name]> : never
  ): Promise<Of[Name] extends Plays ? Awaited<ReturnType<Of[Name]>> : never>;
  readonly ways: UdpWays;
  close(): Promise<void>;
}

/** As main/contentSecurity.ts has it for scripts, and for what is played. */
const POLICY = "default-src 'none'; script-src 'self'; media-src 'self' blob:";

/** With the scenarios of the file at `entry`, the wrapper's own unless another is named, and further arguments of Chromium. */
export async function openLaboratory<Of = Scenarios>(
  entry = new URL('scenarios.ts', import.meta.url),
  further: readonly string[] = [],
): Promise<Laboratory<Of>> {
  const scripts = await bundled(fileURLToPath(entry));
  const browser = await chromium.launch({
    executablePath: chromiumProgram(),
    args: [
      '--no-sandbox',
      '--js-flags=--expose-gc',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
      ...further,
    ],
  });
  const page = await served(browser, scripts);
  const ways = await openUdpWays(page);
  return {
    ways,
    run: async (name, ...args) =>
      page.evaluate(
        async ([which, given]) => {
          const { scenarios } = window as unknown as {
            readonly scenarios: Readonly<Record<string, (...given: readonly unknown[]) => unknown>>;
          };
          return (await scenarios[which]?.(...given)) as never;
        },
        [String(name), args] as const,
      ),
    close: async () => {
      await browser.close();
      ways.close();
    },
  };
}

/** Scripts by where the page asks for them: that of the scenarios, and those of workers. */
export async function bundled(entry: string): Promise<ReadonlyMap<string, string>> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      write: false,
      minify: false,
      target: 'chrome152',
      rolldownOptions: { input: entry, output: { format: 'es', entryFileNames: 'scenarios.js' } },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  return new Map(
    output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : String(file.source)]),
  );
}

/** Of a secure origin: certificates are compared by WebCrypto. */
export async function served(
  browser: Pick<Browser, 'newPage'>,
  scripts: ReadonlyMap<string, string>,
): Promise<Page> {
  const page = await browser.newPage();
  await page.route('**/*', async (route) => {
    const script = scripts.get(new URL(route.request().url()).pathname);
    await route.fulfill({
      headers: { 'content-security-policy': POLICY },
      contentType: script === undefined ? 'text/html' : 'text/javascript',
      body: script ?? '<!doctype html><script type="module" src="/scenarios.js"></script>',
    });
  });
  await page.goto('https://laboratory.invalid/');
  // By a timer: a busy machine may draw no frame for a while, which is what is waited by otherwise.
  await page.waitForFunction(() => 'scenarios' in window, undefined, { polling: 50 });
  return page;
}
