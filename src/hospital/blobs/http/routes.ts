/**
 * Blobs over HTTP, for what is too large to stand in the way of other messages. Reading: `GET /blobs/ID`, whole or one
 * range of bytes (RFC 9110 §14). Storing, whole: `PUT /blobs/ID`; in pieces, resumed where it broke off, as in tus 1.0:
 *
 *   POST /uploads/ID     Upload-Length: SIZE     announces a blob (again, too): Upload-Offset says where to go on
 *   HEAD /uploads/ID                             Upload-Offset, Upload-Length
 *   PATCH /uploads/ID    Upload-Offset: OFFSET   takes bytes; what is answered is on the disk
 *   DELETE /uploads/ID                           gives it up
 *
 * ID is the blob's SHA-256 in hex: a blob is stored when all of it has that hash. A request shows a token of its
 * caller's connection: `Authorization: Consilium ID.PROOF`, both in base64url; see crypto/requestProof.ts. With
 * `Cache-Control: no-cache` the node looks first whether what it holds is what it should be.
 */
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { FastifyInstance, RawServerBase } from 'fastify';
import { fromBase64Url, fromHex, toHex } from '../../../crypto/bytes.ts';
import { toBlobId, type BlobId } from '../../../crypto/ids.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../../../errors.ts';
import type { Caller } from '../../methods.ts';
import type { LoggedIn } from '../../session.ts';
import type { ShownToken } from '../../tokens.ts';
import { channelBinding } from '../../transportTls.ts';
import { LOCAL_CHANNEL } from '../../wire.ts';
import type { BlobAccess } from '../access.ts';
import type { UploadState } from '../blobStore.ts';
import { rangeOf } from './range.ts';

/** The code of a refusal, which also stands in its body. */
export const CODE_HEADER = 'consilium-code';

const OCTETS = 'application/octet-stream';
const SHOWN = /^Consilium (?<id>[\w-]{22})\.(?<proof>[\w-]{43})$/u;
const BLOB = '/blobs/:id';
const UPLOAD = '/uploads/:id';

/** The status for each code; what is not named is 500 for a fault of ours and 400 for the other side's. */
const STATUS: Readonly<Record<string, number>> = {
  'token-missing': 401,
  'token-unknown': 401,
  'token-proof': 401,
  'login-required': 401,
  'login-institution': 403,
  'not-allowed': 403,
  'blob-unknown': 404,
  'upload-unknown': 404,
  erased: 410,
  'node-syncing': 503,
  'upload-offset': 409,
  'blob-too-large': 413,
  'blob-quota': 413,
  'uploads-full': 429,
  'blob-altered': 422,
  'range-unsatisfiable': 416,
  'node-away': 502,
  'storage-full': 507,
  internal: 500,
};

/** A request as it is looked at here. */
interface Shown {
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly raw: Pick<IncomingMessage, 'socket' | 'url'>;
  readonly params: unknown;
}

/** An answer as it is made here, whatever it travels over. */
interface Reply {
  code(status: number): Reply;
  headers(values: Readonly<Record<string, string>>): Reply;
  type(contentType: string): Reply;
  send(payload?: unknown): unknown;
}

export function blobRoutes<S extends RawServerBase>(app: FastifyInstance<S>, blobs: BlobAccess): void {
  // Bodies are not held in memory: they go to the disk as they come.
  app.addContentTypeParser(OCTETS, (_request, body, done) => done(null, body));
  app.setErrorHandler(async (error, _request, reply) => {
    const code = isConsiliumError(error) ? error.code : httpCode(error);
    const offset = isConsiliumError(error, 'upload-offset') ? error.detail['offset'] : undefined;
    if (typeof offset === 'number') reply.header('upload-offset', String(offset));
    // An answer to HEAD has no body.
    return reply
      .code(STATUS[code] ?? 400)
      .header(CODE_HEADER, code)
      .send({ code });
  });
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).send({ code: 'path-unknown' }));
  app.get(BLOB, async (request, reply) => {
    const login = demandToken(request, blobs, 'reader');
    return sendBlob(request, reply, { blobs, login });
  });
  app.put(BLOB, async (request) => {
    const login = demandLogin(request, blobs);
    const id = idOf(request);
    const size = lengthOf(request, 'content-length') ?? 0;
    const body = bodyOf(request.body);
    // Whole means from its beginning on, whatever an earlier attempt left.
    await blobs.abandon(id, login);
    const { offset } = await blobs.begin(id, size, login);
    if (offset < size) await blobs.append(id, login, { offset, body, end: () => endOf(request.raw) });
    if (blobs.size(id) === null) throw new ConsiliumError('blob-altered', { check: 'size' });
    return { id: toHex(id) };
  });
  uploadRoutes(app, blobs);
}

