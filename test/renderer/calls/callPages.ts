/** Two doctors' cores over a mailbox, each with a real page: devices, connections and media are Chromium's. */
import { chromium, type Browser, type Page } from 'playwright';
import { fileURLToPath } from 'node:url';
import { afterAll, onTestFinished } from 'vitest';
import { errorCode } from '../../../src/errors.ts';
import { callHandlers } from '../../../src/workstation/core/calls/handlers.ts';
import type { DialogueHub } from '../../../src/workstation/core/dialogue/hub.ts';
import { answerVideo, askVideo } from '../../../src/workstation/core/calls/videoRequests.ts';
import { callsOf, callView } from '../../../src/workstation/core/calls/views.ts';
import { toHex } from '../../../src/crypto/bytes.ts';
import type { BareLedger } from '../../support/bareLedger.ts';
import { chromiumProgram } from '../../../tools/electron-standin/chromium.ts';
import { bundled, served } from '../peer/laboratory.ts';
import type { Seat } from '../../workstation/dialogue/support/seat.ts';
import { settle, talking, three } from '../../workstation/dialogue/support/talking.ts';
import type { CallScenarios } from './callScenarios.ts';

export interface RelayServer {
  readonly urls: readonly string[];
  readonly username: string;
  readonly credential: string;
}

export class CallEnd {
  readonly seat: Seat;
  /** Channels that its page asked, with what. */
  readonly asked: readonly (readonly [string, unknown])[];
  readonly page: Page;

  constructor(seat: Seat, page: Page, asked: CallEnd['asked']) {
    this.seat = seat;
    this.asked = asked;
    this.page = page;
  }

  async run<Name extends keyof CallScenarios>(
    name: Name,
    ...args: Parameters<CallScenarios[Name]>
  ): Promise<Awaited<ReturnType<CallScenarios[Name]>>> {
    return this.page.evaluate(
      async ([which, given]) => {
        const { scenarios } = window as unknown as {
          readonly scenarios: Readonly<Record<string, (...given: readonly unknown[]) => unknown>>;
        };
        return (await scenarios[which]?.(...given)) as never;
      },
      [String(name), args] as const,
    );
  }

  get view() {
    const line = this.seat.service.calls.now();
    return line && callView(this.seat.ports, line);
  }

  async ask(channel: string, args: unknown): Promise<void> {
    await answered(this.seat, [], channel, args);
  }
}

export interface CallPages {
  readonly li: CallEnd;
  readonly wang: CallEnd;
  readonly dialogue: string;
  /** Its whole browser sleeps, as a machine whose lid was shut, and wakes. Only of a browser of its own. */
  readonly sleep: { readonly begin: () => void; readonly end: () => void };
  /** Lets Li's page and both cores work until it is so. */
  readonly untilAlone: (isSo: () => boolean | Promise<boolean>) => Promise<void>;
  /** Lets both work until it is so. */
  readonly until: (isSo: () => boolean | Promise<boolean>) => Promise<void>;
}

interface Opened {
  readonly browser: Browser;
  readonly scripts: ReadonlyMap<string, string>;
}

/** One for all tests of a file: each has contexts of its own. */
let opened: Promise<Opened> | null = null;
afterAll(async () => (await opened)?.browser.close());

async function begin(): Promise<Opened> {
  const scripts = await bundled(fileURLToPath(new URL('roomScenarios.ts', import.meta.url)));
  return { browser: await chromium.launch(HOW), scripts };
}

const HOW = {
  executablePath: chromiumProgram(),
  args: [
    '--no-sandbox',
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
    '--disable-features=WebRtcHideLocalIpsWithMdns',
  ],
};

/** A browser of its own, whose processes all get a signal. */
async function launchedApart() {
  const server = await chromium.launchServer(HOW);
  onTestFinished(async () => server.close());
  const group = -(server.process().pid ?? Number.NaN);
  const browser = await chromium.connect(server.wsEndpoint());
  return { browser, signal: (name: NodeJS.Signals) => void process.kill(group, name) };
}

/** With the right to video granted, and the devices of both coded. */
export async function openCallPages(
  sides: { readonly li: number; readonly wang: number },
  relay: readonly RelayServer[] = [],
  found: (ledger: BareLedger) => void = () => undefined,
  isApart = false,
): Promise<CallPages> {
  const world = three();
  found(world.ledger);
  const request = await talking(world);
  const hash = await askVideo(world.li.ports, request, { reason: '', at: null });
  const seats = [world.li, world.wang];
  await settle(seats, () => callsOf(world.wang.ports, request).requests.length === 1);
  await answerVideo(world.wang.ports, hash, 'grant');
  await settle(seats, () => callsOf(world.li.ports, request).until !== null);
  opened ??= begin();
  const { browser, scripts } = await opened;
  const apart = isApart ? await launchedApart() : null;
  const open = async (seat: Seat, side: number): Promise<CallEnd> => {
    const context = await ((seat === world.wang ? apart?.browser : null) ?? browser).newContext();
    onTestFinished(async () => context.close());
    const asked: (readonly [string, unknown])[] = [];
    await context.exposeFunction('askCore', async (channel: string, args: string) => {
      asked.push([channel, revived(args)]);
      return JSON.stringify(await answered(seat, relay, channel, revived(args)), flat);
    });
    const end = new CallEnd(seat, await served(context, scripts), asked);
    await end.run('begin', side, relay.length > 0);
    return end;
  };
  const [li, wang] = [await open(world.li, sides.li), await open(world.wang, sides.wang)];
  const until: CallPages['until'] = async (isSo) => {
    while (!(await isSo())) {
      for (const seat of seats) seat.service.wake();
      await Promise.all([li, wang].map(async (end) => end.run('follow')));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const untilAlone: CallPages['until'] = async (isSo) => {
    while (!(await isSo())) {
      for (const seat of seats) seat.service.wake();
      await li.run('follow');
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const sleep = {
    begin: () => apart?.signal('SIGSTOP'),
    end: () => apart?.signal('SIGCONT'),
  };
  return { li, wang, dialogue: toHex(request), until, untilAlone, sleep };
}

/** As the core of the program answers, for the channels that a call needs. */
async function answered(
  { service }: Seat,
  relay: readonly RelayServer[],
  channel: string,
  args: unknown,
): Promise<unknown> {
  const running = { service, guests: { close: () => undefined } } as unknown as ReturnType<
    DialogueHub['demand']
  >;
  const handlers: Readonly<Record<string, (args: never) => Promise<unknown>>> = {
    ...callHandlers({ demand: () => running, wake: () => service.wake() } as DialogueHub),
    'link/relay': async () => ({ servers: relay }),
    'shell/camera': async () => ({}),
  };
  try {
    return { ok: true, value: await handlers[channel]?.(args as never) };
  } catch (error) {
    return { ok: false, code: errorCode(error), detail: {} };
  }
}

function flat(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { bytes: [...value] } : value;
}

function revived(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    const isBytes =
      typeof value === 'object' && value !== null && 'bytes' in value && Array.isArray(value.bytes);
    return isBytes ? new Uint8Array(value.bytes as number[]) : value;
  });
}
