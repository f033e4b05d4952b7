/**
 * Words of calls that are not known here, while the copy of the ledger is too old to judge by: a ring is neither believed nor
 * refused on it, but looked at again once the copy was brought up, and shown as missed when that took too long.
 */
import { bytesEqual } from '../../../crypto/bytes.ts';
import type { CallId } from '../../../consult/ids.ts';
import type { Timers } from '../../../ports.ts';

export interface HeldWord {
  readonly call: CallId;
  /** Hash of the dialogue's request. */
  readonly request: Uint8Array;
  readonly signed: Uint8Array;
}

/** Between two looks; a ring rings for a minute. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** What comes beyond is not kept: nobody rings so often. */
const MOST_HELD = 64;

export class HeldWords {
  readonly #timers: Timers;
  readonly #again: (words: readonly HeldWord[]) => void;
  #words: HeldWord[] = [];
  #pause = FIRST_PAUSE_MS;
  #cancel: (() => void) | null = null;

  /** `again`: hears them once more, in the order in which they came; what still cannot be judged is held again. */
  constructor(timers: Timers, again: (words: readonly HeldWord[]) => void) {
    this.#timers = timers;
    this.#again = again;
  }

  /** Whatever follows a held word of a call waits behind it. */
  has(call: CallId): boolean {
    return this.#words.some((word) => bytesEqual(word.call, call));
  }

  hold(word: HeldWord): void {
    if (this.#words.length >= MOST_HELD) return;
    this.#words.push(word);
    this.#cancel ??= this.#timers.after(this.#pause, () => this.#release());
  }

  /** The copy was as new as it had to be. */
  judged(): void {
    this.#pause = FIRST_PAUSE_MS;
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#words = [];
  }

  #release(): void {
    this.#cancel = null;
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE_MS);
    this.#again(this.#words.splice(0));
  }
}
