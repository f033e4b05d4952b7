/**
 * Wires over a Unix socket or a Windows named pipe: WebSocket with binary messages, as it will run over TLS. No
 * TCP port is opened here.
 */
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { ConsiliumError } from '../errors.ts';
import { localAddress, prepareLocalAddress } from '../node/sockets.ts';
import { LARGEST_FRAME } from './protocol.ts';
import type { Wire, WireListener } from './wire.ts';

/** Close codes of RFC 6455: normal, and "try again later". */
const NORMAL = 1000;
const REFUSED = 1013;
const DIAL_TIMEOUT_MS = 5_000;

/** Where the node of a data folder listens: the same for the same folder. */
export function socketAddress(folder: string): string {
  return localAddress(folder);
}

export interface Listener {
  readonly address: string;
  /** Stops taking connections and closes those that are there. */
  close(): Promise<void>;
}

/**
 * Listens on `address`; whoever runs the node holds its folder's lock, so a socket file found there is left over.
 *
 * @throws ConsiliumError `listen-failed` {cause}
 */
export async function listenOn(address: string, accept: (wire: Wire) => void): Promise<Listener> {
  const http = createServer((_request, response) => {
    response.writeHead(426).end();
  });
  const sockets = new WebSocketServer({ server: http, maxPayload: LARGEST_FRAME, perMessageDeflate: false });
  sockets.on('connection', (socket) => accept(new SocketWire(socket)));
  prepare(address);
  await listening(http, address);
  return {
    address,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await new Promise<void>((done) => http.close(() => done()));
    },
  };
}

/** Connects to a node. Errors: `node-away`. */
export async function dial(address: string): Promise<Wire> {
  const socket = new WebSocket('ws://node/', {
    createConnection: () => connect(address),
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
    handshakeTimeout: DIAL_TIMEOUT_MS,
  });
  const wire = new SocketWire(socket);
  await new Promise<void>((done, fail) => {
    socket.once('open', done);
    socket.once('error', (cause) => fail(new ConsiliumError('node-away', {}, { cause })));
  });
  return wire;
}

function prepare(address: string): void {
  try {
    prepareLocalAddress(address);
  } catch (cause) {
    throw new ConsiliumError('listen-failed', { cause: systemCode(cause) }, { cause });
  }
}

async function listening(http: Server, address: string): Promise<void> {
  await new Promise<void>((done, fail) => {
    http.once('error', (cause) => {
      fail(new ConsiliumError('listen-failed', { cause: systemCode(cause) }, { cause }));
    });
    http.listen(address, done);
  });
}

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

class SocketWire implements Wire {
  readonly #socket: WebSocket;
  #listener: WireListener | null = null;
  #waiting: Uint8Array[] = [];
  #closed: { readonly code: string | null } | null = null;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('close', (_code, reason) => this.#end(reason.toString('utf8')));
    // What ails a connection also closes it; the close is what is told.
    socket.on('error', () => undefined);
  }

  listen(listener: WireListener): void {
    this.#listener = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const bytes of waiting) listener.message(bytes);
    if (this.#closed !== null) listener.closed(this.#closed.code);
  }

  send(bytes: Uint8Array): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  buffered(): number {
    return this.#socket.bufferedAmount;
  }

  close(code?: string): void {
    if (code === undefined) this.#socket.close(NORMAL);
    else this.#socket.close(REFUSED, code);
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (!isBinary || !(data instanceof Uint8Array)) {
      this.close('frame-malformed');
      return;
    }
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    if (this.#listener === null) this.#waiting.push(bytes);
    else this.#listener.message(bytes);
  }

  #end(reason: string): void {
    if (this.#closed !== null) return;
    // A reason is the other side's word: only what has the form of a code is passed on.
    this.#closed = { code: /^[a-z][a-z-]{1,58}$/u.test(reason) ? reason : null };
    this.#listener?.closed(this.#closed.code);
  }
}
