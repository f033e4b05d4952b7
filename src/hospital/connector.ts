/**
 * Keeps a client connected: dials, says hello, logs in again, and tries anew with growing pauses when the node is
 * away. A request that comes in a pause tries at once, so nobody waits for a timer to hear that a node is back.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import type { Network, Signature } from '../crypto/ids.ts';
import type { NodeChallenge } from '../crypto/login.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../errors.ts';
import type { Logger, Timers } from '../ports.ts';
import { handBack, type VerifiedBlocks } from './handBack.ts';
import { Link } from './link.ts';
import type { StoredMail } from './mailbox/mail.ts';
import { NODE_PROTOCOL, type NodeHello, type NodeLogin } from './nodeClient.ts';
import type { Wire } from './wire.ts';

export interface ConnectorOptions {
  readonly timers: Timers;
  readonly logger: Logger;
  /** When given, a node of another network is refused: `network-mismatch`. */
  readonly network?: Network;
  readonly requestTimeoutMs?: number;
  /** What this client verified: a node that has fewer blocks gets them back (handBack.ts). */
  readonly verified?: VerifiedBlocks;
}

/** A connection that may be used. */
export interface Connected {
  readonly link: Link;
  readonly hello: NodeHello;
}

const REQUEST_TIMEOUT_MS = 30_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** Refusals that say nothing about who logs in: the login is kept for the next connection. */
const PASSING_CODES: ReadonlySet<string> = new Set([
  'node-away',
  'node-busy',
  'rate-limited',
  'connection-closed',
  'connection-silent',
  'request-timeout',
]);

/** Who is told of mail, and whether the doctor is shown as present meanwhile. */
export interface MailWatch {
  readonly visible: boolean;
  /** Null when something else happened than that this came. */
  readonly listener: (came: StoredMail | null) => void;
}

export class Connector {
  readonly #dial: () => Promise<Wire>;
  readonly #options: ConnectorOptions;
  readonly #pushListeners = new Set<() => void>();
  #watch: MailWatch | null = null;
  readonly #connectionListeners = new Set<(connected: boolean) => void>();
  #connected: Connected | null = null;
  #attempt: Promise<Connected> | null = null;
  #cancelPause: () => void = () => undefined;
  #pauses = 0;
  #login: NodeLogin | null = null;
  /** The login that is about to be proved for the first time: not also on connecting. */
  #fresh: NodeLogin | null = null;
  #closed = false;
  /** What the node said as the connection began: its nonce is good for the first proof on it. */
  #greeting: { readonly link: Link; readonly hello: NodeHello } | null = null;
  /** Nonces are used once: proofs on a connection are made one after the other. */
  #proofs: Promise<unknown> = Promise.resolve();

  constructor(dial: () => Promise<Wire>, options: ConnectorOptions) {
    this.#dial = dial;
    this.#options = options;
    this.#tryInBackground();
  }

  connected(): boolean {
    return this.#connected !== null;
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    this.#connectionListeners.add(listener);
    return () => void this.#connectionListeners.delete(listener);
  }

  /** The connection, made now if there is none. Errors: `node-away`, or what the node was refused for. */
  async get(): Promise<Connected> {
    if (this.#closed) throw new ConsiliumError('node-away');
    if (this.#connected !== null) return this.#connected;
    this.#attempt ??= this.#connect().finally(() => {
      this.#attempt = null;
    });
    return this.#attempt;
  }

  /** Answers a challenge of the node with a signature; `use` sends it. */
  async prove<T>(
    sign: (challenge: NodeChallenge) => Signature,
    use: (link: Link, signature: Signature) => Promise<T>,
  ): Promise<T> {
    const { link } = await this.get();
    return this.#inTurn(async () => {
      return use(link, sign(await this.#challenge(link)));
    });
  }

  /** Logs in now, and again on each later connection until the registry refuses it. */
  async logIn(login: NodeLogin): Promise<void> {
    this.#login = login;
    try {
      const { link } = await this.#getFor(login);
      await this.#proveLogin(link, login);
      await this.#askForNews(link);
    } catch (error) {
      this.#forgetRefused(error, login);
      throw error;
    }
  }

  /** The connection for a login that is made on it once, by whoever asked. */
  async #getFor(login: NodeLogin): Promise<Connected> {
    this.#fresh = login;
    try {
      return await this.get();
    } finally {
      if (this.#fresh === login) this.#fresh = null;
    }
  }

  logOut(): void {
    this.#login = null;
    // Should the answer get lost, so did the connection, and with it the login.
    this.#connected?.link.call('logout', {}).catch(() => undefined);
  }

  /** Errors: `login-required` and the like; then the listener is not kept. */
  async subscribe(listener: () => void): Promise<() => void> {
    const { link } = await this.get();
    await link.call('subscribe', {});
    this.#pushListeners.add(listener);
    return () => void this.#pushListeners.delete(listener);
  }

