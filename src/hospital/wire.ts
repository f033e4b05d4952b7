/** A connection as client and node see it: whole messages, in order, until one side closes. */

/** What happens on a wire. */
export interface WireListener {
  message(bytes: Uint8Array): void;
  /** Once, whoever closed it; `code` is a stable error code when the other side gave one. */
  closed(code: string | null): void;
}

export interface Wire {
  /** Messages that arrive before are kept until there is a listener. */
  listen(listener: WireListener): void;
  send(bytes: Uint8Array): void;
  /** Bytes handed to {@link send} that have not left this process yet. */
  buffered(): number;
  /** Closes it, telling the other side why where `code` is given. */
  close(code?: string): void;
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
  #peer: MemoryWire | null = null;
  #listener: WireListener | null = null;
  #waiting: Uint8Array[] = [];
  #open = true;

  connect(peer: MemoryWire): void {
    this.#peer = peer;
  }

  listen(listener: WireListener): void {
    this.#listener = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const bytes of waiting) listener.message(bytes);
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
    if (this.#listener === null) this.#waiting.push(bytes);
    else this.#listener.message(bytes);
  }

  receiveClose(code: string | null): void {
    if (!this.#open) return;
    this.#open = false;
    this.#listener?.closed(code);
  }
}
