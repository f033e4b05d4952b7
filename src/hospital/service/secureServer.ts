/**
 * A node on the network: WebSocket for the node protocol, and HTTP for health and blobs, on one port over TLS 1.3.
 * The certificate is made here and renewed while the process runs; its key never lies on a disk.
 */
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:https';
import { TLSSocket } from 'node:tls';
import fastify, { type FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import { ConsiliumError } from '../../errors.ts';
import { blobRoutes } from '../blobs/http/routes.ts';
import type { HospitalNode } from '../node.ts';
import type { NodePorts } from '../ports.ts';
import { LARGEST_BLOB, LARGEST_FRAME } from '../protocol.ts';
import { CERTIFICATE_MS } from '../transportCertificate.ts';
import { channelBinding } from '../transportTls.ts';
import { SocketWire } from '../transportSocket.ts';
import { healthRoutes } from './healthRoutes.ts';
import { makeCertificate, type MadeCertificate } from './nodeCertificate.ts';

const HANDSHAKE_MS = 10_000;
const HEADERS_MS = 10_000;
const REQUEST_MS = 120_000;
/** A certificate is renewed when a third of its term is left. */
const RENEW_MS = (CERTIFICATE_MS / 3) * 2;
const LOOK_EVERY_MS = 60 * 60 * 1000;

export interface SecureServerOptions {
  readonly node: HospitalNode;
  readonly ports: NodePorts;
  readonly host: string;
  /** 0 for one that the system chooses. */
  readonly port: number;
  /** TCP connections at once, those that have not said hello included. */
  readonly connections: number;
}

export interface SecureServer {
  readonly port: number;
  close(): Promise<void>;
}

/** @throws ConsiliumError `listen-failed` {cause} */
export async function startSecureServer(options: SecureServerOptions): Promise<SecureServer> {
  const { node, ports } = options;
  const made = newCertificate(options);
  const app = fastify({
    https: { ...tlsOptions(made), handshakeTimeout: HANDSHAKE_MS },
    bodyLimit: LARGEST_BLOB,
    connectionTimeout: REQUEST_MS,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: true,
  });
  app.server.headersTimeout = HEADERS_MS;
  app.server.maxConnections = options.connections;
  healthRoutes(app, node);
  blobRoutes(app, node.blobs);
  const stopRenewing = keepRenewed(app.server, made, options);
  const closeSockets = takeSockets(app, node);
  try {
    await app.listen({ host: options.host, port: options.port });
  } catch (cause) {
    stopRenewing();
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new ConsiliumError('listen-failed', { cause: reason }, { cause });
  }
  const { port } = app.server.address() as AddressInfo;
  ports.logger.info('listening-secure', { port });
  return {
    port,
    close: async () => {
      stopRenewing();
      closeSockets();
      await app.close();
    },
  };
}

function tlsOptions({ key, certificate }: MadeCertificate) {
  return { key, cert: certificate, minVersion: 'TLSv1.3', ALPNProtocols: ['http/1.1'] } as const;
}

function newCertificate({ node, ports }: SecureServerOptions): MadeCertificate {
  const { network, nodeKey } = node;
  const { random, clock } = ports;
  return makeCertificate({ network, nodeKey, vouch: (key) => node.vouch(key), random, now: clock.now() });
}

/** Looks often and renews rarely, since a machine may sleep through any long timer. */
function keepRenewed(server: Server, first: MadeCertificate, options: SecureServerOptions): () => void {
  const { clock, timers, logger } = options.ports;
  let { notAfter } = first;
  let cancel: () => void = () => undefined;
  const look = (): void => {
    cancel = timers.after(LOOK_EVERY_MS, () => {
      renewWhenDue();
      look();
    });
  };
  const renewWhenDue = (): void => {
    if (clock.now() < notAfter - CERTIFICATE_MS + RENEW_MS) return;
    const made = newCertificate(options);
    server.setSecureContext(tlsOptions(made));
    ({ notAfter } = made);
    logger.info('certificate-renewed', { notAfter });
  };
  look();
  return () => cancel();
}

/** WebSockets of the node protocol, at `/`. Answers what ends them all. */
function takeSockets(app: FastifyInstance<Server>, node: HospitalNode): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
  });
  app.server.on('upgrade', (request, stream, head) => {
    if (!(stream instanceof TLSSocket) || request.url !== '/') {
      stream.destroy();
      return;
    }
    // A node vouches for itself to the other side; here its own key proves nothing.
    const channel = { binding: channelBinding(stream), nodeKey: null };
    sockets.handleUpgrade(request, stream, head, (socket) =>
      node.accept(new SocketWire(socket, channel, stream)),
    );
  });
  return () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}