function uploadRoutes<S extends RawServerBase>(app: FastifyInstance<S>, blobs: BlobAccess): void {
  app.post(UPLOAD, async (request, reply) => {
    const login = demandLogin(request, blobs);
    const size = lengthOf(request, 'upload-length');
    if (size === null || size === 0) throw new ConsiliumError('request-malformed');
    return answer(reply.code(201), await blobs.begin(idOf(request), size, login));
  });
  app.head(UPLOAD, async (request, reply) => {
    const login = demandLogin(request, blobs);
    return answer(reply.code(200), await blobs.state(idOf(request), login));
  });
  app.patch(UPLOAD, async (request, reply) => {
    const login = demandLogin(request, blobs);
    const offset = lengthOf(request, 'upload-offset');
    if (offset === null) throw new ConsiliumError('request-malformed');
    const piece = { offset, body: bodyOf(request.body), end: () => endOf(request.raw) };
    return answer(reply.code(204), await blobs.append(idOf(request), login, piece));
  });
  app.delete(UPLOAD, async (request, reply) => {
    await blobs.abandon(idOf(request), demandLogin(request, blobs));
    return reply.code(204).send();
  });
}

async function answer(reply: Reply, { offset, size }: UploadState) {
  return reply
    .headers({
      'upload-offset': String(offset),
      'upload-length': String(size),
      'cache-control': 'no-store',
    })
    .send();
}

async function sendBlob(
  request: Shown,
  reply: Reply,
  from: { readonly blobs: BlobAccess; readonly login: LoggedIn | null },
) {
  const id = idOf(request);
  const look = request.headers['cache-control'] === 'no-cache' ? 'look' : 'trust';
  const size = await from.blobs.ready(id, from.login, look);
  const range = rangeOf(request.headers.range, size);
  const part = from.blobs.read(id, range ?? undefined);
  if (part === null) throw new ConsiliumError('blob-unknown');
  const length = range === null ? size : range.last - range.first + 1;
  return reply
    .code(range === null ? 200 : 206)
    .headers({
      'accept-ranges': 'bytes',
      etag: `"${toHex(id)}"`,
      'content-length': String(length),
      ...(range === null ? {} : { 'content-range': contentRange(range, size) }),
    })
    .type(OCTETS)
    .send(part instanceof Uint8Array ? Buffer.from(part.buffer, part.byteOffset, part.length) : part);
}

function contentRange(
  { first, last }: { readonly first: number; readonly last: number },
  size: number,
): string {
  return `bytes ${String(first)}-${String(last)}/${String(size)}`;
}

function demandLogin(request: Shown, blobs: BlobAccess): LoggedIn {
  const login = demandToken(request, blobs, 'logged-in');
  if (login === null) throw new ConsiliumError('login-required');
  return login;
}

function demandToken(request: Shown, blobs: BlobAccess, caller: Caller): LoggedIn | null {
  const path = request.raw.url ?? '';
  return blobs.demand(
    shownToken(request),
    { binding: bindingOf(request.raw), method: request.method, path },
    caller,
  );
}

/** Errors: `token-missing`. */
function shownToken({ headers }: Shown): ShownToken {
  const groups = SHOWN.exec(headers.authorization ?? '')?.groups;
  if (groups?.['id'] === undefined || groups['proof'] === undefined)
    throw new ConsiliumError('token-missing');
  return { id: fromBase64Url(groups['id']), proof: fromBase64Url(groups['proof']) };
}

function bindingOf({ socket }: Shown['raw']): Uint8Array {
  return socket instanceof TLSSocket ? channelBinding(socket) : LOCAL_CHANNEL.binding;
}

/** Errors: `blob-unknown`: what is no id names no blob. */
function idOf({ params }: Shown): BlobId {
  const { id } = params as { readonly id: string };
  if (!/^[0-9a-f]{64}$/u.test(id)) throw new ConsiliumError('blob-unknown');
  return toBlobId(fromHex(id));
}

/** Errors: `body-missing`. */
function bodyOf(body: unknown): AsyncIterable<Uint8Array> {
  const isStream = typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
  if (!isStream) throw new ConsiliumError('body-missing');
  return body as AsyncIterable<Uint8Array>;
}

/** A header that is a number of bytes; null when it is not there. Errors: `request-malformed`. */
function lengthOf({ headers }: Shown, name: string): number | null {
  const value = headers[name];
  if (value === undefined) return null;
  if (typeof value !== 'string' || !/^\d{1,15}$/u.test(value)) throw new ConsiliumError('request-malformed');
  return Number(value);
}

/** Nothing more of this request is waited for. */
function endOf(request: { destroy(): unknown }): void {
  request.destroy();
}

/** What fastify refuses by itself, and a body that broke off. */
function httpCode(error: unknown): string {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : null;
  if (status === 413) return 'blob-too-large';
  if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') return 'connection-closed';
  return typeof status === 'number' && status < 500 ? 'request-malformed' : errorCode(error);
}
