/** What a node bears from connections that behave badly, over TLS and while others are served. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { HEARTBEAT_MS } from '../../src/hospital/heartbeat.ts';
import { Link } from '../../src/hospital/link.ts';
import { decodeServerMessage, encodeRequest, LARGEST_STRANGER_FRAME } from '../../src/hospital/protocol.ts';
import type { NodeObserver } from '../../src/hospital/server.ts';
import { dial } from '../../src/hospital/transport.ts';
import { dialSecure } from '../../src/hospital/transportTls.ts';
import type { Wire } from '../../src/hospital/wire.ts';
import { blobId } from '../../src/crypto/blob.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import { manualTimers } from '../support/manualTimers.ts';
import { loginOf, nodeFolder, until } from '../support/nodeWorld.ts';
import type { Person } from '../support/world.ts';
import { secureClient, secureLink, startSecureNode, type SecureNode } from './support/secureNode.ts';

/** Collects what a node tells its observer. */
function watched() {
  const answered: string[] = [];
  const dropped: string[] = [];
  const observer: NodeObserver = {
    answered: ({ method }) => void answered.push(method),
    dropped: (code) => void dropped.push(code),
  };
  return { answered, dropped, observer };
}

/** A connection below any manners, on which `person` is logged in. */
async function rawLogin(at: SecureNode, person: Person) {
  const wire = await dialSecure(at.address, at.pin);
  const answers = heard(wire);
  wire.send(encodeRequest({ id: 1, method: 'hello', params: { protocol: 1 } }));
  await until(() => answers.count === 1);
  const message = decodeServerMessage(answers.last);
  if (message.kind !== 'result') throw new Error('no hello');
  const { nonce } = message.result as { readonly nonce: Uint8Array };
  const { binding } = wire.channel;
  const { role, entity, keyVersion: version, sign } = loginOf(person);
  const signature = sign({ network: at.a.network, nodeKey: at.a.nodeKey, nonce, binding });
  wire.send(encodeRequest({ id: 2, method: 'login', params: { role, entity, version, signature } }));
  await until(() => answers.count === 2);
  return { wire, answers };
}

/** Counts what arrives, and how the connection ended. */
function heard(wire: Wire) {
  const state: { count: number; last: Uint8Array; ended: string | null | undefined } = {
    count: 0,
    last: new Uint8Array(0),
    ended: undefined,
  };
  wire.listen({
    message: (bytes) => {
      state.count += 1;
      state.last = bytes;
    },
    closed: (code) => {
      state.ended = code;
    },
  });
  onTestFinished(() => wire.drop());
  return state;
}

describe('a connection that went silent', () => {
  it('is dropped by the node after a ping without an answer; one that answers stays', async () => {
    const timers = manualTimers();
    const { dropped, observer } = watched();
    const at = await startSecureNode({ timers, observer });
    const silent = new WebSocket(at.address, { rejectUnauthorized: false, autoPong: false });
    onTestFinished(() => silent.terminate());
    const told = { pings: 0, closed: false };
    silent.on('ping', () => void (told.pings += 1));
    silent.on('close', () => void (told.closed = true));
    const alive = await secureLink(at);
    await until(() => silent.readyState === WebSocket.OPEN && at.a.count().connections === 2);
    timers.advance(HEARTBEAT_MS);
    await until(() => told.pings === 1);
    // Its answer to the ping lies before this request.
    await alive.call('hello', { protocol: 1 });
    timers.advance(HEARTBEAT_MS);
    await until(() => told.closed);
    expect(dropped).toEqual(['connection-silent']);
    expect(await codeOfAsync(alive.call('hello', { protocol: 1 }))).toBe('taken');
    expect(at.a.count().connections).toBe(1);
  });

  it('is given up by the client, whose requests hear of it', async () => {
    const address = join(nodeFolder('silent'), 'node.sock');
    const server = new WebSocketServer({ noServer: true, autoPong: false });
    const http = createServer();
    const pinged = { count: 0 };
    http.on('upgrade', (request, stream, head) => {
      server.handleUpgrade(request, stream, head, (socket) => {
        socket.on('ping', () => void (pinged.count += 1));
      });
    });
    http.listen(address);
    onTestFinished(() => void http.close());
    const timers = manualTimers();
    const ended: (string | null)[] = [];
    const link = new Link(await dial(address), {
      timers,
      requestTimeoutMs: 10 * HEARTBEAT_MS,
      pushed: () => undefined,
      closed: (code) => ended.push(code),
    });
    const asked = link.call('genesis', {});
    timers.advance(HEARTBEAT_MS);
    await until(() => pinged.count === 1);
    timers.advance(HEARTBEAT_MS);
    expect(await codeOfAsync(asked)).toBe('connection-silent');
    expect(ended).toEqual(['connection-silent']);
  });
});

