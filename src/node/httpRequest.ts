/**
 * One HTTP request to a server that a person named: no redirection is followed, no cookie kept, no proxy asked, and
 * the answer is read no further than it may be long.
 */
import { request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** http: or https: */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** PEM of the authority that signed the server's certificate; null for the machine's own authorities. */
  readonly authority: string | null;
  /** Without a byte for so long, it is given up. */
  readonly quietMs: number;
  /** Longest answer that is read. */
  readonly mostBytes: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/**
 * Why there is no answer: `away`, `certificate`, `name` (no machine is called so), `nobody` (no server listens there),
 * `quiet` (it stopped sending), `tls` (it speaks no TLS, or none that is taken), `too-large`.
 */
export class HttpTrouble extends Error {
  readonly reason: 'away' | 'certificate' | 'name' | 'nobody' | 'quiet' | 'tls' | 'too-large';

  constructor(reason: HttpTrouble['reason'], options?: ErrorOptions) {
    super(`http-${reason}`, options);
    this.name = 'HttpTrouble';
    this.reason = reason;
  }
}

/** Rejects with {@link HttpTrouble}; an answer with any status is an answer. */
export async function sendHttp(asked: HttpRequest): Promise<HttpAnswer> {
  const answer = Promise.withResolvers<HttpAnswer>();
  const { method, url, headers, body, authority, quietMs } = asked;
  const length = body === null ? {} : { 'content-length': String(body.length) };
  const options: RequestOptions = { method, headers: { ...headers, ...length }, timeout: quietMs };
  const taken = (message: IncomingMessage): void => {
    read(message, asked.mostBytes).then(answer.resolve, answer.reject);
  };
  const sent =
    url.protocol === 'https:'
      ? httpsRequest(
          url,
          { ...options, minVersion: 'TLSv1.2', ...(authority !== null && { ca: authority }) },
          taken,
        )
      : httpRequest(url, options, taken);
  sent.on('timeout', () => sent.destroy(new HttpTrouble('quiet')));
  sent.on('error', (cause) => answer.reject(troubleOf(cause)));
  sent.end(body ?? undefined);
  return answer.promise;
}

async function read(message: IncomingMessage, mostBytes: number): Promise<HttpAnswer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of message as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > mostBytes) throw new HttpTrouble('too-large');
      parts.push(part);
    }
  } catch (cause) {
    message.destroy();
    throw troubleOf(cause);
  }
  return {
    status: message.statusCode ?? 0,
    contentType: message.headers['content-type'] ?? '',
    body: new Uint8Array(Buffer.concat(parts)),
  };
}

function troubleOf(cause: unknown): HttpTrouble {
  if (cause instanceof HttpTrouble) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known = REASONS.find(([pattern]) => pattern.test(code));
  return new HttpTrouble(known?.[1] ?? 'away', { cause });
}

/** By the codes of Node and OpenSSL. */
const REASONS: readonly (readonly [RegExp, HttpTrouble['reason']])[] = [
  [/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_VERIFY/u, 'certificate'],
  [/^ENOTFOUND$|^EAI_/u, 'name'],
  [/^ECONNREFUSED$/u, 'nobody'],
  [/^EPROTO$|^ERR_SSL_|^ERR_TLS_/u, 'tls'],
];
