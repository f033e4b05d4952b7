/**
 * One connection of a client: requests with their answers, in any order. It lives as long as its wire; the client
 * makes a new one when it is gone.
 */
import type { CborValue } from '../crypto/cbor.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../errors.ts';
import type { Timers } from '../ports.ts';
import { METHODS, type MethodName, type ParamsOf, type ResultOf } from './methods.ts';
import { decodeServerMessage, encodeRequest, type Push, type ServerMessage } from './protocol.ts';
import { Heartbeat } from './heartbeat.ts';
import type { Channel, Wire } from './wire.ts';

/** Requests under way at once; more wait here, below what a node allows. */
const MOST_UNDER_WAY = 32;
/** An answer of another version is no malformed one. */
const VERSION_CODES: ReadonlySet<string> = new Set(['update-workstation', 'update-node']);

export interface LinkOptions {
  readonly timers: Timers;
  readonly requestTimeoutMs: number;
  /** What the node says unasked. */
  readonly pushed: (push: Push) => void;
  /** Once, when nothing can be asked any more; the node's code where it gave one. */
  readonly closed: (code: string | null) => void;
}

interface Waiting {
  readonly resolve: (result: CborValue) => void;
  readonly reject: (error: Error) => void;
  readonly cancelTimeout: () => void;
}

export class Link {
  readonly #wire: Wire;
  readonly #options: LinkOptions;
  readonly #waiting = new Map<number, Waiting>();
  readonly #queue: (() => void)[] = [];
  readonly #heartbeat: Heartbeat;
  #nextId = 1;
  #closed = false;

  constructor(wire: Wire, options: LinkOptions) {
    this.#wire = wire;
    this.#options = options;
    this.#heartbeat = new Heartbeat(wire, options.timers, () => this.#silent());
    wire.listen({
      message: (bytes) => this.#receive(bytes),
      closed: (code) => this.#end(code),
      alive: () => this.#heartbeat.heard(),
    });
  }

  get channel(): Channel {
    return this.#wire.channel;
  }

  /** Errors: the node's refusal; `request-timeout`, `connection-closed`, `answer-malformed`. */
  async call<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    const shapes = METHODS[method];
    const result = await this.#request(method, shapes.params.encode(params));
    try {
      return shapes.result.decode(result);
    } catch (error) {
      if (!isConsiliumError(error) || VERSION_CODES.has(error.code)) throw error;
      throw new ConsiliumError('answer-malformed', { method, reason: error.code }, { cause: error });
    }
  }

  close(): void {
    this.#wire.close();
    this.#end(null);
  }

  async #request(method: string, params: CborValue): Promise<CborValue> {
    if (this.#waiting.size >= MOST_UNDER_WAY) {
      await new Promise<void>((go) => {
        this.#queue.push(go);
      });
    }
    if (this.#closed) throw new ConsiliumError('connection-closed');
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise<CborValue>((resolve, reject) => {
      const { timers, requestTimeoutMs } = this.#options;
      const cancelTimeout = timers.after(requestTimeoutMs, () => {
        this.#settle(id)?.reject(new ConsiliumError('request-timeout', { method }));
      });
      this.#waiting.set(id, { resolve, reject, cancelTimeout });
      this.#wire.send(encodeRequest({ id, method, params }));
    });
  }

  /** Nothing comes back any more, and the connection does not say so by itself. */
  #silent(): void {
    this.#wire.drop();
    this.#end('connection-silent');
  }

  #receive(bytes: Uint8Array): void {
    this.#heartbeat.heard();
    let message: ServerMessage;
    try {
      message = decodeServerMessage(bytes);
    } catch (error) {
      this.#wire.close();
      this.#end(errorCode(error));
      return;
    }
    if (message.kind === 'push') {
      this.#options.pushed(message);
      return;
    }
    const waiting = this.#settle(message.id);
    if (message.kind === 'result') waiting?.resolve(message.result);
    else waiting?.reject(new ConsiliumError(message.code, message.detail));
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return undefined;
    this.#waiting.delete(id);
    waiting.cancelTimeout();
    this.#queue.shift()?.();
    return waiting;
  }

  #end(code: string | null): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#heartbeat.stop();
    for (const id of this.#waiting.keys()) {
      this.#settle(id)?.reject(new ConsiliumError(code ?? 'connection-closed'));
    }
    for (const go of this.#queue.splice(0)) go();
    this.#options.closed(code);
  }
}
