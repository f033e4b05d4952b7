/** Transfers of blobs over HTTP: the other end of routes.ts, on connections of their own. */
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { PassThrough, type Duplex } from 'node:stream';
import { toBase64Url, toHex } from '../../../crypto/bytes.ts';
import type { BlobId } from '../../../crypto/ids.ts';
import { requestProof } from '../../../crypto/requestProof.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../../../errors.ts';
import type { Token } from '../../tokens.ts';
import { CODE_HEADER } from './routes.ts';
import type { Arriving, BlobSource, BlobTransfers, TransferOptions } from '../transfers.ts';

/** A connection for HTTP, and what its two ends share. */
export interface HttpChannel {
  readonly stream: Duplex;
  readonly binding: Uint8Array;
}

export interface HttpTransferOptions {
  readonly dial: () => Promise<HttpChannel>;
  readonly token: () => Promise<Pick<Token, 'id' | 'secret'>>;
}

/** Bytes of one PATCH unless told otherwise: the node answers for each that it is on the disk. */
const PIECE = 64 * 1024 * 1024;
/** Bytes read from the source at once. */
const READ = 1024 * 1024;
/** Attempts in a row that brought nothing further. */
const ATTEMPTS = 3;
/** The node takes no breath between two of its words for longer than this; ms. */
const SILENCE_MS = 30_000;
/** What another attempt, on another connection, may mend. */
const PASSING: ReadonlySet<string> = new Set([
  'node-away',
  'connection-closed',
  'token-unknown',
  'upload-offset',
]);

interface Asked {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly send?: (request: ClientRequest) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

export class HttpTransfers implements BlobTransfers {
  readonly #options: HttpTransferOptions;
  /** All transfers share one: the node keeps one for each login. */
  #token: Promise<Pick<Token, 'id' | 'secret'>> | null = null;

  constructor(options: HttpTransferOptions) {
    this.#options = options;
  }

  async upload(source: BlobSource, options: TransferOptions = {}): Promise<void> {
    const at = { offset: 0 };
    for (let failed = 0; ;) {
      const before = at.offset;
      try {
        await this.#uploadOnce(source, at, options);
        return;
      } catch (error) {
        if (options.signal?.aborted === true) throw new ConsiliumError('transfer-paused');
        failed = at.offset > before ? 1 : failed + 1;
        this.#token = null;
        if (!PASSING.has(errorCode(error))) throw error;
        if (failed === ATTEMPTS) throw new ConsiliumError('node-away', {}, { cause: error });
      }
    }
  }

  async uploaded(id: BlobId): Promise<number | null> {
    return this.#again(async (connection) => {
      try {
        return offsetOf(await connection.ask({ method: 'HEAD', path: uploadPath(id) }));
      } catch (error) {
        if (isConsiliumError(error, 'upload-unknown')) return null;
        throw error;
      } finally {
        connection.close();
      }
    });
  }

  async open(...[id, from, asked = {}]: Parameters<BlobTransfers['open']>): Promise<Arriving> {
    return this.#again(async (connection) => arriving(connection, { ...asked, id, from }));
  }

  /** Once more with a new token, where the one at hand is over. */
  async #again<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#connect());
    } catch (error) {
      if (!isConsiliumError(error, 'token-unknown')) throw error;
      this.#token = null;
      return work(await this.#connect());
    }
  }

  async #uploadOnce(
    source: BlobSource,
    at: { offset: number },
    { progress, signal, piece = PIECE }: TransferOptions,
  ): Promise<void> {
    const connection = await this.#connect();
    const { id, size } = source;
    const path = uploadPath(id);
    const told = (offset: number): void => {
      at.offset = offset;
      progress?.(offset, size);
    };
    try {
      const announced = { 'upload-length': String(size) };
      told(offsetOf(await connection.ask({ method: 'POST', path, headers: announced, signal })));
      while (at.offset < size) {
        if (signal?.aborted === true) throw new ConsiliumError('transfer-paused');
        const { offset } = at;
        const length = Math.min(piece, size - offset);
        const headers = {
          'upload-offset': String(offset),
          'content-type': 'application/octet-stream',
          'content-length': String(length),
        };
        const send = async (sent: ClientRequest) => sendPiece(sent, source, { offset, length });
        told(offsetOf(await connection.ask({ method: 'PATCH', path, headers, send, signal })));
      }
    } finally {
      connection.close();
    }
  }

  async #connect(): Promise<Connection> {
    this.#token ??= this.#options.token();
    try {
      const token = await this.#token;
      return new Connection(await this.#options.dial(), token);
    } catch (error) {
      this.#token = null;
      throw error;
    }
  }
}

interface Wanted {
  readonly id: BlobId;
  readonly from: number;
  readonly length?: number;
  readonly look?: boolean;
}

