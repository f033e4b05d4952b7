/**
 * A file from one doctor to the other over a direct connection, from the word that gives it to its being whole, compared
 * and durable at the other side: against a bare simple-peer between two pages of the same Chromium that streams as many
 * bytes out of memory. And how soon a message is there meanwhile, and what sealing it costs, against libsodium alone.
 */
import { createServer, type Server } from 'node:http';
import { chromium, type Browser, type Page } from 'playwright';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { WebSocketServer, type WebSocket } from 'ws';
import { chromiumProgram } from '../../tools/electron-standin/chromium.ts';
import { toHex } from '../../src/crypto/bytes.ts';
import { encodeAbout } from '../../src/workstation/core/attachments/draft.ts';
import { sealIntoFile } from '../../src/workstation/core/attachments/files.ts';
import { send } from '../../src/workstation/core/dialogue/conversation.ts';
import { draftOf, giveAttached } from '../../src/workstation/core/dialogue/files/give.ts';
import type { DialogueHub } from '../../src/workstation/core/dialogue/hub.ts';
import { linkHandlers } from '../../src/workstation/core/dialogue/linkHandlers.ts';
import { accept, ask } from '../../src/workstation/core/dialogue/requests.ts';
import { systemRandom } from '../../src/node/random.ts';
import { BareLedger } from '../support/bareLedger.ts';
import { Post } from '../workstation/dialogue/support/post.ts';
import { sound } from '../workstation/dialogue/support/sound.ts';
import type { DialoguePage } from './dialoguePage.ts';
import { decodeWord, encodeWord, type Word } from './dialogueProtocol.ts';
import { BenchSeat } from './dialogueSeat.ts';
import { dialogueSealing } from './dialogueSealing.ts';
import { figure, percentile, timed, type Figure } from './figures.ts';

const MIB = 1024 * 1024;
const SIZE = 24 * MIB;
const ROUNDS = 7;
/** 80 % of the bare rate. */
const LIMIT = 1.25;
/** ms between two messages while a file is on its way. */
const EVERY_MS = 100;
const CHAT_GOAL_MS = 300;
const PATIENCE_MS = 120_000;

/** What a process hands to a bare page. */
const NOISE = systemRandom(256 * 1024);

type Who = 'li' | 'wang';

export async function dialogueFiles(): Promise<readonly Figure[]> {
  const around = { ledger: BareLedger.staffed(), post: new Post() };
  const { li, wang } = around.ledger.world;
  const seats = { li: new BenchSeat(li, around), wang: new BenchSeat(wang, around) };
  const server = new PageServer(seats);
  const browser = await openBrowser();
  try {
    const address = await server.listen(await bundled());
    const pages = {
      li: await openPage(browser, address, 'li'),
      wang: await openPage(browser, address, 'wang'),
    };
    const request = await talking(seats);
    return [...(await measure({ seats, pages, request })), ...(await dialogueSealing())];
  } finally {
    await browser.close();
    server.close();
    await Promise.all([seats.li.close(), seats.wang.close()]);
  }
}

interface Bench {
  readonly seats: Readonly<Record<Who, BenchSeat>>;
  readonly pages: Readonly<Record<Who, Page>>;
  readonly request: Uint8Array;
}

async function measure(bench: Bench): Promise<readonly Figure[]> {
  const { pages, request, seats } = bench;
  // One after the other: both are signalled over the same socket.
  await Promise.all([inPage(pages.wang, 'bareConnect', false), inPage(pages.li, 'bareConnect', true)]);
  const prints = [await inPage(pages.li, 'ownFingerprint'), await inPage(pages.wang, 'ownFingerprint')];
  const [ofLi, ofWang] = prints.map(String);
  await Promise.all([
    inPage(pages.wang, 'ownConnect', false, ofLi ?? ''),
    inPage(pages.li, 'ownConnect', true, ofWang ?? ''),
  ]);
  await inPage(pages.wang, 'want', toHex(request));
  await until(seats.li, () => seats.li.service.links.stateOf(request).live === 'yes');
  const times = { bare: [], own: [], handed: [], given: [], chat: [] } as Times;
  for (let round = 0; round < ROUNDS; round += 1) {
    const measured = await oneRound(bench, round);
    // The first round warms all.
    if (round === 0) continue;
    for (const [name, value] of Object.entries(measured)) times[name as keyof Times].push(...value);
  }
  return figuresOf(times);
}

type Times = Record<'bare' | 'own' | 'handed' | 'given' | 'chat', number[]>;

