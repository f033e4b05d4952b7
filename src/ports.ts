/** Ports to the outside that every layer may take as a parameter. The real ones live in src/node/. */

/** Milliseconds since the Unix epoch, an integer. */
export type Millis = number & { readonly __brand: 'Millis' };

/** Makes a {@link Millis}; throws RangeError for anything but a safe non-negative integer. */
export function millis(value: number): Millis {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a time in ms: ${value}`);
  return value as Millis;
}

/** The machine's idea of now. Authoritative time is the block time of the ledger, never this. */
export interface Clock {
  now(): Millis;
}

/** Cryptographically secure random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** A structured log; fields must never hold patient data, keys or passphrases. */
export interface Logger {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Timers. `after` answers a function that cancels. */
export interface Timers {
  after(ms: number, run: () => void): () => void;
}
