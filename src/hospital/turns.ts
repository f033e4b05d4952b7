/**
 * Fairness between connections: each has its turn, with so many messages; one that sends more waits for the next
 * turn, in which everyone else's messages are read first, and is not read from meanwhile.
 */
import { soon } from '../node/soon.ts';
import type { Wire } from './wire.ts';

/** Messages of one connection in one turn; more than a client has under way. */
const MOST_IN_A_TURN = 64;

export class Turns {
  readonly #wire: Pick<Wire, 'pause' | 'resume'>;
  readonly #handle: (bytes: Uint8Array) => void;
  readonly #waiting: Uint8Array[] = [];
  #left = MOST_IN_A_TURN;
  #isTurnOpen = false;

  constructor(wire: Pick<Wire, 'pause' | 'resume'>, handle: (bytes: Uint8Array) => void) {
    this.#wire = wire;
    this.#handle = handle;
  }

  /** Handles a message now, or in a later turn; always in the order of their arrival. */
  take(bytes: Uint8Array): void {
    this.#openTurn();
    if (this.#left > 0) {
      this.#left -= 1;
      this.#handle(bytes);
      return;
    }
    if (this.#waiting.length === 0) this.#wire.pause();
    this.#waiting.push(bytes);
  }

  #openTurn(): void {
    if (this.#isTurnOpen) return;
    this.#isTurnOpen = true;
    soon(() => this.#endTurn());
  }

  #endTurn(): void {
    this.#isTurnOpen = false;
    const next = this.#waiting.splice(0, MOST_IN_A_TURN);
    this.#left = MOST_IN_A_TURN - next.length;
    if (next.length === 0) return;
    this.#openTurn();
    for (const bytes of next) this.#handle(bytes);
    if (this.#waiting.length === 0) this.#wire.resume();
  }
}
