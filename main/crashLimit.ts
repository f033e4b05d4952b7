/** How often a page that crashes is opened again: one that does so at once, each time, would never come to an end. */
import type { Clock, Millis } from '../src/ports.ts';

const MOST = 3;
const WITHIN_MS = 60_000;

export class CrashLimit {
  readonly #clock: Clock;
  #times: readonly Millis[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The page has crashed: whether it is opened again, which it is three times a minute at most. */
  mayReopen(): boolean {
    const now = this.#clock.now();
    const recent = this.#times.filter((time) => now - time < WITHIN_MS);
    const may = recent.length < MOST;
    this.#times = may ? [...recent, now] : recent;
    return may;
  }
}
