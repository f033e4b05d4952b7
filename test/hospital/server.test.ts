/** What a node bears from strangers and from versions that are not its own, over a raw connection. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { connect } from 'node:net';
import { signLogin, signPatientRequest } from '../../src/crypto/login.ts';
import { toBlobId, toInstitutionId, toNetwork, toSignature, toSigningKey } from '../../src/crypto/ids.ts';
import { encodeCanonical, type CborValue } from '../../src/crypto/cbor.ts';
import { clientOver } from '../../src/hospital/client.ts';
import { Link } from '../../src/hospital/link.ts';
import { METHODS } from '../../src/hospital/methods.ts';
import type { NodeHello } from '../../src/hospital/nodeClient.ts';
import {
  decodeRequest,
  decodeServerMessage,
  encodeRequest,
  encodeServerMessage,
  LARGEST_STRANGER_FRAME,
} from '../../src/hospital/protocol.ts';
import type { OpenNodeOptions } from '../../src/hospital/node.ts';
import { dial, socketAddress } from '../../src/hospital/transport.ts';
import { wirePair, type Wire } from '../../src/hospital/wire.ts';
import { systemTimers } from '../../src/node/timers.ts';
import { manualClock } from '../support/manualClock.ts';
import { codeOfAsync, detailOf } from '../support/codeOf.ts';
import { loginOf, logIn, socketClient, startNodeA, testPorts, until } from '../support/nodeWorld.ts';
import { bytes16, bytes32, START } from '../support/world.ts';
import { rootRequest } from './support/visits.ts';

/** A connection without a client's manners; `ended` is how it was closed. */
async function rawConnection(folder: string) {
  const wire = await dial(socketAddress(folder));
  const messages: Uint8Array[] = [];
  const state: { ended: string | null | undefined } = { ended: undefined };
  wire.listen({
    message: (bytes) => messages.push(bytes),
    closed: (code) => {
      state.ended = code;
    },
  });
  onTestFinished(() => wire.close());
  return {
    wire,
    messages,
    ended: async () => until(() => state.ended !== undefined).then(() => state.ended),
  };
}

async function rawLink(folder: string): Promise<Link> {
  const link = new Link(await dial(socketAddress(folder)), {
    timers: systemTimers,
    requestTimeoutMs: 30_000,
    pushed: () => undefined,
    closed: () => undefined,
  });
  onTestFinished(() => link.close());
  return link;
}

async function startLimited(limits: OpenNodeOptions['limits'] & object) {
  return startNodeA({ limits });
}

describe('versions of the protocol', () => {
  it('that are older are told to update the workstation, newer ones the node', async () => {
    const { folderA } = await startNodeA();
    const link = await rawLink(folderA);
    expect(await detailOf(link.call('hello', { protocol: 0 }))).toEqual(['update-workstation', { node: 1 }]);
    expect(await detailOf(link.call('hello', { protocol: 2 }))).toEqual(['update-node', { node: 1 }]);
  });

  it.each([
    [2, 'update-workstation'],
    [0, 'update-node'],
  ])('at a node that answers %i are refused by the client as %s', async (protocol, code) => {
    const client = clientOver(async () => nodeThatSays({ protocol }), testPorts(manualClock(START)));
    expect(await codeOfAsync(client.hello())).toBe(code);
    client.close();
  });

  it('are told by their number alone, whatever else their messages hold', async () => {
    const { folderA, clock } = await startNodeA();
    const { wire, messages } = await rawConnection(folderA);
    wire.send(encodeRequest({ id: 1, method: 'hello', params: { protocol: 2, features: ['later'] } }));
    await until(() => messages.length === 1);
    expect(messages.map(decodeServerMessage)).toMatchObject([{ kind: 'refusal', code: 'update-node' }]);
    const newer = clientOver(async () => nodeThatAnswers({ protocol: 2, features: [1] }), testPorts(clock));
    expect(await codeOfAsync(newer.hello())).toBe('update-workstation');
    const older = clientOver(async () => nodeThatAnswers({ protocol: 0 }), testPorts(clock));
    expect(await codeOfAsync(older.hello())).toBe('update-node');
    for (const client of [newer, older]) client.close();
  });

  it('do not make up for another network', async () => {
    const at = await startNodeA();
    const ports = { ...testPorts(at.clock), network: at.a.network };
    const client = clientOver(async () => nodeThatSays({}), ports);
    expect(await codeOfAsync(client.hello())).toBe('network-mismatch');
    client.close();
  });

  it('have methods that others may not know', async () => {
    const { folderA } = await startNodeA();
    const { wire, messages } = await rawConnection(folderA);
    wire.send(encodeRequest({ id: 7, method: 'consult/begin', params: {} }));
    wire.send(encodeRequest({ id: 8, method: 'hello', params: { protocol: 1, more: true } }));
    await until(() => messages.length === 2);
    expect(messages.map(decodeServerMessage)).toMatchObject([
      { kind: 'refusal', id: 7, code: 'method-unknown' },
      { kind: 'refusal', id: 8, code: 'params-malformed' },
    ]);
  });
});

