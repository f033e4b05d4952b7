/** A connection as client and node see it: whole messages, in order, until one side closes. */
import type { SigningKey } from '../crypto/ids.ts';

/** What happens on a wire. */
export interface WireListener {
  message(bytes: Uint8Array): void;
  /** Once, whoever closed it; `code` is a stable error code when the other side gave one. */
  closed(code: string | null): void;
  /** The other side answered a ping. */
  alive?(): void;
}

/** What a wire knows of its two ends. */
export interface Channel {
  /**
   * 32 bytes that the two ends of this connection share and no other connection has (RFC 9266); empty on a socket of
   * this machine. A login signs them, so that nobody in between passes it on.
   */
  readonly binding: Uint8Array;
  /** The node's key, where the transport has proved it: at a client over TLS. */
  readonly nodeKey: SigningKey | null;
}

export const LOCAL_CHANNEL: Channel = { binding: new Uint8Array(0), nodeKey: null };

export interface Wire {
  readonly channel: Channel;
  /** Messages that arrive before are kept until there is a listener. */
  listen(listener: WireListener): void;
  send(bytes: Uint8Array): void;
  /** Bytes handed to {@link send} that have not left this process yet. */
  buffered(): number;
  /** Frames above this size close it as `frame-too-large` before they are whole. */
  limitFrames(largest: number): void;
  /** Asks the other side for a sign of life. */
  ping(): void;
  /** Takes no more messages in until {@link resume}: the other side has to wait. */
  pause(): void;
  resume(): void;
  /** Closes it, telling the other side why where `code` is given. */
  close(code?: string): void;
  /** Ends it at once: the other side does not listen any more. */
  drop(): void;
}

/** Two ends of a connection within one process: what a socket does, without the socket. */
export function wirePair(): readonly [Wire, Wire] {
  const left = new MemoryWire();
  const right = new MemoryWire();
  left.connect(right);
  right.connect(left);
  return [left, right];
}

class MemoryWire implements Wire {
  readonly channel = LOCAL_CHANNEL;
  #peer: MemoryWire | null = null;
  #listener: WireListener | null = null;
  #waiting: Uint8Array[] = [];
  #open = true;
  #paused = false;

  connect(peer: MemoryWire): void {
    this.#peer = peer;
  }

  listen(listener: WireListener): void {
    this.#listener = listener;
    this.#deliver();
  }

  send(bytes: Uint8Array): void {
    if (!this.#open) return;
    const peer = this.#peer;
    // A copy and a later turn, as over a socket: neither side sees the other's arrays or call stack.
    const copy = bytes.slice();
    queueMicrotask(() => peer?.receive(copy));
  }

  buffered(): number {
    return 0;
  }

  /** Both ends are of this process, which holds the frame already. */
  limitFrames(): void {}

  ping(): void {
    queueMicrotask(() => this.#listener?.alive?.());
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    queueMicrotask(() => this.#deliver());
  }

  drop(): void {
    this.close();
  }

  close(code?: string): void {
    if (!this.#open) return;
    this.#open = false;
    const peer = this.#peer;
    queueMicrotask(() => {
      peer?.receiveClose(code ?? null);
      this.#listener?.closed(null);
    });
  }

  receive(bytes: Uint8Array): void {
    if (!this.#open) return;
    this.#waiting.push(bytes);
    this.#deliver();
  }

  #deliver(): void {
    while (this.#listener !== null && !this.#paused) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#listener.message(next);
    }
  }

  receiveClose(code: string | null): void {
    if (!this.#open) return;
    this.#open = false;
    this.#listener?.closed(code);
  }
}