async function oneRound(bench: Bench, round: number): Promise<Times> {
  const { pages, request, seats } = bench;
  const both = async (send: Promise<unknown>, receive: Promise<unknown>): Promise<void> =>
    void (await Promise.all([send, receive]));
  const bare = async (way: 'memory' | 'process'): Promise<void> =>
    both(inPage(pages.li, 'bareSend', SIZE, way), inPage(pages.wang, 'bareReceive', SIZE, way));
  const own = async (): Promise<void> =>
    both(inPage(pages.wang, 'ownReceive', SIZE), inPage(pages.li, 'ownSend', SIZE));
  await attach(seats.li, request, `${String(round)}.wav`);
  const times = {
    bare: [await timed(async () => bare('memory'))],
    own: [await timed(own)],
    handed: [await timed(async () => bare('process'))],
  };
  const given = [await timed(async () => give(bench))];
  // Both desks write in one process here: what messages cost is not what the file costs.
  await attach(seats.li, request, `${String(round)} beside.wav`);
  const chat = new Chat(bench);
  await give(bench);
  return { ...times, given, chat: [...(await chat.end())] };
}

function figuresOf({ bare, chat, given, handed, own }: Times): readonly Figure[] {
  const size = `${String(SIZE / MIB)} MiB`;
  // What else the machine does makes any of them slower, and none quicker.
  const of = `the best of ${String(bare.length)}`;
  return [
    figure({
      name: 'file over the channel',
      value: Math.min(...own),
      floor: Math.min(...bare),
      limit: LIMIT,
      goal: null,
      note: `${size} over the channel for files between two pages, ${of}; floor: a bare simple-peer that streams as much between the same pages`,
    }),
    figure({
      name: 'file to a colleague',
      value: Math.min(...given),
      floor: Math.min(...handed),
      limit: LIMIT,
      goal: null,
      note: `${size} from one desk to the other, compared, opened and durable over there, ${of}; floor: a bare simple-peer page that is handed as much by a process, and hands it to one, over the same bridge`,
    }),
    figure({
      name: 'message beside a file',
      value: percentile(chat, 0.95),
      floor: CHAT_GOAL_MS,
      limit: null,
      goal: CHAT_GOAL_MS,
      note: `p95 of ${String(chat.length)} messages from being sent to being durable over there while a file is on its way; floor: the goal`,
    }),
  ];
}

async function attach({ desk, files, service }: BenchSeat, request: Uint8Array, name: string): Promise<void> {
  const bytes = sound(SIZE, name);
  const { part, ...sealed } = await sealIntoFile(files, bytes, service.ports.random);
  files.finish(part, toHex(sealed.file.id));
  const { file, key, sha256 } = sealed;
  const about = { title: name, contentType: 'audio/wav', size: bytes.length, sha256, key, place: null };
  const whole = encodeAbout({ ...about, blob: file.id, blobSize: file.size });
  desk.attachments.add(draftOf(service.ports, request), whole, file);
}

/** Resolves when it is whole over there. */
async function give({ request, seats: { li, wang } }: Bench): Promise<void> {
  const name = giveAttached(li.service.ports, request);
  li.service.transfers.refresh();
  li.service.wake();
  await until(wang, () => {
    const id = wang.desk.dialogues.find(request)?.id ?? 0;
    const message = wang.desk.messages.message({ dialogue: id, mine: false, message: name });
    return message !== null && wang.desk.given.of(message.id)?.state === 'whole';
  });
}

/** Messages one after the other until it is ended, with how long each took to be in the other desk. */
class Chat {
  readonly #bench: Bench;
  readonly #done: Promise<readonly number[]>;
  #isOn = true;

  constructor(bench: Bench) {
    this.#bench = bench;
    this.#done = this.#run();
  }

  async end(): Promise<readonly number[]> {
    this.#isOn = false;
    return this.#done;
  }