/** The other end of a connection to a node of another kind. */
function nodeThatSays(change: Partial<NodeHello>): Wire {
  const hello: NodeHello = {
    protocol: 1,
    network: toNetwork(bytes32('other')),
    chainId: 'other',
    institution: toInstitutionId(bytes16('other')),
    nodeKey: toSigningKey(bytes32('other node')),
    nonce: bytes32('nonce'),
    height: 1,
    ...change,
  };
  return nodeThatAnswers(METHODS.hello.result.encode(hello));
}

function nodeThatAnswers(result: CborValue): Wire {
  const [near, far] = wirePair();
  far.listen({
    message: (bytes) => {
      const { id } = decodeRequest(bytes);
      far.send(encodeServerMessage({ kind: 'result', id, result }));
    },
    closed: () => undefined,
  });
  return near;
}

describe('frames', () => {
  it.each<[string, () => Uint8Array]>([
    ['no CBOR', () => new Uint8Array([0xff, 0xff])],
    ['no request', () => encodeCanonical({ hello: 1 })],
    [
      'a request with a field too many',
      () => encodeCanonical({ id: 1, method: 'hello', params: {}, more: 1 }),
    ],
    ['nothing', () => new Uint8Array(0)],
  ])('that are %s close the connection as frame-malformed', async (_name, bytes) => {
    const { folderA } = await startNodeA();
    const raw = await rawConnection(folderA);
    raw.wire.send(bytes());
    expect(await raw.ended()).toBe('frame-malformed');
  });

  it('of text close it as well', async () => {
    const { folderA } = await startNodeA();
    const socket = new WebSocket('ws://node/', { createConnection: () => connect(socketAddress(folderA)) });
    const reasons: string[] = [];
    socket.on('open', () => socket.send('{"id":1}'));
    socket.on('close', (_code, reason) => reasons.push(reason.toString('utf8')));
    await until(() => reasons.length > 0);
    expect(reasons).toEqual(['frame-malformed']);
  });

  it('above a stranger’s size are for those who logged in', async () => {
    const { folderA, clock, world } = await startNodeA();
    const blob = new Uint8Array(LARGEST_STRANGER_FRAME);
    const raw = await rawConnection(folderA);
    raw.wire.send(encodeRequest({ id: 1, method: 'blob/put', params: { blob } }));
    expect(await raw.ended()).toBe('frame-too-large');
    const client = socketClient(folderA, clock);
    await logIn(client, world.li);
    expect(await codeOfAsync(client.storeBlob(toBlobId(bytes32('wrong')), blob))).toBe('blob-altered');
  });
});

