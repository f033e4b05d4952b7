/**
 * Takes connections and answers their requests out of a table of handlers. Every refusal has a code; what is no
 * ConsiliumError is a bug, logged by its name and answered as `internal`.
 */
import type { CborValue } from '../crypto/cbor.ts';
import { ConsiliumError, errorCode, isConsiliumError } from '../errors.ts';
import type { Clock, Logger, RandomBytes, Timers } from '../ports.ts';
import { Refusal } from '../contracts/codes.ts';
import { toHex } from '../crypto/bytes.ts';
import type { StaffId } from '../crypto/ids.ts';
import { ByAccount } from './byAccount.ts';
import { Heartbeat } from './heartbeat.ts';
import type { MailEvent } from './mailbox/mailbox.ts';
import { isMethod, METHODS, type MethodName, type ParamsOf, type ResultOf } from './methods.ts';
import {
  decodeRequest,
  encodeServerMessage,
  LARGEST_FRAME,
  LARGEST_STRANGER_FRAME,
  type Request,
  type ServerMessage,
} from './protocol.ts';
import { Session, type LoggedIn, type NodeName } from './session.ts';
import { Turns } from './turns.ts';
import type { StateReader } from '../contracts/state.ts';
import type { Wire } from './wire.ts';

export type Handler<M extends MethodName> = (
  params: ParamsOf<M>,
  session: Session,
) => ResultOf<M> | Promise<ResultOf<M>>;
export type Handlers = { readonly [M in MethodName]: Handler<M> };

/** What one node bears. */
export interface NodeLimits {
  readonly connections: number;
  /** Connections on which one and the same account is logged in. */
  readonly perAccount: number;
  /** Requests of one connection that are being answered at once. */
  readonly concurrent: number;
  /** Requests of one connection in a minute, with and without a login. */
  readonly perMinute: number;
  readonly strangerPerMinute: number;
  /** Wrong signatures for a login or at the patient's gate on one connection before it is closed. */
  readonly failedProofs: number;
  /** Bytes of answers that wait to be read: above it a connection gets `node-busy` until it reads. */
  readonly buffered: number;
}

export const DEFAULT_LIMITS: NodeLimits = {
  connections: 256,
  perAccount: 64,
  concurrent: 64,
  perMinute: 60_000,
  strangerPerMinute: 1_200,
  failedProofs: 5,
  buffered: LARGEST_FRAME,
};

const MINUTE_MS = 60_000;
const NO_MINUTE = { started: 0, requests: 0, ofStranger: 0 };
/** How long a connection may take to show who it is before others need its place. */
const STRANGER_MS = 30_000;
const FAILED_PROOF_CODES: ReadonlySet<string> = new Set(['login-signature', 'gate-signature']);

/** One request and how it was answered. */
export interface Answered {
  readonly method: string;
  /** `ok`, or the code of the refusal. */
  readonly code: string;
  /** By the node's clock. */
  readonly ms: number;
}

/** Whoever counts what a node does. */
export interface NodeObserver {
  readonly answered: (request: Answered) => void;
  /** A connection that the node ended. */
  readonly dropped: (code: string) => void;
}

export interface NodeServerOptions {
  readonly node: NodeName;
  readonly handlers: Handlers;
  readonly limits: NodeLimits;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly timers: Timers;
  readonly logger: Logger;
  readonly observer?: NodeObserver | undefined;
  /** Resolves when what must not be forgotten of a request is durable; only then is it answered. */
  readonly note: (request: Request, session: Session, code: string) => Promise<void>;
}

export class NodeServer {
  readonly #options: NodeServerOptions;
  readonly #connections = new Set<Connection>();
  readonly #accounts = new ByAccount<Connection>();

  constructor(options: NodeServerOptions) {
    this.#options = options;
  }

