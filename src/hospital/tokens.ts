/**
 * Tokens for HTTP: asked for on a connection, good for minutes, and gone with the connection, its login, or the
 * suspension that ends it. A request shows that it holds the token's secret (crypto/requestProof.ts).
 */
import { bytesEqual, toHex } from '../crypto/bytes.ts';
import { requestProof, type ProvedRequest } from '../crypto/requestProof.ts';
import { ConsiliumError } from '../errors.ts';
import { millis, type Clock, type Millis, type RandomBytes } from '../ports.ts';
import type { Caller } from './methods.ts';
import type { LoggedIn, Session } from './session.ts';

const TOKEN_MS = 5 * 60 * 1000;
const ID_LENGTH = 16;
const SECRET_LENGTH = 32;

/** What a client is given. */
export interface Token {
  readonly id: Uint8Array;
  /** SECRET of this client. */
  readonly secret: Uint8Array;
  /** By the node's clock. */
  readonly expires: Millis;
}

interface Issued extends Token {
  readonly session: Session;
  /** Who was logged in; another login on the same connection has no use of it. */
  readonly login: LoggedIn | null;
}

/** A token as a request shows it. */
export interface ShownToken {
  readonly id: Uint8Array;
  readonly proof: Uint8Array;
}

export class Tokens {
  readonly #clock: Clock;
  readonly #random: RandomBytes;
  readonly #issued = new Map<string, Issued>();

  constructor(ports: { readonly clock: Clock; readonly random: RandomBytes }) {
    this.#clock = ports.clock;
    this.#random = ports.random;
  }

  /** A new token in the place of the connection's former one. */
  issue(session: Session): Token {
    this.#forget((issued) => issued.session === session || !this.#holds(issued));
    const token = {
      id: this.#random(ID_LENGTH),
      secret: this.#random(SECRET_LENGTH),
      expires: millis(this.#clock.now() + TOKEN_MS),
    };
    this.#issued.set(toHex(token.id), { ...token, session, login: session.login });
    return token;
  }

  /**
   * Answers who is logged in; null for a patient.
   * Errors: `token-unknown` for one that was never given or is over, `token-proof` for a secret or a connection that
   * is not its own, `login-required` and `not-allowed` as over the connection.
   */
  demand(shown: ShownToken, request: ProvedRequest, caller: Caller): LoggedIn | null {
    const issued = this.#issued.get(toHex(shown.id));
    if (issued === undefined || !this.#holds(issued)) throw new ConsiliumError('token-unknown');
    if (!bytesEqual(requestProof(issued.secret, request), shown.proof))
      throw new ConsiliumError('token-proof');
    issued.session.demand(caller);
    return issued.login;
  }

  #holds({ session, login, expires }: Issued): boolean {
    return !session.ended && session.login === login && this.#clock.now() < expires;
  }

  #forget(isOver: (issued: Issued) => boolean): void {
    for (const [name, issued] of this.#issued) if (isOver(issued)) this.#issued.delete(name);
  }
}
