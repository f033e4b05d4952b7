import type { Clock, LogFields, Logger } from '../ports.ts';

/** JSON lines to `write`, one an event. Only scalars are taken, so that no object with patient data slips in. */
export function jsonLogger(name: string, clock: Clock, write: (line: string) => void): Logger {
  const log =
    (level: string) =>
    (event: string, fields: LogFields = {}): void => {
      const scalars = Object.entries(fields).filter(
        ([, value]) => value === null || typeof value !== 'object',
      );
      const time = new Date(clock.now()).toISOString();
      write(`${JSON.stringify({ time, level, name, event, ...Object.fromEntries(scalars) })}\n`);
    };
  return { info: log('info'), warn: log('warn'), error: log('error') };
}

/** To standard error. */
export function stderrLogger(name: string, clock: Clock): Logger {
  return jsonLogger(name, clock, (line) => void process.stderr.write(line));
}

/** Nowhere. */
export const silentLogger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
