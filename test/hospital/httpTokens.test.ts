/** Blobs over HTTPS: what a token opens, for whom, and how long. */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { blobId } from '../../src/crypto/blob.ts';
import { toBase64Url, toHex, utf8 } from '../../src/crypto/bytes.ts';
import { requestProof } from '../../src/crypto/requestProof.ts';
import type { Token } from '../../src/hospital/tokens.ts';
import { secureConnection } from '../../src/hospital/transportTls.ts';
import { submitAll, until } from '../support/nodeWorld.ts';
import { logInLink, secureLink, startSecureNode, type SecureNode } from './support/secureNode.ts';
import { suspension } from './support/visits.ts';

const blob = utf8('sealed as ever '.repeat(100));
const id = blobId(blob);
const path = `/blobs/${toHex(id)}`;

interface Asked {
  readonly method?: 'GET' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly path?: string;
  /** What is proved, where it is not this request. */
  readonly proved?: { readonly method?: string; readonly path?: string };
  /** The whole header, where it is not to be made for this connection. */
  readonly authorization?: string;
}

/** One request on a TLS connection of its own. */
async function ask(at: SecureNode, token: Pick<Token, 'id' | 'secret'> | null, asked: Asked = {}) {
  const { method = 'GET', headers = {}, body, path: target = path } = asked;
  const { socket, channel } = await secureConnection(at.address, at.pin);
  onTestFinished(() => void socket.destroy());
  const proved = { binding: channel.binding, method, path: target, ...asked.proved };
  const made = token === null ? null : shown(token, proved);
  const authorization = asked.authorization ?? made;
  const sent = request({
    createConnection: () => socket,
    host: '127.0.0.1',
    method,
    path: target,
    headers: { ...headers, ...(authorization === null ? {} : { authorization }) },
  });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const content = new Uint8Array(await buffer(response));
  return { status: response.statusCode, headers: response.headers, content, authorization };
}

function shown(
  { id: name, secret }: Pick<Token, 'id' | 'secret'>,
  proved: Parameters<typeof requestProof>[1],
) {
  return `Consilium ${toBase64Url(name)}.${toBase64Url(requestProof(secret, proved))}`;
}

function code({ content }: { readonly content: Uint8Array }): unknown {
  return (JSON.parse(new TextDecoder().decode(content)) as { readonly code: unknown }).code;
}

/** A doctor's connection with a token of theirs. */
async function doctor(at: SecureNode, person = at.world.li) {
  const link = await secureLink(at);
  await logInLink(link, person);
  return { link, token: await link.call('token', {}) };
}

const octets = { 'content-type': 'application/octet-stream' };

describe('a blob over HTTPS', () => {
  it('is stored under its own id, and read whole or in ranges', async () => {
    const at = await startSecureNode();
    const { token } = await doctor(at);
    expect(await ask(at, token, { method: 'PUT', headers: octets, body: blob })).toMatchObject({
      status: 200,
    });
    const whole = await ask(at, token);
    expect(whole).toMatchObject({ status: 200, content: blob, headers: { etag: `"${toHex(id)}"` } });
    const part = await ask(at, token, { headers: { range: 'bytes=10-19' } });
    expect(part).toMatchObject({ status: 206, content: blob.slice(10, 20) });
    expect(part.headers['content-range']).toBe(`bytes 10-19/${String(blob.length)}`);
    expect((await ask(at, token, { headers: { range: 'bytes=-5' } })).content).toEqual(blob.slice(-5));
    expect((await ask(at, token, { headers: { range: 'bytes=1490-' } })).content).toEqual(blob.slice(1490));
    const beyond = await ask(at, token, { headers: { range: 'bytes=1500-' } });
    expect([beyond.status, code(beyond)]).toEqual([416, 'range-unsatisfiable']);
  });

  it.each<[string, Asked, number, string]>([
    [
      'another content than its id',
      { method: 'PUT', headers: octets, body: utf8('other') },
      422,
      'blob-altered',
    ],
    ['no body', { method: 'PUT' }, 400, 'body-missing'],
    ['a name that is no id', { path: '/blobs/passwd' }, 404, 'blob-unknown'],
    ['a name that nobody stored', { path: `/blobs/${'0'.repeat(64)}` }, 404, 'blob-unknown'],
    ['another path', { path: '/blobs' }, 404, 'path-unknown'],
  ])('is refused for %s', async (_name, asked, status, expected) => {
    const at = await startSecureNode();
    const { token } = await doctor(at);
    const answer = await ask(at, token, asked);
    expect([answer.status, code(answer)]).toEqual([status, expected]);
  });
});

describe('a token', () => {
  it('is needed', async () => {
    const at = await startSecureNode();
    const answer = await ask(at, null);
    expect([answer.status, code(answer)]).toEqual([401, 'token-missing']);
    const shapeless = await ask(at, null, { authorization: 'Bearer abc' });
    expect(code(shapeless)).toBe('token-missing');
  });

  it('of another doctor is worth nothing without its secret, nor overheard on another connection', async () => {
    const at = await startSecureNode();
    const [li, chen] = [await doctor(at), await doctor(at, at.world.chen)];
    await ask(at, li.token, { method: 'PUT', headers: octets, body: blob });
    const overheard = await ask(at, li.token);
    expect(overheard.status).toBe(200);
    const stolen = await ask(at, { id: li.token.id, secret: chen.token.secret });
    expect([stolen.status, code(stolen)]).toEqual([401, 'token-proof']);
    const replayed = await ask(at, null, { authorization: overheard.authorization ?? '' });
    expect([replayed.status, code(replayed)]).toEqual([401, 'token-proof']);
  });

  it('is good for its own method and path', async () => {
    const at = await startSecureNode();
    const { token } = await doctor(at);
    expect(code(await ask(at, token, { proved: { method: 'PUT' } }))).toBe('token-proof');
    expect(code(await ask(at, token, { proved: { path: '/blobs' } }))).toBe('token-proof');
  });

  it('is over with its connection, with a logout, after five minutes, and with a newer one', async () => {
    const at = await startSecureNode();
    const closed = await doctor(at);
    closed.link.close();
    await until(() => at.a.count().connections === 0);
    const loggedOut = await doctor(at);
    await loggedOut.link.call('logout', {});
    const renewed = await doctor(at);
    await renewed.link.call('token', {});
    for (const { token } of [closed, loggedOut, renewed]) {
      const answer = await ask(at, token);
      expect([answer.status, code(answer)]).toEqual([401, 'token-unknown']);
    }
    const { token } = await doctor(at);
    at.clock.advance(5 * 60_000 - 1);
    expect(code(await ask(at, token))).toBe('blob-unknown');
    at.clock.advance(1);
    expect(code(await ask(at, token))).toBe('token-unknown');
  });

  it('of a doctor is over with the block that suspends them', async () => {
    const at = await startSecureNode();
    const { token } = await doctor(at);
    expect(code(await ask(at, token))).toBe('blob-unknown');
    const board = at.world.a.board();
    await submitAll(at.a, at.world, [suspension(at.world.li, board, at.clock.now())]);
    expect(code(await ask(at, token))).toBe('token-unknown');
  });

  it('is given to nobody who has not shown who they are', async () => {
    const at = await startSecureNode();
    const link = await secureLink(at);
    await expect(link.call('token', {})).rejects.toMatchObject({ code: 'login-required' });
  });
});
