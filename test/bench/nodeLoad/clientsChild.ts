/**
 * Clients of a server in a process of their own, as many workstations would be: of a hospital node (the node protocol
 * over TLS, logged in), or of the bare echo beside it. Options come as JSON in the first argument; what was measured
 * goes as one line of JSON to standard output.
 */
import { once } from 'node:events';
import { fromHex } from '../../../src/crypto/bytes.ts';
import { toMailStream, toNetwork, toSigningKey } from '../../../src/crypto/ids.ts';
import { signDetached } from '../../../src/crypto/signature.ts';
import { Link } from '../../../src/hospital/link.ts';
import { LONGEST_WAIT_MS } from '../../../src/hospital/mailbox/mail.ts';
import { dialSecure } from '../../../src/hospital/transportTls.ts';
import type { Wire } from '../../../src/hospital/wire.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { systemTimers } from '../../../src/node/timers.ts';
import { millis } from '../../../src/ports.ts';
import { loginOf } from '../../support/nodeWorld.ts';
import { bytes16, bytes32, makeWorld } from '../../support/world.ts';
import { clientsOptions, MESSAGE_BYTES, type ClientsOptions } from './options.ts';

/** Connections that are made at once, where it is not a storm. */
const ABREAST = 50;
const REQUEST_TIMEOUT_MS = 60_000;

/** One client: resolves when its message was answered. */
type Send = () => Promise<void>;

const world = makeWorld();
const options = clientsOptions.parse(JSON.parse(process.argv[2] ?? ''));
const [connect, abreast] = [options.kind === 'node' ? connectNode : connectBare, abreastOf(options)];
const began = performance.now();
const clients = await connectAll(options.connections, abreast);
say({ connected: performance.now() - began });
if (options.messages > 0) {
  await once(process.stdin, 'data');
  say({ latencies: await load(options) });
  await once(process.stdin, 'data');
}
process.exit(0);

function abreastOf({ isStorm, connections }: ClientsOptions): number {
  return isStorm ? connections : ABREAST;
}

async function connectAll(count: number, limit: number): Promise<readonly Send[]> {
  const sends: Send[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) sends.push(await connect(options.port, index));
  };
  await Promise.all(Array.from({ length: limit }, work));
  return sends;
}

/** Sends at an even rate, whether or not the answers keep up; answers how long each took, ms. */
async function load({ messages, perSecond }: ClientsOptions): Promise<readonly number[]> {
  const start = performance.now();
  const pending: Promise<number>[] = [];
  while (pending.length < messages) {
    const due = ((performance.now() - start) / 1000) * perSecond;
    while (pending.length < Math.min(due, messages)) {
      const send = clients[pending.length % clients.length];
      if (send === undefined) throw new Error('no client');
      // From when it was due: a client that falls behind hides nothing.
      pending.push(timedFrom(start + (pending.length / perSecond) * 1000, send));
    }
    await new Promise((again) => setTimeout(again, 1));
  }
  return Promise.all(pending);
}

async function timedFrom(due: number, send: Send): Promise<number> {
  await send();
  return performance.now() - due;
}

/** Over TLS, to a server that shows a certificate of the node's key: the same for both servers. */
async function dial(port: number): Promise<Wire> {
  const network = toNetwork(fromHex(options.network));
  const registered = toSigningKey(fromHex(options.nodeKey));
  const pin = { network, keys: () => [registered], clock: systemClock };
  return dialSecure(`wss://127.0.0.1:${String(port)}`, pin);
}

/** Logged in as a doctor; a message is one that the node keeps for another doctor. */
async function connectNode(port: number, index: number): Promise<Send> {
  const { li, chen } = world;
  const link = new Link(await dial(port), {
    timers: systemTimers,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    pushed: () => undefined,
    closed: () => undefined,
  });
  const { network, nonce, nodeKey } = await link.call('hello', { protocol: 1 });
  const { role, entity, keyVersion, sign } = loginOf(li);
  const signature = sign({ network, nodeKey, nonce, binding: link.channel.binding });
  await link.call('login', { role, entity, keyVersion, signature });
  const stream = toMailStream(bytes16(`${options.name} ${String(index)}`));
  let sequence = 0;
  return async () => {
    sequence += 1;
    const expires = millis(systemClock.now() + LONGEST_WAIT_MS / 2);
    const sealed = new Uint8Array(MESSAGE_BYTES);
    await link.call('mailbox/send', { to: chen.id, stream, base: 1, sequence, expires, sealed });
  };
}

/** Two bare round trips, of which the second carries a signature. */
async function connectBare(port: number): Promise<Send> {
  const wire = await dial(port);
  const waiting: (() => void)[] = [];
  wire.listen({ message: () => waiting.shift()?.(), closed: () => undefined });
  const ask = async (message: Uint8Array): Promise<void> => {
    const answered = new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
    wire.send(message);
    await answered;
  };
  await ask(new Uint8Array(1));
  await ask(signDetached(bytes32('challenge'), world.li.sign().secretKey));
  return async () => ask(new Uint8Array(MESSAGE_BYTES));
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
