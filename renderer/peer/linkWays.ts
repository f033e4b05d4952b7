/** The channels of a connection as whoever shares a view uses them: they stay, while connections come and go. */

export interface SharedWays {
  /** In order, and all of it; nothing where there is no connection at the moment. */
  sendState(bytes: Uint8Array): void;
  /** May be lost. */
  sendPointer(bytes: Uint8Array): void;
  /** Each answers what ends it. */
  onState(listener: (bytes: Uint8Array) => void): () => void;
  onPointer(listener: (bytes: Uint8Array) => void): () => void;
  /** There is a connection that has heard nothing yet. */
  onOpen(listener: () => void): () => void;
}

type Listener = (bytes: Uint8Array) => void;

export class LinkWays implements SharedWays {
  readonly #send: (channel: 'chat' | 'pointer', bytes: Uint8Array) => void;
  readonly #listeners = { chat: new Set<Listener>(), pointer: new Set<Listener>() } as const;
  readonly #opening = new Set<() => void>();

  constructor(send: (channel: 'chat' | 'pointer', bytes: Uint8Array) => void) {
    this.#send = send;
  }

  sendState(bytes: Uint8Array): void {
    this.#send('chat', bytes);
  }

  sendPointer(bytes: Uint8Array): void {
    this.#send('pointer', bytes);
  }

  onState(listener: Listener): () => void {
    return added(this.#listeners.chat, listener);
  }

  onPointer(listener: Listener): () => void {
    return added(this.#listeners.pointer, listener);
  }

  onOpen(listener: () => void): () => void {
    return added(this.#opening, listener);
  }

  /** What came over a channel. */
  hear(channel: 'chat' | 'pointer', bytes: Uint8Array): void {
    for (const listener of this.#listeners[channel]) listener(bytes);
  }

  opened(): void {
    for (const listener of this.#opening) listener();
  }
}

function added<T>(all: Set<T>, one: T): () => void {
  all.add(one);
  return () => void all.delete(one);
}
