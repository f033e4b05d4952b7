/** A WebSocket as a wire: binary messages, codes as close reasons. The same over TLS and over a Unix socket. */
import type { Duplex } from 'node:stream';
import { WebSocket, type RawData } from 'ws';
import type { Channel, Wire, WireListener } from './wire.ts';

/** Close codes of RFC 6455: normal, "try again later", "message too big". */
const NORMAL = 1000;
const REFUSED = 1013;
const TOO_BIG = 1009;
/** What stood before the frame in the piece that its beginning came in, and the frame's own header. */
const SLACK = 256 * 1024;
/** What may still arrive of a frame that was refused, while the other side has not read the refusal. */
const OVERRUN = 4 * 1024 * 1024;

export class SocketWire implements Wire {
  readonly channel: Channel;
  readonly #socket: WebSocket;
  #listener: WireListener | null = null;
  #waiting: Uint8Array[] = [];
  #closed: { readonly code: string | null } | null = null;
  #largest = Infinity;
  /** Bytes of the frame that is arriving. */
  #arriving = 0;

  /** `stream` is what lies below the WebSocket, where frames are measured before they are whole. */
  constructor(socket: WebSocket, channel: Channel, stream: Duplex | null = null) {
    this.#socket = socket;
    this.channel = channel;
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('pong', () => this.#listener?.alive?.());
    socket.on('close', (code, reason) => this.#end(code, reason.toString('utf8')));
    // What ails a connection also closes it; the close is what is told.
    socket.on('error', () => undefined);
    stream?.on('data', (chunk: Uint8Array) => this.#measure(chunk.length));
  }

  listen(listener: WireListener): void {
    this.#listener = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const bytes of waiting) listener.message(bytes);
    if (this.#closed !== null) listener.closed(this.#closed.code);
  }

  send(bytes: Uint8Array): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  buffered(): number {
    return this.#socket.bufferedAmount;
  }

  limitFrames(largest: number): void {
    this.#largest = largest;
  }

  ping(): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.ping();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(code?: string): void {
    if (code === undefined) this.#socket.close(NORMAL);
    else this.#socket.close(REFUSED, code);
  }

  drop(): void {
    this.#socket.terminate();
  }

  #measure(length: number): void {
    this.#arriving += length;
    if (this.#arriving <= this.#largest + SLACK) return;
    this.close('frame-too-large');
    if (this.#arriving > this.#largest + SLACK + OVERRUN) this.drop();
  }

  #receive(data: RawData, isBinary: boolean): void {
    this.#arriving = 0;
    if (!isBinary || !(data instanceof Uint8Array)) {
      this.close('frame-malformed');
      return;
    }
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    if (this.#listener === null) this.#waiting.push(bytes);
    else this.#listener.message(bytes);
  }

  #end(closeCode: number, reason: string): void {
    if (this.#closed !== null) return;
    this.#closed = { code: codeOf(closeCode, reason) };
    this.#listener?.closed(this.#closed.code);
  }
}

/** A reason is the other side's word: only what has the form of a code is passed on. */
function codeOf(closeCode: number, reason: string): string | null {
  if (closeCode === TOO_BIG) return 'frame-too-large';
  return /^[a-z][a-z-]{1,58}$/u.test(reason) ? reason : null;
}
