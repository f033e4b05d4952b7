/** Two pages of Chromium that make the direct connections of two doctors, as the program's pages do. */
import { chromium, type Page } from 'playwright';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { fromHex, toHex } from '../../../src/crypto/bytes.ts';
import type { LinkOrder } from '../../../src/workstation/api/links.ts';
import { linkHandlers } from '../../../src/workstation/core/dialogue/linkHandlers.ts';
import type { DialogueHub } from '../../../src/workstation/core/dialogue/hub.ts';
import { chromiumProgram } from '../../../tools/electron-standin/chromium.ts';
import { until, type Seat, type Talk } from './talk.ts';

export interface Pages {
  readonly pages: readonly [Page, Page];
  close(): Promise<void>;
}

interface InPage {
  readonly connections: { want(dialogue: string): Promise<void>; follow(): Promise<void> };
  roundTrips(count: number): Promise<readonly number[]>;
}

export async function openPages(entry = new URL('page.ts', import.meta.url)): Promise<Pages> {
  const script = await bundled(fileURLToPath(entry));
  const browser = await chromium.launch({
    executablePath: chromiumProgram(),
    args: ['--no-sandbox', '--disable-features=WebRtcHideLocalIpsWithMdns'],
  });
  const page = async (): Promise<Page> => {
    const made = await browser.newPage();
    await made.route('**/*', async (route) => {
      const isScript = route.request().url().endsWith('.js');
      await route.fulfill({
        contentType: isScript ? 'text/javascript' : 'text/html',
        body: isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>',
      });
    });
    await made.goto('https://bench.invalid/');
    await made.waitForFunction(() => 'connections' in window);
    return made;
  };
  return { pages: [await page(), await page()], close: async () => browser.close() };
}

export async function bareRoundTrips({ pages: [page] }: Pages, count: number): Promise<readonly number[]> {
  return page.evaluate(async (many) => (window as unknown as InPage).roundTrips(many), count);
}

/** From here on messages go directly. */
export async function connectDirectly({ pages }: Pages, { request, seats }: Talk): Promise<void> {
  for (const [index, page] of pages.entries()) await serve(page, seats[index] ?? seats[0]);
  await pages[0].evaluate(
    async (dialogue) => (window as unknown as InPage).connections.want(dialogue),
    toHex(request),
  );
  await until(() => seats.every(({ service }) => service.links.stateOf(request).live === 'yes'));
  await until(() => seats.every(({ desk }) => desk.mail.streams().length === 0));
}

/** What the page asks of its core; bytes cross as hex. */
async function serve(page: Page, seat: Seat): Promise<void> {
  const hub = { demand: () => ({ service: seat.service }) } as unknown as DialogueHub;
  const handlers = linkHandlers(hub);
  await page.exposeFunction(
    'askCore',
    async (channel: keyof typeof handlers, args: Record<string, unknown>) => {
      const frame = args['frame'];
      const given = typeof frame === 'string' ? { ...args, frame: fromHex(frame) } : args;
      const handle = handlers[channel] as (args: unknown) => Promise<unknown>;
      const value = await handle(given);
      return Array.isArray(value) ? (value as LinkOrder[]).map(crossing) : value;
    },
  );
  await page.evaluate(() => {
    const hexOf = (bytes: Uint8Array): string =>
      Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const bytesOf = (hex: string): Uint8Array =>
      Uint8Array.from(hex.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
    const { askCore } = window as unknown as {
      readonly askCore: (channel: string, args: unknown) => Promise<unknown>;
    };
    const consilium = {
      invoke: async (channel: string, args: Record<string, unknown>) => {
        const { frame } = args;
        const value = await askCore(
          channel,
          frame instanceof Uint8Array ? { ...args, frame: hexOf(frame) } : args,
        );
        const orders = Array.isArray(value) ? (value as Record<string, unknown>[]) : null;
        return {
          ok: true,
          value:
            orders?.map((order) =>
              typeof order['frame'] === 'string' ? { ...order, frame: bytesOf(order['frame']) } : order,
            ) ?? value,
        };
      },
      on: () => () => undefined,
    };
    Object.assign(window, { consilium });
  });
  seat.ordered = () =>
    void page.evaluate(async () => (window as unknown as InPage).connections.follow()).catch(() => undefined);
}

function crossing(order: LinkOrder): unknown {
  return order.do === 'send' ? { ...order, frame: toHex(order.frame) } : order;
}

async function bundled(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome152',
      rolldownOptions: { input: entry, output: { format: 'es', entryFileNames: 'page.js' } },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  return output[0].code;
}
