/**
 * Large buffers between a page and this process. Chromium's protocol takes text alone, and tens of times as long as
 * Electron's own port; so a page fetches and posts them at an address of its own origin that nobody can guess, and its
 * requests are led to a server on loopback. Each buffer is there once, and gone when it was taken.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** The folder of such an address. */
export const BUFFERS = '/.electron-standin/';

export class LargeBuffers {
  readonly #kept = new Map<string, Uint8Array>();
  #listening: Promise<Server> | null = null;

  /** To be fetched by the page. Its name is the address's last part. */
  keep(bytes: Uint8Array): string {
    const name = randomUUID();
    this.#kept.set(name, bytes);
    return name;
  }

  /** What a page has posted. Throws for what it has not. */
  take(name: string): Uint8Array {
    const bytes = this.#kept.get(name);
    if (bytes === undefined) throw new Error('a buffer that was not posted');
    this.#kept.delete(name);
    return bytes;
  }

  /** Where a request for such an address is led; null for any other. */
  async placeOf(url: string): Promise<string | null> {
    const name = URL.parse(url)?.pathname.split(BUFFERS)[1];
    if (name === undefined) return null;
    this.#listening ??= this.#listen();
    const { port } = (await this.#listening).address() as AddressInfo;
    return `http://127.0.0.1:${String(port)}/${name}`;
  }

  async #listen(): Promise<Server> {
    const server = createServer((request, response) => void this.#serve(request, response));
    server.unref();
    const listening = Promise.withResolvers<void>();
    server.listen(0, '127.0.0.1', listening.resolve);
    await listening.promise;
    return server;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = request.url?.slice(1) ?? '';
    if (request.method === 'POST') {
      this.#kept.set(name, await buffer(request));
      response.writeHead(204).end();
      return;
    }
    const bytes = this.#kept.get(name);
    this.#kept.delete(name);
    // What a page was given is written to no cache.
    if (bytes === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'cache-control': 'no-store', 'content-length': bytes.length }).end(bytes);
  }
}
