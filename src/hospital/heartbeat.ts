/**
 * Tells a connection whose other side is gone without a word: a cable that was pulled, a machine that lost its
 * power. Both ends ask for a sign of life at regular times; one that stays out ends the connection. Reading is a
 * sign of life as well: on a slow line the question itself waits behind what is still being sent.
 */
import { soon } from '../node/soon.ts';
import type { Timers } from '../ports.ts';
import type { Wire } from './wire.ts';

/** Between two questions; a side that is gone is noticed after one to two of these. */
export const HEARTBEAT_MS = 30_000;

export class Heartbeat {
  readonly #wire: Pick<Wire, 'ping' | 'buffered'>;
  readonly #timers: Timers;
  readonly #lost: () => void;
  #heard = true;
  /** Bytes that had not left when it was last looked at. */
  #buffered = 0;
  #stopped = false;
  #cancel: () => void = () => undefined;

  /** `lost` is called once, when the other side gave no sign of life after being asked. */
  constructor(wire: Pick<Wire, 'ping' | 'buffered'>, timers: Timers, lost: () => void) {
    this.#wire = wire;
    this.#timers = timers;
    this.#lost = lost;
    this.#askLater();
  }

  /** The other side gave a sign of life: an answer, or anything else. */
  heard(): void {
    this.#heard = true;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #askLater(): void {
    // What has arrived while this process was busy counts: it is looked at after it was read.
    this.#cancel = this.#timers.after(HEARTBEAT_MS, () => soon(() => this.#ask()));
  }

  #ask(): void {
    if (this.#stopped) return;
    const buffered = this.#wire.buffered();
    const isReading = buffered < this.#buffered;
    this.#buffered = buffered;
    if (!this.#heard && !isReading) {
      this.stop();
      this.#lost();
      return;
    }
    this.#heard = false;
    this.#wire.ping();
    this.#askLater();
  }
}
