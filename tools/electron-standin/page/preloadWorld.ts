/**
 * The isolated world: what a sandboxed preload script can require, over a binding to this process. Runs as text
 * before the scripts of the page.
 */
import { callOther, type BridgeEnd } from './bridge.ts';
import { decodeClone, encodeClone } from './clone.ts';

/** Page → process, as JSON. `args` and `data` are clones as text. */
export type FromPage =
  | { readonly op: 'invoke'; readonly id: number; readonly channel: string; readonly args: string }
  | { readonly op: 'ask'; readonly id: number; readonly question: string; readonly data: string }
  | { readonly op: 'preload-error'; readonly message: string };

/** Process → page, as JSON. */
export type ToPage =
  | { readonly op: 'answer'; readonly id: number; readonly ok: boolean; readonly value: string }
  | { readonly op: 'event'; readonly channel: string; readonly args: string };

type Listener = (event: object, ...args: unknown[]) => void;

export interface PreloadWorld {
  readonly binding: (text: string) => void;
  readonly waiting: Map<number, { resolve(value: unknown): void; reject(error: Error): void }>;
  readonly listeners: Map<string, Listener[]>;
  /** Where buffers are fetched and posted (largeBuffers.ts). */
  readonly buffers: string;
  /** Buffers that were fetched, by name. */
  readonly fetched: Map<string, Uint8Array>;
  nextId: number;
  /** What is under way in each direction: nothing overtakes a message with large buffers. */
  sending: Promise<void> | null;
  receiving: Promise<void> | null;
}

export function makePreloadWorld(binding: (text: string) => void, buffers: string): PreloadWorld {
  return {
    binding,
    buffers,
    waiting: new Map(),
    listeners: new Map(),
    fetched: new Map(),
    nextId: 1,
    sending: null,
    receiving: null,
  };
}

/** Bytes as text: those of a large buffer as the name under which they are posted. */
export function textOf(bytes: Uint8Array, posts: Map<string, Uint8Array>): string {
  // As large as largeBuffers.ts says; these functions use no import.
  if (bytes.length < 65_536) return (bytes as unknown as { toBase64(): string }).toBase64();
  const name = crypto.randomUUID();
  posts.set(name, bytes);
  return `#${name}`;
}

export function bytesOfText(text: string, fetched: Map<string, Uint8Array>): Uint8Array {
  if (!text.startsWith('#'))
    return (Uint8Array as unknown as { fromBase64(text: string): Uint8Array }).fromBase64(text);
  const bytes = fetched.get(text.slice(1));
  if (bytes === undefined) throw new Error('a large buffer could not be fetched');
  fetched.delete(text.slice(1));
  return bytes;
}

export async function askProcess(
  world: PreloadWorld,
  value: unknown,
  message: (id: number, encoded: string) => FromPage,
): Promise<unknown> {
  const id = world.nextId++;
  const posts = new Map<string, Uint8Array>();
  const text = JSON.stringify(
    message(
      id,
      encodeClone(value, (bytes) => textOf(bytes, posts)),
    ),
  );
  return await new Promise((resolve, reject) => {
    world.waiting.set(id, { resolve, reject });
    if (posts.size === 0 && world.sending === null) world.binding(text);
    else sendInTurn(world, posts, text).catch(reject);
  });
}

export async function sendInTurn(
  world: PreloadWorld,
  posts: ReadonlyMap<string, Uint8Array>,
  text: string,
): Promise<void> {
  const before = world.sending ?? Promise.resolve();
  const own = before.then(async () => {
    for (const [name, bytes] of posts)
      // As a blob: of other bodies Chromium tells whoever watches the page's requests every byte.
      await fetch(world.buffers + name, { method: 'POST', body: new Blob([bytes as BlobPart]) });
    world.binding(text);
  });
  const turn = own.catch(() => undefined);
  world.sending = turn;
  await turn;
  if (world.sending === turn) world.sending = null;
  await own;
}

/** What this process says to the page, `names` being the large buffers of it. */
export function receiveFromProcess(world: PreloadWorld, text: string, names: readonly string[]): void {
  if (names.length === 0 && world.receiving === null) takeFromProcess(world, text);
  else void receiveInTurn(world, text, names);
}

export async function receiveInTurn(
  world: PreloadWorld,
  text: string,
  names: readonly string[],
): Promise<void> {
  const before = world.receiving ?? Promise.resolve();
  const turn = before
    .then(async () => {
      for (const name of names) {
        const response = await fetch(world.buffers + name).catch(() => null);
        if (response?.ok === true) world.fetched.set(name, new Uint8Array(await response.arrayBuffer()));
      }
      takeFromProcess(world, text);
    })
    .catch((error: unknown) => console.error(error));
  world.receiving = turn;
  await turn;
  if (world.receiving === turn) world.receiving = null;
}

export function takeFromProcess(world: PreloadWorld, text: string): void {
  const message = JSON.parse(text) as ToPage;
  const bytesOf = (part: string): Uint8Array => bytesOfText(part, world.fetched);
  if (message.op === 'event') {
    const args = decodeClone(message.args, bytesOf) as unknown[];
    for (const listener of world.listeners.get(message.channel) ?? []) listener({}, ...args);
    return;
  }
  const waiting = world.waiting.get(message.id);
  world.waiting.delete(message.id);
  const value = decodeClone(message.value, bytesOf);
  if (message.ok) waiting?.resolve(value);
  else waiting?.reject(new Error(String(value)));
}

export function makeIpcRenderer(world: PreloadWorld): object {
  const ipcRenderer = {
    invoke: async (channel: string, ...args: unknown[]): Promise<unknown> =>
      await askProcess(world, args, (id, encoded) => ({ op: 'invoke', id, channel, args: encoded })),
    on: (channel: string, listener: Listener): object => {
      world.listeners.set(channel, [...(world.listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    removeListener: (channel: string, listener: Listener): object => {
      const others = (world.listeners.get(channel) ?? []).filter((other) => other !== listener);
      world.listeners.set(channel, others);
      return ipcRenderer;
    },
  };
  return ipcRenderer;
}

/** Runs the preload script. What it throws is told to the process; the page goes on. */
export function runPreload(
  world: PreloadWorld,
  end: BridgeEnd,
  script: (require: (name: string) => unknown, module: object, exports: object) => void,
): void {
  const electron = {
    ipcRenderer: makeIpcRenderer(world),
    contextBridge: {
      exposeInMainWorld: (name: string, api: unknown): void => void callOther(1, [name, api], end),
    },
  };
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  try {
    script(require, module, module.exports);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    world.binding(JSON.stringify({ op: 'preload-error', message } satisfies FromPage));
  }
}

/** All of them, to be put into a page. */
export const preloadFunctions = [
  makePreloadWorld,
  textOf,
  bytesOfText,
  askProcess,
  sendInTurn,
  receiveFromProcess,
  receiveInTurn,
  takeFromProcess,
  makeIpcRenderer,
  runPreload,
];
