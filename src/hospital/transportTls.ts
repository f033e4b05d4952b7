/**
 * Wires over TLS 1.3. The node is known by its registered key alone (transportCertificate.ts), which is checked
 * before a byte of ours is sent; both ends take the channel binding of RFC 9266 from the connection.
 */
import { once } from 'node:events';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import { ConsiliumError, isConsiliumError } from '../errors.ts';
import { LARGEST_FRAME } from './protocol.ts';
import { checkCertificate, type NodePin } from './transportCertificate.ts';
import { SocketWire } from './transportSocket.ts';
import type { Channel, Wire } from './wire.ts';

const SCHEME = 'wss:';
const DIAL_TIMEOUT_MS = 5_000;
const BINDING_LENGTH = 32;
/** RFC 9266 §2, with a context of length zero. */
const BINDING_LABEL = 'EXPORTER-Channel-Binding';

/** Whether an address is one over TLS. */
export function isSecureAddress(address: string): boolean {
  return address.startsWith(`${SCHEME}//`);
}

/** Host and port of `wss://HOST:PORT`. Errors: `address-malformed`. */
export function secureAddress(address: string): { readonly host: string; readonly port: number } {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isBare = url !== null && url.pathname === '/' && `${url.search}${url.hash}${url.username}` === '';
  if (url?.protocol !== SCHEME || !isBare) throw new ConsiliumError('address-malformed');
  return { host: url.hostname.replace(/^\[|\]$/gu, ''), port: url.port === '' ? 443 : Number(url.port) };
}

/** What both ends of a TLS connection share (RFC 9266), 32 bytes. */
export function channelBinding(socket: TLSSocket): Uint8Array {
  return new Uint8Array(socket.exportKeyingMaterial(BINDING_LENGTH, BINDING_LABEL, Buffer.alloc(0)));
}

/**
 * Connects to a node over TLS.
 * @throws ConsiliumError `node-away`, `address-malformed`, `node-key-unknown` when no key is known for it, and those
 *   of checkCertificate
 */
export async function dialSecure(address: string, pin: NodePin | undefined): Promise<Wire> {
  if (pin === undefined || pin.keys().length === 0) throw new ConsiliumError('node-key-unknown');
  const { socket, channel } = await secureConnection(address, pin);
  const webSocket = new WebSocket(address, {
    createConnection: () => socket,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
    handshakeTimeout: DIAL_TIMEOUT_MS,
  });
  const wire = new SocketWire(webSocket, channel);
  await new Promise<void>((done, fail) => {
    webSocket.once('open', done);
    webSocket.once('error', (cause) => fail(new ConsiliumError('node-away', {}, { cause })));
  });
  return wire;
}

/** The connection below, to a node whose key was checked. Errors: as {@link dialSecure}. */
export async function secureConnection(
  address: string,
  pin: NodePin,
): Promise<{ readonly socket: TLSSocket; readonly channel: Channel }> {
  const { host, port } = secureAddress(address);
  const socket = connect({
    host,
    port,
    minVersion: 'TLSv1.3',
    ALPNProtocols: ['http/1.1'],
    // No authority vouches for a node: its key is compared below.
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
  try {
    await connected(socket);
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) throw new ConsiliumError('node-key-mismatch');
    const nodeKey = checkCertificate(certificate, pin);
    return { socket, channel: { binding: channelBinding(socket), nodeKey } };
  } catch (error) {
    socket.destroy();
    throw isConsiliumError(error) ? error : new ConsiliumError('node-away', {}, { cause: error });
  }
}

async function connected(socket: TLSSocket): Promise<void> {
  socket.on('error', () => undefined);
  socket.setTimeout(DIAL_TIMEOUT_MS, () => socket.destroy(new Error('no answer')));
  await once(socket, 'secureConnect');
  socket.setTimeout(0);
}
