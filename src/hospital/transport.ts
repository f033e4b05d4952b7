/**
 * Wires to a node by its address: a Unix socket or a Windows named pipe on this machine, or `wss://HOST:PORT` over
 * TLS (transportTls.ts). What listens here opens no TCP port.
 */
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { ConsiliumError } from '../errors.ts';
import { localAddress, prepareLocalAddress } from '../node/sockets.ts';
import type { HttpChannel } from './blobs/http/client.ts';
import { LARGEST_FRAME } from './protocol.ts';
import type { NodePin } from './transportCertificate.ts';
import { SocketWire } from './transportSocket.ts';
import { dialSecure, isSecureAddress, secureConnection } from './transportTls.ts';
import { LOCAL_CHANNEL, type Wire } from './wire.ts';

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
 * Listens on `address`; whoever runs the node holds its folder's lock, so a socket file found there is left over. `http`
 * answers what is no WebSocket.
 *
 * @throws ConsiliumError `listen-failed` {cause}
 */
export async function listenOn(
  address: string,
  accept: (wire: Wire) => void,
  http: Server = createServer((_request, response) => void response.writeHead(426).end()),
): Promise<Listener> {
  const sockets = new WebSocketServer({ server: http, maxPayload: LARGEST_FRAME, perMessageDeflate: false });
  sockets.on('connection', (socket, { socket: stream }) =>
    accept(new SocketWire(socket, LOCAL_CHANNEL, stream)),
  );
  prepare(address);
  await listening(http, address);
  return {
    address,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      http.closeAllConnections();
      await new Promise<void>((done) => http.close(() => done()));
    },
  };
}

/**
 * Connects to a node. `pin` says which keys a node may have at an address over TLS, where none is believed without.
 * Errors: `node-away`; over TLS those of checkCertificate, and `node-key-unknown` without a pin.
 */
export async function dial(address: string, pin?: NodePin): Promise<Wire> {
  return isSecureAddress(address) ? dialSecure(address, pin) : dialLocal(address);
}

/** Connects for HTTP instead. Errors: as {@link dial}. */
export async function dialHttp(address: string, pin?: NodePin): Promise<HttpChannel> {
  if (!isSecureAddress(address)) {
    const { binding } = LOCAL_CHANNEL;
    return { stream: await localConnection(address), binding };
  }
  if (pin === undefined || pin.keys().length === 0) throw new ConsiliumError('node-key-unknown');
  const { socket, channel } = await secureConnection(address, pin);
  return { stream: socket, binding: channel.binding };
}

async function localConnection(address: string): Promise<Socket> {
  const socket = connect(address);
  await new Promise<void>((done, fail) => {
    socket.once('connect', done);
    socket.once('error', (cause) => fail(new ConsiliumError('node-away', {}, { cause })));
  });
  return socket;
}

async function dialLocal(address: string): Promise<Wire> {
  const socket = new WebSocket('ws://node/', {
    createConnection: () => connect(address),
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
    handshakeTimeout: DIAL_TIMEOUT_MS,
  });
  const wire = new SocketWire(socket, LOCAL_CHANNEL);
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
