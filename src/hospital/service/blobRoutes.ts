/**
 * Blobs over HTTP, for what is too large to stand in the way of other messages: `GET /blobs/ID` (whole, or one range
 * of bytes by RFC 9110 §14) and `PUT /blobs/ID`. A request shows a token of its caller's connection:
 * `Authorization: Consilium ID.PROOF`, both in base64url; see crypto/requestProof.ts.
 */
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Server } from 'node:https';
import type { FastifyInstance } from 'fastify';
import { blobId } from '../../crypto/blob.ts';
import { bytesEqual, fromBase64Url, fromHex, toHex } from '../../crypto/bytes.ts';
import { toBlobId, type BlobId } from '../../crypto/ids.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../../errors.ts';
import type { Caller } from '../methods.ts';
import type { BlobAccess } from '../node.ts';
import type { ShownToken } from '../tokens.ts';
import { channelBinding } from '../transportTls.ts';
import { rangeOf } from './range.ts';

const OCTETS = 'application/octet-stream';
const SHOWN = /^Consilium (?<id>[\w-]{22})\.(?<proof>[\w-]{43})$/u;
const PATH = '/blobs/:id';

/** The status for each code; what is not named is 500 for a fault of ours and 400 for the other side's. */
const STATUS: Readonly<Record<string, number>> = {
  'token-missing': 401,
  'token-unknown': 401,
  'token-proof': 401,
  'login-required': 401,
  'not-allowed': 403,
  'blob-unknown': 404,
  'blob-altered': 422,
  'range-unsatisfiable': 416,
  'node-away': 502,
  internal: 500,
};

/** A request as it is looked at here. */
interface Shown {
  readonly method: string;
  readonly headers: { readonly authorization?: string | undefined };
  readonly raw: Pick<IncomingMessage, 'socket' | 'url'>;
}

export function blobRoutes(app: FastifyInstance<Server>, blobs: BlobAccess): void {
  app.addContentTypeParser(OCTETS, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler(async (error, _request, reply) => {
    const code = isConsiliumError(error) ? error.code : httpCode(error);
    return reply.code(STATUS[code] ?? 400).send({ code });
  });
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).send({ code: 'path-unknown' }));
  app.get<{ Params: { id: string } }>(PATH, async (request, reply) => {
    demandToken(request, blobs, 'admitted');
    const id = idOf(request.params.id);
    const blob = await blobs.get(id);
    const { status, headers, part } = rangeAnswer(request.headers.range, blob);
    return reply
      .code(status)
      .headers({ ...headers, 'accept-ranges': 'bytes', etag: `"${toHex(id)}"` })
      .type(OCTETS)
      .send(Buffer.from(part.buffer, part.byteOffset, part.length));
  });
  app.put<{ Params: { id: string } }>(
    PATH,
    // Before the body is read: nobody without a token makes this node hold 64 MiB.
    { onRequest: async (request) => demandToken(request, blobs, 'logged-in') },
    async (request) => {
      const { body } = request;
      if (!(body instanceof Uint8Array)) throw new ConsiliumError('body-missing');
      const blob = new Uint8Array(body);
      if (!bytesEqual(blobId(blob), idOf(request.params.id))) throw new ConsiliumError('blob-altered');
      return { id: toHex(await blobs.put(blob)) };
    },
  );
}

function demandToken(request: Shown, blobs: BlobAccess, caller: Caller): void {
  const path = request.raw.url ?? '';
  blobs.demand(
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

function bindingOf({ socket }: Pick<IncomingMessage, 'socket'>): Uint8Array {
  if (!(socket instanceof TLSSocket)) throw new ConsiliumError('token-missing');
  return channelBinding(socket);
}

/** Errors: `blob-unknown`: what is no id names no blob. */
function idOf(text: string): BlobId {
  if (!/^[0-9a-f]{64}$/u.test(text)) throw new ConsiliumError('blob-unknown');
  return toBlobId(fromHex(text));
}

function rangeAnswer(header: string | undefined, blob: Uint8Array) {
  const range = rangeOf(header, blob.length);
  if (range === null) return { status: 200, headers: {}, part: blob };
  const { first, last } = range;
  const content = `bytes ${String(first)}-${String(last)}/${String(blob.length)}`;
  return { status: 206, headers: { 'content-range': content }, part: blob.subarray(first, last + 1) };
}

/** What fastify refuses by itself: a body that is too large, or of another kind. */
function httpCode(error: unknown): string {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : null;
  if (status === 413) return 'blob-too-large';
  return typeof status === 'number' && status < 500 ? 'request-malformed' : errorCode(error);
}
