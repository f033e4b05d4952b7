/** The DevTools protocol over the two pipes that Chromium opens for `--remote-debugging-pipe`. */
import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.js';

export type { Protocol };
export type Method = keyof Protocol.CommandParameters;
export type EventName = keyof Protocol.Events;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly sessionId?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** One session: the browser's own, or that of a page. */
export class Session {
  readonly #emitter = new EventEmitter();
  readonly #connection: Connection;
  readonly id: string | undefined;

  constructor(connection: Connection, id?: string) {
    this.#connection = connection;
    this.id = id;
    this.#emitter.setMaxListeners(0);
  }

  /** Rejects with the protocol's message, and when the connection or the page is gone. */
  async send<M extends Method>(
    method: M,
    params?: Protocol.CommandParameters[M],
  ): Promise<Protocol.CommandReturnValues[M]> {
    const result = await this.#connection.request(method, params ?? {}, this.id);
    return result as Protocol.CommandReturnValues[M];
  }

  /** Listens until the returned function is called. */
  on<E extends EventName>(event: E, listener: (params: Protocol.Events[E]) => void): () => void {
    this.#emitter.on(event, listener);
    return () => this.#emitter.off(event, listener);
  }

  /** For the connection alone. */
  deliver(event: string, params: unknown): void {
    this.#emitter.emit(event, params);
  }
}

/** Commands and events, each a JSON text that ends in NUL. */
export class Connection {
  readonly browser = new Session(this);
  readonly #output: Writable;
  readonly #sessions = new Map<string, Session>();
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #rest: Buffer[] = [];
  #nextId = 1;
  #closed = false;

  constructor(output: Writable, input: Readable) {
    this.#output = output;
    input.on('data', (chunk: Buffer) => this.#read(chunk));
    input.on('close', () => this.#close());
    output.on('error', () => this.#close());
  }

  session(id: string): Session {
    const known = this.#sessions.get(id);
    if (known !== undefined) return known;
    const session = new Session(this, id);
    this.#sessions.set(id, session);
    return session;
  }

  async request(method: string, params: object, sessionId: string | undefined): Promise<unknown> {
    if (this.#closed) throw new Error('Chromium is gone');
    const id = this.#nextId++;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    this.#output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return await answer.promise;
  }

  #read(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      const text = Buffer.concat([...this.#rest.splice(0), chunk.subarray(start, end)]).toString();
      this.#handle(JSON.parse(text) as Message);
      start = end + 1;
    }
    if (start < chunk.length) this.#rest.push(chunk.subarray(start));
  }

  #handle(message: Message): void {
    if (message.id === undefined) {
      const session = message.sessionId === undefined ? this.browser : this.session(message.sessionId);
      if (message.method !== undefined) session.deliver(message.method, message.params);
      return;
    }
    const answer = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error === undefined) answer?.resolve(message.result);
    else answer?.reject(new Error(message.error.message));
  }

  #close(): void {
    this.#closed = true;
    for (const answer of this.#waiting.values()) answer.reject(new Error('Chromium is gone'));
    this.#waiting.clear();
  }
}
