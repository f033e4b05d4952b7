/** A page of Chromium with the built wrapper in it, and nothing of the program beside. */
import { chromium, type Browser, type Page } from 'playwright';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { openUdpWays } from './udpWays.ts';
import { chromiumProgram } from '../../../tools/electron-standin/chromium.ts';
import type { Scenarios } from './scenarios.ts';

export interface Laboratory {
  /** Plays one scenario in the page. */
  run<Name extends keyof Scenarios>(
    name: Name,
    ...args: Parameters<Scenarios[Name]>
  ): Promise<Awaited<ReturnType<Scenarios[Name]>>>;
  close(): Promise<void>;
}

/** As main/contentSecurity.ts has it for scripts. */
const POLICY = "default-src 'none'; script-src 'self'";

export async function openLaboratory(): Promise<Laboratory> {
  const script = await bundled();
  const browser = await chromium.launch({
    executablePath: chromiumProgram(),
    args: [
      '--no-sandbox',
      '--js-flags=--expose-gc',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
    ],
  });
  const page = await served(browser, script);
  const ways = await openUdpWays(page);
  return {
    run: async (name, ...args) =>
      page.evaluate(
        async ([which, given]) => {
          const { scenarios } = window as unknown as { readonly scenarios: Scenarios };
          const play = scenarios[which] as (...given: readonly unknown[]) => Promise<unknown>;
          return (await play(...given)) as never;
        },
        [name, args] as const,
      ),
    close: async () => {
      await browser.close();
      ways.close();
    },
  };
}

async function bundled(): Promise<string> {
  const entry = fileURLToPath(new URL('scenarios.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome152',
      rolldownOptions: { input: entry, output: { format: 'es', entryFileNames: 'scenarios.js' } },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  return output[0].code;
}

/** Of a secure origin: certificates are compared by WebCrypto. */
async function served(browser: Browser, script: string): Promise<Page> {
  const page = await browser.newPage();
  await page.route('**/*', async (route) => {
    const isScript = route.request().url().endsWith('.js');
    await route.fulfill({
      headers: { 'content-security-policy': POLICY },
      contentType: isScript ? 'text/javascript' : 'text/html',
      body: isScript ? script : '<!doctype html><script type="module" src="/scenarios.js"></script>',
    });
  });
  await page.goto('https://laboratory.invalid/');
  await page.waitForFunction(() => 'scenarios' in window);
  return page;
}