  async #run(): Promise<readonly number[]> {
    const { request, seats } = this.#bench;
    const { li, wang } = seats;
    const latencies: number[] = [];
    while (this.#isOn) {
      const dialogue = wang.desk.dialogues.find(request)?.id ?? 0;
      latencies.push(
        await timed(async () => {
          const message = send(li.service.ports, request, { text: '好', reply: null });
          li.service.wake();
          await until(wang, () => wang.desk.messages.message({ dialogue, mine: false, message }) !== null);
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    return latencies;
  }
}

async function talking({ li, wang }: Bench['seats']): Promise<Uint8Array> {
  const request = await ask(li.service.ports, { to: wang.person.id, subject: null, reason: '请教' });
  li.service.wake();
  await until(wang, () => wang.desk.requests.find(request) !== null);
  await accept(wang.service.ports, request);
  wang.service.wake();
  await until(li, () => li.desk.dialogues.find(request)?.ratchet !== undefined);
  return request;
}

/** Looks whenever something changed in a desk. */
async function until(seat: BenchSeat, isSo: () => boolean): Promise<void> {
  for (const end = performance.now() + PATIENCE_MS; !isSo();) {
    if (performance.now() > end) throw new Error('it does not come to that');
    await seat.somethingChanges();
  }
}

/** In the place of the shell: pages ask for what the core orders. */
class PageServer {
  readonly #seats: Bench['seats'];
  readonly #sockets = new Map<Who, WebSocket>();
  #server: Server | null = null;

  constructor(seats: Bench['seats']) {
    this.#seats = seats;
  }

  async listen(script: string): Promise<string> {
    const server = createServer((request, response) => {
      const isScript = request.url?.endsWith('.js') === true;
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>');
    });
    this.#server = server;
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket, request) => {
      const who: Who = request.url?.includes('wang') === true ? 'wang' : 'li';
      this.#sockets.set(who, socket);
      this.#seats[who].ordered = () => this.#tell(who, { head: { is: 'link' }, bytes: null });
      const handlers = linkHandlers({
        demand: () => ({ service: this.#seats[who].service }),
      } as unknown as DialogueHub);
      socket.on(
        'message',
        (data: Buffer) => void this.#hear(who, decodeWord(new Uint8Array(data)), handlers),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' && address !== null ? `:${String(address.port)}` : '';
  }

  close(): void {
    for (const socket of this.#sockets.values()) socket.terminate();
    this.#server?.close();
  }

  async #hear(who: Who, { bytes, head }: Word, handlers: ReturnType<typeof linkHandlers>): Promise<void> {
    if (head['is'] === 'signal') {
      this.#tell(who === 'li' ? 'wang' : 'li', { head, bytes: null });
      return;
    }
    if (head['channel'] === 'bench/pull' || head['channel'] === 'bench/push') {
      const frame = head['channel'] === 'bench/pull' ? new Uint8Array(NOISE) : null;
      this.#tell(who, { head: { id: head['id'], value: { frame: null } }, bytes: frame });
      return;
    }
    const handler = Reflect.get(handlers, String(head['channel'])) as (args: unknown) => Promise<unknown>;
    const value = await handler({ ...(head['args'] as object), frame: bytes });
    this.#tell(who, answerOf(head['id'], value));
  }

  #tell(who: Who, word: Word): void {
    this.#sockets.get(who)?.send(encodeWord(word));
  }
}

function answerOf(id: unknown, value: unknown): Word {
  const isFrame = typeof value === 'object' && value !== null && 'frame' in value;
  if (isFrame) {
    const { frame } = value as { readonly frame: Uint8Array<ArrayBuffer> | null };
    return { head: { id, value: { frame: null } }, bytes: frame };
  }
  const plain = Array.isArray(value)
    ? value.map((order: Record<string, unknown>) =>
        order['frame'] instanceof Uint8Array
          ? { ...order, frame: Buffer.from(order['frame']).toString('base64') }
          : order,
      )
    : value;
  return { head: { id, value: plain }, bytes: null };
}

async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumProgram(),
    args: [
      '--no-sandbox',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
      '--disable-renderer-backgrounding',
      '--disable-background-timer-throttling',
    ],
  });
}

/** Each with a process of its own, as two windows have. */
async function openPage(browser: Browser, address: string, who: Who): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1${address}/?${who}`);
  await page.waitForFunction(() => 'page' in window);
  await inPage(page, 'ready');
  return page;
}

async function inPage<Name extends keyof DialoguePage>(
  page: Page,
  name: Name,
  ...args: Parameters<DialoguePage[Name]>
): Promise<unknown> {
  return page.evaluate(
    async ([which, given]) => {
      const { page: own } = window as unknown as { readonly page: DialoguePage };
      return (await (own[which] as (...all: readonly unknown[]) => Promise<unknown>)(...given)) as never;
    },
    [name, args] as const,
  );
}

async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'chrome152',
      rolldownOptions: {
        input: fileURLToPath(new URL('dialoguePage.ts', import.meta.url)),
        output: { format: 'es', entryFileNames: 'page.js' },
      },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  return output[0].code;
}
