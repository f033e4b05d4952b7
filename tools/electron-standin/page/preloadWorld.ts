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
  nextId: number;
}

export function makePreloadWorld(binding: (text: string) => void): PreloadWorld {
  return { binding, waiting: new Map(), listeners: new Map(), nextId: 1 };
}

export function bytesToBase64(bytes: Uint8Array): string {
  return (bytes as unknown as { toBase64(): string }).toBase64();
}

export function bytesFromBase64(text: string): Uint8Array {
  return (Uint8Array as unknown as { fromBase64(text: string): Uint8Array }).fromBase64(text);
}

export async function askProcess(world: PreloadWorld, message: (id: number) => FromPage): Promise<unknown> {
  const id = world.nextId++;
  const text = JSON.stringify(message(id));
  return await new Promise((resolve, reject) => {
    world.waiting.set(id, { resolve, reject });
    world.binding(text);
  });
}

/** What this process says to the page. */
export function receiveFromProcess(world: PreloadWorld, text: string): void {
  const message = JSON.parse(text) as ToPage;
  if (message.op === 'event') {
    const args = decodeClone(message.args, bytesFromBase64) as unknown[];
    for (const listener of world.listeners.get(message.channel) ?? []) listener({}, ...args);
    return;
  }
  const waiting = world.waiting.get(message.id);
  world.waiting.delete(message.id);
  const value = decodeClone(message.value, bytesFromBase64);
  if (message.ok) waiting?.resolve(value);
  else waiting?.reject(new Error(String(value)));
}

export function makeIpcRenderer(world: PreloadWorld): object {
  const ipcRenderer = {
    invoke: async (channel: string, ...args: unknown[]): Promise<unknown> => {
      const encoded = encodeClone(args, bytesToBase64);
      return await askProcess(world, (id) => ({ op: 'invoke', id, channel, args: encoded }));
    },
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
  bytesToBase64,
  bytesFromBase64,
  askProcess,
  receiveFromProcess,
  makeIpcRenderer,
  runPreload,
];