  /** One watch at a time: a new one takes the place of the one before. Errors: `login-required` and the like. */
  async watchMail(watch: MailWatch): Promise<() => void> {
    const { link } = await this.get();
    await link.call('mailbox/receive', { visible: watch.visible });
    this.#watch = watch;
    return () => {
      if (this.#watch !== watch) return;
      this.#watch = null;
      // Should this get lost, so did the connection, and with it the presence.
      link.call('mailbox/watch', { visible: false }).catch(() => undefined);
    };
  }

  close(): void {
    this.#closed = true;
    this.#cancelPause();
    this.#connected?.link.close();
    this.#pushListeners.clear();
    this.#watch = null;
    this.#connectionListeners.clear();
  }

  async #connect(): Promise<Connected> {
    this.#cancelPause();
    try {
      const connected = await this.#open();
      this.#connected = connected;
      this.#pauses = 0;
      for (const listener of this.#connectionListeners) listener(true);
      // What was said while there was no connection was missed.
      this.#pushBlock();
      this.#watch?.listener(null);
      return connected;
    } catch (error) {
      this.#tryLater();
      throw error;
    }
  }

  async #open(): Promise<Connected> {
    const wire = await this.#dial();
    const link: Link = new Link(wire, {
      timers: this.#options.timers,
      requestTimeoutMs: this.#options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      pushed: (push) => {
        if (push.event === 'block') this.#pushBlock();
        else this.#watch?.listener(push.event === 'mail-here' ? push.mail : null);
      },
      closed: () => this.#lost(link),
    });
    try {
      if (this.#closed) throw new ConsiliumError('node-away');
      const hello = await this.#sayHello(link);
      this.#greeting = { link, hello };
      await this.#handBack(link, hello);
      await this.#logInAgain(link);
      return { link, hello };
    } catch (error) {
      link.close();
      throw isConsiliumError(error, 'connection-closed') ? new ConsiliumError('node-away') : error;
    }
  }

  async #handBack(link: Link, { height }: NodeHello): Promise<void> {
    const { verified, logger } = this.#options;
    if (verified !== undefined) await handBack(link, verified, { height, logger });
  }

  async #sayHello(link: Link): Promise<NodeHello> {
    const hello = await link.call('hello', { protocol: NODE_PROTOCOL });
    if (hello.protocol !== NODE_PROTOCOL) {
      throw new ConsiliumError(hello.protocol > NODE_PROTOCOL ? 'update-workstation' : 'update-node');
    }
    const { network } = this.#options;
    if (network !== undefined && !bytesEqual(hello.network, network)) {
      throw new ConsiliumError('network-mismatch');
    }
    const { nodeKey } = link.channel;
    if (nodeKey !== null && !bytesEqual(hello.nodeKey, nodeKey))
      throw new ConsiliumError('node-key-mismatch');
    return hello;
  }

  /** What is to be signed next on a connection: over a nonce that nothing was signed over yet. */
  async #challenge(link: Link): Promise<NodeChallenge> {
    const said = this.#greeting?.link === link ? this.#greeting.hello : null;
    this.#greeting = null;
    const { network, nodeKey, nonce } = said ?? (await this.#sayHello(link));
    return { network, nodeKey, nonce, binding: link.channel.binding };
  }

  async #logInAgain(link: Link): Promise<void> {
    const login = this.#login;
    if (login === null || login === this.#fresh) return;
    try {
      await this.#proveLogin(link, login);
      await this.#askForNews(link);
    } catch (error) {
      if (isPassing(error)) throw error;
      this.#forgetRefused(error, login);
      this.#options.logger.warn('login-refused', { code: errorCode(error) });
    }
  }

  async #proveLogin(link: Link, { role, entity, keyVersion, sign }: NodeLogin): Promise<void> {
    await this.#inTurn(async () => {
      const signature = sign(await this.#challenge(link));
      await link.call('login', { role, entity, keyVersion, signature });
    });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#proofs.then(work);
    this.#proofs = turn.catch(() => undefined);
    return turn;
  }

  #forgetRefused(error: unknown, login: NodeLogin): void {
    if (!isPassing(error) && this.#login === login) this.#login = null;
  }

  #lost(link: Link): void {
    if (this.#connected?.link !== link) return;
    this.#connected = null;
    for (const listener of this.#connectionListeners) listener(false);
    // What comes until there is another connection is not told.
    this.#watch?.listener(null);
    this.#tryLater();
  }

  #tryLater(): void {
    if (this.#closed) return;
    this.#cancelPause();
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#pauses, 10));
    this.#pauses += 1;
    this.#cancelPause = this.#options.timers.after(pause, () => this.#tryInBackground());
  }

  /** Whoever asks hears why it failed; here nobody asked. */
  #tryInBackground(): void {
    this.get().catch(() => undefined);
  }

  async #askForNews(link: Link): Promise<void> {
    if (this.#pushListeners.size > 0) await link.call('subscribe', {});
    if (this.#watch !== null) await link.call('mailbox/receive', { visible: this.#watch.visible });
  }

  #pushBlock(): void {
    for (const listener of this.#pushListeners) listener();
  }
}

function isPassing(error: unknown): boolean {
  return isConsiliumError(error) && PASSING_CODES.has(error.code);
}
