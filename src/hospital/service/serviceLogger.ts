/** The log of the service: JSON lines by pino, one an event, scalars only, so that no object with patient data slips in. */
import { pino } from 'pino';
import type { Clock, LogFields, Logger } from '../../ports.ts';

export const LOG_LEVELS = ['info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface ServiceLogOptions {
  readonly name: string;
  /** Events below it are left out. */
  readonly level: LogLevel;
  readonly clock: Clock;
  readonly write: (line: string) => void;
}

/** Fields `time` (ISO 8601), `level`, `name`, `event`, then those of the event. */
export function serviceLogger({ name, level, clock, write }: ServiceLogOptions): Logger {
  const options = {
    level,
    base: { name },
    messageKey: 'event',
    timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const log = pino(options, { write });
  const to =
    (at: LogLevel) =>
    (event: string, fields: LogFields = {}): void => {
      const scalars = Object.entries(fields).filter(
        ([, value]) => value === null || typeof value !== 'object',
      );
      log[at](Object.fromEntries(scalars), event);
    };
  return { info: to('info'), warn: to('warn'), error: to('error') };
}
