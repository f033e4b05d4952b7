/**
 * A client of a real node over a connection that a test can cut, listen to, and put a liar on: the bytes are changed
 * where a lying node or a dying machine would change them.
 */
import { ConsiliumError } from '../../../src/errors.ts';
import { clientOver, type PeerClient } from '../../../src/hospital/client.ts';
import { METHODS, type MethodName, type ResultOf } from '../../../src/hospital/methods.ts';
import {
  decodeRequest,
  decodeServerMessage,
  encodeServerMessage,
  type ServerMessage,
} from '../../../src/hospital/protocol.ts';
import { dial, dialHttp } from '../../../src/hospital/transport.ts';
import type { Wire, WireListener } from '../../../src/hospital/wire.ts';
import { silentLogger } from '../../../src/node/logger.ts';
import { systemTimers } from '../../../src/node/timers.ts';

/** What a test does to one machine's connection. */
export interface Watch {
  /** Called before each request by its name; what it throws is what the request fails with. */
  before: (request: string) => void;
  /** From now on the node answers `method` with what `change` makes of it, or refuses with what it throws. */
  lie<M extends MethodName>(method: M, change: (result: ResultOf<M>) => ResultOf<M>): void;
  /** Cuts the connection; nothing is reached until {@link restore}. */
  cut(): void;
  /** Makes the connection again. */
  restore(): Promise<void>;
}

export type WatchedNode = PeerClient & Watch;

/** A machine's client of the node that listens at `address`; cut from the beginning where `isCut` says so. */
export function watchedNode(address: string, isCut = false): WatchedNode {
  const line = new Line();
  line.isCut = isCut;
  const ports = { timers: systemTimers, logger: silentLogger };
  const client = clientOver(
    () => line.dial(address),
    ports,
    async () => {
      if (line.isCut) throw new ConsiliumError('node-away');
      return dialHttp(address);
    },
  );
  const watch: Watch = {
    before: () => undefined,
    lie: (method, change) => line.lie(method, change),
    cut: () => line.cut(),
    restore: async () => {
      line.isCut = false;
      await client.hello();
    },
  };
  const node = Object.assign(client, watch);
  line.before = (request) => node.before(request);
  return node;
}

type Lie = (message: ServerMessage) => ServerMessage;

class Line {
  readonly lies = new Map<string, Lie>();
  before: (request: string) => void = () => undefined;
  isCut = false;
  #wire: WatchedWire | null = null;

  async dial(address: string): Promise<Wire> {
    if (this.isCut) throw new ConsiliumError('node-away');
    this.#wire = new WatchedWire(await dial(address), this);
    return this.#wire;
  }

  cut(): void {
    this.isCut = true;
    this.#wire?.cut();
  }

  lie<M extends MethodName>(method: M, change: (result: ResultOf<M>) => ResultOf<M>): void {
    const { result: shape } = METHODS[method];
    this.lies.set(method, (message) => {
      if (message.kind !== 'result') return message;
      try {
        return { ...message, result: shape.encode(change(shape.decode(message.result))) };
      } catch (error) {
        if (!(error instanceof ConsiliumError)) throw error;
        return { kind: 'refusal', id: message.id, code: error.code, detail: error.detail };
      }
    });
  }
}

class WatchedWire implements Wire {
  readonly channel: Wire['channel'];
  readonly #inner: Wire;
  readonly #line: Line;
  readonly #methods = new Map<number, string>();
  #listener: WireListener | null = null;
  #ended = false;

  constructor(inner: Wire, line: Line) {
    this.#inner = inner;
    this.#line = line;
    this.channel = inner.channel;
  }

  listen(listener: WireListener): void {
    this.#listener = listener;
    this.#inner.listen({
      message: (bytes) => this.#receive(bytes),
      closed: (code) => this.#end(code),
      alive: () => this.#listener?.alive?.(),
    });
  }

  send(bytes: Uint8Array): void {
    const { id, method } = decodeRequest(bytes);
    this.#line.before(method);
    this.#methods.set(id, method);
    this.#inner.send(bytes);
  }

  buffered(): number {
    return this.#inner.buffered();
  }

  limitFrames(largest: number): void {
    this.#inner.limitFrames(largest);
  }

  ping(): void {
    this.#inner.ping();
  }

  pause(): void {
    this.#inner.pause();
  }

  resume(): void {
    this.#inner.resume();
  }

  close(code?: string): void {
    this.#inner.close(code);
  }

  drop(): void {
    this.#inner.drop();
  }

  /** Nothing arrives any more from this moment on, either way. */
  cut(): void {
    this.#inner.close();
    this.#end(null);
  }

  #receive(bytes: Uint8Array): void {
    if (this.#ended) return;
    const message = decodeServerMessage(bytes);
    const method = message.kind === 'push' ? undefined : this.#methods.get(message.id);
    const lie = method === undefined ? undefined : this.#line.lies.get(method);
    this.#listener?.message(lie === undefined ? bytes : encodeServerMessage(lie(message)));
  }

  #end(code: string | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#listener?.closed(code);
  }
}
