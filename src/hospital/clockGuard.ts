/**
 * Tells a clock that jumped. Block times come from the validator's clock, and a wrong one cannot be taken back: it
 * would close visits and expire cards, or keep them open. After a jump the validator signs nothing until a person
 * confirms the date.
 */
import type { Clock, Millis, Timers } from '../ports.ts';

/** Steps backwards within this are a clock being set right. */
const BACKWARD_TOLERANCE_MS = 10_000;
const FORWARD_JUMP_MS = 24 * 60 * 60 * 1000;
const LOOK_EVERY_MS = 60_000;

export class ClockGuard {
  readonly #clock: Clock;
  readonly #timers: Timers;
  #seen: Millis;
  #jumped = false;
  /** A person vouched for a clock that lies behind the last block. */
  #behindConfirmed = false;
  #cancelLook: () => void = () => undefined;

  constructor(clock: Clock, timers: Timers) {
    this.#clock = clock;
    this.#timers = timers;
    this.#seen = clock.now();
    this.#lookLater();
  }

  /** Whether nothing may be signed; `headTime` is the time of the last block. */
  isOff(headTime: Millis): boolean {
    this.#look();
    const isBehind = this.#seen + BACKWARD_TOLERANCE_MS < headTime;
    if (!isBehind) this.#behindConfirmed = false;
    return this.#jumped || (isBehind && !this.#behindConfirmed);
  }

  /** A person has looked at the date. */
  confirm(): void {
    this.#seen = this.#clock.now();
    this.#jumped = false;
    this.#behindConfirmed = true;
  }

  stop(): void {
    this.#cancelLook();
  }

  #look(): void {
    const now = this.#clock.now();
    const step = now - this.#seen;
    if (step > FORWARD_JUMP_MS) this.#jumped = true;
    if (step < -BACKWARD_TOLERANCE_MS) this.#behindConfirmed = false;
    this.#seen = now;
  }

  #lookLater(): void {
    this.#cancelLook = this.#timers.after(LOOK_EVERY_MS, () => {
      this.#look();
      this.#lookLater();
    });
  }
}