async function arriving(connection: Connection, wanted: Wanted): Promise<Arriving> {
  const { id, from, length, look } = wanted;
  try {
    const isPart = from > 0 || length !== undefined;
    const last = length === undefined ? '' : String(from + length - 1);
    const headers = {
      ...(isPart ? { range: `bytes=${String(from)}-${last}` } : {}),
      ...(look === true ? { 'cache-control': 'no-cache' } : {}),
    };
    const response = await connection.ask({ method: 'GET', path: `/blobs/${toHex(id)}`, headers });
    const size = isPart ? sizeOfWhole(response) : Number(response.headers['content-length'] ?? Number.NaN);
    if (!Number.isSafeInteger(size) || response.statusCode !== (isPart ? 206 : 200))
      throw new ConsiliumError('answer-malformed', { method: 'GET' });
    return { size, body: bodyOf(response), close: () => connection.close() };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** RFC 9110 §14.4; NaN where the answer does not say. */
function sizeOfWhole({ headers }: IncomingMessage): number {
  return Number(/^bytes \d+-\d+\/(?<size>\d+)$/u.exec(headers['content-range'] ?? '')?.groups?.['size']);
}

/** One connection, one request after the other. */
class Connection {
  readonly #channel: HttpChannel;
  readonly #token: Pick<Token, 'id' | 'secret'>;
  readonly #agent: Agent;
  #used = false;

  constructor(channel: HttpChannel, token: Pick<Token, 'id' | 'secret'>) {
    this.#channel = channel;
    this.#token = token;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 1 });
    this.#agent.createConnection = (_options, done) => {
      // It broke: proofs are good for this very connection. Nobody would catch what is thrown here.
      if (this.#used) {
        const none: Duplex = new PassThrough();
        none.destroy(new ConsiliumError('node-away'));
        return none;
      }
      this.#used = true;
      done?.(null, channel.stream);
      return channel.stream;
    };
  }

  /** Errors: the node's refusal, `node-away`. */
  async ask({ method, path, headers = {}, send, signal }: Asked): Promise<IncomingMessage> {
    const proved = { binding: this.#channel.binding, method, path };
    const proof = toBase64Url(requestProof(this.#token.secret, proved));
    const authorization = `Consilium ${toBase64Url(this.#token.id)}.${proof}`;
    const sent = request({
      agent: this.#agent,
      host: 'node',
      method,
      path,
      headers: { ...headers, authorization },
      timeout: SILENCE_MS,
      ...(signal === undefined ? {} : { signal }),
    });
    const answered = answerOf(sent);
    // The node may refuse before the body is sent.
    if (send === undefined) sent.end();
    else send(sent).catch((error: unknown) => sent.destroy(error instanceof Error ? error : undefined));
    const response = await answered;
    const isRefused = (response.statusCode ?? 500) >= 400;
    if (method !== 'GET' || isRefused) response.resume();
    if (isRefused) throw refusalOf(response);
    return response;
  }

  close(): void {
    this.#agent.destroy();
    this.#channel.stream.destroy();
  }
}

async function answerOf(sent: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('timeout', () => sent.destroy(new ConsiliumError('node-away')));
    sent.on('error', (cause) => {
      reject(isConsiliumError(cause) ? cause : new ConsiliumError('node-away', {}, { cause }));
    });
  });
}

/** A server that is no node says no code. */
function refusalOf({ headers, statusCode = 0 }: IncomingMessage): ConsiliumError {
  const code = headers[CODE_HEADER];
  const isCode = typeof code === 'string' && /^[a-z][a-z-]{1,58}$/u.test(code);
  return isCode ? new ConsiliumError(code) : new ConsiliumError('answer-malformed', { status: statusCode });
}

function offsetOf({ headers }: IncomingMessage): number {
  const offset = Number(headers['upload-offset'] ?? Number.NaN);
  if (!Number.isSafeInteger(offset))
    throw new ConsiliumError('answer-malformed', { header: 'upload-offset' });
  return offset;
}

async function sendPiece(
  sent: ClientRequest,
  source: BlobSource,
  { offset, length }: { readonly offset: number; readonly length: number },
): Promise<void> {
  for (let at = offset; at < offset + length && !sent.destroyed;) {
    const bytes = await source.read(at, Math.min(READ, offset + length - at));
    at += bytes.length;
    if (!sent.write(bytes)) await drained(sent);
  }
  sent.end();
}

/** There is room again, or nobody takes anything any more. A long piece waits often: nothing stays behind of a wait. */
async function drained(sent: ClientRequest): Promise<void> {
  if (sent.closed) return;
  await new Promise<void>((resolve) => {
    const go = (): void => {
      sent.off('drain', go);
      sent.off('close', go);
      resolve();
    };
    sent.on('drain', go);
    sent.on('close', go);
  });
}

async function* bodyOf(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of response) yield bytes as Uint8Array;
  } catch (cause) {
    throw new ConsiliumError('node-away', {}, { cause });
  }
}

function uploadPath(id: BlobId): string {
  return `/uploads/${toHex(id)}`;
}