  /**
   * Serves a connection from now on; one too many is closed as `node-busy`. Strangers keep nobody out: the one that
   * was here longest without showing who it is makes room.
   */
  accept(wire: Wire): void {
    if (this.#connections.size >= this.#options.limits.connections && !this.#makeRoom()) {
      wire.close('node-busy');
      return;
    }
    const connection: Connection = new Connection(wire, this.#options, {
      ended: () => {
        this.#connections.delete(connection);
        this.#accounts.set(connection, null);
      },
      changed: (login) => {
        this.#accounts.set(connection, login);
        if (login !== null) this.#demandShare(connection, login);
      },
    });
    this.#connections.add(connection);
  }

  /** One account takes no more than its share of the places. */
  #demandShare(connection: Connection, login: LoggedIn): void {
    if (this.#accounts.of(login).size > this.#options.limits.perAccount) connection.close('node-busy');
  }

  #makeRoom(): boolean {
    const since = this.#options.clock.now() - STRANGER_MS;
    // In the order in which they came.
    const oldest = [...this.#connections].find((connection) => connection.isStrangerSince(since));
    if (oldest === undefined) return false;
    oldest.close('node-busy');
    this.#connections.delete(oldest);
    return true;
  }

  /** After a block: ends logins that the registry no longer bears, and wakes those who asked to be told. */
  announce(height: number, state: StateReader): void {
    for (const connection of this.#connections) connection.announce(height, state);
  }

  /** Tells a doctor's watching connections that something happened in a mailbox. */
  tell(doctor: StaffId, event: MailEvent): void {
    for (const connection of this.#ofDoctor(doctor)) connection.tell(event);
  }

  /** Whether a doctor is here and lets it be seen. */
  isPresent(doctor: StaffId): boolean {
    return [...this.#ofDoctor(doctor)].some((connection) => connection.shows());
  }

  #ofDoctor(doctor: StaffId): ReadonlySet<Connection> {
    return this.#accounts.of({ role: 'doctor', entity: doctor });
  }

  /** How many connections there are, and how many of them are logged in. */
  count(): { readonly connections: number; readonly loggedIn: number } {
    const loggedIn = [...this.#connections].filter(({ session }) => session.login !== null).length;
    return { connections: this.#connections.size, loggedIn };
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
    this.#connections.clear();
  }
}

/** What a connection tells its server. */
interface ConnectionListener {
  readonly ended: () => void;
  /** After each login, and after each end of one. */
  readonly changed: (login: LoggedIn | null) => void;
}

class Connection {
  readonly #wire: Wire;
  readonly #options: NodeServerOptions;
  readonly #session: Session;
  readonly #heartbeat: Heartbeat;
  readonly #turns: Turns;
  readonly #began: number;
  #running = 0;
  #failedProofs = 0;
  /** Requests since `started`, and those of them of a stranger: a login is not refused for what came before it. */
  #minute: { readonly started: number; requests: number; ofStranger: number } = { ...NO_MINUTE };

  constructor(wire: Wire, options: NodeServerOptions, told: ConnectionListener) {
    this.#wire = wire;
    this.#options = options;
    this.#began = options.clock.now();
    this.#session = new Session(options.node, options.random, wire.channel);
    this.#session.onChange(() => {
      this.#limitFrames();
      told.changed(this.#session.login);
    });
    this.#heartbeat = new Heartbeat(wire, options.timers, () => this.#dropSilent());
    this.#turns = new Turns(wire, (bytes) => void this.#receive(bytes));
    this.#limitFrames();
    wire.listen({
      message: (bytes) => {
        this.#heartbeat.heard();
        this.#turns.take(bytes);
      },
      closed: () => {
        this.#heartbeat.stop();
        this.#session.end();
        told.ended();
      },
      alive: () => this.#heartbeat.heard(),
    });
  }

  get session(): Session {
    return this.#session;
  }

  announce(height: number, state: StateReader): void {
    // Also told to one whose login ends with this block: asking for it, they hear why.
    const { subscribed } = this.#session;
    const code = this.#session.review(state);
    if (code !== null) this.#options.logger.info('login-ended', { code });
    if (subscribed) this.#send({ kind: 'push', event: 'block', height });
  }

  /** Told only where it watches. */
  tell(event: MailEvent): void {
    const { watching, isGivenMail } = this.#session;
    if (watching === 'no') return;
    // Whoever reads slowly asks for what waits, in portions.
    const isGiven = isGivenMail && this.#wire.buffered() < LARGEST_FRAME;
    if (event.event === 'mail' && isGiven) this.#send({ kind: 'push', event: 'mail-here', mail: event.mail });
    else this.#send({ kind: 'push', event: event.event });
  }

  /** Whether its doctor lets it be seen that they are here. */
  shows(): boolean {
    return this.#session.watching === 'visible';
  }

  /** Whether it came before `time`, and nobody has shown on it who they are. */
  isStrangerSince(time: number): boolean {
    return this.#session.isStranger && this.#began <= time;
  }

  close(code?: string): void {
    this.#wire.close(code);
  }

  async #receive(bytes: Uint8Array): Promise<void> {
    let request: Request;
    try {
      request = decodeRequest(bytes, this.#largestFrame());
    } catch (error) {
      // Without an id nothing can be answered.
      this.#wire.close(errorCode(error));
      return;
    }
    this.#running += 1;
    const started = this.#options.clock.now();
    const observed = (code: string): void => {
      const method = isMethod(request.method) ? request.method : 'unknown';
      this.#options.observer?.answered({ method, code, ms: this.#options.clock.now() - started });
    };
    try {
      const result = await this.#answer(request);
      await this.#options.note(request, this.#session, 'ok');
      this.#send({ kind: 'result', id: request.id, result });
      observed('ok');
    } catch (error) {
      await this.#noteRefusal(request, errorCode(error));
      this.#refuse(request, error);
      observed(errorCode(error));
    } finally {
      this.#running -= 1;
    }
  }

  /** A refusal stays one when the disk is full. */
  async #noteRefusal(request: Request, code: string): Promise<void> {
    try {
      await this.#options.note(request, this.#session, code);
    } catch (error) {
      this.#options.logger.error('refusal-not-noted', { code: errorCode(error) });
    }
  }

  async #answer({ method, params }: Request): Promise<CborValue> {
    this.#demandCapacity();
    if (!isMethod(method)) throw new ConsiliumError('method-unknown', { method });
    this.#session.demand(METHODS[method].caller);
    return call(this.#options.handlers, method, { params, session: this.#session });
  }

  #demandCapacity(): void {
    const { limits, clock } = this.#options;
    if (this.#running > limits.concurrent || this.#wire.buffered() > limits.buffered) {
      throw new ConsiliumError('node-busy');
    }
    const now = clock.now();
    const isNewMinute = now < this.#minute.started || now - this.#minute.started >= MINUTE_MS;
    if (isNewMinute) this.#minute = { ...NO_MINUTE, started: now };
    this.#minute.requests += 1;
    // A patient whom the gate knows reads a record of thousands of documents, as a doctor does.
    const { isStranger } = this.#session;
    if (isStranger) this.#minute.ofStranger += 1;
    const isStrange = isStranger && this.#minute.ofStranger > limits.strangerPerMinute;
    if (isStrange || this.#minute.requests > limits.perMinute) throw new ConsiliumError('rate-limited');
  }

  #refuse(request: Request, error: unknown): void {
    const code = errorCode(error);
    if (!isConsiliumError(error)) {
      const name = error instanceof Error ? error.name : typeof error;
      this.#options.logger.error('request-failed', { method: request.method, error: name });
    }
    this.#send({ kind: 'refusal', id: request.id, code, detail: detailOf(error) });
    if (FAILED_PROOF_CODES.has(code)) this.#countFailedProof();
  }

  #countFailedProof(): void {
    this.#failedProofs += 1;
    if (this.#failedProofs >= this.#options.limits.failedProofs) this.#wire.close('rate-limited');
  }

  #send(message: ServerMessage): void {
    this.#wire.send(encodeServerMessage(message));
    // What was asked for while there was room is sent whole; beyond it somebody asks on and reads nothing.
    if (this.#wire.buffered() > this.#options.limits.buffered + LARGEST_FRAME) this.#drop('slow-reader');
  }

  #limitFrames(): void {
    this.#wire.limitFrames(this.#largestFrame());
  }

  #largestFrame(): number {
    return this.#session.login === null ? LARGEST_STRANGER_FRAME : LARGEST_FRAME;
  }

  #dropSilent(): void {
    this.#drop(this.#wire.buffered() > 0 ? 'slow-reader' : 'connection-silent');
  }

  /** The code goes into the log, and to the other side should it still read. */
  #drop(code: string): void {
    this.#options.logger.warn('connection-dropped', { code });
    this.#options.observer?.dropped(code);
    this.#wire.close(code);
    this.#wire.drop();
  }
}

async function call<M extends MethodName>(
  handlers: Handlers,
  method: M,
  { params, session }: { readonly params: CborValue; readonly session: Session },
): Promise<CborValue> {
  const { params: takes, result: gives } = METHODS[method];
  const handler: Handler<M> = handlers[method];
  return gives.encode(await handler(decodeParams(takes, params), session));
}

function decodeParams<P>(shape: { decode(value: CborValue): P }, params: CborValue): P {
  try {
    return shape.decode(params);
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    throw new ConsiliumError('params-malformed', { ...error.detail, reason: error.code }, { cause: error });
  }
}

/** What a validator's refusal says beside its code (CBOR) goes as hex: a card's spender and time, for one. */
function detailOf(error: unknown): ConsiliumError['detail'] {
  if (!isConsiliumError(error)) return {};
  if (error instanceof Refusal && error.data.length > 0) return { data: toHex(error.data) };
  return error.detail;
}
