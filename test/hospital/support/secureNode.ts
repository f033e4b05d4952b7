/** Node A of the world on a port of the loopback interface, over TLS. */
import { onTestFinished } from 'vitest';
import { connectNode, type PeerClient } from '../../../src/hospital/client.ts';
import { Link } from '../../../src/hospital/link.ts';
import type { HospitalNode } from '../../../src/hospital/node.ts';
import { startSecureServer } from '../../../src/hospital/service/secureServer.ts';
import type { NodePin } from '../../../src/hospital/transportCertificate.ts';
import { dialSecure } from '../../../src/hospital/transportTls.ts';
import type { Timers } from '../../../src/ports.ts';
import type { ManualClock } from '../../support/manualClock.ts';
import { loginOf, startNodeA, testPorts } from '../../support/nodeWorld.ts';
import type { Person, World } from '../../support/world.ts';
import { systemTimers } from '../../../src/node/timers.ts';

export interface SecureNode {
  readonly world: World;
  readonly clock: ManualClock;
  readonly folderA: string;
  readonly a: HospitalNode;
  readonly port: number;
  readonly address: string;
  /** What a workstation that knows node A's key asks of it. */
  readonly pin: NodePin;
}

export async function startSecureNode(
  options: Parameters<typeof startNodeA>[0] & { readonly connections?: number } = {},
): Promise<SecureNode> {
  const { connections = 1000, ...nodeOptions } = options;
  const started = await startNodeA(nodeOptions);
  const { a, clock } = started;
  const server = await serve(a, clock, connections);
  const pin = { network: a.network, keys: () => [a.nodeKey], clock };
  return { ...started, port: server.port, address: `wss://127.0.0.1:${String(server.port)}`, pin };
}

/** A node's server, closed with the test. */
export async function serve(node: HospitalNode, clock: ManualClock, connections = 1000) {
  const ports = testPorts(clock);
  const server = await startSecureServer({ node, ports, host: '127.0.0.1', port: 0, connections });
  onTestFinished(() => server.close());
  return server;
}

/** A client over TLS, logged in. */
export async function secureClient(at: SecureNode, person: Person): Promise<PeerClient> {
  const client = connectNode(at.address, { ...testPorts(at.clock), network: at.a.network, pin: at.pin });
  onTestFinished(() => client.close());
  await client.login(loginOf(person));
  return client;
}

/** A connection without a client's manners. */
export async function secureLink(at: SecureNode, timers: Timers = systemTimers): Promise<Link> {
  const link = new Link(await dialSecure(at.address, at.pin), {
    timers,
    requestTimeoutMs: 30_000,
    pushed: () => undefined,
    closed: () => undefined,
  });
  onTestFinished(() => link.close());
  return link;
}

/** Logs a link in by hand; answers the signature and the challenge that it was made over. */
export async function logInLink(link: Link, person: Person) {
  const { network, nodeKey, nonce } = await link.call('hello', { protocol: 1 });
  const challenge = { network, nodeKey, nonce, binding: link.channel.binding };
  const { role, entity, keyVersion, sign } = loginOf(person);
  const login = { role, entity, keyVersion, signature: sign(challenge) };
  await link.call('login', login);
  return { login, challenge };
}
