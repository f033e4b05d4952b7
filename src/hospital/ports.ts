import type { Clock, Logger, RandomBytes, Timers } from '../ports.ts';

/** What a node takes from outside. */
export interface NodePorts {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly timers: Timers;
  readonly logger: Logger;
}