describe('limits', () => {
  it('close a connection too many as node-busy, and take it when another has ended', async () => {
    const { folderA } = await startLimited({ connections: 2 });
    const first = await rawLink(folderA);
    await rawLink(folderA);
    const third = await rawConnection(folderA);
    expect(await third.ended()).toBe('node-busy');
    first.close();
    await until(async () => {
      const link = await rawLink(folderA);
      return (await codeOfAsync(link.call('hello', { protocol: 1 }))) === 'taken';
    });
  });

  it('let no stranger keep a doctor out: who shows nothing for half a minute makes room', async () => {
    const { folderA, clock, world } = await startLimited({ connections: 2 });
    const doctor = socketClient(folderA, clock);
    await doctor.login(loginOf(world.li));
    const stranger = await rawConnection(folderA);
    const early = await rawConnection(folderA);
    expect(await early.ended()).toBe('node-busy');
    clock.advance(30_000);
    const other = socketClient(folderA, clock);
    expect(await codeOfAsync(other.login(loginOf(world.chen)))).toBe('taken');
    expect(await stranger.ended()).toBe('node-busy');
    clock.advance(30_000);
    const late = await rawConnection(folderA);
    expect(await late.ended()).toBe('node-busy');
    expect(await codeOfAsync(doctor.mine([]))).toBe('taken');
  });

  it('give one account no more than its share of the places', async () => {
    const { folderA, clock, world } = await startLimited({ perAccount: 2 });
    const clients = [socketClient(folderA, clock), socketClient(folderA, clock)];
    for (const client of clients) await client.login(loginOf(world.li));
    const link = await rawLink(folderA);
    const { network, nodeKey, nonce } = await link.call('hello', { protocol: 1 });
    const { role, entity, keyVersion, sign } = loginOf(world.li);
    const login = { role, entity, keyVersion, signature: sign({ network, nodeKey, nonce }) };
    await link.call('login', login).catch(() => undefined);
    expect(await codeOfAsync(link.call('gate/mine', { statements: [] }))).toMatch(
      /^(?:node-busy|connection-closed)$/u,
    );
    const other = socketClient(folderA, clock);
    expect(await codeOfAsync(other.login(loginOf(world.chen)))).toBe('taken');
    for (const client of clients) expect(await codeOfAsync(client.mine([]))).toBe('taken');
  });

  it('refuse more requests at once than a connection may have, and answer the others', async () => {
    const { folderA, world } = await startLimited({ concurrent: 8 });
    const link = await rawLink(folderA);
    const { network, nodeKey, nonce } = await link.call('hello', { protocol: 1 });
    const { secretKey } = world.li.sign();
    const { role, entity, keyVersion } = loginOf(world.li);
    const signature = signLogin({ network, nodeKey, nonce }, secretKey);
    await link.call('login', { role, entity, keyVersion, signature });
    const asked = Array.from({ length: 20 }, async () => link.call('blob/put', { blob: new Uint8Array(8) }));
    const codes = await Promise.all(asked.map(codeOfAsync));
    expect(codes.filter((code) => code === 'taken')).toHaveLength(8);
    expect(codes.filter((code) => code === 'node-busy')).toHaveLength(12);
    expect(await codeOfAsync(link.call('blob/put', { blob: new Uint8Array(8) }))).toBe('taken');
  });

  it('refuse more requests in a minute, until the minute is over', async () => {
    const { folderA, clock } = await startLimited({ strangerPerMinute: 3 });
    const link = await rawLink(folderA);
    const codes = [];
    for (let made = 0; made < 4; made += 1) codes.push(await codeOfAsync(link.call('genesis', {})));
    expect(codes).toEqual(['taken', 'taken', 'taken', 'rate-limited']);
    clock.advance(60_000);
    expect(await codeOfAsync(link.call('genesis', {}))).toBe('taken');
  });

  it('do not count against whoever comes next what was asked while somebody was logged in', async () => {
    const { folderA, world } = await startLimited({ strangerPerMinute: 4 });
    const link = await rawLink(folderA);
    const { network, nodeKey, nonce } = await link.call('hello', { protocol: 1 });
    const { role, entity, keyVersion, sign } = loginOf(world.li);
    const signature = sign({ network, nodeKey, nonce });
    await link.call('login', { role, entity, keyVersion, signature });
    for (let made = 0; made < 20; made += 1) await link.call('genesis', {});
    await link.call('logout', {});
    expect(await codeOfAsync(link.call('genesis', {}))).toBe('taken');
  });

  it('end a connection on which proofs fail again and again', async () => {
    const { folderA, world } = await startLimited({ failedProofs: 3 });
    const raw = await rawConnection(folderA);
    const login = { role: 'doctor', entity: world.li.id, version: 1, signature: new Uint8Array(64) };
    for (let id = 0; id < 6; id += 2) {
      raw.wire.send(encodeRequest({ id, method: 'hello', params: { protocol: 1 } }));
      raw.wire.send(encodeRequest({ id: id + 1, method: 'login', params: login }));
    }
    expect(await raw.ended()).toBe('rate-limited');
  });
});

describe('a nonce', () => {
  it('is good for one login, and one patient', async () => {
    const { folderA, world } = await startNodeA();
    const link = await rawLink(folderA);
    const { network, nodeKey, nonce } = await link.call('hello', { protocol: 1 });
    const challenge = { network, nodeKey, nonce };
    const { root, proof } = rootRequest(world.patient, 0);
    const query = { root, epochs: [], key: root, slip: null, signature: proof.sign(challenge) };
    expect(await codeOfAsync(link.call('gate/patient', query))).toBe('taken');
    expect(await codeOfAsync(link.call('gate/patient', query))).toBe('login-nonce');
    const { role, entity, keyVersion, sign } = loginOf(world.li);
    const login = { role, entity, keyVersion, signature: sign(challenge) };
    expect(await codeOfAsync(link.call('login', login))).toBe('login-nonce');
  });

  it('is no one’s before hello, and not good for another connection', async () => {
    const { folderA, world } = await startNodeA();
    const [one, two] = [await rawLink(folderA), await rawLink(folderA)];
    const { role, entity, keyVersion, sign } = loginOf(world.li);
    const none = { role, entity, keyVersion, signature: toSignature(new Uint8Array(64)) };
    expect(await codeOfAsync(one.call('login', none))).toBe('login-nonce');
    const { network, nodeKey, nonce } = await one.call('hello', { protocol: 1 });
    await two.call('hello', { protocol: 1 });
    const foreign = { role, entity, keyVersion, signature: sign({ network, nodeKey, nonce }) };
    expect(await codeOfAsync(two.call('login', foreign))).toBe('login-signature');
  });

  it('does not take a login’s signature for a patient’s', async () => {
    const { folderA, world } = await startNodeA();
    const link = await rawLink(folderA);
    const { network, nodeKey, nonce } = await link.call('hello', { protocol: 1 });
    const signature = signPatientRequest({ network, nodeKey, nonce }, world.li.sign().secretKey);
    const { role, entity, keyVersion } = loginOf(world.li);
    expect(await codeOfAsync(link.call('login', { role, entity, keyVersion, signature }))).toBe(
      'login-signature',
    );
  });
});