describe('a reader that does not read', () => {
  it('is dropped by name, and nobody else is', async () => {
    const timers = manualTimers();
    const { answered, dropped, observer } = watched();
    const at = await startSecureNode({ observer, timers });
    const chen = await secureClient(at, at.world.chen);
    const blob = new Uint8Array(randomBytes(16 * 1024 * 1024));
    const id = blobId(blob);
    await chen.storeBlob(id, blob);
    const { wire, answers } = await rawLogin(at, at.world.li);
    wire.pause();
    wire.send(encodeRequest({ id: 10, method: 'blob/get', params: { id } }));
    await until(() => answered.includes('blob/get'));
    await until(async () => {
      // The other one answers the pings.
      await chen.mine([]);
      timers.advance(HEARTBEAT_MS);
      return dropped.length > 0;
    });
    expect(dropped).toEqual(['slow-reader']);
    expect(await codeOfAsync(chen.blob(id))).toBe('taken');
    wire.resume();
    await until(() => answers.ended !== undefined);
    expect(at.a.count().connections).toBe(1);
  });
});

describe('a frame of the largest size', () => {
  it('passes, also right behind another one', async () => {
    const at = await startSecureNode();
    const wire = await dialSecure(at.address, at.pin);
    const answers = heard(wire);
    const request = (length: number) =>
      encodeRequest({ id: 2, method: 'none', params: new Uint8Array(length) });
    const rest = request(LARGEST_STRANGER_FRAME).length - LARGEST_STRANGER_FRAME;
    wire.send(encodeRequest({ id: 1, method: 'none', params: new Uint8Array(60_000) }));
    wire.send(request(LARGEST_STRANGER_FRAME - rest));
    await until(() => answers.count === 2);
    expect(decodeServerMessage(answers.last)).toMatchObject({
      kind: 'refusal',
      id: 2,
      code: 'method-unknown',
    });
  });
});

describe('a frame of 100 MB', () => {
  it.each<[string, (at: SecureNode) => Promise<{ wire: Wire; answers: ReturnType<typeof heard> }>]>([
    [
      'of a stranger',
      async (at) => {
        const wire = await dialSecure(at.address, at.pin);
        return { wire, answers: heard(wire) };
      },
    ],
    ['of a doctor', async (at) => rawLogin(at, at.world.li)],
  ])('%s ends its connection as frame-too-large, and no other', async (_name, open) => {
    const at = await startSecureNode();
    const chen = await secureClient(at, at.world.chen);
    const { wire, answers } = await open(at);
    wire.send(new Uint8Array(100_000_000));
    await until(() => answers.ended !== undefined);
    expect(answers.ended).toBe('frame-too-large');
    expect(await codeOfAsync(chen.mine([]))).toBe('taken');
  });
});

describe('sockets that were opened and say nothing', () => {
  it('are no connections of the node, and keep nobody out', async () => {
    const at = await startSecureNode();
    const half = 100;
    const opened = Array.from({ length: half }, async (_, index) => {
      // Every other one ends its part of TLS, and asks for nothing.
      const socket =
        index % 2 === 0
          ? connect(at.port, '127.0.0.1')
          : connectTls({ port: at.port, host: '127.0.0.1', rejectUnauthorized: false });
      onTestFinished(() => void socket.destroy());
      socket.on('error', () => undefined);
      await once(socket, index % 2 === 0 ? 'connect' : 'secureConnect');
    });
    await Promise.all(opened);
    expect(at.a.count().connections).toBe(0);
    const chen = await secureClient(at, at.world.chen);
    expect(await chen.mine([])).toEqual([]);
    expect(at.a.count().connections).toBe(1);
  });
});

describe('a flood from one doctor', () => {
  it('waits its turns: each request of another doctor is answered before a few turns of the flood', async () => {
    const { answered: order, observer } = watched();
    const at = await startSecureNode({ observer, limits: { perMinute: 1_000_000 } });
    const chen = await secureClient(at, at.world.chen);
    const { wire, answers } = await rawLogin(at, at.world.li);
    const sent = 20_000;
    const began = order.length;
    for (let id = 10; id < 10 + sent; id += 1) {
      wire.send(encodeRequest({ id, method: 'subscribe', params: {} }));
    }
    const rounds = 10;
    for (let round = 0; round < rounds; round += 1) expect(await chen.mine([])).toEqual([]);
    const between = order.slice(began, order.lastIndexOf('gate/mine'));
    const flooded = between.filter((method) => method === 'subscribe').length;
    // A round trip takes a few turns of the event loop, at 64 requests of the flood each.
    expect(flooded).toBeLessThan(rounds * 64 * 8);
    await until(() => answers.count === sent + 2);
  });
});
